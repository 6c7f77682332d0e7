"""What one framework says of one release: findings composed into clauses, requirements and a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.evaluation.findings import Answer, Finding, every

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.schema.framework import Clause, Criterion, Framework, Requirement


class ClauseResult(NamedTuple):
    """How one clause came out: a finding, or the results of its alternatives."""

    clause: Clause
    answer: Answer
    finding: Finding | None = None
    alternatives: tuple[ClauseResult, ...] = ()

    def findings(self) -> Iterator[Finding]:
        """Yield every finding of the clause."""
        if self.finding:
            yield self.finding
        for alternative in self.alternatives:
            yield from alternative.findings()

    def decisive(self) -> Iterator[Finding]:
        """Yield the findings that explain the answer."""
        if self.finding:
            yield self.finding
        for alternative in self.alternatives:
            if alternative.answer is self.answer:
                yield from alternative.decisive()


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """How one requirement came out."""

    requirement: Requirement
    answer: Answer
    clauses: tuple[ClauseResult, ...]

    def decisive(self) -> Iterator[ClauseResult]:
        """Yield the clauses that have the requirement's answer, so they explain it."""
        return (clause for clause in self.clauses if clause.answer is self.answer)

    def reason(self) -> str:
        """Return the first finding that explains the answer, in a sentence."""
        return next(finding.reason for clause in self.decisive() for finding in clause.decisive())


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """The points of one criterion: an interval while facts are unknown, with the results of its steps' clauses."""

    criterion: Criterion
    low: Decimal
    high: Decimal
    clauses: tuple[ClauseResult, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one framework says of one release.

    A framework of requirements has one answer. Under one of levels `at_least` and `at_most` count the levels reached,
    0 meaning none; under one of points they are sums of points. Unknown facts leave an interval. `duties` are reported
    next to the verdict without being part of it. `outside` says whether the framework speaks of the release at all; it
    does not enter the answer, so neither can change what the other decided.
    """

    record_id: str
    framework_id: str
    framework: Framework
    requirements: tuple[RequirementResult, ...]
    criteria: tuple[CriterionResult, ...]
    duties: tuple[RequirementResult, ...]
    outside: RequirementResult | None
    at_least: Decimal
    at_most: Decimal

    @property
    def applies(self) -> bool:
        """Whether the framework speaks of the release, as far as we know."""
        return self.outside is None or self.outside.answer is not Answer.MET

    @property
    def answer(self) -> Answer:
        """Whether the framework calls the release open: all it asks, or the level named by `open_at`, is met."""
        if self.framework.points:
            most = self.framework.most
            return Answer.MET if self.at_least == most else Answer.NOT_KNOWN if self.at_most == most else Answer.NOT_MET
        return self.holds(self.framework.open_at)

    @property
    def verdict(self) -> str:
        """The verdict in words: an answer, a level, a number of points, an interval, or what is outside."""
        if self.framework.points:
            return f"{interval(float(self.at_least), float(self.at_most))} of {float(self.framework.most):g} points"
        if not self.framework.levels:
            return self._answer_words
        low, high = self.level_name(self.at_least), self.level_name(self.at_most)
        return low if low == high else f"At least {low}, at most {high}"

    @property
    def _answer_words(self) -> str:
        if self.outside and not self.applies:
            return self.outside.requirement.name
        words = {Answer.MET: self.framework.answers.met, Answer.NOT_MET: self.framework.answers.not_met}
        return words.get(self.answer, "Not known")

    @property
    def is_decided(self) -> bool:
        """Whether no fact that is still unknown can change the verdict."""
        if self.outside and self.outside.answer is not Answer.NOT_MET:
            return self.outside.answer is Answer.MET
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
            return every(result.answer for result in self.requirements)
        rank = next(rank for rank, level in enumerate(self.framework.levels, 1) if level.id == needs)
        return every(result.answer for result in self.requirements[:rank])

    def blocking(self) -> RequirementResult | None:
        """Return the first requirement that keeps the verdict from being met, if one does."""
        unmet = [result for result in self.requirements if result.answer is not Answer.MET]
        if self.framework.all:
            unmet.sort(key=lambda result: result.answer is Answer.NOT_KNOWN)
        return unmet[0] if unmet else None


def interval(low: float, high: float) -> str:
    """Write an interval of numbers: "7.5", or "7.5 to 9"."""
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
