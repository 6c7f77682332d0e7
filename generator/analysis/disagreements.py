"""Where the definitions disagree: for each pair, the releases that one calls open and the other does not, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from generator.evaluation.findings import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.evaluation.assess import Assessment, RequirementResult
    from generator.schema.framework import Requirement


@dataclass(frozen=True, slots=True)
class Split:
    """The releases that the laxer framework calls open and the stricter one does not.

    `requirement` is what most often makes the difference, `releases` the ids for which it does, `reason` one example.
    """

    laxer: str
    stricter: str
    releases: tuple[str, ...]
    requirement: Requirement
    decided_by_it: tuple[str, ...]
    reason: str


def splits(assessments: Mapping[str, Mapping[str, Assessment]]) -> tuple[Split, ...]:
    """Return every ordered pair of frameworks that disagrees on a release, the widest disagreement first.

    Frameworks that give points call nothing open or not, so they are left out.
    """
    names = dict.fromkeys(
        name for by_framework in assessments.values() for name, one in by_framework.items() if not one.framework.points
    )
    found = (_split(laxer, stricter, assessments) for laxer, stricter in permutations(names, 2))
    return tuple(sorted(filter(None, found), key=lambda split: (-len(split.releases), split.laxer, split.stricter)))


def _split(laxer: str, stricter: str, assessments: Mapping[str, Mapping[str, Assessment]]) -> Split | None:
    blocking: dict[str, RequirementResult] = {}
    for record_id, by_framework in assessments.items():
        strict = by_framework[stricter]
        if by_framework[laxer].answer is Answer.MET and strict.answer is Answer.NOT_MET:
            blocking[record_id] = _failing(strict)
    if not blocking:
        return None
    often = Counter(outcome.requirement.id for outcome in blocking.values()).most_common(1)[0][0]
    by_it = tuple(record_id for record_id, outcome in blocking.items() if outcome.requirement.id == often)
    example = blocking[by_it[0]]
    return Split(laxer, stricter, tuple(blocking), example.requirement, by_it, example.reason())


def _failing(assessment: Assessment) -> RequirementResult:
    """Return the first requirement that is known not to be met."""
    return next(outcome for outcome in assessment.outcomes if outcome.answer is Answer.NOT_MET)
