"""Checks a license as a whole, after each of its terms has been read, and its name among those of the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.core import spdx
from generator.core.codes import Code
from generator.core.problem import Found
from generator.schema.license import License, Provision, TriState
from generator.schema.term import Side, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check(license_: License) -> Iterator[Found]:
    """Yield every figure under the wrong term, every no without support, and every limit that no condition names."""
    for term, clause in license_.terms.items():
        yield from _figures(term, clause)
        yield from _condition(term, clause)
        if clause.answer is TriState.NO and not (clause.quote or clause.note or license_.read):
            yield Found(("terms", term.value), Code.UNSHOWN_NO, _UNSHOWN_NO)
        if clause.answer is TriState.YES and not (clause.quote or license_.read):
            yield Found(("terms", term.value), Code.HEARSAY, _HEARSAY)
    yield from _commercial_use(license_)


_HEARSAY = "nobody has read this license (`read` at the top), so a yes needs a `quote`, not only a note"
_UNSHOWN_NO = "a no needs a `quote` or a `note`, or `read` at the top: the day somebody read the whole text"


def _figures(term: Term, clause: Provision) -> Iterator[Found]:
    if clause.users is not None and term is not Term.USER_CAP:
        yield Found(("terms", term.value, "users"), Code.MISPLACED_FIGURE, "`users` belongs under `user-cap`")
    if clause.usd is not None and term is not Term.REVENUE_CAP:
        yield Found(("terms", term.value, "usd"), Code.MISPLACED_FIGURE, "`usd` belongs under `revenue-cap`")
    if clause.places and term is not Term.TERRITORY:
        yield Found(("terms", term.value, "places"), Code.MISPLACED_FIGURE, "`places` belongs under `territory`")
    if clause.carries is not None and (term is not Term.COPYLEFT or clause.answer is not TriState.YES):
        statement = "`carries` belongs under `copyleft`, beside a yes"
        yield Found(("terms", term.value, "carries"), Code.MISPLACED_FIGURE, statement)
    if clause.begins is not None and (term is not Term.NAMING or clause.answer is not TriState.YES):
        yield Found(
            ("terms", term.value, "begins"), Code.MISPLACED_FIGURE, "`begins` belongs under `naming`, beside a yes"
        )


def _condition(term: Term, clause: Provision) -> Iterator[Found]:
    """Yield a condition that does not read on after "but", and a permission that only its note limits."""
    path = ("terms", term.value)
    if clause.condition and (not clause.condition.startswith(("only ", "not ")) or clause.condition.endswith(".")):
        yield Found((*path, "condition"), Code.LOOSE_CONDITION, _LOOSE)
    is_permitted = term.side is Side.PERMISSION and clause.answer is TriState.YES
    if is_permitted and not clause.condition and _LIMITING.match(clause.note or ""):
        yield Found((*path, "note"), Code.UNNAMED_LIMIT, "this note limits the yes; write the limit as `condition`")


_LOOSE = "a condition follows the word “but”: begin it with “only” or “not”, and end it without a period"
_LIMITING = re.compile(r"(Only|For (noncommercial|research)|Not (for|in)|Within|Outside)\b")


def _commercial_use(license_: License) -> Iterator[Found]:
    """Yield a plain yes to commercial use beside a term that limits it."""
    commercial = license_.terms.get(Term.COMMERCIAL_USE)
    if commercial is None or commercial.answer is not TriState.YES or commercial.condition:
        return
    limits = [term for term in _LIMITS if _limits(license_.terms.get(term))]
    if limits:
        statement = f"`{limits[0].value}` limits commercial use; say how in a `condition`"
        yield Found(("terms", "commercial-use"), Code.UNNAMED_LIMIT, statement)


_LIMITS = (
    Term.USER_CAP,
    Term.REVENUE_CAP,
    Term.BUSINESS_LIMIT,
    Term.FIELD_OF_USE,
    Term.USE_POLICY,
    Term.TERRITORY,
)
"""The terms that can keep a business from using the work."""


def _limits(clause: Provision | None) -> bool:
    return clause is not None and (clause.answer is TriState.YES or clause.is_limited)


def names(licenses: Mapping[str, License]) -> Iterator[tuple[str, Found]]:
    """Yield every short name that another license has already, or that is not the SPDX id, with the license's id."""
    first: dict[str, str] = {}
    for license_id, license_ in licenses.items():
        other = first.setdefault(license_.short, license_id)
        if other != license_id:
            yield license_id, Found(("short",), Code.TAKEN_SHORT, f"`{other}` already has this short name")
        if license_id in spdx.SPDX_IDS and license_.short != license_id:
            yield license_id, Found(("short",), Code.TAKEN_SHORT, f"the short name of this license is `{license_id}`")
