"""What other indexes published about a release, compared with our verdict on the same question."""

# Not `from __future__ import annotations`: pydantic reads the annotations of what is stored.

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from generator.core.enums import DescribedEnum
from generator.evaluation.assessment import Assessment
from generator.evaluation.findings import Answer
from generator.schema.record import ExternalResult, Record


class Agreement(DescribedEnum):
    """Whether another index agrees with us; each member carries its sentence."""

    sentence: str

    AGREES = "agrees", "We agree"
    DISAGREES = "disagrees", "We disagree"
    OPEN = "open", "Our verdict is not decided yet"
    NOT_COMPARED = "not-compared", "We do not compare it with our verdict"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One published result, and whether it agrees with ours; `reason` is the fact behind ours if the two differ."""

    entry: ExternalResult
    agreement: Agreement
    ours: str
    reason: str
    is_points: bool
    """Whether both results are points."""

    @property
    def words(self) -> str:
        """The agreement in words: "We agree: Met", or "They give 3.5; we give 4.5 to 5.5 of 12 points"."""
        if self.is_points:
            return f"They give {self.entry.result}; we give {self.ours}"
        return f"{self.agreement.sentence}: {self.ours}" if self.ours else self.agreement.sentence


def compare(record: Record, assessments: Mapping[str, Assessment]) -> tuple[Comparison, ...]:
    """Compare each published result of a record with our verdict under the framework that asks the same question."""
    by_index = {entry.framework.recorded_as: entry for entry in assessments.values() if entry.framework.recorded_as}
    return tuple(_compare(entry, by_index.get(entry.index)) for entry in record.elsewhere)


def _compare(entry: ExternalResult, assessment: Assessment | None) -> Comparison:
    if assessment is None:
        return Comparison(entry, Agreement.NOT_COMPARED, "", "", is_points=False)
    if entry.result is None:
        return Comparison(entry, Agreement.NOT_COMPARED, assessment.verdict, "", is_points=False)
    theirs = entry.result
    agreement = _by_points(theirs, assessment) if assessment.framework.points else _by_answer(theirs, assessment)
    blocking = assessment.blocking()
    reason = blocking.reason() if blocking and agreement is not Agreement.AGREES else ""
    is_points = bool(assessment.framework.points) and agreement is not Agreement.NOT_COMPARED
    return Comparison(entry, agreement, assessment.verdict, reason, is_points=is_points)


def _by_points(theirs: str, assessment: Assessment) -> Agreement:
    try:
        points = Decimal(theirs)
    except InvalidOperation:
        return Agreement.NOT_COMPARED
    if not assessment.at_least <= points <= assessment.at_most:
        return Agreement.DISAGREES
    return Agreement.AGREES if assessment.is_decided else Agreement.OPEN


def _by_answer(theirs: str, assessment: Assessment) -> Agreement:
    """Compare levels by id (the floor by name), or answers by their words."""
    framework = assessment.framework
    levels = [(framework.floor or "").lower(), *(level.id for level in framework.levels)]
    if framework.levels and theirs.lower() in levels:
        rank = levels.index(theirs.lower())
        if not assessment.at_least <= rank <= assessment.at_most:
            return Agreement.DISAGREES
        return Agreement.AGREES if assessment.is_decided else Agreement.OPEN
    if assessment.answer is Answer.NOT_KNOWN:
        return Agreement.OPEN
    return Agreement.AGREES if theirs == assessment.answer.value else Agreement.DISAGREES
