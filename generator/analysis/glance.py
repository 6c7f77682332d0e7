"""What a reader asks first about a release, each answered in a few words: the strip at the head of its card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analysis.side_by_side import BY_ANSWER, BY_MOOD, BY_STATUS, Tone, Value, state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.card import ReleaseCard
    from generator.analysis.verdicts import Verdict

_BY_CLAIM = {
    "holds": Tone.GOOD,
    "near": Tone.MIXED,
    "disputed": Tone.MIXED,
    "fails": Tone.BAD,
    "not-known": Tone.UNKNOWN,
    "untested": Tone.PLAIN,
}


@dataclass(frozen=True, slots=True)
class Glance:
    """One question with its answer, and the anchor of the part of the card that says more."""

    asked: str
    anchor: str
    answer: Value


def glance(card: ReleaseCard) -> Iterator[Glance]:
    """Yield the questions and answers in their order."""
    yield Glance("Calls itself", "label", _label(card))
    for verdict in card.verdicts:
        if verdict.definition.in_strip:
            yield Glance(verdict.definition.short, verdict.definition.id, _verdict(verdict))
    yield Glance("Open share", "components", Value(card.count.percent))
    yield Glance("Commercial use", "license", _commercial_use(card))
    status = card.weights.status
    yield Glance("Weights", "weights-final", Value(state(card.weights), status.glyph, BY_STATUS[status]))


def _label(card: ReleaseCard) -> Value:
    claim = card.worst_claim
    if claim is None:
        return Value("not known", tone=Tone.UNKNOWN)
    return Value(claim.claim.label.words, tone=_BY_CLAIM[claim.tone], note=claim.brief)


def _verdict(verdict: Verdict) -> Value:
    if not verdict.applies:
        return Value(verdict.words, "\N{EN DASH}")
    glyph = verdict.answer.glyph if verdict.definition.kind == "requirements" else ""
    return Value(verdict.brief, glyph, BY_ANSWER[verdict.answer])


def _commercial_use(card: ReleaseCard) -> Value:
    mood = card.license.commercial_use
    if mood is None:
        return Value("No license", "\N{EN DASH}")
    return Value(mood.allows[:1].upper() + mood.allows[1:], mood.glyph, BY_MOOD[mood])
