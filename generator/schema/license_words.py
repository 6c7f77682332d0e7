"""What a license says on a term, in plain words: a sentence to the reader, and a few words for a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.core.clock import in_words
from generator.schema.license import Tested, TriState
from generator.schema.term import Term

if TYPE_CHECKING:
    from generator.schema.license import License, Provision

_WITH_WORDS = {
    Term.FIELD_OF_USE: "You may use it {}",
    Term.TERRITORY: "The license applies everywhere, but {}",
    Term.NAMING: "You have to show {}",
}
"""The sentences of the terms whose `words` fit into one; after the others they follow a colon."""
_UNITS = ((1_000_000_000, "billion"), (1_000_000, "million"))


def sentence(term: Term, license_: License) -> str:
    """Say to the reader what a license says on a term: "You may use it commercially, but only for research."."""
    provision = license_.terms.get(term)
    if provision is None or provision.answer is TriState.UNKNOWN:
        return "Not known."
    if provision.users or provision.usd:
        return _but(_capped(provision, license_.licensor or "the licensor"), provision.condition)
    if provision.condition and not provision.words:
        return f"{term.limited} {provision.condition}."
    return _but(_plain(term, provision), provision.condition)


def short(term: Term, license_: License) -> str:
    """Say the same in a few words, for a table whose column is the term: "up to 700 million monthly users"."""
    provision = license_.terms.get(term)
    if provision is None or provision.answer is TriState.UNKNOWN:
        return "not known"
    said = (_cap(provision), provision.words, provision.condition)
    return ", ".join(filter(None, said)) or (term.short_yes if provision.answer is TriState.YES else term.short_no)


def _plain(term: Term, provision: Provision) -> str:
    """Return the sentence of an answer, with what the term is about."""
    said = (term.yes if provision.answer is TriState.YES else term.no).removesuffix(".")
    template = _WITH_WORDS.get(term, f"{said}: {{}}")
    return template.format(provision.words) if provision.words else said


def _but(said: str, condition: str | None) -> str:
    return f"{said}, but {condition}." if condition else f"{said}."


def _cap(provision: Provision) -> str:
    """Return a figure as the right that is left: "up to US$1 million a year"."""
    if provision.users:
        return f"up to {_number(provision.users)} monthly users"
    return f"up to US${_number(provision.usd)} a year" if provision.usd else ""


def _capped(provision: Provision, licensor: str) -> str:
    """Say who has to ask: "Companies with more than 700 million monthly users must ask Meta for a license"."""
    if provision.users:
        whose = f"Companies with more than {_number(provision.users)} monthly users{_when(provision)}"
        return f"{whose} must ask {licensor} for a license"
    return f"Companies with more than US${_number(provision.usd or 0)} of yearly revenue must ask {licensor} first"


def _when(provision: Provision) -> str:
    day = provision.date
    if provision.tested is Tested.ON_RELEASE and day:
        return f" on {in_words(day)}"
    return " at any time" if provision.tested is Tested.RUNNING else ""


def _number(figure: int) -> str:
    """Return a figure as people say it: 700000000 is "700 million"."""
    for size, unit in _UNITS:
        if figure >= size:
            return f"{figure / size:.6g} {unit}"
    return f"{figure:,}"
