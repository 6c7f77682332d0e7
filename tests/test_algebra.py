"""The algebra of verdicts, proved on generated records under every real framework.

Two laws carry the site. Knowing more never changes what was decided: an unknown that becomes a fact leaves every "met"
and "not met" standing, and an interval of levels only narrows. Releasing more never costs: no requirement and no level
falls when a developer opens something.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.core.clock import today
from generator.evaluation.evaluator import Evaluator
from generator.evaluation.findings import Answer, every, some
from generator.schema.component import TRAINING_DATA, Group, Status
from generator.schema.license import License, Provision, Term, TriState
from generator.schema.record import Access, Dataset, DatasetKind, Fact, Judgment, Reason, Record, TrainingCompute
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from generator.evaluation.assessment import Assessment, RequirementResult
    from generator.loading.catalog import Catalog

URL = "https://example.org/evidence"
DAY = "2026-01-31"
MYSTERY = "mystery-license"
"""A license on no list, whose terms the tests make up."""

REAL, PROBLEMS = read_project(Path(__file__).parents[1], today())
RANK = {Answer.NOT_MET: 0, Answer.NOT_KNOWN: 1, Answer.MET: 2}


def mystery_license(terms: Mapping[Term, TriState]) -> License:
    clauses = {term: Provision(answer=reply, quote="Its words.") for term, reply in terms.items()}
    return License(name="Mystery", url=URL, summary="Made up.", terms=clauses)


def with_mystery(terms: Mapping[Term, TriState]) -> Catalog:
    licenses = {**REAL.licenses, MYSTERY: mystery_license(terms)}
    return replace(REAL, licenses=licenses, license_ids=REAL.license_ids | {MYSTERY})


CATALOG = with_mystery({})
DATA = {name for name, entry in CATALOG.components.items() if entry.group is Group.DATA}
EXPRESSIONS = [*CATALOG.licenses, "Apache-2.0 AND llama-3.1-community", "gemma-terms OR MIT", f"MIT AND {MYSTERY}"]

# How facts and records are drawn


def maybe(values: Iterable[Any]) -> SearchStrategy[Any]:
    return st.sampled_from([None, *values])


def dataset(kind: DatasetKind, url: str | None, reason: Reason | None) -> Dataset:
    return Dataset(name="A dataset", kind=kind, url=URL if kind is DatasetKind.OPEN else url, reason=reason)


DATASETS = st.lists(st.builds(dataset, st.sampled_from(DatasetKind), maybe([URL]), maybe(Reason)), max_size=3)


def fact(status: Status, access: Access | None, expression: str | None, parts: Iterable[Dataset]) -> Fact:
    return Fact(
        status=status,
        access=access if status is Status.PARTIAL else None,
        license=None if status is Status.NOT_APPLICABLE else expression,
        evidence=(URL,),
        checked=DAY,
        datasets=tuple(parts),
    )


def facts(component: str) -> SearchStrategy[Fact]:
    parts = DATASETS if component in DATA else st.just([])
    return st.builds(fact, st.sampled_from(Status), maybe(Access), maybe(EXPRESSIONS), parts)


def judgment(reply: TriState) -> Judgment:
    return Judgment(answer=reply, by="A body", evidence=(URL,), checked=DAY)


def record(components: Mapping[str, Fact], judgments: Mapping[str, Judgment] = {}) -> Record:  # never changed
    return Record(
        name="Made up",
        family="Made up",
        released="2026-01-31",
        summary="A release of a test.",
        modalities=("text",),
        evidence=(URL,),
        components=components,
        judgments=judgments,
    )


OPEN = fact(Status.OPEN, None, "Apache-2.0", ())
COMPUTE = [TrainingCompute(flop=flop, evidence=(URL,), checked=DAY) for flop in map(Decimal, ("1e22", "1e23", "3e25"))]
ALL_OPEN = record(dict.fromkeys(CATALOG.components, OPEN), dict.fromkeys(CATALOG.judgments, judgment(TriState.YES)))
ALL_OPEN = ALL_OPEN.model_copy(update={"training_compute": COMPUTE[0]})
STARTS = [record({}), ALL_OPEN, *CATALOG.records.values()]
COMPONENTS = st.sampled_from([*CATALOG.components, *sorted(DATA) * 3])
"""Data have the most to tell, so they are drawn more often."""
JUDGMENTS = st.dictionaries(st.sampled_from(sorted(CATALOG.judgments)), st.sampled_from(TriState).map(judgment))


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Make a record: an empty, a wholly open or a real one, with some of its facts made up anew."""
    start = draw(st.sampled_from(STARTS))
    changed = {name: draw(facts(name)) for name in draw(st.lists(COMPONENTS, max_size=5, unique=True))}
    return start.model_copy(
        update={
            "components": {**start.components, **changed},
            "judgments": {**start.judgments, **draw(JUDGMENTS)},
            "training_compute": draw(maybe(COMPUTE)),
        }
    )


def with_facts(start: Record, changed: Mapping[str, Fact]) -> Record:
    return start.model_copy(update={"components": {**start.components, **changed}})


# Knowing more: every step replaces an unknown by a fact and leaves the facts alone


def known_dataset(old: Dataset, new: Dataset) -> Dataset:
    return dataset(old.kind, old.url or new.url, old.reason or new.reason)


def known_datasets(old: Fact, new: Fact, fill: Dataset) -> tuple[Dataset, ...]:
    """Fill the gaps of a list; a list that is missing is unknown too, but for closed data it says: not even named."""
    if old.datasets:
        return tuple(known_dataset(part, fill) for part in old.datasets)
    return () if old.status is Status.CLOSED else new.datasets


def known_fact(old: Fact, new: Fact, fill: Dataset) -> Fact:
    status, access = (new.status, new.access) if old.status is Status.UNKNOWN else (old.status, old.access)
    return fact(status, access, old.license or new.license, known_datasets(old, new, fill))


@st.composite
def knowing_more(draw: st.DrawFn) -> tuple[Record, Record]:
    """Make a record, and the same record with unknown facts replaced by known ones."""
    before = draw(records())
    names = draw(st.lists(COMPONENTS, max_size=6, unique=True))
    fill = st.builds(dataset, st.just(DatasetKind.PUBLIC), maybe([URL]), maybe(Reason))
    changed = {name: known_fact(before.fact(name), draw(facts(name)), draw(fill)) for name in names}
    settled = {name: entry for name, entry in before.judgments.items() if entry.answer is not TriState.UNKNOWN}
    compute = before.training_compute or draw(maybe(COMPUTE))
    known = {"judgments": {**draw(JUDGMENTS), **settled}, "training_compute": compute}
    return before, with_facts(before, changed).model_copy(update=known)


# Releasing more: every step opens something further

LADDERS = (
    ((Status.CLOSED, None), (Status.PARTIAL, None), (Status.OPEN, None)),
    ((Status.CLOSED, None), (Status.PARTIAL, Access.ON_REQUEST), (Status.PARTIAL, Access.GATED), (Status.OPEN, None)),
)
KINDS = (
    DatasetKind.UNDISCLOSED,
    DatasetKind.UNSHAREABLE,
    DatasetKind.OBTAINABLE,
    DatasetKind.PUBLIC,
    DatasetKind.OPEN,
)


def opened_states(old: Fact) -> list[tuple[Status, Access | None]]:
    here: tuple[Status, Access | None] = (old.status, old.access)
    higher: list[tuple[Status, Access | None]] = [
        step for ladder in LADDERS if here in ladder for step in ladder[ladder.index(here) :]
    ]
    return higher or [here]


def opened_dataset(old: Dataset, steps: int) -> Dataset:
    """Move a dataset some steps towards open; what people can get, they can get somewhere."""
    kind = KINDS[min(KINDS.index(old.kind) + steps, len(KINDS) - 1)]
    url = URL if steps and KINDS.index(kind) >= KINDS.index(DatasetKind.OBTAINABLE) else old.url
    return dataset(kind, url, old.reason)


@st.composite
def opened(draw: st.DrawFn, old: Fact) -> Fact:
    status, access = draw(st.sampled_from(opened_states(old)))
    terms = [old.license, f"({old.license}) OR Apache-2.0", "Apache-2.0"] if old.license else [None]
    parts = [opened_dataset(part, draw(st.integers(0, len(KINDS)))) for part in old.datasets]
    return fact(status, access, draw(st.sampled_from(terms)), parts)


@st.composite
def releasing_more(draw: st.DrawFn) -> tuple[Record, Record]:
    """Make a record, and the same record after its developer opened more of it."""
    before = draw(records())
    names = draw(st.lists(COMPONENTS, min_size=1, max_size=6, unique=True))
    return before, with_facts(before, {name: draw(opened(before.fact(name))) for name in names})


# The laws

thorough = settings(max_examples=400, deadline=None, derandomize=True, database=None)


def judged(subject: Record, framework: str, catalog: Catalog = CATALOG) -> Assessment:
    return Evaluator(catalog).judge("test/record", subject, framework)


def answers(assessment: Assessment) -> Iterator[tuple[str, Answer]]:
    """Yield every answer of an assessment with its name, from the whole down to single clauses."""
    name = assessment.framework.name
    yield name, assessment.answer
    for outcome in (*assessment.requirements, *assessment.duties):
        yield from answers_of(name, outcome)
    for score in assessment.criteria:
        yield from ((f"{name}, {score.criterion.name}, {ruling.clause}", ruling.answer) for ruling in score.clauses)


def answers_of(name: str, outcome: RequirementResult) -> Iterator[tuple[str, Answer]]:
    yield f"{name}, {outcome.requirement.name}", outcome.answer
    yield from ((f"{name}, {ruling.clause}", ruling.answer) for ruling in outcome.clauses)


def legs(before: Assessment, after: Assessment) -> Iterator[tuple[str, Answer, Answer]]:
    """Yield every answer as it was and as it is now."""
    for (name, old), (_, new) in zip(answers(before), answers(after), strict=True):
        yield name, old, new


def intervals(assessment: Assessment) -> list[tuple[Decimal, Decimal]]:
    """Return what is reached at least and at most: by the whole, and by every criterion that gives points."""
    return [(assessment.at_least, assessment.at_most), *((score.low, score.high) for score in assessment.criteria)]


def assert_knowing_settles(before: Assessment, after: Assessment) -> None:
    changed = [leg for leg in legs(before, after) if leg[1] not in {leg[2], Answer.NOT_KNOWN}]
    assert changed == []
    for (low, high), (lower, higher) in zip(intervals(before), intervals(after), strict=True):
        assert low <= lower <= higher <= high


@thorough
@given(pair=knowing_more())
def test_knowing_more_never_changes_what_was_decided(pair: tuple[Record, Record]) -> None:
    for framework in CATALOG.frameworks:
        assert_knowing_settles(*(judged(subject, framework) for subject in pair))


TERMS = st.dictionaries(st.sampled_from(Term), st.sampled_from(TriState), max_size=6)


@thorough
@given(before=TERMS, more=TERMS, expression=st.sampled_from([name for name in EXPRESSIONS if MYSTERY in name]))
def test_knowing_more_of_a_license_never_changes_what_was_decided(
    before: dict[Term, TriState], more: dict[Term, TriState], expression: str
) -> None:
    settled = {term: reply for term, reply in before.items() if reply is not TriState.UNKNOWN}
    subject = record(dict.fromkeys(CATALOG.components, fact(Status.OPEN, None, expression, ())))
    for framework in CATALOG.frameworks:
        assessments = [judged(subject, framework, with_mystery(terms)) for terms in (before, {**more, **settled})]
        assert_knowing_settles(*assessments)


def with_training_data(start: Record, states: Iterable[Status]) -> Record:
    parts = zip(TRAINING_DATA, states, strict=True)
    return with_facts(start, {name: fact(status, None, "Apache-2.0", ()) for name, status in parts})


@pytest.mark.parametrize("framework", CATALOG.frameworks)
def test_knowing_the_training_data_never_changes_what_was_decided(framework: str) -> None:
    """Both kinds of training data in every state, beside a release that is closed, has open weights, or is open."""
    closed = record(dict.fromkeys(CATALOG.components, fact(Status.CLOSED, None, None, ())))
    for start in (closed, with_facts(closed, {"weights-final": OPEN}), ALL_OPEN):
        for old in product(Status, repeat=2):
            before = judged(with_training_data(start, old), framework)
            for new in product(*([*Status] if status is Status.UNKNOWN else [status] for status in old)):
                assert_knowing_settles(before, judged(with_training_data(start, new), framework))


@thorough
@given(pair=releasing_more())
def test_releasing_more_never_costs(pair: tuple[Record, Record]) -> None:
    for framework in CATALOG.frameworks:
        before, after = (judged(subject, framework) for subject in pair)
        fallen = [leg for leg in legs(before, after) if RANK[leg[1]] > RANK[leg[2]]]
        assert fallen == []
        for (low, high), (lower, higher) in zip(intervals(before), intervals(after), strict=True):
            assert low <= lower
            assert high <= higher


@pytest.mark.parametrize("framework", CATALOG.frameworks)
def test_opening_one_dataset_never_costs(framework: str) -> None:
    """Every dataset there can be, moved every number of steps: few enough to try them all."""
    for kind, url, reason, steps in product(KINDS, [None, URL], [None, *Reason], range(1, len(KINDS))):
        old = dataset(kind, url, reason)
        subjects = [
            with_facts(ALL_OPEN, {"pretraining-data": fact(Status.PARTIAL, None, "Apache-2.0", [part])})
            for part in (old, opened_dataset(old, steps))
        ]
        fallen = [
            leg for leg in legs(*(judged(subject, framework) for subject in subjects)) if RANK[leg[1]] > RANK[leg[2]]
        ]
        assert fallen == [], f"{old!r} moved {steps} steps"


@thorough
@given(subject=records())
def test_an_interval_is_one_and_agrees_with_its_levels(subject: Record) -> None:
    for framework in CATALOG.frameworks:
        assessment = judged(subject, framework)
        assert 0 <= assessment.at_least <= assessment.at_most <= highest(assessment)
        assert all(0 <= score.low <= score.high <= score.criterion.most for score in assessment.criteria)
        assert assessment.verdict
        for rank, level in enumerate(assessment.framework.levels, 1):
            otherwise = Answer.NOT_KNOWN if rank <= assessment.at_most else Answer.NOT_MET
            assert assessment.holds(level.id) is (Answer.MET if rank <= assessment.at_least else otherwise)


@pytest.mark.parametrize("framework", CATALOG.frameworks)
def test_the_ends_of_the_scale(framework: str) -> None:
    top = judged(ALL_OPEN, framework)
    closed = judged(record(dict.fromkeys(CATALOG.components, fact(Status.CLOSED, None, None, ()))), framework)
    nothing = judged(record({}), framework)
    left_out = sum(criterion.most for criterion in top.framework.points if criterion.left_out)
    best = Answer.NOT_KNOWN if left_out else Answer.MET
    assert (top.answer, closed.answer, nothing.answer) == (best, Answer.NOT_MET, Answer.NOT_KNOWN)
    assert (closed.at_least, closed.at_most) == (Decimal(), Decimal(left_out))
    assert (nothing.at_least, nothing.at_most) == (Decimal(), highest(nothing))


def highest(assessment: Assessment) -> Decimal:
    """Return the number of levels, or of points, that a framework has to give."""
    return assessment.framework.most or Decimal(len(assessment.requirements))


def test_every_real_pair_has_a_verdict() -> None:
    assert PROBLEMS == ()
    assessments = Evaluator(REAL).assess_all()
    pairs = {(name, framework) for name, row in assessments.items() for framework in row}
    assert pairs == set(product(REAL.records, REAL.frameworks))
    assert all(entry.verdict for row in assessments.values() for entry in row.values())


@given(given_legs=st.lists(st.sampled_from(Answer), max_size=5))
@example(given_legs=[])
def test_every_and_some_are_kleene_s(given_legs: list[Answer]) -> None:
    assert RANK[every(given_legs)] == min((RANK[leg] for leg in given_legs), default=2)
    assert RANK[some(given_legs)] == max((RANK[leg] for leg in given_legs), default=0)


def test_an_unknown_leg_decides_nothing_that_a_fact_could_undo() -> None:
    for known_legs in product(Answer, repeat=3):
        facts_for_unknown = [[leg] if leg is not Answer.NOT_KNOWN else list(Answer) for leg in known_legs]
        for combine in (every, some):
            reached = {combine(known) for known in product(*facts_for_unknown)}
            assert combine(known_legs) is Answer.NOT_KNOWN or reached == {combine(known_legs)}


def test_the_ladders_go_up() -> None:
    """Guards the tests above: each step of a ladder is a state a fact can have, and no step stands still."""
    assert all(one != other for ladder in (*LADDERS, KINDS) for one, other in pairwise(ladder))
    assert set(KINDS) == set(DatasetKind)
    assert {step for ladder in LADDERS for step in ladder} == {
        (made.status, made.access)
        for status, access in product(Status, [None, *Access])
        if (made := fact(status, access, None, ())).status not in {Status.UNKNOWN, Status.NOT_APPLICABLE}
    }
