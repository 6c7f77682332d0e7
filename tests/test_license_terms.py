"""What a license says on a term: a glyph, a sentence and a few words that never contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.analysis import license_answers, sentences
from generator.analysis.sentences import Mood
from generator.schema.license import License, Provision, TriState
from generator.schema.license_words import sentence, short
from generator.schema.term import Side, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.loading.catalog import Catalog

URL = "https://example.org/license"
COMMERCIAL, USERS = Term.COMMERCIAL_USE, Term.USER_CAP
ALWAYS = {"quote": "So it is."}


def license_with(term: Term, **said: object) -> License:
    provision = Provision.model_validate({**ALWAYS, **said})
    return License(name="Made Up", short="Made Up", licensor="Acme", url=URL, summary="x", terms={term: provision})


STATES = [
    (COMMERCIAL, {"answer": "yes"}, Mood.FREE, "You may use it commercially.", "allowed"),
    (COMMERCIAL, {"answer": "no"}, Mood.LIMIT, "You may not use it commercially.", "not allowed"),
    (COMMERCIAL, {"answer": "unknown"}, Mood.UNKNOWN, "Not known.", "not known"),
    (
        COMMERCIAL,
        {"answer": "yes", "condition": "only for research"},
        Mood.CONDITIONS,
        "You may use it commercially, but only for research.",
        "only for research",
    ),
    (
        Term.OUTPUT_TRAINING,
        {"answer": "no", "condition": "not models that compete with it"},
        Mood.CONDITIONS,
        "You may train other models on its outputs, but not models that compete with it.",
        "not models that compete with it",
    ),
    (USERS, {"answer": "no"}, Mood.FREE, "You may have any number of users.", "any number"),
    (USERS, {"answer": "yes"}, Mood.LIMIT, "Companies with too many users need another license.", "limited"),
    (
        USERS,
        {"answer": "yes", "users": 700_000_000, "tested": "on-release", "date": "2024-07-23"},
        Mood.CONDITIONS,
        "Companies with more than 700 million monthly users on July 23, 2024 must ask Acme for a license.",
        "up to 700 million monthly users",
    ),
    (
        Term.REVENUE_CAP,
        {"answer": "yes", "usd": 1_500_000, "condition": "only for commercial use"},
        Mood.CONDITIONS,
        "Companies with more than US$1.5 million of yearly revenue must ask Acme first, but only for commercial use.",
        "up to US$1.5 million a year, only for commercial use",
    ),
    (
        Term.TERRITORY,
        {"answer": "yes", "words": "not in the European Union"},
        Mood.LIMIT,
        "The license applies everywhere, but not in the European Union.",
        "not in the European Union",
    ),
    (
        Term.FIELD_OF_USE,
        {"answer": "yes", "words": "only for research"},
        Mood.LIMIT,
        "You may use it only for research.",
        "only for research",
    ),
    (
        Term.BUSINESS_LIMIT,
        {"answer": "yes", "words": "no bank may use it"},
        Mood.LIMIT,
        "Some kinds of business may not use it on these terms: no bank may use it.",
        "no bank may use it",
    ),
    (Term.REVOCABLE, {"answer": "no"}, Mood.FREE, Term.REVOCABLE.no, "lasts"),
    (Term.REGISTRATION, {"answer": "yes"}, Mood.NEUTRAL, Term.REGISTRATION.yes, "required"),
    (
        Term.NAMING,
        {"answer": "yes", "words": "“Built with Acme”", "condition": "only for models made with it"},
        Mood.NEUTRAL,
        "You have to show “Built with Acme”, but only for models made with it.",
        "“Built with Acme”, only for models made with it",
    ),
]


@pytest.mark.parametrize(("term", "said", "mood", "whole", "words"), STATES)
def test_each_state_has_a_glyph_a_sentence_and_words(
    term: Term, said: Mapping[str, object], mood: Mood, whole: str, words: str
) -> None:
    made = license_with(term, **said)
    assert (sentences.mood(term, made), sentence(term, made), short(term, made)) == (mood, whole, words)


def test_a_term_that_is_left_out_is_not_known() -> None:
    made = license_with(COMMERCIAL, answer="yes")
    assert (sentences.mood(USERS, made), sentence(USERS, made), short(USERS, made)) == (
        Mood.UNKNOWN,
        "Not known.",
        "not known",
    )


def test_the_favorable_answer_of_a_limit_is_no_and_of_a_permission_yes() -> None:
    for term in Term:
        assert term.favorable == (term.yes if term.side is Side.PERMISSION else term.no)


def test_limits_come_before_duties_and_rights_without_a_note_come_last() -> None:
    terms = {
        COMMERCIAL: Provision(answer=TriState.YES, quote="x"),
        USERS: Provision(answer=TriState.YES, quote="x", users=5),
        Term.TERRITORY: Provision(answer=TriState.YES, quote="x"),
        Term.NAMING: Provision(answer=TriState.YES, quote="x"),
        Term.COPYLEFT: Provision(answer=TriState.NO),
    }
    made = License(name="Made Up", short="Made Up", url=URL, summary="x", terms=terms)
    summary = license_answers.summary("made-up", made)
    assert [each.term for each in summary.binding] == [Term.TERRITORY, USERS, Term.NAMING]
    assert [each.term for each in summary.free] == [COMMERCIAL]
    assert summary.mood is Mood.CONDITIONS


def test_an_expression_is_printed_in_names(small: Catalog) -> None:
    parts = license_answers.names("(MIT AND gemma-terms) OR EUPL-1.2", small)
    assert "".join(part.words for part in parts) == "(MIT and Gemma Terms) or EUPL-1.2"
    assert [part.id for part in parts if part.id] == ["MIT", "gemma-terms"]
    assert license_answers.names(None, small) == ()


@pytest.fixture(scope="module")
def licenses(real: Catalog) -> Mapping[str, License]:
    return real.licenses


def said(licenses: Mapping[str, License]) -> Iterator[tuple[str, Term, Provision, License]]:
    for name, license_ in licenses.items():
        for term, provision in license_.terms.items():
            yield f"{name}: {term.value}", term, provision, license_


def test_no_words_contradict_their_glyph(licenses: Mapping[str, License]) -> None:
    """A ✓ goes with the words for the right, a ✗ or a ◐ never, and no cell says yes or no."""
    for place, term, _, license_ in said(licenses):
        mood, words = sentences.mood(term, license_), short(term, license_)
        assert words.lower() not in {"yes", "no"}, place
        right = term.short_yes if term.side is Side.PERMISSION else term.short_no
        if mood in {Mood.FREE, Mood.CONDITIONS, Mood.LIMIT}:
            assert (words == right) == (mood is Mood.FREE), place
