"""The verdict of one definition as a card holds it: plain values with names, quotes, lines and remediation."""

# Not `from __future__ import annotations`: pydantic reads the annotations of what is stored.

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.analysis.progress import Progress
from generator.analysis.shortfall import Shortfall
from generator.core.problem import KeyPath
from generator.evaluation.assessment import interval
from generator.evaluation.findings import Answer

FEW = 44
"""How many characters are few words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact is recorded: the file, the key path in it, and the line at the time the card was made."""

    file: str
    path: KeyPath
    line: int


@dataclass(frozen=True, slots=True)
class CardFinding:
    """One finding: the answer, the reason in a sentence, where the fact is recorded, and its evidence."""

    answer: Answer
    about: str
    """The id of the component, judgment or figure."""
    reason: str
    places: tuple[Place, ...]
    evidence: tuple[str, ...]
    caution: str
    """A remark that does not change the answer; often empty."""


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """The result of one clause: a finding, or the results of its alternatives."""

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
    """The result of one requirement, level or duty."""

    id: str
    name: str
    quote: str | None
    source: str
    """The address at which the quote can be read."""
    answer: Answer
    clauses: tuple[ClauseVerdict, ...]

    def decisive(self) -> Iterator[ClauseVerdict]:
        """Yield the clauses that explain the answer."""
        return (clause for clause in self.clauses if clause.answer is self.answer)

    def explanations(self) -> Iterator[tuple[ClauseVerdict, CardFinding]]:
        """Yield each finding that explains the answer, with its clause; leave out repetitions."""
        seen = set()
        for clause in self.decisive():
            for finding in clause.decisive():
                if (clause.quote, finding) not in seen:
                    seen.add((clause.quote, finding))
                    yield clause, finding

    @property
    def as_duty(self) -> str:
        """The answer in words, if this is a duty to publish something."""
        return {Answer.MET: "published", Answer.NOT_MET: "not published", Answer.NOT_KNOWN: "not known"}[self.answer]

    @property
    def reason(self) -> str:
        """The reason of the first finding that explains the answer."""
        return next(finding.reason for clause in self.decisive() for finding in clause.decisive())


@dataclass(frozen=True, slots=True)
class CriterionVerdict:
    """The points of one criterion, from `low` to `high` while facts are unknown."""

    id: str
    name: str
    summary: str
    low: float
    high: float
    most: float
    left_out: str | None
    """Why the points stay unknown, if the scheme does not publish what they require."""
    clauses: tuple[ClauseVerdict, ...]


@dataclass(frozen=True, slots=True)
class CardChange:
    """One change that someone would have to make."""

    about: str
    """The id of the component, judgment or figure to change."""
    action: str
    """What to do: release, complete, ungate, relicense, establish, establish-license, judge or measure."""
    license: str | None
    """An example of a license that would be enough."""
    answer: str | None
    """The judgment or the figure that would be enough."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Remediation:
    """The shortest list of changes that reaches a level or meets the whole definition."""

    level: str | None
    """The id of the level; None for the whole definition."""
    name: str | None
    """The name of the level."""
    changes: tuple[CardChange, ...] | None
    """None if a fact about the training rules the level out for good."""
    besides: tuple[CardChange, ...]
    """What would have to change as well, if a fact rules the level out."""
    ruled_out_by: tuple[CardFinding, ...]
    """The facts that rule the level out for good; often empty."""


@dataclass(frozen=True, slots=True)
class StewardResult:
    """What the steward of a definition published about the release, compared with our literal reading."""

    by: str
    says: str
    passed: bool
    agrees: bool
    """Whether its result agrees with ours."""
    url: str
    checked: date
    why: str
    """Why its result and ours can differ."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a card says about the definition behind a verdict."""

    id: str
    name: str
    short: str
    version: str
    source: str
    question: str
    kind: Literal["requirements", "levels", "points"]
    in_tables: bool
    in_strip: bool
    is_headline: bool
    notice: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of one definition on the release.

    With levels, `at_least` and `at_most` count the levels reached, out of `most`; with points, they are sums of points.
    Otherwise they are 1 if the definition is met and 0 if it is not.
    """

    definition: Definition
    answer: Answer
    words: str
    """The verdict in words: an answer, a level or a number of points, or an interval of levels or points."""
    is_decided: bool
    """Whether the verdict stays the same, whatever the facts that are still unknown turn out to be."""
    at_least: float
    at_most: float
    most: float
    requirements: tuple[RequirementVerdict, ...]
    criteria: tuple[CriterionVerdict, ...]
    duties: tuple[RequirementVerdict, ...]
    """Requirements that apply whatever the verdict is; empty if the definition does not cover the release."""
    outside: RequirementVerdict | None
    """Whether the definition excludes the release; None if it covers every release."""
    applies: bool
    """Whether the definition covers the release, as far as we know; `answer` is about its requirements anyway."""
    blocked_by: str | None
    """The id of the first requirement that is not met."""
    shortfall: Shortfall | None
    """How far the release is from what the definition calls open; None if it is open, or if there are points."""
    steward: StewardResult | None
    """What the steward of the definition published about the release, if anything."""
    remediation: tuple[Remediation, ...]
    """One entry for each level that is not certainly reached, or one for a definition that is not met."""
    progress: tuple[Progress, ...]
    cautions: tuple[str, ...]

    @property
    def brief(self) -> str:
        """The verdict in a few words: an answer, or how much is reached, such as "Level 0 to 2 of 3", "None of 3"."""
        if self.definition.kind == "requirements":
            return self.words
        reached = f"{interval(self.at_least, self.at_most)} of {self.most:g}"
        return f"None of {self.most:g}" if not self.at_most else f"{self.definition.kind[:-1].capitalize()} {reached}"

    @property
    def would_take(self) -> tuple[str, ...] | None:
        """The changes that meet it or reach its next level, none if none are needed; None if a fact rules it out."""
        changes = self.remediation[0].changes if self.remediation else ()
        return None if changes is None else tuple(change.sentence for change in changes)

    @property
    def few_words(self) -> str:
        """The verdict where there is little room: a level by its name if the name is short, else as `brief`."""
        return self.words if len(self.words) <= FEW else self.brief

    @property
    def glyph(self) -> str:
        """The symbol of a yes or no; "" for levels and points, whose words say neither."""
        return self.answer.glyph if self.applies and self.definition.kind == "requirements" else ""

    @property
    def covered_answer(self) -> Answer | None:
        """The answer, or None if the definition does not cover the release, or gives points and calls none open."""
        return self.answer if self.applies and self.definition.kind != "points" else None

    @property
    def blocking(self) -> RequirementVerdict | None:
        """The first requirement that is not met, or None if all are."""
        return next((each for each in self.requirements if each.id == self.blocked_by), None)

    @property
    def by_answer(self) -> tuple[tuple[Answer, tuple[str, ...]], ...]:
        """The names of the requirements with each answer."""
        named = ((answer, [each.name for each in self.requirements if each.answer is answer]) for answer in Answer)
        return tuple((answer, tuple(names)) for answer, names in named if names)

    def findings(self) -> Iterator[CardFinding]:
        """Yield every finding behind the verdict, in the order of the definition, without those of the duties."""
        parts: tuple[RequirementVerdict | CriterionVerdict, ...] = (*self.requirements, *self.criteria)
        for part in parts:
            for clause in part.clauses:
                yield from clause.findings()
