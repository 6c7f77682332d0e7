"""Says whether a derivative may be under the license that it declares, by the terms of the license of its base.

Every rule gives one of three answers. It conflicts if the base's license sets a limit or a duty that the declared
license does not have, or denies a right that the declared one grants. It cannot be told if a term of either license is
not known, or if both limit the same thing in words of their own. Otherwise the rule allows it. One conflict is enough
for a conflict, and one open rule for "cannot be told". So one more restriction in the license of a base can add a
conflict, but never remove one. This reads labels and terms; it is no legal advice, and a licensor may have agreed to
more than the license says.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from generator.schema.census_words import Outcome, Reason, Relation, Rule
from generator.schema.license import Carried, License, TriState
from generator.schema.term import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.schema.license import Provision

CHANGED = frozenset({Relation.FINETUNE, Relation.MERGE})
"""The relations that surely make a modified version. A quantized copy may be one, or the same in another form."""
ADAPTERS = frozenset({Relation.ADAPTER, Relation.UNSTATED})
"""The relations that make an adapter, or may make one."""
_WORST = (Outcome.CONFLICT, Outcome.NOT_KNOWN, Outcome.ALLOWED)


@dataclass(frozen=True)
class Ruling:
    """Whether a license may follow another one: the outcome, the rules that conflict, and why it cannot be told."""

    outcome: Outcome
    rules: tuple[Rule, ...] = ()
    reason: Reason | None = None


def rule(base: License, declared: License, relation: Relation) -> Ruling:
    """Return whether a derivative of this relation may be under `declared` if its base is under `base`."""
    return _softened(_together(tuple(_answers(base, declared, relation))), base, relation)


def rule_any(bases: Sequence[License], declared: Sequence[License] | None, relation: Relation) -> Ruling:
    """Return the ruling on two tags that can each stand for several licenses: it holds only if it holds for all.

    Without `declared`, both carry the same tag, and each license is held against itself.
    """
    pairs = product(bases, declared) if declared is not None else zip(bases, bases, strict=True)
    rulings = [rule(base, other, relation) for base, other in pairs]
    outcomes = {ruling.outcome for ruling in rulings}
    if outcomes == {Outcome.CONFLICT}:
        return Ruling(Outcome.CONFLICT, _each(ruling.rules for ruling in rulings))
    return rulings[0] if len(outcomes) == 1 else Ruling(Outcome.NOT_KNOWN, reason=Reason.TERMS)


def _each(found: Iterable[tuple[Rule, ...]]) -> tuple[Rule, ...]:
    named = {rule for rules in found for rule in rules}
    return tuple(rule for rule in Rule if rule in named)


def _together(answers: tuple[tuple[Rule, Outcome], ...]) -> Ruling:
    found = {outcome for _, outcome in answers}
    outcome = next((one for one in _WORST if one in found), Outcome.ALLOWED)
    if outcome is Outcome.CONFLICT:
        return Ruling(outcome, tuple(rule for rule, answer in answers if answer is Outcome.CONFLICT))
    return Ruling(outcome, reason=Reason.TERMS if outcome is Outcome.NOT_KNOWN else None)


def _softened(ruling: Ruling, base: License, relation: Relation) -> Ruling:
    """Return what a ruling is for what may be an adapter: a conflict only if the license of the base covers those."""
    is_open = relation in ADAPTERS and ruling.outcome is Outcome.CONFLICT
    covers = base.adapters is not None and base.adapters.answer is TriState.YES
    return Ruling(Outcome.NOT_KNOWN, reason=Reason.ADAPTER) if is_open and not covers else ruling


def _answers(base: License, declared: License, relation: Relation) -> Iterator[tuple[Rule, Outcome]]:
    yield Rule.NO_DERIVATIVES, _derivatives(base, relation)
    yield Rule.NO_REDISTRIBUTION, _copies(base, relation)
    if base is not declared:
        for name, term in _RIGHTS.items():
            yield name, _right(base, declared, term)
        limits = [(name, _limit(base, declared, name)) for name in _LIMITS]
        yield from limits
        for name in _DUTIES:
            yield name, _duty(base, declared, name)
        yield from _copyleft(base, declared, {outcome for _, outcome in limits})


def _derivatives(base: License, relation: Relation) -> Outcome:
    """Judge a modified version: no license can be declared if the base allows none to be shared."""
    answer = base.answer(Term.DERIVATIVES)
    if answer is TriState.YES:
        return Outcome.ALLOWED
    changed = relation in CHANGED or relation is Relation.ADAPTER
    return Outcome.CONFLICT if answer is TriState.NO and changed else Outcome.NOT_KNOWN


def _copies(base: License, relation: Relation) -> Outcome:
    """Judge a copy in another form; that of a modified version is a matter of derivatives."""
    answer = base.answer(Term.REDISTRIBUTION)
    if relation is not Relation.QUANTIZED or answer is TriState.YES:
        return Outcome.ALLOWED
    return Outcome.CONFLICT if answer is TriState.NO else Outcome.NOT_KNOWN


def _right(base: License, declared: License, term: Term) -> Outcome:
    """Judge a right: nobody can pass on more than they got."""
    got, given = base.answer(term), declared.answer(term)
    if given is TriState.NO or (got is TriState.YES and not _narrowed(base, declared, term)):
        return Outcome.ALLOWED
    return Outcome.CONFLICT if got is TriState.NO and given is TriState.YES else Outcome.NOT_KNOWN


def _narrowed(base: License, declared: License, term: Term) -> bool:
    """Return whether a condition limits the right in the base's license and none does in the declared one."""
    given = declared.terms.get(term)
    return base.terms[term].is_limited and not (given and given.is_limited)


def _limit(base: License, declared: License, name: Rule) -> Outcome:
    """Judge a limit: the declared license needs it, too, or one that may do the same."""
    before, after = base.answer(name.term), declared.answer(name.term)
    if before is TriState.YES and after is TriState.YES:
        return _LIMITS[name](base.terms[name.term], declared.terms[name.term])
    is_instead = any(declared.answer(term) is word for term, word in _INSTEAD[name])
    is_open = is_instead or _speaks_of_some(base, name) or _is_noncommercial_again(base, declared, name)
    return _unless(is_open, _kept(before, after))


def _is_noncommercial_again(base: License, declared: License, name: Rule) -> bool:
    """Return whether a limit on the field may be the words on commercial use again, by which the two conflict."""
    got, given = base.answer(Term.COMMERCIAL_USE), declared.answer(Term.COMMERCIAL_USE)
    return name is Rule.FIELD_OF_USE and got is TriState.NO and given is TriState.YES


def _duty(base: License, declared: License, name: Rule) -> Outcome:
    """Judge a duty: the declared license needs it, too. A condition on it may leave the derivative out."""
    before, after = base.answer(name.term), declared.answer(name.term)
    if after is TriState.YES and name in _ANY_WILL_DO:
        return Outcome.ALLOWED
    outcome = Outcome.NOT_KNOWN if before is TriState.YES and after is TriState.YES else _kept(before, after)
    return _unless(_speaks_of_some(base, name), outcome)


def _speaks_of_some(base: License, name: Rule) -> bool:
    """Return whether a condition on a place or a duty may leave the derivative out: "only for NVIDIA Cosmos models"."""
    provision = base.terms.get(name.term)
    return name in {Rule.TERRITORY, *_DUTIES} and provision is not None and provision.condition is not None


def _unless(is_open: bool, outcome: Outcome) -> Outcome:
    return Outcome.NOT_KNOWN if is_open and outcome is Outcome.CONFLICT else outcome


def _kept(before: TriState, after: TriState) -> Outcome:
    """Return what it means that one license sets something and the other one may not."""
    if before is TriState.NO:
        return Outcome.ALLOWED
    return Outcome.CONFLICT if before is TriState.YES and after is TriState.NO else Outcome.NOT_KNOWN


def _copyleft(base: License, declared: License, limits: set[Outcome]) -> Iterator[tuple[Rule, Outcome]]:
    """Judge what the base's license asks to be carried on: the license itself, or its restrictions."""
    before, after = base.terms.get(Term.COPYLEFT), declared.terms.get(Term.COPYLEFT)
    if before is None or before.answer is TriState.UNKNOWN:
        yield Rule.SAME_LICENSE, Outcome.NOT_KNOWN
    elif before.answer is TriState.YES and before.carries is Carried.RESTRICTIONS:
        yield Rule.SAME_RESTRICTIONS, next(one for one in _WORST if one in {*limits, Outcome.ALLOWED})
    elif before.answer is TriState.YES:
        is_other = after is not None and (after.answer is TriState.NO or after.carries is Carried.RESTRICTIONS)
        is_sure = before.carries is Carried.LICENSE and is_other  # two copylefts may be compatible
        yield Rule.SAME_LICENSE, Outcome.CONFLICT if is_sure else Outcome.NOT_KNOWN


def _in_other_words(_before: Provision, _after: Provision) -> Outcome:
    return Outcome.NOT_KNOWN


def _as_low(before: Provision, after: Provision) -> Outcome:
    """Compare two caps: a higher one lets in companies that the base's license keeps out."""
    old, new = before.users or before.usd, after.users or after.usd
    if old is None or new is None:
        return Outcome.NOT_KNOWN
    return Outcome.ALLOWED if new <= old else Outcome.CONFLICT


def _as_far(before: Provision, after: Provision) -> Outcome:
    """Compare two lists of excluded places."""
    left_out = before.places and set(before.places) <= set(after.places)
    return Outcome.ALLOWED if left_out else Outcome.NOT_KNOWN


_RIGHTS: Mapping[Rule, Term] = {each: each.term for each in (Rule.NONCOMMERCIAL, Rule.OUTPUT_TRAINING)}
_LIMITS: Mapping[Rule, Callable[[Provision, Provision], Outcome]] = {
    Rule.USER_CAP: _as_low,
    Rule.REVENUE_CAP: _as_low,
    Rule.BUSINESS_LIMIT: _in_other_words,
    Rule.FIELD_OF_USE: _in_other_words,
    Rule.USE_POLICY: _in_other_words,
    Rule.TERRITORY: _as_far,
}
"""The limits, each with what two different ones of the kind mean."""
_USES = ((Term.FIELD_OF_USE, TriState.YES), (Term.USE_POLICY, TriState.YES))
_NO_BUSINESS = ((Term.COMMERCIAL_USE, TriState.NO),)
_INSTEAD: Mapping[Rule, tuple[tuple[Term, TriState], ...]] = {
    Rule.USER_CAP: _NO_BUSINESS,
    Rule.REVENUE_CAP: _NO_BUSINESS,
    Rule.BUSINESS_LIMIT: _NO_BUSINESS,
    Rule.FIELD_OF_USE: _USES,
    Rule.USE_POLICY: _USES,
    Rule.TERRITORY: (),
}
"""The answers of another term that may do what a limit does: some licenses bar uses themselves, some in a policy."""
_DUTIES = (Rule.ATTRIBUTION, Rule.NAMING, Rule.REGISTRATION)
_ANY_WILL_DO = frozenset({Rule.ATTRIBUTION, Rule.REGISTRATION})
_DENIALS = frozenset({Rule.NO_DERIVATIVES, Rule.NO_REDISTRIBUTION, *_RIGHTS})


def asks(license_: License, name: Rule) -> bool:
    """Return whether a license denies the right, or sets the limit or duty, that a rule is about."""
    return license_.answer(name.term) is (TriState.NO if name in _DENIALS else TriState.YES)
