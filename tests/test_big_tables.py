"""What the rows of big tables and the start pages say: freedoms, facets, cells, figures, the headline."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from conftest import pages_of
from judging import release

from generator import publish
from generator.analysis.freedoms import Freedom, freedoms
from generator.analysis.headline import headline
from generator.analysis.hub_facts import Described, HubRepository
from generator.analysis.overview import overview
from generator.analysis.size import Size, parameters, size
from generator.evaluation.findings import Answer
from generator.loading.settings import Settings
from generator.schema.component import Status
from generator.schema.compute import TrainingCompute
from generator.schema.record import Access
from generator.schema.term import Term
from generator.site import cells, release_facets
from generator.site.facets import attributes, squashed
from generator.site.starts import STARTS

if TYPE_CHECKING:
    from generator.loading.catalog import Catalog
    from generator.site.context import Site


DESCRIBED = Described("", (), None, (), 0, None, None, (), None, (), None, None)


@pytest.fixture(scope="module")
def site(small: Catalog) -> Site:
    return publish.site_of(small, Settings("https://example.org/", "https://example.org/repository"))


# Freedoms


def test_a_permissive_license_gives_every_freedom(small: Catalog) -> None:
    assert freedoms("Apache-2.0", small) == tuple(Freedom)


def test_a_cap_and_a_use_policy_are_conditions_of_commercial_use(small: Catalog) -> None:
    given = freedoms("llama-3.1-community", small)
    assert Freedom.COMMERCIAL_USE in given
    assert not {Freedom.PLAIN_COMMERCIAL_USE, Freedom.ANY_COMPANY, Freedom.ANY_PURPOSE} & set(given)


def test_a_choice_of_licenses_gives_what_either_gives_and_a_sum_what_both_give(small: Catalog) -> None:
    assert freedoms("llama-3.1-community OR MIT", small) == tuple(Freedom)
    assert freedoms("llama-3.1-community AND MIT", small) == freedoms("llama-3.1-community", small)


@pytest.mark.parametrize("expression", [None, "GPL-2.0-only"])
def test_what_nobody_wrote_down_gives_no_freedom(small: Catalog, expression: str | None) -> None:
    """The frozen project has no entry for this license."""
    assert "GPL-2.0-only" not in small.licenses
    assert freedoms(expression, small) == ()


def test_a_term_that_is_not_known_is_no_freedom(small: Catalog) -> None:
    license_ = small.licenses["MIT"]
    terms = {term: provision for term, provision in license_.terms.items() if term is not Term.REVOCABLE}
    licenses = {**small.licenses, "MIT": license_.model_copy(update={"terms": terms})}
    given = freedoms("MIT", replace(small, licenses=licenses))
    assert set(Freedom) - set(given) == {Freedom.PLAIN_COMMERCIAL_USE}


# Facets


@pytest.mark.parametrize(
    ("said", "kept"), [("GPT-OSS 120B", "gptoss120b"), ("Qwen2.5_72B", "qwen2572b"), ("Élan—X", "elanx"), ("--", "")]
)
def test_names_are_compared_without_punctuation(said: str, kept: str) -> None:
    assert squashed(said) == kept


def test_every_value_of_a_row_is_an_option_of_its_facet(site: Site) -> None:
    for facet in release_facets.facets(site):
        values = {value for value, _ in facet.options}
        assert len(values) == len(facet.options), facet.id
        assert not any(" " in value or "|" in value for value in values)
        said = {value for card in site.scorecard.cards for value in facet.of(card)}
        assert said <= values | {"unknown"}, facet.id


def test_there_is_a_facet_for_every_definition(site: Site) -> None:
    assert set(site.catalog.frameworks) <= {facet.id for facet in release_facets.facets(site)}


def test_a_row_has_its_values_in_the_order_of_the_facets(site: Site) -> None:
    facets = release_facets.facets(site)
    card = site.scorecard.card("globex/colossus-70b")
    said = re.search(r' data-in="([^"]*)"', attributes(facets, card))
    assert said
    by_facet = dict(zip((facet.id for facet in facets), said[1].split("|"), strict=True))
    assert by_facet["developer"] == "globex"
    assert by_facet["weights"] == "gated"
    assert by_facet["osaid-1.0"] == "not-met"
    assert by_facet["label"].split()[0] == "open-source"


def test_find_knows_the_other_names_of_a_release_each_once(site: Site) -> None:
    card = site.scorecard.card("globex/colossus-70b")
    found = re.search(r'data-find="([^"]*)"', attributes((), card, release_facets.names(card, site)))
    assert found
    words = found[1].split()
    assert len(words) == len(set(words))
    assert {"globexcolossus70b", "llama31community", "a700millionusercondition", "gated"} <= set(words)


# Sizes


def sized(size: str | None, *hub: dict[str, int]) -> int | None:
    """Return the parameters of a release whose record gives `size`, and whose repositories count these on the Hub."""
    given = {"parameters": Decimal(size), "tokens": Decimal("1e12")} if size else {"flop": Decimal("1e24")}
    compute = TrainingCompute.model_validate({**given, "evidence": ["https://example.org/"], "checked": "2026-11-20"})
    record = release().model_copy(update={"training_compute": compute})
    found = [
        HubRepository("a/b", replace(DESCRIBED, parameters=tuple(counts.items())), "", None, None, None)
        for counts in hub
    ]
    return parameters(record, [HubRepository("a/c", None, "", None, None, None), *found])


def test_the_size_is_that_of_the_record_or_else_of_the_largest_repository() -> None:
    assert sized("37e9", {"BF16": 671 * 10**9}) == 37 * 10**9
    assert sized(None, {"BF16": 7 * 10**9, "F32": 5}, {"BF16": 3 * 10**9}) == 7 * 10**9 + 5
    assert sized(None, {}) is None
    assert sized(None) is None


@pytest.mark.parametrize(
    ("count", "found"),
    [(None, None), (1, Size.SMALL), (4 * 10**9, Size.SMALL), (4 * 10**9 + 1, Size.MEDIUM), (10**13, Size.HUGE)],
)
def test_every_size_has_one_class(count: int | None, found: Size | None) -> None:
    assert size(count) is found


def test_a_size_that_nobody_says_is_not_known(site: Site) -> None:
    (facet,) = (each for each in release_facets.facets(site) if each.id == "size")
    card = site.scorecard.card("globex/colossus-70b")
    assert card.parameters is None
    assert list(facet.of(card)) == ["not-known"]
    assert list(facet.of(replace(card, parameters=7 * 10**9))) == ["up-to-16b"]


# Cells


def test_a_cell_says_its_state_in_a_class_a_key_and_a_word() -> None:
    assert cells.state(Status.OPEN) == '<td class="is-open" data-sort="4">open</td>'
    assert cells.state(Status.PARTIAL, Access.GATED) == '<td class="is-partial" data-sort="3">gated</td>'
    assert cells.state(Status.UNKNOWN) == '<td class="is-unknown" data-sort="">not known</td>'


@pytest.mark.parametrize(("answer", "words"), [(Answer.MET, "yes"), (Answer.NOT_MET, "no"), (None, "none")])
def test_an_answer_is_a_word(answer: Answer | None, words: str) -> None:
    assert cells.answer(answer, "OSI-approved").endswith(f'data-label="OSI-approved">{words}</td>')


def test_a_release_without_weights_has_no_license_rather_than_an_unknown_one(site: Site) -> None:
    service = site.scorecard.card("globex/oracle-1").license
    assert cells.license_(service) == '<td class="is-none" data-sort="">no license</td>'
    assert "no license" in cells.condition(service)
    assert "no license" in cells.commercial_use(service)


def test_the_share_of_each_group_is_what_a_reader_weighs(site: Site) -> None:
    card = site.scorecard.card("globex/colossus-70b")
    said = re.fullmatch(r' data-shares="([^"]*)"', release_facets.shares(card))
    assert said
    shares = said[1].split()
    assert len(shares) == len(card.counts)
    for share, count in zip(shares, card.counts.values(), strict=True):
        assert share == f"{float(100 * count.low):.1f}-{float(100 * count.high):.1f}"


# Figures


def test_the_headline_is_one_sentence_with_its_date(site: Site) -> None:
    said = headline(site.scorecard.cards).sentence
    assert said.startswith("As of November 20, 2026, ")
    assert said.count(". ") == 0
    assert "do not meet the Open Source AI Definition" in said


def test_the_headline_says_for_how_many_it_is_not_known() -> None:
    figures = headline(())
    some = replace(figures, releases=3, answers={Answer.MET: 1, Answer.NOT_MET: 1, Answer.NOT_KNOWN: 1})
    assert "of all 3, 1 meets it, and for 1 it is not known yet." in some.sentence


def test_the_overview_counts_what_the_cards_say(site: Site) -> None:
    cards = site.scorecard.cards
    counts = overview(cards)
    assert counts.releases == len(cards)
    assert counts.gated == sum(card.weights.access is not None for card in cards)
    assert counts.bind[Term.USE_POLICY] == sum("llama-3.1-community" in card.license.ids for card in cards)
    assert counts.met["osaid-1.0"] == headline(cards).answers[Answer.MET]


def test_points_call_no_release_open(site: Site) -> None:
    """A release that only a definition with points meets is not disputed."""
    card = site.scorecard.card("globex/oracle-1")
    assert {each.answer for each in card.verdicts if each.applies and each.definition.kind != "points"} == {
        Answer.NOT_MET
    }
    points = tuple(
        replace(each, answer=Answer.MET) if each.definition.kind == "points" else each for each in card.verdicts
    )
    assert overview((replace(card, verdicts=points),)).disputed == 0


def test_each_start_page_leads_to_views_that_exist(small: Catalog, site: Site) -> None:
    pages = pages_of(small)
    names = {facet.id for facet in release_facets.facets(site)} | {"sort", "columns", "find"}
    for start in STARTS:
        views = re.findall(r'href="\.\./\.\./\?([^"]*)"', pages[start.path])
        assert {part.partition("=")[0] for view in views for part in view.split("&amp;")} <= names
    assert all(start.question in pages["index.md"] for start in STARTS)
