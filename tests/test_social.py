"""What a page looks like where people share its address: a picture for each release, and the tags that name it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from generator.analysis.glance import glance
from generator.analysis.headline import headline
from generator.analysis.scorecard import Scorecard
from generator.exports.pictures import social
from generator.exports.pictures.colors import GROUND
from generator.exports.pictures.font import Style, can_set, settable, wrapped

if TYPE_CHECKING:
    from pathlib import Path

    from generator.analysis.card import ReleaseCard
    from generator.loading.catalog import Catalog

ADDRESS = "https://example.org/models/acme/aurora-7b/"
NAMES = (
    "W" * 300,
    "A name of many words " * 20,
    "<script>&\"' \u202e\x00\x01\n",
    "",
    "通义千问",
    "نموذج مفتوح",
    "e\u0301\u0323" * 50,
    "😀",
    "Модель Ελληνικά Ångström",
)


@pytest.fixture(scope="module")
def card(small: Catalog) -> ReleaseCard:
    return Scorecard(small).card("acme/aurora-7b")


def picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def is_empty(image: Image.Image, left: int, top: int, right: int, bottom: int) -> bool:
    """Return whether nothing is drawn within left, top, right and bottom."""
    part = image.crop((left, top, right, bottom))
    return ImageChops.difference(part, Image.new("RGB", part.size, GROUND)).getbbox() is None


def test_the_same_card_gives_the_same_bytes_and_another_one_others(card: ReleaseCard) -> None:
    made = social.of_release(card, ADDRESS)
    assert social.of_release(card, ADDRESS) == made
    assert b"tIME" not in made
    for other in (replace(card, name="Other"), replace(card, quote="Other words."), replace(card, checked=None)):
        assert social.of_release(other, ADDRESS) != made


def test_it_has_the_size_that_networks_ask_for_and_few_bytes(card: ReleaseCard) -> None:
    made = social.of_release(card, ADDRESS)
    assert picture(made).size == (1200, 630)
    assert len(made) < 60_000


@pytest.mark.parametrize("name", NAMES)
def test_any_name_stays_within_the_margins_and_above_the_foot(card: ReleaseCard, name: str) -> None:
    image = picture(social.of_release(replace(card, name=name, quote=f"{name} " * 9), f"{ADDRESS}{name}"))
    assert is_empty(image, 0, 10, 58, 630)
    assert is_empty(image, 1144, 10, 1200, 630)
    assert is_empty(image, 0, 562, 1200, 575)


def test_a_name_that_the_font_cannot_set_gives_way_to_the_id(card: ReleaseCard) -> None:
    for name in ("通义千问", "نموذج مفتوح", "עברית"):
        assert settable(name, card.id) == card.id
        said = replace(card, name=name, quote=f"{name} is open.")
        plain = replace(card, name=card.id, quote=card.sentence)
        assert social.of_release(said, ADDRESS) == social.of_release(plain, ADDRESS)
    assert settable("Модель Ελληνικά Ångström", card.id) == "Модель Ελληνικά Ångström"
    assert can_set(card.id)


def test_lines_break_between_words_and_the_last_one_tells_what_is_missing() -> None:
    style, text = Style(25), "some words " * 100
    lines = wrapped(text, 400, 3, style)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(style.font.getlength(line) <= 400 for line in lines)
    assert wrapped("two words", 400, 3, style) == ["two words"]
    assert wrapped(text, 400, 0, style) == wrapped("", 400, 3, style) == []


def test_a_long_sentence_is_shown_to_its_end_in_smaller_letters(card: ReleaseCard) -> None:
    long = "Some words of a sentence " * 18
    ends = [social.of_release(replace(card, quote=f"{long}{end}."), ADDRESS) for end in ("met", "missed")]
    assert ends[0] != ends[1]
    assert social.of_release(replace(card, quote=long * 9), ADDRESS).startswith(b"\x89PNG")


def test_its_answers_are_those_at_the_head_of_the_card(card: ReleaseCard, small_site: Path) -> None:
    page = (small_site / f"models/{card.id}/index.html").read_text(encoding="utf-8")
    strip = re.search(r'<dl class="os-strip">(.*?)</dl>', page, flags=re.DOTALL)
    assert strip
    cells = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", strip[1])
    shown = [tuple(unescape(re.sub(r"<[^>]+>", "", part)) for part in cell) for cell in cells]
    assert shown == [
        (each.asked, " ".join(filter(None, (each.answer.glyph, each.answer.words, each.answer.note))))
        for each in glance(card)
    ]


def test_the_site_has_one_for_all_other_pages(small: Catalog) -> None:
    assert picture(social.of_site(headline(Scorecard(small).cards), "https://example.org/")).size == (1200, 630)
    assert social.of_site(headline(()), "https://example.org/").startswith(b"\x89PNG")


# The tags


def tags(page: Path) -> dict[str, str]:
    """Return what the tags of a page say, by their name."""
    html = page.read_text(encoding="utf-8")
    found: list[tuple[str, str]] = re.findall(
        r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', html
    )
    assert len(dict(found)) == len(found)
    return {name: unescape(content) for name, content in found}


@pytest.mark.parametrize(
    ("page", "image"),
    [
        ("models/acme/aurora-7b/", "models/acme/aurora-7b/social.png"),
        ("", "social.png"),
        ("licenses/", "social.png"),
        ("about/", "social.png"),
    ],
)
def test_every_page_names_a_picture_that_is_there(small_site: Path, page: str, image: str) -> None:
    said = tags(small_site / page / "index.html")
    address = said["og:url"].removesuffix(page)
    assert said["og:image"] == f"{address}{image}"
    assert picture((small_site / image).read_bytes()).size == (
        int(said["og:image:width"]),
        int(said["og:image:height"]),
    )
    assert said["og:title"]
    assert said["og:description"]
    assert said["twitter:card"] == "summary_large_image"


def test_a_page_that_does_not_exist_has_the_tags_of_the_site(small_site: Path) -> None:
    said = tags(small_site / "404.html")
    assert said["og:image"].endswith("/social.png")
    assert said["og:title"] == said["og:site_name"]
    assert "og:url" not in said


def test_the_tags_of_a_card_are_its_name_and_what_was_released(small_site: Path, card: ReleaseCard) -> None:
    said = tags(small_site / f"models/{card.id}/index.html")
    assert said["og:title"] == card.name
    assert said["og:description"] == f"{card.name}: {card.sentence}"
