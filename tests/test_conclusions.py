"""Conclusions from assessments: labels against evidence, agreement with others, and where definitions disagree."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from judging import DAY, URL, assessment, cards, catalog, release

from generator.analysis import claims, external
from generator.analysis.claims import Standing
from generator.analysis.disagreements import splits, varied
from generator.analysis.sentences import license_words
from generator.analysis.shortfall import shortfall
from generator.schema.record import Claim, ExternalResult, Index, Label, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.analysis.card import ReleaseCard

OPEN_WEIGHTS_ONLY = {"training_code": "closed", "pretraining_data": "closed", "post_training_data": "closed"}
LLAMA = {**OPEN_WEIGHTS_ONLY, "weights_final": "gated llama-3.1-community"}


def review(record: Record, label: Label) -> claims.ClaimReview:
    quote = None if label is Label.NONE else "its own words"
    claim = Claim(label=label, quote=quote, url=URL, checked=DAY)
    record = record.model_copy(update={"claims": (claim,)})
    assessments = {name: assessment(record, name) for name in catalog().frameworks}
    (made,) = claims.review(record, assessments, catalog())
    return made


@pytest.mark.parametrize(
    ("made", "label", "standing", "sentence"),
    [
        ({}, Label.FULLY_OPEN, Standing.HOLDS, "The developer calls it fully open, and the evidence agrees. The release includes "
         "weights under Apache-2.0, along with inference code, training code and training data."),
        (LLAMA, Label.OPEN_SOURCE, Standing.FAILS, "The developer calls it open source. It falls short of OSAID in 3 of 4 requirements "
         "and of G7 in 4 of 11 requirements. The release includes weights behind a gate under a license with a "
         "700-million-user condition (Llama 3.1 Community), along with inference code, but no training code "
         "or training data."),
        (OPEN_WEIGHTS_ONLY, Label.OPEN_SOURCE, Standing.FAILS, "The developer calls it open source. It falls short of OSAID in 2 of 4 "
         "requirements and of G7 in 3 of 11 requirements. The release includes weights under Apache-2.0, along with inference "
         "code, but no training code or training data."),
        ({"supporting_libraries": "closed"}, Label.OPEN_SOURCE, Standing.DISPUTED, "The developer calls it open source. "
         "G7 would agree; OSAID would not. The release includes weights under Apache-2.0, along with inference code, training "
         "code and training data."),
        ({"training_code": "?"}, Label.OPEN_SOURCE, Standing.NOT_KNOWN, "The developer calls it open source. The facts known so "
         "far do not decide if that holds. The release includes weights under Apache-2.0, along with inference code and training "
         "data; we do not know yet about training code."),
        (LLAMA, Label.OPEN, Standing.UNTESTED, "The developer calls it open, a label that no definition here tests. "
         "The release includes weights behind a gate under a license with a 700-million-user condition (Llama 3.1 "
         "Community), along with inference code, but no training code or training data."),
        ({"weights_final": "closed"}, Label.NONE, Standing.UNTESTED, "The developer makes no claim to openness. The release "
         "gives access to a service; the weights were not released."),
        ({"weights_final": "open unlicensed"}, Label.OTHER, Standing.UNTESTED, "The developer uses other words. The "
         "release includes weights without a license, along with inference code, training code and training data."),
    ],
)  # fmt: skip
def test_a_label_is_compared_with_the_evidence(
    made: dict[str, str], label: Label, standing: Standing, sentence: str
) -> None:
    ours = review(release(**made), label)  # type: ignore[arg-type]  # components only
    assert (ours.standing, ours.sentence) == (standing, sentence)


def test_the_test_of_a_label_says_what_it_needs_and_what_is_missing() -> None:
    osaid = next(
        test for test in review(release(training_code="closed"), Label.OPEN_SOURCE).tests if test.short == "OSAID"
    )
    assert (osaid.needs, osaid.verdict, osaid.reason) == (
        "every requirement",
        "Not met",
        "Training code: not released.",
    )


@pytest.mark.parametrize(
    ("made", "framework", "needs", "words", "distance"),
    [
        ({"data_preprocessing_code": "partial MIT"}, "osaid-1.0", None,
         "1 of 4 requirements: data preprocessing code, released in part", "1 change would be enough"),
        ({"training_code": "?"}, "osaid-1.0", None,
         "1 of 4 requirements not known: training code, not known", "1 change would be enough"),
        ({"training_code": "closed", "weights_final": "open gemma-terms"}, "g7-2026", "open-weights",
         "1 of 4 requirements: final weights, under a license with a prohibited-use policy that you must pass on "
         "(Gemma Terms)", "1 change would be enough"),
    ],
)  # fmt: skip
def test_a_shortfall_says_how_much_is_missing(
    made: dict[str, str], framework: str, needs: str | None, words: str, distance: str
) -> None:
    record = release(**made)  # type: ignore[arg-type]  # components only
    found = shortfall(assessment(record, framework), needs, record, catalog())
    assert found
    assert (found.words, found.distance) == (words, distance)


def test_a_definition_that_is_met_has_no_shortfall() -> None:
    assert shortfall(assessment(release(), "osaid-1.0"), None, release(), catalog()) is None


def test_a_label_that_falls_short_by_little_is_marked_as_near() -> None:
    near = review(release(training_code="partial MIT"), Label.OPEN_SOURCE)
    far = review(release(**LLAMA), Label.OPEN_SOURCE)  # type: ignore[arg-type]  # components only
    assert (near.tone, far.tone) == ("near", "fails")
    assert near.mark == "≈ short of OSAID (1 change), G7 (1 change)"
    assert far.mark.startswith("✗ short of OSAID (4 changes)")
    assert near.heading == "“open source” falls short of OSAID and of G7"


def test_a_release_is_known_by_the_worst_of_its_labels() -> None:
    reviews = tuple(review(release(**LLAMA), label) for label in (Label.OPEN, Label.OPEN_SOURCE))  # type: ignore[arg-type]
    worst = claims.worst(reviews)
    assert worst
    assert worst.standing is Standing.FAILS
    assert claims.worst(()) is None


@pytest.mark.parametrize(
    ("index", "result", "made", "agreement"),
    [
        (Index.OSI_VALIDATION, "met", {}, "agrees"),
        (Index.OSI_VALIDATION, "met", {"training_code": "closed"}, "disagrees"),
        (Index.OSI_VALIDATION, "not met", {"training_code": "closed"}, "agrees"),
        (Index.OSI_VALIDATION, "met", {"training_code": "?"}, "open"),
        (Index.OSI_VALIDATION, None, {}, "not-compared"),
        (Index.MODEL_OPENNESS_TOOL, "class-1", {}, "agrees"),
        (Index.MODEL_OPENNESS_TOOL, "class-3", {}, "disagrees"),
        (Index.MODEL_OPENNESS_TOOL, "Unclassified", {"model_card": "closed"}, "agrees"),
        (Index.MODEL_OPENNESS_TOOL, "class-3", {"training_code": "?"}, "open"),
        (Index.OSAI_INDEX, "12", {}, "agrees"),
        (Index.OSAI_INDEX, "7.5", {}, "disagrees"),
        (Index.OSAI_INDEX, "11.5", {"model_card": "?"}, "open"),
        (Index.OSAI_INDEX, "high", {}, "not-compared"),
    ],
)
def test_a_published_result_is_compared_with_ours(
    index: Index, result: str | None, made: dict[str, str], agreement: str
) -> None:
    entry = ExternalResult(index=index, says="as published", result=result, url=URL, checked=DAY)
    record = release(**made).model_copy(update={"elsewhere": (entry,)})  # type: ignore[arg-type]  # components only
    assessments = {name: assessment(record, name) for name in catalog().frameworks}
    (comparison,) = external.compare(record, assessments)
    assert comparison.agreement.value == agreement
    if agreement == "disagrees" and index is Index.OSI_VALIDATION:
        assert comparison.reason == "Training code: not released."


def with_verdicts(card: ReleaseCard, definitions: Iterable[str]) -> ReleaseCard:
    """Return a card with the verdicts of some definitions only."""
    return replace(card, verdicts=tuple(card.verdict(name) for name in definitions))


def test_a_split_names_the_requirement_that_makes_the_difference() -> None:
    records = {"a": release(training_code="closed"), "b": release(weights_final="open gemma-terms"), "c": release()}
    chosen = ("osaid-1.0", "openness-spectrum", "osai-index-2026")
    found = splits([with_verdicts(card, chosen) for card in cards(records)])
    assert [(split.laxer, split.stricter, split.releases) for split in found] == [
        ("openness-spectrum", "osaid-1.0", ("test/b",))
    ]
    assert found[0].requirement.name == "Parameters"
    assert found[0].reason.startswith("Final weights: under Gemma Terms,")


def test_no_definition_fills_the_list_of_the_widest_splits() -> None:
    records = {"a": release(training_code="closed"), "b": release(weights_final="open gemma-terms")}
    found = splits(cards(records))
    shown = list(varied(found))
    assert max(Counter(split.laxer for split in found).values()) > 2
    assert set(Counter(split.laxer for split in shown).values()) <= {1, 2}
    assert shown[:2] == list(found[:2])


def test_definitions_that_agree_on_everything_are_not_listed() -> None:
    (card,) = cards({"c": release()})
    assert splits([with_verdicts(card, ("osaid-1.0", "openness-spectrum"))]) == ()


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (None, "under a license that we do not know yet"),
        ("unlicensed", "without a license"),
        ("MIT AND Apache-2.0", "under MIT and Apache-2.0"),
        ("MIT AND unlicensed", "under MIT, and in part without a license"),
    ],
)
def test_a_sentence_names_the_license(expression: str | None, words: str) -> None:
    assert license_words(expression, catalog()) == words


@pytest.mark.parametrize(("weights", "gap"), [("open", "not known"), ("closed", "no license")])
def test_weights_without_an_expression_have_an_unknown_license_or_none(weights: str, gap: str) -> None:
    (card,) = cards({"release": release(weights_final=weights)})
    assert card.license.gap == gap
    (component,) = [each for each in card.components if each.id == "weights-final"]
    assert component.is_license_unknown == (gap == "not known")
