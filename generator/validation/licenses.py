"""Checks a license as a whole, after each of its terms has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.core.codes import Code
from generator.core.problem import Found
from generator.schema.license import License, TriState
from generator.schema.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(license_: License) -> Iterator[Found]:
    """Yield every figure under the wrong term, and every no without support."""
    for term, clause in license_.terms.items():
        if clause.users is not None and term is not Term.USER_CAP:
            yield Found(("terms", term.value, "users"), Code.MISPLACED_FIGURE, "`users` belongs under `user-cap`")
        if clause.usd is not None and term is not Term.REVENUE_CAP:
            yield Found(("terms", term.value, "usd"), Code.MISPLACED_FIGURE, "`usd` belongs under `revenue-cap`")
        if clause.answer is TriState.NO and not (clause.quote or clause.note or license_.read):
            yield Found(("terms", term.value), Code.UNSHOWN_NO, _UNSHOWN_NO)


_UNSHOWN_NO = "a no needs a `quote` or a `note`, or `read` at the top: the day somebody read the whole text"
