"""The ways to use a release: which licenses apply to its weights, which gate is before them, and what both say.

A way is one license (or several that apply together) and a gate. Its reasons are what a reader has to know: each is a
term of a license, or the gate, and says for which question it counts. What limits any use (a use policy, a duty to show
a name) is a condition; a right that the license keeps back is a limit for whoever needs it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from license_expression import AND, OR

from generator.analysis.license_answers import NamePart, names
from generator.analysis.sentences import Mood, mood
from generator.core import spdx
from generator.core.enums import DescribedEnum
from generator.schema.component import Status
from generator.schema.license import TriState
from generator.schema.license_words import sentence
from generator.schema.record import Access
from generator.schema.term import Side, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.analysis.card import ReleaseCard
    from generator.core.spdx import Expression
    from generator.loading.catalog import Catalog
    from generator.schema.license import License, Provision
    from generator.schema.record import Fact


class Need(DescribedEnum):
    """Something that a reader wants to do; each member carries its words in a question."""

    words: str

    COMMERCIAL = "commercial", "in a commercial product"
    OUTPUTS = "outputs", "to train other models on the outputs"
    MODIFIED = "modified", "to share modified weights"
    EU = "eu", "in the European Union"


class When(DescribedEnum):
    """For which questions a reason counts, if it is not for one need."""

    words: str

    ALWAYS = "always", "whatever you do"
    ELSEWHERE = "elsewhere", "unless you asked about the European Union, which has a reason of its own"
    USERS = "users", "above a number of monthly users"
    REVENUE = "revenue", "above a yearly revenue in US dollars"


class Gate(DescribedEnum):
    """What stands between a reader and all of the weights; each member carries its name and its sentence."""

    words: str
    sentence: str

    GATED = "gated", "behind a gate", Access.GATED.sentence
    ON_REQUEST = "on-request", "on request", Access.ON_REQUEST.sentence
    IN_PART = "in-part", "in part", "Only part of the weights was released."


@dataclass(frozen=True, slots=True)
class Reason:
    """What a reader has to know: what it is to them, in which words, and for which questions it counts."""

    when: Need | When
    mood: Mood
    sentence: str
    license: str | None = None
    """The license that says it; None for a gate."""
    term: Term | None = None
    amount: int | None = None
    """The number of users or the revenue up to which a cap does not count."""
    keeps_back: Need | When | None = None
    """For which question a company above a cap has no license; None if the cap is about something more special."""


@dataclass(frozen=True, slots=True)
class Way:
    """Some licenses that apply together, and what they and the gate say; and the releases that one gets so."""

    names: tuple[NamePart, ...]
    gate: Gate | None
    reasons: tuple[Reason, ...]
    cards: tuple[ReleaseCard, ...]


def ways(cards: Iterable[ReleaseCard], catalog: Catalog) -> tuple[Way, ...]:
    """Return every way to use a release whose weights one can get, with the releases that one gets so."""
    by_key: dict[_Key, list[ReleaseCard]] = {}
    for card in cards:
        for key in _keys(card, catalog):
            by_key.setdefault(key, []).append(card)
    return tuple(_way(*key, by_key[key], catalog) for key in sorted(by_key))


_Key = tuple[tuple[str, ...], str]
"""The licenses that apply together, and the value of the gate, or nothing."""


def _keys(card: ReleaseCard, catalog: Catalog) -> Iterator[_Key]:
    """Yield each set of licenses that lets one use the weights, with the gate before them."""
    weights = card.weights
    if weights.status not in {Status.OPEN, Status.PARTIAL}:
        return
    parsed = spdx.parse(weights.license, catalog.license_ids) if weights.license else None
    for licenses in _alternatives(parsed) if parsed is not None else [()]:
        yield licenses, _gate(weights)


def _alternatives(expression: Expression) -> list[tuple[str, ...]]:
    """Return the sets of licenses that satisfy an expression: one for each side of an `OR`."""
    if isinstance(expression, OR):
        return [each for part in expression.args for each in _alternatives(part)]
    if isinstance(expression, AND):
        joined: list[tuple[str, ...]] = [()]
        for part in expression.args:
            joined = [(*before, *each) for before in joined for each in _alternatives(part)]
        return joined
    return [spdx.names(expression)]


def _gate(weights: Fact) -> str:
    if weights.access:
        return weights.access.value
    return Gate.IN_PART if weights.status is Status.PARTIAL else ""


def _way(licenses: Sequence[str], gate: str, cards: Sequence[ReleaseCard], catalog: Catalog) -> Way:
    reasons = [reason for name in licenses for reason in _reasons(name, catalog.licenses.get(name))]
    if not licenses:
        reasons.append(Reason(When.ALWAYS, Mood.UNKNOWN, "We do not know the license of the weights."))
    if gate:
        reasons.append(Reason(When.ALWAYS, Mood.CONDITIONS, Gate(gate).sentence))
    return Way(names(" AND ".join(licenses), catalog), Gate(gate) if gate else None, tuple(reasons), tuple(cards))


def _reasons(license_id: str, license_: License | None) -> Iterator[Reason]:
    """Yield what a reader has to know about a license."""
    if license_ is None:
        yield Reason(When.ALWAYS, Mood.UNKNOWN, "We do not know the terms of this license.", license_id)
        return
    for term, counts in _TERMS.items():
        felt = _felt(term, license_)
        if felt:
            is_known = license_.answer(term) is not TriState.UNKNOWN
            said = sentence(term, license_) if is_known else f"{term.heading}: not known."
            yield from _counting(Reason(counts, felt, said, license_id, term), license_.terms.get(term))


_TERMS: dict[Term, Need | When] = {
    Term.COMMERCIAL_USE: Need.COMMERCIAL,
    Term.BUSINESS_LIMIT: Need.COMMERCIAL,
    Term.OUTPUT_TRAINING: Need.OUTPUTS,
    Term.DERIVATIVES: Need.MODIFIED,
    Term.REDISTRIBUTION: Need.MODIFIED,
    Term.COPYLEFT: Need.MODIFIED,
    Term.ATTRIBUTION: Need.MODIFIED,
    Term.USER_CAP: When.USERS,
    Term.REVENUE_CAP: When.REVENUE,
    Term.FIELD_OF_USE: When.ALWAYS,
    Term.USE_POLICY: When.ALWAYS,
    Term.TERRITORY: When.ELSEWHERE,
    Term.NAMING: When.ALWAYS,
    Term.REGISTRATION: When.ALWAYS,
    Term.REMOTE_RESTRICTION: When.ALWAYS,
    Term.UNILATERAL_UPDATE: When.ALWAYS,
    Term.REVOCABLE: When.ALWAYS,
}
"""For which question each term counts; patents limit none of them."""
_SIDE_ISSUES = {Term.NAMING, Term.REGISTRATION, Term.COPYLEFT, Term.ATTRIBUTION, Term.UNILATERAL_UPDATE, Term.REVOCABLE}
"""Terms that do not decide whether one may: if we do not know them, that is a condition."""


def _felt(term: Term, license_: License) -> Mood | None:
    """Return what a term is to one who wants to use the model, or None if there is nothing to know."""
    found = mood(term, license_)
    if found is Mood.UNKNOWN:
        return Mood.CONDITIONS if term in _SIDE_ISSUES else Mood.UNKNOWN
    if found is Mood.NEUTRAL:
        is_set = license_.answer(term) is TriState.YES
        return (Mood.FREE if term is Term.ATTRIBUTION else Mood.CONDITIONS) if is_set else None
    if found is Mood.LIMIT and term.side is not Side.PERMISSION:
        return Mood.CONDITIONS
    return None if found is Mood.FREE else found


_KEEPS_BACK: dict[str | None, Need | When] = {None: When.ALWAYS, "only for commercial use": Need.COMMERCIAL}
"""What a cap keeps back, by its condition; any other condition is left to the reader."""


def _counting(reason: Reason, provision: Provision | None) -> Iterator[Reason]:
    """Yield a reason with what the question about it needs: the amount of a cap, the places that are excluded."""
    if provision is None:
        yield reason
    elif provision.users or provision.usd:
        keeps_back = _KEEPS_BACK.get(provision.condition)
        yield replace(reason, amount=provision.users or provision.usd, keeps_back=keeps_back)
    elif reason.term is Term.TERRITORY and "EU" in provision.places:
        yield from _in_and_outside_the_union(reason, Mood.CONDITIONS if provision.condition else Mood.LIMIT)
    else:
        yield reason


def _in_and_outside_the_union(reason: Reason, mood: Mood) -> Iterator[Reason]:
    """Yield the reason for a reader elsewhere and the one for a reader in the EU, or one for both if they are alike."""
    if mood is reason.mood:
        yield replace(reason, when=When.ALWAYS)
    else:
        yield from (reason, replace(reason, when=Need.EU, mood=mood))
