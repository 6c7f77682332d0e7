"""What a big table can be filtered by: the controls above it, and the attributes of its rows that they test.

The script `docs/assets/table.js` describes the attributes. Most facets are also columns that readers can add.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Entry = TypeVar("Entry")

_FIND = Markup(' data-find="{}"')
_IN = Markup(' data-in="{}"')


class Kind(StrEnum):
    """How a reader chooses from a facet."""

    ONE = "one"
    """One option; a row shows if it has it."""
    LEAST = "least"
    """One option of an order from low to high; a row shows if it has this one or a higher one."""
    MOST = "most"
    """One option of an order from low to high; a row shows if it has this one or a lower one."""
    ALL = "all"
    """Any number of options; a row shows if it has all of them."""


@dataclass(frozen=True, slots=True)
class Facet(Generic[Entry]):
    """One property of the entries of a table: its name in addresses, its label, and what readers can choose."""

    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    """The value of each option in addresses, without spaces, and its words."""
    of: Callable[[Entry], Iterable[str]]
    """Returns the values of an entry: one for an order, else any number."""
    kind: Kind = Kind.ONE
    is_first: bool = False
    """Whether its control shows without a click on "More filters"."""
    is_column: bool = True
    """Whether readers can add it as a column."""


def attributes(facets: Sequence[Facet[Entry]], entry: Entry, names: Iterable[str] = ()) -> Markup:
    """Return the attributes of the row of an entry: its other names for "Find", and its values in the facets."""
    words = " ".join(dict.fromkeys(filter(None, map(squashed, names))))
    values = "|".join(" ".join(facet.of(entry)) for facet in facets)
    return (_FIND.format(words) if words else Markup()) + (_IN.format(values) if facets else Markup())


def squashed(text: str) -> str:
    """Return only the letters and digits of a text, in lower case, as the script compares them."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text).lower())
