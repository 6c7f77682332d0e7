"""The sentence to quote about a release."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from drawing import records
from hypothesis import given
from hypothesis import strategies as st
from judging import URL, assessment, cards, catalog, release

from generator.analysis.claims import review, worst
from generator.analysis.quote import quote
from generator.schema.record import Claim, ExternalResult, Label

if TYPE_CHECKING:
    from generator.analysis.card import ReleaseCard
    from generator.schema.record import Record

LLAMA = {
    "weights_final": "gated llama-3.1-community",
    "training_code": "closed",
    "pretraining_data": "closed",
    "post_training_data": "closed",
}


def claim(label: Label) -> Claim:
    return Claim.model_validate({"label": label, "quote": "x", "url": URL, "checked": "2026-11-20"})


def card(record: Record, *labels: Label) -> ReleaseCard:
    named = record.model_copy(update={"name": "Aurora", "claims": tuple(map(claim, labels))})
    (made,) = cards({"aurora": named})
    return made


@pytest.mark.parametrize(
    ("made", "label", "sentence"),
    [
        (LLAMA, Label.OPEN_SOURCE,
         "Test calls Aurora open source, but it does not meet the Open Source AI Definition: its weights are under a "
         "license with a 700-million-user condition (Llama 3.1 Community), and no training code or training data was "
         "released."),
        ({}, Label.OPEN_SOURCE,
         "Test calls Aurora open source, and it meets the Open Source AI Definition: it includes weights under "
         "Apache-2.0, along with inference code, training code and training data."),
        ({"data_preprocessing_code": "partial MIT"}, Label.FULLY_OPEN,
         "Test calls Aurora fully open; it reaches “Open Source AI with Open Data” of the G7 shared language on AI "
         "openness, but it does not meet the Open Source AI Definition: only part of the data preprocessing code was "
         "released."),
        ({"training_code": "closed"}, Label.OPEN,
         "Test calls Aurora open; it does not meet the Open Source AI Definition: no training code was released."),
        ({"training_code": "?"}, Label.OPEN_SOURCE,
         "Test calls Aurora open source; whether it meets the Open Source AI Definition is not known yet (training "
         "code, not known)."),
        ({"training_code": "closed MIT"}, Label.OPEN_WEIGHTS,
         "Test calls Aurora open weights; it reaches “Open Weights AI” of the G7 shared language on AI openness, but "
         "it does not meet the Open Weights Definition (H. Meeker): no training code was released."),
        ({"weights_final": "closed"}, Label.NONE,
         "Test does not call Aurora open; it does not meet the Open Source AI Definition: its weights were not "
         "released."),
        ({"weights_final": "on-request MIT"}, Label.OTHER,
         "Test uses words of its own for Aurora; it does not meet the Open Source AI Definition: its weights are "
         "available on request only."),
        ({"supporting_libraries": "open gemma-terms"}, Label.OPEN_SOURCE,
         "Test calls Aurora open source; it reaches “Open Source AI” of the G7 shared language on AI openness, but it "
         "does not meet the Open Source AI Definition: its supporting libraries and tools came under a license with a "
         "prohibited-use policy that you must pass on (Gemma Terms)."),
    ],
)  # fmt: skip
def test_the_quote_says_who_calls_it_what_and_why_that_fits_or_not(
    made: dict[str, str], label: Label, sentence: str
) -> None:
    assert card(release(**made), label).quote == sentence  # type: ignore[arg-type]  # components only


def test_a_release_without_a_recorded_label_is_named_with_its_developer() -> None:
    assert card(release(training_code="closed")).quote.startswith("Aurora is a release of Test; it does not meet the ")


def test_the_steward_of_a_definition_has_the_last_word_if_it_disagrees() -> None:
    said = {"index": "osi-validation", "says": "passed", "url": URL, "checked": "2026-11-20"}
    for result, end in (("met", "; the Open Source Initiative says: “passed”."), ("not met", " was released.")):
        judged = ExternalResult.model_validate(said | {"result": result})
        record = release(training_code="closed").model_copy(update={"elsewhere": (judged,)})
        assert card(record, Label.OPEN_SOURCE).quote.endswith(end)


@given(st.data())
def test_every_quote_is_one_whole_sentence(draw: st.DataObject) -> None:
    label = draw.draw(st.sampled_from(Label))
    record = draw.draw(records(catalog())).model_copy(update={"claims": (claim(label),)})
    judged = {name: assessment(record, name) for name in catalog().frameworks}
    made = quote("Test", record, worst(review(record, judged, catalog())), judged, catalog())
    assert re.fullmatch(r"[A-Z][^\n]*[^ :;,(]\.", made)
    assert not re.search(r"  | [.,;:]|: (?:and|;)|\(\)|\bNone\b", made)
