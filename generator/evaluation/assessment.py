"""The assessment of one release under one framework: findings, combined into clauses, requirements and a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.evaluation.findings import Answer, Finding, every

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.schema.framework import Clause, Criterion, Framework, Requirement


class ClauseResult(NamedTuple):
    """The result of one clause: a finding, or the results of its alternatives."""

    clause: Clause
    answer: Answer
    finding: Finding | None = None
    alternatives: tuple[ClauseResult, ...] = ()

    def decisive(self) -> Iterator[Finding]:
        """Yield the findings that explain the answer."""
        if self.finding:
            yield self.finding
        for alternative in self.alternatives:
            if alternative.answer is self.answer:
                yield from alternative.decisive()


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """The result of one requirement."""

    requirement: Requirement
    answer: Answer
    clauses: tuple[ClauseResult, ...]

    def decisive(self) -> Iterator[ClauseResult]:
        """Yield the clauses that explain the answer, because they have the same one."""
        return (clause for clause in self.clauses if clause.answer is self.answer)

    def reason(self) -> str:
        """Return the reason of the first finding that explains the answer."""
        return next(finding.reason for clause in self.decisive() for finding in clause.decisive())


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """The points of one criterion, from `low` to `high` while facts are unknown, and the results of its clauses."""

    criterion: Criterion
    low: Decimal
    high: Decimal
    clauses: tuple[ClauseResult, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of one release under one framework.

    A framework with requirements gives one answer. With levels, `at_least` and `at_most` count the levels reached; with
    points, they are sums of points. They differ while facts are unknown. `duties` are shown with the verdict but are
    not part of it. `outside` says whether the framework excludes the release. It is not part of the answer either, so
    neither can change what the other decided.
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
        """Whether the framework covers the release, as far as we know."""
        return self.outside is None or self.outside.answer is not Answer.MET

    @property
    def answer(self) -> Answer:
        """Whether the framework calls the release open: whether it meets every requirement, or the level `open_at`."""
        if self.framework.points:
            most = self.framework.most
            return Answer.MET if self.at_least == most else Answer.NOT_KNOWN if self.at_most == most else Answer.NOT_MET
        return self.holds(self.framework.open_at)

    @property
    def verdict(self) -> str:
        """The verdict in words: an answer, a level or points, an interval of these, or why the release is excluded."""
        if self.framework.points:
            return f"{interval(float(self.at_least), float(self.at_most))} of {float(self.framework.most):g} points"
        if not self.framework.levels:
            return self._answer_words
        low, high = self.level_name(self.at_least), self.level_name(self.at_most)
        if low == high:
            return low
        return f"{low} to {high} (facts missing)" if self.at_least else f"Up to {high} (facts missing)"

    @property
    def _answer_words(self) -> str:
        if self.outside and not self.applies:
            return self.outside.requirement.name
        words = {Answer.MET: self.framework.answers.met, Answer.NOT_MET: self.framework.answers.not_met}
        return words.get(self.answer, "Not known")

    @property
    def is_decided(self) -> bool:
        """Whether the verdict stays the same, whatever the facts that are still unknown turn out to be."""
        if self.outside and self.outside.answer is not Answer.NOT_MET:
            return self.outside.answer is Answer.MET
        return self.at_least == self.at_most if self.has_range else self.answer is not Answer.NOT_KNOWN

    @property
    def has_range(self) -> bool:
        """Whether the verdict is a level or a number of points, not an answer."""
        return bool(self.framework.levels or self.framework.points)

    def level_name(self, count: Decimal) -> str:
        """Return the name of the level that a release reaches with this many levels met."""
        return self.framework.levels[int(count) - 1].name if count else self.framework.floor or ""

    def holds(self, needs: str | None) -> Answer:
        """Return whether the release reaches the level with the id `needs`, or the whole framework if it is None."""
        if needs is None:
            return every(result.answer for result in self.requirements)
        rank = next(rank for rank, level in enumerate(self.framework.levels, 1) if level.id == needs)
        return every(result.answer for result in self.requirements[:rank])

    def blocking(self) -> RequirementResult | None:
        """Return the first requirement that the release does not meet, or None if it meets all of them."""
        unmet = [result for result in self.requirements if result.answer is not Answer.MET]
        if self.framework.all:
            unmet.sort(key=lambda result: result.answer is Answer.NOT_KNOWN)
        return unmet[0] if unmet else None


def interval(low: float, high: float) -> str:
    """Return an interval of numbers as text: "7.5", or "7.5 to 9"."""
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
