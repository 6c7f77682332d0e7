"""The pictures: their numbers are those of the table beside them, and the same data gives the same bytes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from conftest import ROOT, TODAY, pages_of
from PIL import Image
from test_contrast import contrast

from generator import publish
from generator.analysis import claim_flow, heat_map, landscape, timeline
from generator.analysis.claim_flow import Fit
from generator.analysis.landscape import LicenseKind
from generator.analysis.scorecard import Scorecard
from generator.core.memo import Memo
from generator.engine.frame import Frame
from generator.evaluation.findings import Answer
from generator.exports.pictures import colors, files
from generator.exports.pictures.drawings import drawn
from generator.exports.pictures.font import Style, fitted, printable
from generator.exports.pictures.strip import strip
from generator.loading.settings import Settings
from generator.schema.component import Status
from generator.schema.record import Label
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.analysis.card import ReleaseCard
    from generator.loading.catalog import Catalog

ADDRESS = "https://example.org/"
HOSTILE = "<script>&\"' $x^2$ \\frac ]]> <!--"
CONTROLS = f"{HOSTILE} \u202e\x01"
NAMES = ("components", "claims", "families", "licenses")
ENDINGS = (".svg", "-dark.svg", ".png")


@pytest.fixture(scope="module")
def cards(small: Catalog) -> tuple[ReleaseCard, ...]:
    return tuple(Scorecard(small).cards)


def published(catalog: Catalog) -> dict[str, str | bytes]:
    """Return every picture of all releases as the site publishes it."""
    found = files.files(Scorecard(catalog), ADDRESS)
    return {path.removeprefix("pictures/"): make() for path, make in found if path.startswith("pictures/")}


@pytest.fixture(scope="module")
def made(small: Catalog) -> dict[str, str | bytes]:
    return published(small)


@pytest.fixture(scope="module")
def svgs(made: dict[str, str | bytes]) -> dict[str, str]:
    return {name.removesuffix(".svg"): text for name, text in made.items() if isinstance(text, str)}


def draw(name: str, cards: Sequence[ReleaseCard]) -> Mapping[str, str | bytes]:
    return drawn(name, *files.PICTURES[name](cards), "Source")


def words(svg: str | bytes) -> list[str]:
    """Return every text of an SVG; fail if it is not well-formed."""
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


def rows(page: str, table: str) -> list[list[str]]:
    """Return the cells of a table of the page as text, with its head."""
    found = re.search(rf'<table class="os-table" id="{table}">(.*?)</table>', page, flags=re.DOTALL)
    assert found, table
    lines = re.findall(r"<tr>(.*?)</tr>", found[1], flags=re.DOTALL)
    return [
        [unescape(re.sub(r"<[^>]+>", "", each)) for each in re.findall(r"<t[hd].*?</t[hd]>", line)] for line in lines
    ]


@pytest.fixture(scope="module")
def page(small: Catalog) -> str:
    return pages_of(small)["pictures/index.md"]


# The files


def test_the_same_data_gives_the_same_bytes(made: dict[str, str | bytes], small: Catalog) -> None:
    assert list(made) == [f"{name}{ending}" for name in NAMES for ending in ENDINGS]
    assert published(small) == made


def test_another_process_gives_the_same_bytes(small: Catalog, small_site: Path) -> None:
    outputs = publish.outputs(publish.site_of(small, Settings(published_address(small_site), "")))
    for path in ("pictures/components.svg", "pictures/claims.png", "models/acme/aurora-7b/strip.svg", "social.png"):
        found = publish.content(outputs[path])
        assert (small_site / path).read_bytes() == (found.encode() if isinstance(found, str) else found)


def published_address(site: Path) -> str:
    found = re.search(r'rel="canonical" href="([^"]+)pictures/"', (site / "pictures/index.html").read_text())
    assert found
    return found[1]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_a_title_a_source_and_the_day_of_its_data_and_no_clock(
    made: dict[str, str | bytes], svgs: dict[str, str], name: str
) -> None:
    for svg in (svgs[name], svgs[f"{name}-dark"]):
        said = words(svg)
        assert ET.fromstring(svg)[0].text in said  # noqa: S314  # our own file
        assert any("https://example.org/pictures/. Data of November 20, 2026. CC BY 4.0" in each for each in said)
        assert "dc:date" not in svg
    png = made[f"{name}.png"]
    assert isinstance(png, bytes)
    assert b"tIME" not in png
    assert Image.open(BytesIO(png)).width == 1400


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_for_dark_pages_is_the_same_in_other_colors(svgs: dict[str, str], name: str) -> None:
    light, dark = (set(re.findall("#[0-9a-f]{6}", svgs[each])) for each in (name, f"{name}-dark"))
    assert light <= colors.DARK.keys()
    assert dark <= {*colors.DARK.values()}
    assert words(svgs[name]) == words(svgs[f"{name}-dark"])


def test_a_picture_is_drawn_once_until_its_numbers_change(small: Catalog) -> None:
    memo = Memo()

    def pictures(catalog: Catalog) -> dict[str, str | bytes]:
        found = files.files(Scorecard(catalog, memo), ADDRESS)
        return {path: make() for path, make in found if path.startswith("pictures/claims")}

    first = pictures(small)
    assert pictures(small)["pictures/claims.png"] is first["pictures/claims.png"]
    gone = next(name for name, record in small.records.items() if record.claims)
    fewer = replace(small, records={name: record for name, record in small.records.items() if name != gone})
    assert pictures(fewer)["pictures/claims.svg"] != first["pictures/claims.svg"]


def test_nothing_but_a_picture_loads_the_library_that_draws() -> None:
    code = "import sys, generator.cli, generator.publish, generator.engine.hook; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_preview_draws_a_picture_when_somebody_asks_for_it(small_site_project: Path, tmp_path: Path) -> None:
    catalog, _ = read_project(small_site_project, TODAY)
    frame = Frame(small_site_project, tmp_path, publish.site_of(catalog, Settings(ADDRESS, "https://example.org/r")))
    picture = tmp_path / "pictures/claims.png"
    assert not picture.exists()
    frame.prepare("pictures/claims.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert not (tmp_path / "pictures/claims.svg").exists()


# The numbers


def test_the_heat_map_has_the_states_of_its_table(svgs: dict[str, str], page: str) -> None:
    head, *body = rows(page, "components-table")
    said = set(words(svgs["components"]))
    assert set(head[2:]) <= said
    in_table = Counter(cell for row in body for cell in row[2:])
    full = f'fill: {colors.OPEN}; stroke: {colors.OPEN}; stroke-width: 0.8"/>'
    closed = f'fill: none; stroke: {colors.CLOSED}; stroke-width: 0.8"/>'
    in_legend = 1
    assert svgs["components"].count(full) == in_table["● Open"] + in_legend
    assert svgs["components"].count(closed) == in_table["○ Closed"] + in_legend
    assert {row[0] for row in body} <= said
    assert {row[1] for row in body} <= said


def test_the_flow_has_the_numbers_of_its_table(svgs: dict[str, str], page: str) -> None:
    head, *body = rows(page, "claims-table")
    said = words(svgs["claims"])
    assert {f"{row[0]}  {row[-1]}" for row in body} <= set(said)
    for column, fit in enumerate(head[1:-1], start=1):
        assert f"{sum(int(row[column]) for row in body)}  {fit}" in said
    assert all(sum(map(int, row[1:-1])) == int(row[-1]) for row in body)


def test_the_timeline_has_the_families_and_ranges_of_its_table(
    svgs: dict[str, str], page: str, cards: tuple[ReleaseCard, ...]
) -> None:
    _, *body = rows(page, "families-table")
    shown = timeline.timeline(cards)
    assert {row[0] for row in body} == set(shown.families) <= set(words(svgs["families"]))
    assert [row[1:3] for row in body] == [[m.card.name, m.card.released] for f in shown.families.values() for m in f]
    bars = re.findall(rf'<path d="[^"]*"[^>]* style="fill: {colors.OPEN}"/>', svgs["families"])
    assert len(bars) == len(body)


def test_the_landscape_has_the_numbers_of_its_table(svgs: dict[str, str], page: str) -> None:
    _, *body = rows(page, "licenses-table")
    said = words(svgs["licenses"])
    assert {row[1] for row in body} <= set(said)
    names = {row[0] for row in body}
    assert [(row[0], row[2]) for row in body] == [
        (said[at], said[at + 1]) for at in range(len(said) - 1) if said[at] in names
    ]


def test_the_page_can_be_read_without_a_picture_or_a_script(page: str) -> None:
    for image in re.findall(r"<img [^>]*>", page):
        assert re.search(r'alt="[^"]{40,}"', image), image
    assert page.count("<img ") == 2 * len(NAMES)
    assert page.count("<table ") == page.count("<details") == len(NAMES)
    assert "<script" not in page
    assert "style=" not in page


def test_a_release_counts_once_under_each_of_its_labels(cards: tuple[ReleaseCard, ...]) -> None:
    flow = claim_flow.claim_flow(cards)
    for label in Label:
        expected = sum(label in card.labels for card in cards)
        assert (flow.of_label(label) if label in flow.counts else 0) == expected
    assert sum(map(flow.of_fit, Fit)) == sum(len(card.labels) for card in cards)


@pytest.mark.parametrize(
    ("osi", "business", "use", "expected"),
    [
        (Answer.MET, Answer.MET, Answer.MET, LicenseKind.OSI),
        (Answer.NOT_MET, Answer.MET, Answer.MET, LicenseKind.ANY_USE),
        (Answer.NOT_MET, Answer.MET, Answer.NOT_MET, LicenseKind.ANY_BUSINESS),
        (Answer.NOT_MET, Answer.NOT_MET, Answer.NOT_KNOWN, LicenseKind.LIMITED),
        (Answer.NOT_MET, Answer.NOT_KNOWN, Answer.MET, LicenseKind.UNKNOWN),
        (Answer.NOT_KNOWN, Answer.MET, Answer.MET, LicenseKind.UNKNOWN),
        (None, None, None, LicenseKind.ABSENT),
    ],
)
def test_the_kind_of_a_license_follows_the_answers_of_the_card(
    cards: tuple[ReleaseCard, ...], osi: Answer, business: Answer, use: Answer, expected: LicenseKind
) -> None:
    answers = replace(cards[0].license, osi_approved=osi, any_business=business, any_use=use)
    assert landscape.kind_of(answers) is expected


@pytest.mark.parametrize(
    ("released", "year"), [("2024", 2024.5), ("2024-01", 2024 + 0.5 / 12), ("2024-07-01", 2024.5), ("2024-01-01", 2024)]
)
def test_a_day_has_its_place_in_the_year(released: str, year: float) -> None:
    assert timeline.year_of(released) == pytest.approx(year)


# Many releases, and none


def numbered(card: ReleaseCard, count: int, per_family: int) -> list[ReleaseCard]:
    """Return copies of a card: one each month, and a new family after so many."""
    return [
        replace(
            card,
            id=f"x/{n}",
            name=f"N{n}",
            family=f"F{n // per_family}",
            released=f"{2000 + n // 12}-{n % 12 + 1:02}-01",
        )
        for n in range(count)
    ]


def test_no_release_at_all_still_makes_every_picture() -> None:
    assert all(all(draw(name, ()).values()) for name in NAMES)


def test_the_heat_map_of_many_releases_shows_the_newest_of_each_family_and_says_so(
    cards: tuple[ReleaseCard, ...],
) -> None:
    many = numbered(cards[0], 100, 2)
    shown = heat_map.heat_map(many, most=20)
    assert shown.selection == "20 of 100 releases: the newest release of each of the newest families"
    assert sorted(card.id for card in shown.cards) == sorted(f"x/{n}" for n in range(61, 100, 2))
    assert heat_map.heat_map(many[:20], most=20).selection == "All 20 releases"


def test_the_heat_map_names_its_columns_again_every_50_rows(cards: tuple[ReleaseCard, ...]) -> None:
    made = draw("components", numbered(cards[0], 150, 3))[".svg"]
    said = Counter(words(made))
    assert {said[component.name] for component in cards[0].components} == {3}
    assert all(said[f"N{n}"] == 1 for n in range(150))


def test_a_picture_of_1000_releases_is_as_large_as_one_of_150(cards: tuple[ReleaseCard, ...]) -> None:
    many = numbered(cards[0], 1000, 3)
    assert len(heat_map.heat_map(many).cards) == heat_map.MOST
    for name in NAMES:
        assert all(len(content) < 1_000_000 for content in draw(name, many).values()), name


def test_few_families_and_licenses_are_left_when_there_are_too_many(cards: tuple[ReleaseCard, ...]) -> None:
    assert timeline.timeline(cards, most=0).selection.startswith("The 0 families")
    few = landscape.landscape(cards, most=1)
    assert sum(each.releases for each in few.licenses) == few.releases == len(cards)
    assert "All other licenses" in {each.name for each in few.licenses}


# Words


@pytest.mark.parametrize("name", NAMES)
def test_names_are_words_and_never_markup_or_formulas(cards: tuple[ReleaseCard, ...], name: str) -> None:
    said = words(draw(name, tuple(replace(card, name=HOSTILE, family=HOSTILE) for card in cards))[".svg"])
    assert any(each.startswith("<script>") for each in said) == (name in {"components", "families"})


def test_a_name_in_another_script_gives_way_to_the_id_which_the_font_can_set(cards: tuple[ReleaseCard, ...]) -> None:
    said = words(draw("components", (replace(cards[0], name="通义千问"),))[".svg"])
    assert cards[0].id in said


def test_a_family_in_another_script_gives_way_to_the_id_of_its_newest_release(cards: tuple[ReleaseCard, ...]) -> None:
    said = words(draw("families", numbered(replace(cards[0], name="N"), 2, 2))[".svg"])
    assert "F0" in said
    foreign = [replace(card, family="نموذج") for card in numbered(cards[0], 2, 2)]
    assert "x/1" in words(draw("families", foreign)[".svg"])


@pytest.mark.parametrize("name", NAMES)
def test_the_widest_words_stay_within_the_picture(cards: tuple[ReleaseCard, ...], name: str) -> None:
    wide = [replace(card, name="W" * 100, family="W" * 100) for card in numbered(cards[0], 4, 2)]
    png = draw(name, wide)[".png"]
    assert isinstance(png, bytes)
    picture = Image.open(BytesIO(png)).convert("RGB")
    for x in (2, picture.width - 3):
        assert len({picture.getpixel((x, y)) for y in range(picture.height)}) == 1


def test_words_are_cut_where_their_room_ends() -> None:
    style = Style(12)
    assert fitted("Aurora 7B", 400, style) == "Aurora 7B"
    cut = fitted("W" * 500, 100, style)
    assert cut.endswith("…")
    assert style.font.getlength(cut) <= 100


# The strip of a release


def test_the_strip_has_a_mark_and_a_name_for_each_component(cards: tuple[ReleaseCard, ...]) -> None:
    made = ET.fromstring(strip(cards[0], ADDRESS))  # noqa: S314  # our own file
    titles = [each.text for each in made.iter("{http://www.w3.org/2000/svg}title")][1:]
    assert titles == [f"{each.name}: {each.fact.status.word}" for each in heat_map.by_group(cards[0].components)]
    assert made.get("role") == "img"


def test_a_hostile_name_is_plain_words_in_the_strip(cards: tuple[ReleaseCard, ...]) -> None:
    made = strip(replace(cards[0], name=CONTROLS), ADDRESS)
    assert printable(CONTROLS) == f"{HOSTILE}   "
    assert printable(CONTROLS) in words(made)
    assert "<script" not in made


def test_every_card_leads_to_its_strip(small: Catalog) -> None:
    pages = pages_of(small)
    for name in small.records:
        link = f'<a href="../../../models/{name}/strip.svg" download="{name.replace("/", "-")}.svg">'
        assert link in pages[f"models/{name}/index.md"]


# Seeing


@pytest.mark.parametrize("palette", [{color: color for color in colors.DARK}, colors.DARK])
def test_words_and_marks_can_be_told_from_the_ground(palette: dict[str, str]) -> None:
    for ground in (colors.GROUND, colors.FAINT):
        assert contrast(palette[colors.INK], palette[ground]) >= 7
        assert contrast(palette[colors.MUTED], palette[ground]) >= 4.5
        assert contrast(palette[colors.OPEN], palette[ground]) >= 3
        assert contrast(palette[colors.CLOSED], palette[ground]) >= 3


def test_states_differ_in_shape_and_not_only_in_color(svgs: dict[str, str]) -> None:
    gray = re.sub(r"#[0-9a-f]{6}", "#808080", svgs["components"])
    shapes = [
        gray.count("fill: #808080; stroke: #808080"),
        gray.count("fill: none; stroke: #808080"),
        gray.count('style="fill: #808080"/>'),
    ]
    assert all(shapes)
    assert len({status.glyph for status in Status}) == len(Status)
