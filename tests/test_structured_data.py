"""JSON-LD: a parser reads it, it has what each type requires, and no text leads out of its element."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from judging import URL, cards, release
from pyld import jsonld
from test_citations import DAY, NAMES

from generator.analysis.claims import Standing
from generator.exports import structured_data
from generator.schema.record import Claim, Label

if TYPE_CHECKING:
    from pathlib import Path

    from generator.analysis.card import ReleaseCard

HOME = "https://example.org/"
TRAIL = [("Models", HOME), ("Acme", f"{HOME}developers/acme/"), ("Aurora", f"{HOME}models/acme/aurora-7b/")]
SCHEMA = "http://schema.org/"
REQUIRED = {
    "ClaimReview": {"claimReviewed", "reviewRating", "url", "author", "itemReviewed"},
    "Rating": {"ratingValue", "bestRating", "worstRating", "alternateName", "ratingExplanation"},
    "Claim": {"author", "appearance"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Dataset": {"name", "description", "license", "creator", "url", "distribution"},
    "DataDownload": {"encodingFormat", "contentUrl"},
    "Organization": {"name"},
}
"""What search engines and fact checkers require of each type, or recommend and we always have."""


def card(quote: str, *labels: Label, **components: str) -> ReleaseCard:
    claims = (
        Claim.model_validate({"label": each, "quote": quote, "url": URL, "checked": "2026-11-20"}) for each in labels
    )
    record = release(**components).model_copy(update={"claims": tuple(claims)})  # type: ignore[arg-type]  # components
    (made,) = cards({"aurora": record})
    return made


def expanded(text: str) -> list[Any]:
    """Return the nodes of JSON-LD as a parser sees them, with the vocabulary of schema.org."""
    context = {"@vocab": SCHEMA, "url": {"@type": "@id"}, "item": {"@type": "@id"}}
    found: list[Any] = jsonld.flatten({**json.loads(text), "@context": context})
    return found


def of_type(nodes: list[Any], name: str) -> list[Any]:
    return [node for node in nodes if node.get("@type") == [f"{SCHEMA}{name}"]]


def test_every_type_has_what_it_requires() -> None:
    made = [
        structured_data.of_card(card("open source", Label.OPEN_SOURCE), DAY, TRAIL),
        structured_data.of_dataset(HOME, DAY, [("application/zip", f"{HOME}data.zip")], f"{HOME}repository"),
    ]
    nodes = [node for text in made for node in expanded(text)]
    seen = {node["@type"][0].removeprefix(SCHEMA) for node in nodes if "@type" in node}
    assert seen == {*REQUIRED, "CreativeWork"}
    for name, keys in REQUIRED.items():
        for node in of_type(nodes, name):
            assert {f"{SCHEMA}{key}" for key in keys} <= node.keys(), name


def test_a_review_quotes_the_developer_and_rates_on_a_stated_scale() -> None:
    made = card("an open source model", Label.OPEN_SOURCE, training_code="closed")
    (review,) = json.loads(structured_data.of_card(made, DAY, TRAIL))["@graph"][1:]
    assert review["claimReviewed"] == "an open source model"
    assert review["itemReviewed"]["author"]["name"] == "Test"
    assert review["itemReviewed"]["appearance"]["url"] == URL
    assert review["url"] == f"{TRAIL[-1][1]}#label"
    rating = review["reviewRating"]
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, 1, 3)
    assert rating["alternateName"] == made.claims[0].heading
    assert rating["ratingExplanation"].startswith("1: ")


@pytest.mark.parametrize(
    ("label", "components", "standing", "rating"),
    [
        (Label.OPEN_SOURCE, {}, Standing.HOLDS, 3),
        (Label.FULLY_OPEN, {"data_preprocessing_code": "partial MIT"}, Standing.DISPUTED, 2),
        (Label.OPEN_SOURCE, {"training_code": "closed"}, Standing.FAILS, 1),
        (Label.OPEN_SOURCE, {"training_code": "?"}, Standing.NOT_KNOWN, None),
        (Label.OPEN, {}, Standing.UNTESTED, None),
    ],
)
def test_only_a_claim_that_is_decided_has_a_review(
    label: Label, components: dict[str, str], standing: Standing, rating: int | None
) -> None:
    made = card("x", label, **components)
    if made.claims[0].standing is not standing:
        pytest.fail(f"the case shows {made.claims[0].standing}")
    graph = json.loads(structured_data.of_card(made, DAY, TRAIL))["@graph"]
    ratings = [each["reviewRating"]["ratingValue"] for each in graph if each["@type"] == "ClaimReview"]
    assert ratings == ([] if rating is None else [rating])


@pytest.mark.parametrize("name", NAMES.values())
def test_any_text_stays_inside_the_element(name: str) -> None:
    made = replace(card(f"x {name}", Label.OPEN_SOURCE), name=name)
    text = structured_data.of_card(made, DAY, [*TRAIL[:2], (name, TRAIL[2][1])])
    assert not set("<>&\u2028\u2029\n") & set(text)
    graph = json.loads(text)["@graph"]
    assert graph[0]["itemListElement"][2]["name"] == name
    assert graph[1]["itemReviewed"]["about"] == name


def test_the_built_pages_carry_the_data_and_the_tags(small_site: Path) -> None:
    html = (small_site / "models/globex/colossus-70b/index.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert {node["@type"] for node in json.loads(data)["@graph"]} == {"BreadcrumbList", "ClaimReview"}
    assert len(re.findall(r'<meta name="(?:citation_|DC\.)', html)) == 11
    home = (small_site / "index.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', home)
    assert [node["@type"] for node in json.loads(data)["@graph"]] == ["Dataset"]
    assert "ld+json" not in (small_site / "about/index.html").read_text(encoding="utf-8")
