"""The verdict of one definition as a card holds it: plain values with names, quotes, lines and what it would take."""

# Not `from __future__ import annotations`: pydantic reads the annotations of what is stored.

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.analysis.progress import Progress
from generator.analysis.shortfall import Shortfall
from generator.core.problem import KeyPath
from generator.evaluation.findings import Answer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact is written: the file, the key path in it, and the line on the day of the card."""

    file: str
    path: KeyPath
    line: int


@dataclass(frozen=True, slots=True)
class CardFinding:
    """One finding: the answer, the fact that decided it in a sentence, where that fact is, and its evidence."""

    answer: Answer
    about: str
    """The component, judgment or figure it speaks of, by id."""
    reason: str
    places: tuple[Place, ...]
    evidence: tuple[str, ...]
    caution: str
    """A remark that changes no answer; often empty."""


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """How one clause came out: by its finding, or by the first of its alternatives that decides."""

    answer: Answer
    quote: str | None
    finding: CardFinding | None
    alternatives: tuple["ClauseVerdict", ...]

    def findings(self) -> Iterator[CardFinding]:
        """Yield every finding of the clause."""
        if self.finding:
            yield self.finding
        for alternative in self.alternatives:
            yield from alternative.findings()

    def decisive(self) -> Iterator[CardFinding]:
        """Yield the findings that explain the answer."""
        if self.finding:
            yield self.finding
        for alternative in self.alternatives:
            if alternative.answer is self.answer:
                yield from alternative.decisive()


@dataclass(frozen=True, slots=True)
class RequirementVerdict:
    """How one requirement, level or duty came out."""

    id: str
    name: str
    quote: str | None
    source: str
    """Where the quote can be read."""
    answer: Answer
    clauses: tuple[ClauseVerdict, ...]

    def decisive(self) -> Iterator[ClauseVerdict]:
        """Yield the clauses that explain the answer."""
        return (clause for clause in self.clauses if clause.answer is self.answer)

    @property
    def reason(self) -> str:
        """The first fact that explains the answer, in a sentence."""
        return next(finding.reason for clause in self.decisive() for finding in clause.decisive())


@dataclass(frozen=True, slots=True)
class CriterionVerdict:
    """The points that one criterion gives, from `low` to `high` while facts are unknown."""

    id: str
    name: str
    summary: str
    low: float
    high: float
    most: float
    left_out: str | None
    """Why the points stay unknown, where the scheme does not publish what they take."""
    clauses: tuple[ClauseVerdict, ...]


@dataclass(frozen=True, slots=True)
class CardChange:
    """One change that somebody would have to make."""

    about: str
    """The component, judgment or figure it concerns, by id."""
    action: str
    """What to do: release, complete, ungate, relicense, establish, establish-license, judge or measure."""
    license: str | None
    """An example of a license that would do."""
    answer: str | None
    """The judgment or the figure that would do."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Remediation:
    """The shortest list of changes that reaches a level, or meets the whole definition."""

    level: str | None
    """The id of the level; None for the whole definition."""
    name: str | None
    """The name of the level."""
    changes: tuple[CardChange, ...] | None
    """None where a fact about the training rules the level out for good."""


@dataclass(frozen=True, slots=True)
class StewardResult:
    """What the steward of a definition itself published about the release, next to our literal reading."""

    by: str
    says: str
    passed: bool
    agrees: bool
    """Whether its result is the same as ours."""
    url: str
    checked: date
    why: str
    """Why its result and ours can differ."""


@dataclass(frozen=True, slots=True)
class Definition:
    """The definition behind a verdict, as far as a card names it."""

    id: str
    name: str
    short: str
    version: str
    source: str
    question: str
    kind: Literal["requirements", "levels", "points"]
    in_tables: bool
    is_headline: bool
    notice: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one definition says of the release.

    With levels, `at_least` and `at_most` count the levels reached, out of `most`; with points they are sums of points.
    Without either, they are 1 for a definition that is met and 0 for one that is not.
    """

    definition: Definition
    answer: Answer
    words: str
    """The verdict in words: an answer, a level, a number of points, or a range of levels or points."""
    is_decided: bool
    """Whether no fact that is still unknown can change the verdict."""
    at_least: float
    at_most: float
    most: float
    requirements: tuple[RequirementVerdict, ...]
    criteria: tuple[CriterionVerdict, ...]
    duties: tuple[RequirementVerdict, ...]
    """What the definition reports next to the verdict; nothing for a release it does not speak of."""
    outside: RequirementVerdict | None
    """Whether the release is outside what the definition speaks of; None if it speaks of every release."""
    applies: bool
    """Whether the definition speaks of the release, as far as we know; `answer` is on its conditions all the same."""
    blocked_by: str | None
    """The id of the first requirement that keeps the verdict from being met."""
    shortfall: Shortfall | None
    """How far the release is from what the definition calls open; None where it is open, and under points."""
    steward: StewardResult | None
    """What the steward of the definition published about the release, if it judged releases itself."""
    remediation: tuple[Remediation, ...]
    """One entry for each level that is not surely reached, or one for a definition that is not met."""
    progress: tuple[Progress, ...]
    cautions: tuple[str, ...]

    @property
    def blocking(self) -> RequirementVerdict | None:
        """The first requirement that keeps the verdict from being met, if one does."""
        return next((each for each in self.requirements if each.id == self.blocked_by), None)

    def findings(self) -> Iterator[CardFinding]:
        """Yield every finding the verdict is made of, in the order of the definition; not those of its duties."""
        parts: tuple[RequirementVerdict | CriterionVerdict, ...] = (*self.requirements, *self.criteria)
        for part in parts:
            for clause in part.clauses:
                yield from clause.findings()
