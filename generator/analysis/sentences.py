"""Plain sentences about a release, made from its facts. They report; what to think of it is left to the frameworks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.core import spdx
from generator.core.enums import DescribedEnum
from generator.evaluation.license_tests import UNLICENSED, title_of
from generator.schema.component import TRAINING_DATA, Status
from generator.schema.license import TriState
from generator.schema.license_words import sentence
from generator.schema.record import Access
from generator.schema.term import Side, Term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.loading.catalog import Catalog
    from generator.schema.license import License, Provision
    from generator.schema.record import Fact, Record

_PARTS = {
    "inference code": ("inference-code",),
    "training code": ("training-code",),
    "training data": TRAINING_DATA,
}


def training_data_status(record: Record) -> Status:
    """Return the state of all training data together: the parts that apply, taken as one component."""
    return _together([record.fact(component).status for component in TRAINING_DATA])


def _together(statuses: list[Status]) -> Status:
    apply = [status for status in statuses if status is not Status.NOT_APPLICABLE]
    if not apply:
        return Status.NOT_APPLICABLE
    if len(set(apply)) == 1:
        return apply[0]
    known = {Status.OPEN, Status.PARTIAL} & set(apply)
    return Status.PARTIAL if known else Status.UNKNOWN


def name_of(about: str, catalog: Catalog) -> str:
    """Return what a sentence calls a component, a judgment or a figure, by its id: "training code"."""
    if about in catalog.components:
        name = catalog.components[about].name
        return name[0].lower() + name[1:]
    return catalog.judgments[about].name.lower() if about in catalog.judgments else about.replace("-", " ")


def weights_words(fact: Fact) -> str:
    """Say in which way the weights were released: "weights behind a gate"."""
    if fact.status is Status.PARTIAL and fact.access is Access.GATED:
        return "weights behind a gate"
    if fact.status is Status.PARTIAL and fact.access is Access.ON_REQUEST:
        return "weights on request"
    return "part of the weights" if fact.status is Status.PARTIAL else "weights"


def license_words(text: str | None, catalog: Catalog) -> str:
    """Say under which license: its most telling condition and its name, or just its name."""
    if text is None:
        return "under a license that is not known to us"
    if text == UNLICENSED:
        return "without a license"
    words = []
    for name in spdx.names(spdx.parse(text, catalog.license_ids)):
        entry = catalog.licenses.get(name)
        title = title_of(name, catalog.licenses)
        words.append(f"a license with {entry.condition} ({title})" if entry and entry.condition else title)
    return f"under {_listed(words)}"


def what_was_released(record: Record, catalog: Catalog) -> str:
    """Say in one clause what was released and what was not, of the parts people ask about first."""
    weights = record.fact("weights-final")
    if weights.status is Status.CLOSED:
        return "access to a service; the weights were not released"
    if weights.status is Status.UNKNOWN:
        return "not known to us yet"
    by_status: dict[Status, list[str]] = {}
    for words, components in _PARTS.items():
        status = _together([record.fact(component).status for component in components])
        by_status.setdefault(status, []).append(words)
    clauses = [f"{weights_words(weights)} {license_words(weights.license, catalog)}"]
    for status, template in _ENDINGS:
        if by_status.get(status):
            clauses.append(template.format(_listed(by_status[status], "or" if status is Status.CLOSED else "and")))
    return ", ".join(clauses)


_ENDINGS = (
    (Status.OPEN, "with {}"),
    (Status.PARTIAL, "with {} in part"),
    (Status.CLOSED, "without {}"),
    (Status.UNKNOWN, "while {} is not known to us yet"),
)


def verdict_sentence(record: Record, catalog: Catalog) -> str:
    """Return the one sentence a model page opens with."""
    words = what_was_released(record, catalog)
    return f"{words[0].upper()}{words[1:]}."


class Mood(DescribedEnum):
    """Whether an answer of a license gives the reader freedom or takes it; each member carries its glyph."""

    glyph: str

    FREE = "free", "✓"
    CONDITIONS = "conditions", "◐"
    LIMIT = "limit", "✗"
    NEUTRAL = "neutral", "•"
    UNKNOWN = "unknown", "?"


def terms(license_: License) -> list[tuple[Term, str, Provision | None, Mood]]:
    """Return every term with a sentence to the reader, the provision it rests on, and its mood."""
    return [(term, sentence(term, license_), license_.terms.get(term), mood(term, license_)) for term in Term]


def mood(term: Term, license_: License) -> Mood:
    """Tell whether what a license says on a term gives freedom, gives it with conditions, takes it, or neither."""
    provision = license_.terms.get(term)
    if provision is None or provision.answer is TriState.UNKNOWN:
        return Mood.UNKNOWN
    if term.side in {Side.DUTY, Side.PATENT}:
        return Mood.NEUTRAL
    if provision.is_limited:
        return Mood.CONDITIONS
    return Mood.FREE if (provision.answer is TriState.YES) == (term.side is Side.PERMISSION) else Mood.LIMIT


def _listed(words: Iterable[str], conjunction: str = "and") -> str:
    *head, last = words
    return f"{', '.join(head)} {conjunction} {last}" if head else last
