"""How far a release falls short of a definition: what is missing, and how many changes would be enough."""

# Not `from __future__ import annotations`: pydantic reads the annotations of what is stored.

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import remediation
from generator.analysis.sentences import license_words, name_of
from generator.evaluation.assessment import Assessment, ClauseResult, RequirementResult
from generator.evaluation.findings import Action, Answer, Finding
from generator.loading.catalog import Catalog
from generator.schema.record import Record

NEAR = 2
"""A release falls short by little if this many changes would be enough."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What keeps a release from meeting a definition or reaching a level."""

    missed: int
    """How many requirements are not met."""
    unknown: int
    """How many requirements have the answer "not known"."""
    of: int
    """How many requirements there are."""
    gaps: tuple[str, ...]
    """Each missing thing in a few words, such as "training code, not released"."""
    changes: int | None
    """How many changes would be enough; None if a fact about the training rules it out."""

    @property
    def is_near(self) -> bool:
        """Whether a few changes would be enough."""
        return self.changes is not None and self.changes <= NEAR

    @property
    def count(self) -> str:
        """How much is missing, such as "1 of 4 requirements"."""
        return f"{self.missed or self.unknown} of {self.of} requirements{'' if self.missed else ' not known'}"

    @property
    def words(self) -> str:
        """How much and what is missing, such as "1 of 4 requirements: data preprocessing code, released in part"."""
        rest = f"; and {len(self.gaps) - SHOWN} more" if len(self.gaps) > SHOWN else ""
        return f"{self.count}: {'; '.join(self.gaps[:SHOWN])}{rest}"

    @property
    def distance(self) -> str:
        """How many changes would be enough, in words."""
        if self.changes is None:
            return "no change would be enough"
        return f"{self.changes} change{'' if self.changes == 1 else 's'} would be enough"


def shortfall(assessment: Assessment, needs: str | None, record: Record, catalog: Catalog) -> Shortfall | None:
    """Return how far a release is from the level with the id `needs`, or from the whole framework if it is None.

    Return None if the release is there, or if the framework gives points. In a framework with levels, each clause of
    the levels up to the needed one counts as a requirement.
    """
    if assessment.framework.points or assessment.holds(needs) is Answer.MET:
        return None
    parts = _parts(assessment, needs)
    answers = [part.answer for part in parts]
    decisive = Answer.NOT_MET if Answer.NOT_MET in answers else Answer.NOT_KNOWN
    findings = [finding for part in parts if part.answer is decisive for finding in _decisive(part)]
    changes = remediation.toward(assessment, needs)
    return Shortfall(
        missed=answers.count(Answer.NOT_MET),
        unknown=answers.count(Answer.NOT_KNOWN),
        of=len(parts),
        gaps=tuple(dict.fromkeys(gap for finding in findings for gap in _gaps(finding, record, catalog))),
        changes=None if changes is None else len(changes),
    )


def _parts(assessment: Assessment, needs: str | None) -> Sequence[RequirementResult | ClauseResult]:
    if not assessment.framework.levels:
        return assessment.requirements
    ids = [level.id for level in assessment.framework.levels]
    needed = assessment.requirements[: ids.index(needs) + 1 if needs else len(ids)]
    return [clause for requirement in needed for clause in requirement.clauses]


def _decisive(part: RequirementResult | ClauseResult) -> Iterator[Finding]:
    if isinstance(part, ClauseResult):
        yield from part.decisive()
    else:
        for clause in part.decisive():
            yield from clause.decisive()


def _gaps(finding: Finding, record: Record, catalog: Catalog) -> Iterator[str]:
    """Yield what is missing according to a finding, in a few words each."""
    for change in finding.changes:
        if change.action is Action.RELICENSE:
            state = license_words(record.fact(change.about).license, catalog)
        else:
            state = change.action.gap
        yield f"{name_of(change.about, catalog)}, {state}"
    if not finding.changes:
        yield finding.reason.rstrip(".")
