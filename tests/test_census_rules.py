"""The rules of inheritance, whatever the licenses are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.census.rules import Ruling, rule, rule_any
from generator.schema.census_words import Outcome, Reason, Relation, Rule
from generator.schema.license import Carried, License, Provision, TriState
from generator.schema.term import Side, Term

if TYPE_CHECKING:
    from generator.loading.catalog import Catalog

URL = "https://example.com/license"
RELATIONS = st.sampled_from(Relation)
CAPS = (1_000, 1_000_000)


def provision(
    term: Term, answer: TriState, cap: int | None, carries: Carried | None, condition: str | None
) -> Provision:
    return Provision(
        answer=answer,
        note="made up",
        condition=condition,
        users=cap if term is Term.USER_CAP and answer is TriState.YES else None,
        usd=cap if term is Term.REVENUE_CAP and answer is TriState.YES else None,
        carries=carries if term is Term.COPYLEFT and answer is TriState.YES else None,
    )


@st.composite
def licenses(draw: st.DrawFn) -> License:
    return License(
        name="Any",
        short=f"any-{draw(st.integers(0, 10**6))}",
        url=URL,
        summary="Made up.",
        terms={
            term: provision(
                term,
                draw(st.sampled_from(TriState)),
                draw(st.sampled_from((None, *CAPS))),
                draw(st.sampled_from((None, *Carried))),
                draw(st.sampled_from((None, "only for research"))),
            )
            for term in Term
            if draw(st.booleans())
        },
        adapters=draw(st.sampled_from((None, Provision(answer=TriState.YES, note="made up")))),
    )


def restricted(base: License, term: Term, carries: Carried) -> License:
    """Return a license that takes one more right, or sets one more limit or duty."""
    is_right = term.side is Side.PERMISSION
    before = base.terms.get(term, Provision(answer=TriState.UNKNOWN))
    changed: dict[str, object] = {"answer": TriState.NO if is_right else TriState.YES, "note": "made up"}
    if term is Term.USER_CAP:
        changed["users"] = min(before.users or CAPS[1], CAPS[0])
    if term is Term.REVENUE_CAP:
        changed["usd"] = min(before.usd or CAPS[1], CAPS[0])
    if term is Term.COPYLEFT:
        changed["carries"] = before.carries or carries
    return base.model_copy(update={"terms": {**base.terms, term: before.model_copy(update=changed)}})


@given(licenses(), licenses(), RELATIONS, st.sampled_from(Term), st.sampled_from(Carried))
def test_one_more_restriction_in_a_base_never_removes_a_conflict(
    base: License, declared: License, relation: Relation, term: Term, carries: Carried
) -> None:
    before = rule(base, declared, relation)
    after = rule(restricted(base, term, carries), declared, relation)
    if before.outcome is Outcome.CONFLICT:
        assert after.outcome is Outcome.CONFLICT
    if before.outcome is Outcome.NOT_KNOWN:
        assert after.outcome is not Outcome.ALLOWED


@given(licenses(), licenses(), RELATIONS)
def test_a_ruling_says_which_rules_conflict_or_why_it_cannot_be_told(
    base: License, declared: License, relation: Relation
) -> None:
    ruling = rule(base, declared, relation)
    assert bool(ruling.rules) == (ruling.outcome is Outcome.CONFLICT)
    assert (ruling.reason is not None) == (ruling.outcome is Outcome.NOT_KNOWN)


@given(licenses(), licenses(), RELATIONS)
def test_what_is_not_known_becomes_no_conflict_for_another_reason(
    base: License, declared: License, relation: Relation
) -> None:
    """A conflict rests on terms that both licenses answer; without those of one, there is none but those of the other."""
    silent = declared.model_copy(update={"terms": {}})
    rules = set(rule(base, silent, relation).rules)
    assert rules <= {Rule.NO_DERIVATIVES, Rule.NO_REDISTRIBUTION}


@given(licenses(), licenses(), licenses(), RELATIONS)
def test_a_tag_that_stands_for_several_licenses_has_an_answer_only_if_all_have_it(
    one: License, other: License, declared: License, relation: Relation
) -> None:
    rulings = [rule(one, declared, relation), rule(other, declared, relation)]
    both = rule_any([one, other], [declared], relation)
    outcomes = {ruling.outcome for ruling in rulings}
    assert both.outcome is (outcomes.pop() if len(outcomes) == 1 else Outcome.NOT_KNOWN)


def test_every_license_of_the_catalog_may_follow_itself_unless_it_forbids_derivatives(small: Catalog) -> None:
    for name, license_ in small.licenses.items():
        outcome = rule(license_, license_, Relation.FINETUNE).outcome
        assert outcome is _OF_ITSELF[license_.answer(Term.DERIVATIVES)], name


_OF_ITSELF = {TriState.YES: Outcome.ALLOWED, TriState.NO: Outcome.CONFLICT, TriState.UNKNOWN: Outcome.NOT_KNOWN}


CAP_50, CAP_700 = (Provision(answer=TriState.YES, note="made up", users=users) for users in (50, 700))


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        (CAP_700, CAP_50, Outcome.ALLOWED),
        (CAP_50, CAP_50, Outcome.ALLOWED),
        (CAP_50, CAP_700, Outcome.CONFLICT),
        (CAP_50, Provision(answer=TriState.YES, note="no figure"), Outcome.NOT_KNOWN),
        (CAP_50, Provision(answer=TriState.NO), Outcome.CONFLICT),
        (CAP_50, Provision(answer=TriState.UNKNOWN), Outcome.NOT_KNOWN),
        (Provision(answer=TriState.NO), Provision(answer=TriState.NO), Outcome.ALLOWED),
    ],
)
def test_a_cap_has_to_stay_as_low(small: Catalog, before: Provision, after: Provision, outcome: Outcome) -> None:
    mit = small.licenses["MIT"]
    base, declared = (mit.model_copy(update={"terms": {**mit.terms, Term.USER_CAP: cap}}) for cap in (before, after))
    assert rule(base, declared, Relation.FINETUNE).outcome is outcome


def test_excluded_places_have_to_stay_excluded(small: Catalog) -> None:
    mit = small.licenses["MIT"]
    eu = Provision(answer=TriState.YES, note="made up", places=("EU",))
    more = eu.model_copy(update={"places": ("EU", "GB")})
    base, same, other = (
        mit.model_copy(update={"terms": {**mit.terms, Term.TERRITORY: each}}) for each in (eu, more, eu)
    )
    assert rule(base, same, Relation.MERGE).outcome is Outcome.ALLOWED
    assert rule(same, other, Relation.MERGE).outcome is Outcome.NOT_KNOWN


def test_a_limit_on_business_may_be_kept_by_allowing_no_business(small: Catalog) -> None:
    base = small.licenses["llama-3.1-community"]
    ruling = rule(base, small.licenses["CC-BY-NC-4.0"], Relation.FINETUNE)
    assert Rule.USER_CAP not in ruling.rules


def test_an_adapter_conflicts_only_where_the_license_says_that_it_covers_adapters(small: Catalog) -> None:
    base, declared = small.licenses["stability-ai-community"], small.licenses["MIT"]
    assert rule(base, declared, Relation.ADAPTER).outcome is Outcome.CONFLICT
    silent = base.model_copy(update={"adapters": None})
    assert rule(silent, declared, Relation.ADAPTER).outcome is Outcome.NOT_KNOWN
    assert rule(silent, declared, Relation.FINETUNE).outcome is Outcome.CONFLICT


def test_the_words_on_commercial_use_count_once(small: Catalog) -> None:
    base, declared = small.licenses["CC-BY-NC-4.0"], small.licenses["Apache-2.0"]
    assert base.answer(Term.FIELD_OF_USE) is TriState.YES
    assert rule(base, declared, Relation.FINETUNE).rules == (Rule.NONCOMMERCIAL,)


def test_what_does_not_say_how_it_was_made_may_be_an_adapter(small: Catalog) -> None:
    base, declared = small.licenses["llama-3.1-community"], small.licenses["Apache-2.0"]
    covers = base.model_copy(update={"adapters": Provision(answer=TriState.YES, note="made up")})
    silent = base.model_copy(update={"adapters": None})
    assert rule(silent, declared, Relation.UNSTATED) == Ruling(Outcome.NOT_KNOWN, reason=Reason.ADAPTER)
    assert rule(covers, declared, Relation.UNSTATED).outcome is Outcome.CONFLICT


def test_a_ruling_is_a_value() -> None:
    assert replace(Ruling(Outcome.ALLOWED)) == Ruling(Outcome.ALLOWED)
