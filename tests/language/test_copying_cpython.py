"""Q25: the interpreter's own tests of `copy` judge our two functions."""

import copy
import unittest

import pytest

from pyinterview.language import deep_copy, shallow_copy

theirs = pytest.importorskip(
    "test.test_copy", reason="slim distributions leave the standard library's own tests out"
)

NOT_OURS = {
    "test_exceptions": "it tests the exception copy.Error, and ours is TypeError",
    "test_copy_cant": "it demands copy.Error, and our module does without copy: TypeError",
    "test_deepcopy_cant": "it demands copy.Error, and our module does without copy: TypeError",
}
# TestReplace (3.13) and MiscTestCase are about other names of the module.
NAMES = unittest.TestLoader().getTestCaseNames(theirs.TestCopy)


def test_what_is_left_out_exists() -> None:
    assert NOT_OURS.keys() < set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NOT_OURS])
def test_ours_pass_the_tests_of_the_standard_library(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy, "copy", shallow_copy)
    monkeypatch.setattr(copy, "deepcopy", deep_copy)
    result = unittest.TestResult()
    theirs.TestCopy(name).run(result)
    assert result.testsRun == 1
    assert [text for _, text in result.failures + result.errors] == []
    assert result.skipped == []
