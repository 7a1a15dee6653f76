"""How values are quoted and written in sentences, tables and verdicts."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from pyinterview.lab.evidence import cropped


def quoted(value: object) -> str:
    """Quote a reader's value for a message: `repr` (which escapes control characters), cut."""
    return cropped(repr(value))


def written(value: object) -> str:  # noqa: PLR0911 -- one return a type
    """Write a value for a table or a verdict.

    >>> written(1234567), written(0.123456), written([10, 1000]), written(None)
    ('1,234,567', '0.123', '10, 1000', 'None')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int):
        return f"{value:,}" if abs(value) < 10**18 else cropped(hex_free(value), 40)
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{item(key)}: {item(count)}" for key, count in value.items()) or "nothing"
    if isinstance(value, Sequence | AbstractSet):
        return ", ".join(item(part) for part in value) or "nothing"
    return str(value)


def hex_free(value: int) -> str:
    """Write a large integer in decimal, or say how large it is where Python refuses to."""
    try:
        return str(value)
    except ValueError:  # more digits than sys.get_int_max_str_digits()
        return f"an integer of {value.bit_length():,} bits"


def item(value: object) -> str:
    """Write a value inside a list: without thousands separators, whose commas would mislead."""
    return hex_free(value) if isinstance(value, int) else written(value)
