"""Releases next to each other: what can be compared about a release, and in what some releases differ.

`values` says everything that can be compared about one release. Whatever shows releases side by side lines up these
values by their aspect: `compare` for the pages of listed comparisons, and a script for any other selection.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.analysis.sentences import Mood
from generator.core.enums import DescribedEnum
from generator.evaluation.findings import Answer
from generator.schema.component import Status
from generator.schema.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.analysis.card import ComponentState, ReleaseCard
    from generator.analysis.verdicts import Verdict
    from generator.schema.record import Fact

    _Said = Iterator[tuple["Aspect", "Value"]]


class Section(DescribedEnum):
    """A part of a comparison; each member carries its heading."""

    heading: str

    RELEASE = "release", "The releases"
    TERMS = "terms", "What the license of the weights lets you do"
    DEFINITIONS = "frameworks", "Verdicts"
    COMPONENTS = "components", "Components"


class Tone(StrEnum):
    """What a value is to the reader."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"
    UNKNOWN = "unknown"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something in which releases can differ; the id of a definition or a component is that of its page."""

    section: Section
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Value:
    """What is so for one release: some words with a symbol, how they are meant, and a smaller remark."""

    words: str
    glyph: str = ""
    tone: Tone = Tone.PLAIN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One aspect of several releases, one value for each of them."""

    aspect: Aspect
    values: tuple[Value, ...]

    @property
    def differs(self) -> bool:
        """Whether the values are not all the same."""
        return len(set(self.values)) > 1

    @property
    def differs_in_words(self) -> bool:
        """Whether the values differ in more than the remark."""
        return len({value.words for value in self.values}) > 1


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Some releases and every aspect of them."""

    cards: tuple[ReleaseCard, ...]
    lines: tuple[Line, ...]

    def differing(self, section: Section) -> tuple[Line, ...]:
        """Return the lines of a section in which the releases differ, those that differ only in the remark last."""
        found = (line for line in self.lines if line.aspect.section is section and line.differs)
        return tuple(sorted(found, key=lambda line: not line.differs_in_words))

    @property
    def same(self) -> tuple[Line, ...]:
        """The lines in which all releases are alike."""
        return tuple(line for line in self.lines if not line.differs)


def compare(cards: Sequence[ReleaseCard]) -> SideBySide:
    """Return some releases side by side, in the order of the first one's aspects."""
    each = [values(card) for card in cards]
    lines = (Line(aspect, tuple(said[aspect] for said in each)) for aspect in each[0])
    return SideBySide(tuple(cards), tuple(lines))


def values(card: ReleaseCard) -> Mapping[Aspect, Value]:
    """Return everything that can be compared about a release; each release has the same aspects, in the same order."""
    return dict((*_release(card), *_terms(card), *_verdicts(card), *_components(card)))


def _release(card: ReleaseCard) -> _Said:
    def line(aspect: str, label: str, words: str, note: str = "") -> tuple[Aspect, Value]:
        return Aspect(Section.RELEASE, aspect, label), Value(words, note=note)

    claim = card.worst_claim
    labels = ", ".join(label.words for label in card.labels) or "not known"
    conditions = _joined(each.condition or "" for each in card.license.licenses)
    yield line("developer", "Developer", card.developer.name)
    yield line("released", "Released", card.released)
    yield line("modalities", "Input and output", ", ".join(each.value for each in card.modalities))
    yield line("label", "Calls itself", labels, claim.mark if claim else "")
    yield line("license", "License of the weights", _license(card), conditions)
    yield line("share", "Open share", card.count.percent, card.count.words)


def _license(card: ReleaseCard) -> str:
    return "".join(part.words for part in card.license.names) or card.license.gap


def _verdicts(card: ReleaseCard) -> _Said:
    for verdict in card.verdicts:
        aspect = Aspect(Section.DEFINITIONS, verdict.definition.id, verdict.definition.name)
        yield aspect, _verdict(verdict)


BY_ANSWER = {Answer.MET: Tone.GOOD, Answer.NOT_MET: Tone.BAD, Answer.NOT_KNOWN: Tone.UNKNOWN}


def _verdict(verdict: Verdict) -> Value:
    """Return a verdict; only a yes or no has a tone, levels and points have none."""
    if verdict.definition.kind != "requirements" or not verdict.applies:
        return Value(verdict.words, note=_shortfall(verdict))
    return Value(verdict.words, verdict.answer.glyph, BY_ANSWER[verdict.answer], _shortfall(verdict))


def _shortfall(verdict: Verdict) -> str:
    """Return in how many requirements a release falls short."""
    short = verdict.shortfall if verdict.applies else None
    return f"{'falls short in ' if short.missed else ''}{short.count}" if short else ""


BY_MOOD = {
    Mood.LIMIT: Tone.BAD,
    Mood.UNKNOWN: Tone.UNKNOWN,
    Mood.CONDITIONS: Tone.MIXED,
    Mood.FREE: Tone.GOOD,
    Mood.NEUTRAL: Tone.PLAIN,
}
"""The tone of each mood, the worst first."""


def _terms(card: ReleaseCard) -> _Said:
    for term in Term:
        yield Aspect(Section.TERMS, term.value, term.heading), _term(card, term)


def _term(card: ReleaseCard, term: Term) -> Value:
    """Return what the license says on a term; where several licenses apply, what each of them says."""
    said = [(license_, license_.on(term)) for license_ in card.license.licenses]
    found = [(license_.short, each) for license_, each in said if each]
    if not found:
        return Value(card.license.gap, *(("", Tone.PLAIN) if card.license.is_absent else ("?", Tone.UNKNOWN)))
    words = dict.fromkeys(each.short for _, each in found)
    all_words = _joined(words if len(words) == 1 else (f"{name}: {each.short}" for name, each in found))
    mood = next(mood for mood in BY_MOOD if mood in {each.mood for _, each in found})
    return Value(all_words, mood.glyph if mood is not Mood.NEUTRAL else "", BY_MOOD[mood])


BY_STATUS = {
    Status.OPEN: Tone.GOOD,
    Status.PARTIAL: Tone.MIXED,
    Status.CLOSED: Tone.BAD,
    Status.UNKNOWN: Tone.UNKNOWN,
    Status.NOT_APPLICABLE: Tone.PLAIN,
}


def _components(card: ReleaseCard) -> _Said:
    for component in card.components:
        aspect = Aspect(Section.COMPONENTS, component.id, component.name)
        status = component.fact.status
        yield aspect, Value(state(component.fact), status.glyph, BY_STATUS[status], _under(component))


def state(fact: Fact) -> str:
    """Return the state of a component in words, with its gate if it has one."""
    return f"{fact.status.word}, {fact.access.value.replace('-', ' ')}" if fact.access else fact.status.word


def _under(component: ComponentState) -> str:
    if component.is_license_unknown:
        return "license not known"
    return "".join(part.words for part in component.license_names)


def _joined(words: Iterable[str]) -> str:
    return "; ".join(filter(None, words))
