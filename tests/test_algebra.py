"""The algebra of verdicts, tested on generated records under every real framework.

The site relies on two laws. A new fact never changes a decided answer: when an unknown becomes known, every "met" and
"not met" stays, and an interval of levels can only narrow. Releasing more never makes a verdict worse: no requirement and
no level is lost when a developer opens something.

Every question that a framework can ask obeys both laws, so they hold for any framework and any record.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from drawing import (
    CLOSED,
    KINDS,
    LADDERS,
    OPEN,
    URL,
    all_alike,
    all_open,
    dataset,
    fact,
    knowing_more,
    opened_dataset,
    record,
    records,
    releasing_more,
    with_facts,
)
from hypothesis import example, given
from hypothesis import strategies as st

from generator.evaluation.evaluator import Evaluator
from generator.evaluation.findings import Answer, every, some
from generator.schema.component import TRAINING_DATA, Status
from generator.schema.license import License, Provision, TriState
from generator.schema.record import Access, Dataset, DatasetKind, Reason, Record
from generator.schema.term import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.evaluation.assessment import Assessment, RequirementResult
    from generator.loading.catalog import Catalog

MYSTERY = "mystery-license"
"""A license that is on no list; the tests invent its terms."""

RANK = {Answer.NOT_MET: 0, Answer.NOT_KNOWN: 1, Answer.MET: 2}


def mystery_license(terms: Mapping[Term, TriState]) -> License:
    clauses = {term: Provision(answer=reply, quote="Its words.") for term, reply in terms.items()}
    return License(name="Mystery", short="Mystery", url=URL, summary="Made up.", terms=clauses)


def with_mystery(catalog: Catalog, terms: Mapping[Term, TriState]) -> Catalog:
    licenses = {**catalog.licenses, MYSTERY: mystery_license(terms)}
    return replace(catalog, licenses=licenses, license_ids=catalog.license_ids | {MYSTERY})


@pytest.fixture(scope="module")
def catalog(real: Catalog) -> Catalog:
    return with_mystery(real, {})


@pytest.fixture(scope="module")
def small_catalog(small: Catalog) -> Catalog:
    return with_mystery(small, {})


def judged(subject: Record, framework: str, catalog: Catalog) -> Assessment:
    return Evaluator(catalog).judge("test/record", subject, framework)


def answers(assessment: Assessment) -> Iterator[tuple[str, Answer]]:
    """Yield each answer of an assessment with its name, from the framework down to single clauses."""
    name = assessment.framework.name
    yield name, assessment.answer
    outside = [assessment.outside] if assessment.outside else []
    for outcome in (*outside, *assessment.requirements, *assessment.duties):
        yield from answers_of(name, outcome)
    for score in assessment.criteria:
        yield from ((f"{name}, {score.criterion.name}, {ruling.clause}", ruling.answer) for ruling in score.clauses)


def answers_of(name: str, outcome: RequirementResult) -> Iterator[tuple[str, Answer]]:
    yield f"{name}, {outcome.requirement.name}", outcome.answer
    yield from ((f"{name}, {ruling.clause}", ruling.answer) for ruling in outcome.clauses)


def legs(before: Assessment, after: Assessment) -> Iterator[tuple[str, Answer, Answer]]:
    """Yield pairs of an answer before and after."""
    for (name, old), (_, new) in zip(answers(before), answers(after), strict=True):
        yield name, old, new


def intervals(assessment: Assessment) -> list[tuple[Decimal, Decimal]]:
    """Return the lower and upper ends of the framework and of every criterion that gives points."""
    return [(assessment.at_least, assessment.at_most), *((score.low, score.high) for score in assessment.criteria)]


def assert_knowing_settles(before: Assessment, after: Assessment) -> None:
    changed = [leg for leg in legs(before, after) if leg[1] not in {leg[2], Answer.NOT_KNOWN}]
    assert changed == []
    for (low, high), (lower, higher) in zip(intervals(before), intervals(after), strict=True):
        assert low <= lower <= higher <= high


def assert_opening_never_costs(before: Assessment, after: Assessment) -> None:
    assert [leg for leg in legs(before, after) if RANK[leg[1]] > RANK[leg[2]]] == []
    for (low, high), (lower, higher) in zip(intervals(before), intervals(after), strict=True):
        assert low <= lower
        assert high <= higher


@given(draw=st.data())
def test_a_new_fact_never_changes_a_decided_answer(catalog: Catalog, draw: st.DataObject) -> None:
    pair = draw.draw(knowing_more(catalog))
    for framework in catalog.frameworks:
        assert_knowing_settles(*(judged(subject, framework, catalog) for subject in pair))


TERMS = st.dictionaries(st.sampled_from(Term), st.sampled_from(TriState), max_size=6)


@given(before=TERMS, more=TERMS, expression=st.sampled_from([MYSTERY, f"MIT AND {MYSTERY}", f"{MYSTERY} OR MIT"]))
def test_a_new_fact_about_a_license_never_changes_a_decided_answer(
    catalog: Catalog, before: dict[Term, TriState], more: dict[Term, TriState], expression: str
) -> None:
    settled = {term: reply for term, reply in before.items() if reply is not TriState.UNKNOWN}
    catalogs = [with_mystery(catalog, terms) for terms in (before, {**more, **settled})]
    subject = all_alike(catalog, fact(Status.OPEN, None, expression, ()))
    for framework in catalog.frameworks:
        assert_knowing_settles(*(judged(subject, framework, each) for each in catalogs))


def with_training_data(start: Record, states: Iterable[Status]) -> Record:
    parts = zip(TRAINING_DATA, states, strict=True)
    return with_facts(start, {name: fact(status, None, "Apache-2.0", ()) for name, status in parts})


def test_a_new_fact_about_training_data_never_changes_a_decided_answer(catalog: Catalog) -> None:
    """Both kinds of training data in every state, in a release that is closed, has open weights, or is open."""
    closed = all_alike(catalog, CLOSED)
    beside = (closed, with_facts(closed, {"weights-final": OPEN}), all_open(catalog))
    for framework, start, old in product(catalog.frameworks, beside, product(Status, repeat=2)):
        before = judged(with_training_data(start, old), framework, catalog)
        for new in product(*([*Status] if status is Status.UNKNOWN else [status] for status in old)):
            assert_knowing_settles(before, judged(with_training_data(start, new), framework, catalog))


@given(draw=st.data())
def test_releasing_more_never_makes_a_verdict_worse(catalog: Catalog, draw: st.DataObject) -> None:
    pair = draw.draw(releasing_more(catalog))
    for framework in catalog.frameworks:
        assert_opening_never_costs(*(judged(subject, framework, catalog) for subject in pair))


def opened_datasets() -> Iterator[tuple[Dataset, Dataset]]:
    """Yield every possible dataset, with the same dataset moved any number of steps toward open."""
    for kind, url, reason, steps in product(KINDS, [None, URL], [None, *Reason], range(1, len(KINDS))):
        old = dataset(kind, url, reason)
        yield old, opened_dataset(old, steps)


def test_opening_one_dataset_never_makes_a_verdict_worse(catalog: Catalog) -> None:
    for framework, pair in product(catalog.frameworks, opened_datasets()):
        subjects = (
            with_facts(all_open(catalog), {"pretraining-data": fact(Status.PARTIAL, None, "Apache-2.0", [part])})
            for part in pair
        )
        assert_opening_never_costs(*(judged(subject, framework, catalog) for subject in subjects))


def test_relicensing_under_the_apache_license_never_makes_a_verdict_worse(small_catalog: Catalog) -> None:
    """A framework could reject the Apache license, but none in the frozen project does."""
    under_apache = all_alike(small_catalog, OPEN)
    for framework, license_id in product(small_catalog.frameworks, small_catalog.licenses):
        before = all_alike(small_catalog, fact(Status.OPEN, None, license_id, ()))
        pair = (judged(subject, framework, small_catalog) for subject in (before, under_apache))
        assert_opening_never_costs(*pair)


@given(draw=st.data())
def test_an_interval_is_valid_and_agrees_with_its_levels(catalog: Catalog, draw: st.DataObject) -> None:
    subject = draw.draw(records(catalog))
    for framework in catalog.frameworks:
        assert_interval(judged(subject, framework, catalog))


def assert_interval(assessment: Assessment) -> None:
    assert 0 <= assessment.at_least <= assessment.at_most <= highest(assessment)
    assert all(0 <= score.low <= score.high <= score.criterion.most for score in assessment.criteria)
    assert assessment.verdict
    for rank, level in enumerate(assessment.framework.levels, 1):
        otherwise = Answer.NOT_KNOWN if rank <= assessment.at_most else Answer.NOT_MET
        assert assessment.holds(level.id) is (Answer.MET if rank <= assessment.at_least else otherwise)


def test_all_closed_is_the_lowest_and_all_open_the_highest_verdict(small_catalog: Catalog) -> None:
    """A framework could reject even a completely open release, but none in the frozen project does."""
    ends = (all_open(small_catalog), all_alike(small_catalog, CLOSED), record({}))
    for framework in small_catalog.frameworks:
        assert_ends(*(judged(subject, framework, small_catalog) for subject in ends))


def assert_ends(top: Assessment, closed: Assessment, nothing: Assessment) -> None:
    left_out = sum(criterion.most for criterion in top.framework.points if criterion.left_out)
    best = Answer.NOT_KNOWN if left_out else Answer.MET
    assert (top.answer, closed.answer, nothing.answer) == (best, Answer.NOT_MET, Answer.NOT_KNOWN)
    assert (closed.at_least, closed.at_most) == (Decimal(), Decimal(left_out))
    assert (nothing.at_least, nothing.at_most) == (Decimal(), highest(nothing))


def highest(assessment: Assessment) -> Decimal:
    """Return the number of levels or points that a framework can give."""
    return assessment.framework.most or Decimal(len(assessment.requirements))


def test_every_real_pair_has_a_verdict(real: Catalog) -> None:
    assessments = Evaluator(real).assess_all()
    pairs = {(name, framework) for name, row in assessments.items() for framework in row}
    assert pairs == set(product(real.records, real.frameworks))
    assert all(entry.verdict for row in assessments.values() for entry in row.values())


@given(given_legs=st.lists(st.sampled_from(Answer), max_size=5))
@example(given_legs=[])
def test_every_and_some_follow_kleene(given_legs: list[Answer]) -> None:
    assert RANK[every(given_legs)] == min((RANK[leg] for leg in given_legs), default=2)
    assert RANK[some(given_legs)] == max((RANK[leg] for leg in given_legs), default=0)


def test_an_unknown_answer_decides_nothing_that_a_fact_could_change() -> None:
    for known_legs in product(Answer, repeat=3):
        facts_for_unknown = [[leg] if leg is not Answer.NOT_KNOWN else list(Answer) for leg in known_legs]
        for combine in (every, some):
            reached = {combine(known) for known in product(*facts_for_unknown)}
            assert combine(known_legs) is Answer.NOT_KNOWN or reached == {combine(known_legs)}


def test_every_step_of_a_ladder_goes_up() -> None:
    """Guard the tests above: each step of a ladder is a possible state, and differs from the one before."""
    assert all(one != other for ladder in (*LADDERS, KINDS) for one, other in pairwise(ladder))
    assert set(KINDS) == set(DatasetKind)
    assert {step for ladder in LADDERS for step in ladder} == {
        (made.status, made.access)
        for status, access in product(Status, [None, *Access])
        if (made := fact(status, access, None, ())).status not in {Status.UNKNOWN, Status.NOT_APPLICABLE}
    }
