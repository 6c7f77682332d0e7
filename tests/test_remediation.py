"""Remediation: the list is sufficient, and every change on it is needed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from drawing import records
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import assessment, catalog, dataset, release

from generator.analysis import remediation
from generator.evaluation.findings import Action, Answer, Change
from generator.schema.component import Status
from generator.schema.compute import TrainingCompute
from generator.schema.judgment import Judgment
from generator.schema.license import TriState
from generator.schema.record import UNKNOWN, Fact, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

JUDGED = [name for name, framework in catalog().frameworks.items() if not framework.points]


def applied(record: Record, changes: Iterable[Change]) -> Record:
    """Return the record as it would be after the changes."""
    components = dict(record.components)
    judgments = dict(record.judgments)
    compute = record.training_compute
    for change in changes:
        if change.action is Action.MEASURE:
            compute = TrainingCompute.model_construct(flop=Decimal(change.answer or 0), evidence=(), checked=date.min)
        elif change.action is Action.JUDGE:
            judgments[change.about] = _judgment(change.answer or "yes")
        else:
            components[change.about] = _released(components, change)
    return record.model_copy(update={"components": components, "judgments": judgments, "training_compute": compute})


def _released(components: Mapping[str, Fact], change: Change) -> Fact:
    before = components.get(change.about, UNKNOWN)
    license_ = change.license or before.license
    released = {"status": Status.OPEN, "access": None, "license": license_, "datasets": (dataset("open"),)}
    return before.model_copy(update=released)


def _judgment(answer: str) -> Judgment:
    return Judgment.model_construct(answer=TriState(answer), by="somebody", evidence=(), checked=date.min)


def targets(framework: str) -> list[str | None]:
    return [level.id for level in catalog().frameworks[framework].levels] or [None]


def reaches(record: Record, framework: str, needs: str | None) -> bool:
    return assessment(record, framework).holds(needs) is Answer.MET


def promised(record: Record, framework: str) -> Iterator[tuple[str | None, bool]]:
    """Yield every level that a list of changes promises, and whether the list applied to the record reaches it."""
    before = assessment(record, framework)
    for needs in targets(framework):
        changes = remediation.toward(before, needs)
        if changes is not None:
            yield needs, reaches(applied(record, changes), framework, needs)


@pytest.mark.parametrize("framework", JUDGED)
def test_the_list_applied_to_a_record_reaches_what_it_promises(framework: str) -> None:
    reached = [found for record in catalog().records.values() for _, found in promised(record, framework)]
    assert reached
    assert all(reached)


@settings(max_examples=150)
@given(draw=st.data())
def test_the_list_applied_to_any_record_reaches_what_it_promises(draw: st.DataObject) -> None:
    record = draw.draw(records(catalog()))
    for framework in JUDGED:
        assert [needs for needs, is_reached in promised(record, framework) if not is_reached] == [], framework


@pytest.mark.parametrize("framework", JUDGED)
@pytest.mark.parametrize(
    "record",
    [
        release(only=True),
        release(technical_report="closed", research_paper="open arxiv-nonexclusive", model_card="?"),
        release(weights_final="gated llama-3.1-community", training_code="closed", pretraining_data="closed"),
        release(data_information="closed", pretraining_data="closed", post_training_data="n/a"),
        release(weights_final="closed", hosted_api="closed"),
    ],
    ids=["nothing known", "documents", "restricted", "no data", "closed"],
)
def test_no_part_of_the_list_is_enough(framework: str, record: Record) -> None:
    for needs in targets(framework):
        changes = remediation.toward(assessment(record, framework), needs)
        if changes is None:
            continue
        assert reaches(applied(record, changes), framework, needs)
        if 0 < len(changes) <= 8:
            smaller = [part for size in range(len(changes)) for part in combinations(changes, size)]
            assert not any(reaches(applied(record, part), framework, needs) for part in smaller)


@pytest.mark.parametrize("framework", JUDGED)
@pytest.mark.parametrize(
    "record",
    [
        release(training_code="closed", technical_report="closed", research_paper="closed"),
        release(weights_final="gated gemma-terms", data_information="partial", model_card="?"),
        release(inference_code="open", post_training_data="closed", weights_intermediate="on-request MIT"),
    ],
    ids=["papers", "restricted", "unknown license"],
)
def test_no_shorter_list_of_any_changes_is_enough(framework: str, record: Record) -> None:
    """Try every component under Apache-2.0 and every judgment, two at a time."""
    everything = [
        *(Change(name, Action.RELEASE, "Apache-2.0") for name in catalog().components),
        *(Change(name, Action.JUDGE, answer="yes") for name in catalog().judgments),
    ]
    for needs in targets(framework):
        changes = remediation.toward(assessment(record, framework), needs)
        assert changes is not None
        sizes = range(min(len(changes), 3))
        shorter = [some for size in sizes for some in combinations(everything, size)]
        assert not any(reaches(applied(record, some), framework, needs) for some in shorter)


def test_the_shorter_of_two_ways_is_chosen() -> None:
    record = release(technical_report="closed", research_paper="closed", training_code="closed")
    changes = remediation.toward(assessment(record, "mof-1.0"), "class-1")
    assert changes is not None
    assert [change.about for change in changes] == ["research-paper", "training-code"]


def test_a_definition_that_is_met_needs_no_change() -> None:
    assert remediation.toward(assessment(release(), "osaid-1.0"), None) == ()


def test_nothing_changes_how_much_a_model_was_trained() -> None:
    assert remediation.toward(assessment(release(flop="3.8e25"), "eu-ai-act-2025"), None) is None


@pytest.mark.parametrize(
    ("made", "framework", "sentences"),
    [
        ({"training_code": "closed"}, "osaid-1.0", ["Release the training code under an OSI-approved license"]),
        (
            {"training_code": "partial MIT"},
            "osaid-1.0",
            ["Release all of the training code under an OSI-approved license"],
        ),
        (
            {"training_code": "?"},
            "osaid-1.0",
            ["Show that anyone can get the training code under an OSI-approved license"],
        ),
        (
            {"training_code": "open"},
            "osaid-1.0",
            ["Show that the training code can be used under an OSI-approved license"],
        ),
        ({"weights_final": "open gemma-terms"}, "osaid-1.0", ["Put the final weights under OSI-approved terms"]),
        ({"weights_final": "on-request MIT"}, "openness-spectrum", ["Open the final weights to everyone"]),
        (
            {"weights_final": "open bigcode-openrail-m-1"},
            "four-freedoms",
            [
                "Put the final weights under a license for any use that is also a license to pass on changed copies freely"
            ],
        ),
        (
            {"flop": None},
            "eu-ai-act-2025",
            ["Publish the judgment: no monetization", "Show that the training compute is at most 1e25 operations"],
        ),
    ],
)
def test_the_list_is_in_plain_sentences(made: dict[str, str], framework: str, sentences: list[str]) -> None:
    changes = remediation.shortest(assessment(release(**made), framework).requirements)  # type: ignore[arg-type]  # short forms
    assert changes is not None
    assert [remediation.sentence(change, catalog()) for change in changes] == sentences


def test_changes_to_one_component_become_one_change() -> None:
    data = Change("data-card", Action.RELEASE, "CC-BY-4.0", ("one license",))
    code = Change("data-card", Action.RELEASE, "Apache-2.0", ("another",))
    assert remediation.merge([data, data]) == (data,)
    assert remediation.merge([data, code]) == (
        Change("data-card", Action.RELEASE, "Apache-2.0", ("one license", "another")),
    )
