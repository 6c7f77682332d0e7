"""Framework x record -> assessment. Composition only: what a clause means is asked of `criteria`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.evaluation.findings import Answer, Finding, every, some
from generator.evaluation.questions import QUESTIONS, Found, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.loading.catalog import Catalog
    from generator.schema.framework import Clause, Criterion, Framework, Requirement


class ClauseResult(NamedTuple):
    """How one clause came out: a finding, or the rulings on its alternatives."""

    clause: Clause
    answer: Answer
    finding: Finding | None = None
    alternatives: tuple[ClauseResult, ...] = ()

    def findings(self) -> Iterator[Finding]:
        """Yield the findings that explain the answer."""
        if self.finding:
            yield self.finding
        for ruling in self.alternatives:
            if ruling.answer is self.answer:
                yield from ruling.findings()


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """How one requirement came out."""

    requirement: Requirement
    answer: Answer
    rulings: tuple[ClauseResult, ...]

    def decisive(self) -> Iterator[ClauseResult]:
        """Yield the rulings that have the requirement's answer, so they explain it."""
        return (ruling for ruling in self.rulings if ruling.answer is self.answer)

    def reason(self) -> str:
        """Return the first finding that explains the answer, in a sentence."""
        return next(finding.reason for ruling in self.decisive() for finding in ruling.findings())


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """The points of one criterion: an interval while facts are unknown, with the rulings on its steps."""

    criterion: Criterion
    low: Decimal
    high: Decimal
    rulings: tuple[ClauseResult, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one framework says of one release.

    A framework of requirements has one answer. Under one of levels `at_least` and `at_most` count the levels reached,
    0 meaning none; under one of points they are sums of points. Unknown facts leave an interval. `beside` holds the
    duties that are reported next to the verdict.
    """

    record_id: str
    framework_id: str
    framework: Framework
    outcomes: tuple[RequirementResult, ...]
    scores: tuple[CriterionResult, ...]
    beside: tuple[RequirementResult, ...]
    at_least: Decimal
    at_most: Decimal

    @property
    def answer(self) -> Answer:
        """Whether the framework calls the release open: all it asks, or the level named by `open_at`, is met."""
        if self.framework.points:
            most = self.framework.most
            return Answer.MET if self.at_least == most else Answer.NOT_KNOWN if self.at_most == most else Answer.NOT_MET
        return self.holds(self.framework.open_at)

    @property
    def verdict(self) -> str:
        """The verdict in words: an answer, a level, a number of points, or an interval of the last two."""
        if self.framework.points:
            return f"{interval(self.at_least, self.at_most)} of {points(self.framework.most)} points"
        if not self.framework.levels:
            return self.answer.value.capitalize()
        low, high = self.level_name(self.at_least), self.level_name(self.at_most)
        return low if low == high else f"At least {low}, at most {high}"

    @property
    def is_decided(self) -> bool:
        """Whether no fact that is still unknown can change the verdict."""
        return self.at_least == self.at_most if self.has_range else self.answer is not Answer.NOT_KNOWN

    @property
    def has_range(self) -> bool:
        """Whether the verdict is a rank or a sum, not an answer."""
        return bool(self.framework.levels or self.framework.points)

    def level_name(self, count: Decimal) -> str:
        """Return the name of the level reached when this many levels are met."""
        return self.framework.levels[int(count) - 1].name if count else self.framework.floor or ""

    def holds(self, needs: str | None) -> Answer:
        """Answer whether a level is reached (by its id), or everything the framework asks if none is named."""
        if needs is None:
            return every(outcome.answer for outcome in self.outcomes)
        rank = next(rank for rank, level in enumerate(self.framework.levels, 1) if level.id == needs)
        return every(outcome.answer for outcome in self.outcomes[:rank])

    def blocking(self) -> RequirementResult | None:
        """Return the first requirement that keeps the verdict from being met, if one does."""
        unmet = [outcome for outcome in self.outcomes if outcome.answer is not Answer.MET]
        if self.framework.all:
            unmet.sort(key=lambda outcome: outcome.answer is Answer.NOT_KNOWN)
        return unmet[0] if unmet else None


def interval(low: Decimal, high: Decimal) -> str:
    """Write an interval of numbers: "7.5", or "7.5 to 9"."""
    return points(low) if low == high else f"{points(low)} to {points(high)}"


def points(number: Decimal) -> str:
    """Write a number of points without idle zeros: "10", "7.5"."""
    return f"{number.normalize():f}"


def assess(record_id: str, framework_id: str, catalog: Catalog) -> Assessment:
    """Judge one release under one framework."""
    return judge(Subject(record_id, catalog.records[record_id], framework_id, catalog))


def assess_all(catalog: Catalog) -> dict[str, dict[str, Assessment]]:
    """Judge every release under every framework: by record id, then by framework id."""
    return {record_id: assess_record(record_id, catalog) for record_id in catalog.records}


def assess_record(record_id: str, catalog: Catalog) -> dict[str, Assessment]:
    """Judge one release under every framework, by framework id."""
    record = catalog.records[record_id]
    found: Found = {}
    return {name: judge(Subject(record_id, record, name, catalog, found)) for name in catalog.frameworks}


def judge(subject: Subject) -> Assessment:
    """Judge a subject, which may hold a record that is in no catalog."""
    framework = subject.framework
    outcomes = tuple(_outcome(requirement, subject) for requirement in framework.requirements)
    scores = tuple(_score(criterion, subject) for criterion in framework.points)
    beside = tuple(_outcome(requirement, subject) for requirement in framework.beside)
    low, high = _sum(scores) if scores else _levels([outcome.answer for outcome in outcomes])
    return Assessment(subject.id, subject.framework_id, framework, outcomes, scores, beside, low, high)


def _outcome(requirement: Requirement, subject: Subject) -> RequirementResult:
    rulings = _rulings(requirement.all, subject)
    return RequirementResult(requirement, every(ruling.answer for ruling in rulings), rulings)


def _rulings(clauses: Iterable[Clause], subject: Subject) -> tuple[ClauseResult, ...]:
    return tuple(_rule(clause, subject) for clause in clauses)


def _rule(clause: Clause, subject: Subject) -> ClauseResult:
    if clause.any:
        alternatives = _rulings(clause.any, subject)
        return ClauseResult(clause, some(ruling.answer for ruling in alternatives), None, alternatives)
    finding = QUESTIONS[clause.question or ""](subject, **clause.arguments)
    return ClauseResult(clause, finding.answer, finding)


def _score(criterion: Criterion, subject: Subject) -> CriterionResult:
    """Give the points of the highest step met, and of the highest that could be."""
    if criterion.left_out:
        return CriterionResult(criterion, Decimal(), criterion.most, ())
    steps = [(step.points, _rulings(step.all, subject)) for step in criterion.steps]
    answers = [(points, every(ruling.answer for ruling in rulings)) for points, rulings in steps]
    low = max((points for points, answer in answers if answer is Answer.MET), default=Decimal())
    high = max((points for points, answer in answers if answer is not Answer.NOT_MET), default=Decimal())
    return CriterionResult(criterion, low, max(low, high), tuple(ruling for _, rulings in steps for ruling in rulings))


def _sum(scores: tuple[CriterionResult, ...]) -> tuple[Decimal, Decimal]:
    return sum((score.low for score in scores), Decimal()), sum((score.high for score in scores), Decimal())


def _levels(answers: list[Answer]) -> tuple[Decimal, Decimal]:
    """Count the levels surely reached and possibly reached; a level is reached only above reached ones."""
    surely = next((n for n, answer in enumerate(answers) if answer is not Answer.MET), len(answers))
    possibly = next((n for n, answer in enumerate(answers) if answer is Answer.NOT_MET), len(answers))
    return Decimal(surely), Decimal(possibly)
