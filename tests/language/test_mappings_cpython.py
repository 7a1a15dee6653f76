"""Q41: the tests that CPython's own dictionary has to pass, on ours."""

import pytest

from pyinterview.language import HashTable

mapping_tests = pytest.importorskip(
    "test.mapping_tests", reason="this Python was installed without its own test package"
)


class TestHashTable(mapping_tests.TestHashMappingProtocol):  # type: ignore[misc, name-defined] # typeshed leaves the test package out
    """All of BasicTestMappingProtocol, TestMappingProtocol and TestHashMappingProtocol.

    No case is excluded.
    """

    type2test = HashTable
