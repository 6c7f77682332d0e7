"""What can only be checked of a license as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.core.codes import Code
from generator.schema.license import License, Term, TriState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.core.problem import Found


def check(license_: License) -> Iterator[Found]:
    """Yield every figure under a term it does not belong to, and every no that nothing shows."""
    for term, clause in license_.terms.items():
        if clause.users is not None and term is not Term.USER_CAP:
            yield ("terms", term.value, "users"), Code.MISPLACED_FIGURE, "a number of users belongs to `user-cap`"
        if clause.usd is not None and term is not Term.REVENUE_CAP:
            yield ("terms", term.value, "usd"), Code.MISPLACED_FIGURE, "a revenue belongs to `revenue-cap`"
        if clause.answer is TriState.NO and not (clause.quote or clause.note or license_.read):
            words = "a no needs a `quote`, a `note`, or `read:` above (the day the whole text was read)"
            yield ("terms", term.value), Code.UNSHOWN_NO, words
