"""The card of a release: every conclusion about it, as one value that can be stored and read back.

Pages, JSON, `explain`, `diff`, tables and headline figures read cards and draw no conclusions of their own. A card is
self-contained: it holds the names and quotes it needs, so a stored card can be shown after the data has changed.
"""

# Not `from __future__ import annotations`: pydantic reads the annotations of what is stored.

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter

from generator.analysis.blockers import Blocker
from generator.analysis.claims import ClaimReview, worst
from generator.analysis.count import Count
from generator.analysis.drift import Drift
from generator.analysis.external import Comparison
from generator.analysis.hub_facts import HubRepository, MadeFromIt
from generator.analysis.license_answers import LicenseAnswers, NamePart
from generator.analysis.verdicts import CardFinding, Place, Verdict
from generator.evaluation.findings import Answer
from generator.schema.component import ComponentType, Group, Status
from generator.schema.judgment import Judgment
from generator.schema.record import UNKNOWN, Fact, Label, Modality
from generator.schema.reply import DeveloperReply

SCHEMA: Literal[1] = 1
"""The version of the format of a stored card."""


@dataclass(frozen=True, slots=True)
class ComponentState:
    """The facts about one component of the vocabulary, even if the record leaves it out."""

    id: str
    name: str
    group: Group
    type: ComponentType
    fact: Fact
    license_names: tuple[NamePart, ...]
    """Its license expression in names."""
    dataset_licenses: tuple[tuple[NamePart, ...], ...]
    """The same for each of its datasets."""
    place: Place

    @property
    def is_described(self) -> bool:
        """Whether there is anything to say about it."""
        return self.fact.status is not Status.UNKNOWN or bool(self.fact.note or self.fact.evidence)

    @property
    def is_license_unknown(self) -> bool:
        """Whether it was released under a license that we do not know; a service needs none."""
        is_released = self.fact.status in {Status.OPEN, Status.PARTIAL}
        return is_released and self.fact.license is None and self.type is not ComponentType.SERVICE


@dataclass(frozen=True, slots=True)
class PublishedJudgment:
    """A published answer to a question that facts alone cannot decide."""

    id: str
    name: str
    judgment: Judgment


@dataclass(frozen=True, slots=True)
class Reference:
    """Another entry of the data: its id and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Rank:
    """The best and worst rank among `of` releases, under any weighting of the component groups."""

    best: int
    worst: int
    of: int


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact behind a verdict, and the note of the record about it, which may qualify the verdict."""

    finding: CardFinding
    note: str | None


@dataclass(frozen=True, slots=True)
class ReleaseCard:
    """Every conclusion about one release, with the facts behind it."""

    schema: Literal[1]
    id: str
    name: str
    developer: Reference
    family: str
    released: str
    summary: str
    sentence: str
    """What was released, in one sentence."""
    quote: str
    """The sentence to quote: who made it, what they call it, how far that fits, and why."""
    modalities: tuple[Modality, ...]
    base: Reference | None
    """The release it was made from, if that release has a card."""
    aliases: tuple[str, ...]
    evidence: tuple[str, ...]
    checked: date | None
    """The latest day on which someone checked one of its components."""
    claims: tuple[ClaimReview, ...]
    replies: tuple[DeveloperReply, ...]
    verdicts: tuple[Verdict, ...]
    blockers: tuple[Blocker, ...]
    """What keeps the release from more, each reason once, and what blocks most definitions first."""
    count: Count
    counts: Mapping[Group, Count]
    """The same for each group of components that readers may give a weight."""
    rank: Rank
    license: LicenseAnswers
    components: tuple[ComponentState, ...]
    training_data: Status
    """The state of all training data, treated as one component."""
    judgments: tuple[PublishedJudgment, ...]
    comparisons: tuple[Comparison, ...]
    drifts: tuple[Drift, ...]
    repositories: tuple[HubRepository, ...]
    hub_day: date | None
    """The day of the snapshot of the Hub, if there is one."""
    rests_on: Mapping[str, str]
    """The digests of the license and framework files that the verdicts depend on, by path."""
    parameters: int | None = None
    """How large the model is (see `analysis.size`). A field that came later has a default, so older cards load."""
    made_from_it: MadeFromIt | None = None
    """What a census of the whole Hub found to be made from it, if there is one."""

    @property
    def worst_claim(self) -> ClaimReview | None:
        """The claim that fits the evidence least."""
        return worst(self.claims)

    @property
    def labels(self) -> tuple[Label, ...]:
        """What the developer calls the release, each label once."""
        return tuple(dict.fromkeys(review.claim.label for review in self.claims))

    @property
    def calls_itself_open_source(self) -> bool:
        """Whether the developer calls the release open source."""
        return Label.OPEN_SOURCE in self.labels

    @property
    def headline(self) -> Verdict:
        """The verdict under the headline definition."""
        return next(verdict for verdict in self.verdicts if verdict.definition.is_headline)

    @property
    def overclaims(self) -> bool:
        """Whether the developer calls the release open source although it does not meet the headline definition."""
        return self.calls_itself_open_source and self.headline.answer is Answer.NOT_MET

    @property
    def weights(self) -> Fact:
        """The facts about the final weights."""
        return self.fact("weights-final")

    @property
    def has_hub_facts(self) -> bool:
        """Whether the Hub says anything about it, or why the Hub did not answer."""
        has_figures = bool(self.drifts or self.made_from_it)
        return has_figures or any(each.described or each.trouble for each in self.repositories)

    @property
    def downloads(self) -> int | None:
        """The downloads of all its repositories in 30 days, as the Hub counts them; None if the Hub gives no figure."""
        return _sum(repository.downloads for repository in self.repositories)

    @property
    def derivatives(self) -> int | None:
        """The number of models on the Hub that name one of its repositories as their base; None if unknown."""
        return _sum(repository.derivatives for repository in self.repositories)

    def fact(self, component: str) -> Fact:
        """Return the facts about a component."""
        return next((each.fact for each in self.components if each.id == component), UNKNOWN)

    @property
    def unknowns(self) -> tuple[ComponentState, ...]:
        """The components that nobody has said anything about."""
        return tuple(each for each in self.components if not each.is_described)

    def tally(self, group: Group) -> str:
        """Return how many components of a group have each state: "2 open, 1 closed"."""
        states = Counter(each.fact.status for each in self.components if each.group is group)
        return ", ".join(f"{states[status]} {status.word.lower()}" for status in Status if states[status])

    def grounds(self, verdict: Verdict) -> tuple[Ground, ...]:
        """Return the facts behind a verdict, once for each component, with the note of the record about it."""
        decisive = (
            finding for each in verdict.requirements for clause in each.clauses for finding in clause.decisive()
        )
        by_component = {finding.about: finding for finding in decisive}
        return tuple(Ground(finding, self.fact(about).note) for about, finding in by_component.items())

    def brief_reason(self, finding: CardFinding) -> str:
        """Return the reason of a finding without the note of the record, for where the facts stand beside it."""
        return finding.reason.removesuffix(self.fact(finding.about).note or "").rstrip()

    def verdict(self, definition: str) -> Verdict:
        """Return the verdict under the definition with this id. Raises KeyError."""
        found = next((verdict for verdict in self.verdicts if verdict.definition.id == definition), None)
        if found is None:
            raise KeyError(definition)
        return found


def _sum(figures: Iterator[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


_CARD = TypeAdapter(ReleaseCard)


def dump(card: ReleaseCard) -> bytes:
    """Return a card as JSON. The same card always gives the same bytes."""
    return _CARD.dump_json(card, indent=2)


def compact(card: ReleaseCard, left_out: Any = None) -> bytes:
    """Return a card as JSON on one line, without the parts that `left_out` names as pydantic's `exclude` does."""
    return _CARD.dump_json(card, exclude=left_out)


def load(stored: bytes) -> ReleaseCard:
    """Return a card that `dump` or `compact` stored. Raises ValueError if it is not a card or has another schema."""
    return _CARD.validate_json(stored)
