"""The one thing that sorting and searching ask of their items."""

from typing import Any, Protocol, TypeVar


class Ordered(Protocol):
    """Anything that can be compared by ``<``, which is all that `sorted` asks for as well."""

    def __lt__(self, other: Any, /) -> Any:
        """Tell whether this comes before *other*; the truth of the result counts."""


OrderedT = TypeVar("OrderedT", bound=Ordered)
