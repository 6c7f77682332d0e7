"""Dated pages, changes and feeds: what was published stays as it was, and readers learn what changed and why."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from conftest import ROOT, TODAY
from typer.testing import CliRunner

from generator import publish
from generator.analysis.history import Published, changes, histories
from generator.cli.app import app
from generator.core import paths, urls
from generator.exports import feeds
from generator.loading.catalog import Catalog, read_catalog
from generator.loading.settings import Settings
from generator.schema.history import Edition, Reason, VerdictChange
from generator.site.dated import WHOLE
from generator.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.site.context import Site

AURORA = "acme/aurora-7b"
SITE = "https://example.org/scorecard/"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = """<script>alert(1)</script>"'&]]>--><b>{{ 7*7 }}\N{RIGHT-TO-LEFT OVERRIDE}\N{COMBINING ACUTE ACCENT}"""


def site_of(root: Path) -> Site:
    return publish.site_of(read_catalog(root, TODAY)[0], Settings(SITE, "https://example.org/repository"))


def made(site: Site) -> Mapping[str, str]:
    outputs = {path: make() for path, make in publish.outputs(site).items()}
    return {path: each.html if isinstance(each, Page) else str(each) for path, each in outputs.items()}


def record(root: Path, day: str) -> None:
    result = CliRunner().invoke(app, ["record", "--root", str(root), "--date", day])
    assert result.exit_code == 0, result.output


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def without_note(document: str) -> str:
    """Return a dated page without the note on newer editions."""
    return re.sub(r'<p class="os-newer">.*</p>\n', "", document)


@pytest.fixture(scope="session")
def outputs(small: Catalog) -> Mapping[str, str]:
    return made(publish.site_of(small, Settings(SITE, "https://example.org/repository")))


# Dated pages


def test_a_dated_page_stays_as_it_was_whatever_changes(project: Path) -> None:
    shutil.rmtree(project / paths.HISTORY)
    record(project, "2026-11-01")
    path = urls.dated_page(AURORA, "2026-11-01")
    before = made(site_of(project))[path]
    assert "os-newer" not in before
    edit(project, paths.record_file(AURORA), "everything it was made from", "its weights")
    edit(project, paths.record_file(AURORA), "license: MIT", "license: Apache-2.0")
    edit(project, "data/licenses/Apache-2.0.yaml", "summary: ", "summary: Another ")
    edit(project, "data/frameworks/osaid-1.0.yaml", "short: OSAID", "short: OSAI")
    edit(project, "data/components.yaml", "name: Final weights", "name: Weights")
    edit(project, "data/developers/acme.yaml", "name: ", "name: The ")
    edit(project, "data/components.yaml", "framework: gradient-of-release-2023", "framework: osai-index-2026")
    (project / "data/frameworks/gradient-of-release-2023.yaml").unlink()
    record(project, "2026-11-02")
    after = made(site_of(project))[path]
    assert "os-newer" in after
    assert without_note(after) == before


def test_the_last_editions_have_the_whole_card_and_older_ones_a_brief_page(outputs: Mapping[str, str]) -> None:
    ids = ["2026-03-02", "2026-05-04", "2026-05-04.2", "2026-09-01"]
    whole = ["This is the whole card" in outputs[urls.dated_page(AURORA, each)] for each in ids]
    assert whole == [False, *[True] * WHOLE]
    brief = outputs[urls.dated_page(AURORA, ids[0])]
    assert "line 1 of the ledger" in brief
    assert "blob/main/data/history/acme/aurora-7b.jsonl#L1" in brief
    assert "Not met" in brief


def test_a_dated_page_says_what_changed_since(outputs: Mapping[str, str]) -> None:
    note = re.search(r'<p class="os-newer">(.*)</p>', outputs[urls.dated_page(AURORA, "2026-03-02")])
    assert note
    assert '/models/acme/aurora-7b/2026-05-04/">' in note[1]
    assert "Training code: closed, license not known → open, license MIT" in note[1]
    assert "os-newer" not in outputs[urls.dated_page(AURORA, "2026-09-01")]


def test_a_dated_page_is_its_own_canonical_address(outputs: Mapping[str, str]) -> None:
    page = outputs[urls.dated_page(AURORA, "2026-09-01")]
    assert f'<link rel="canonical" href="{SITE}models/{AURORA}/2026-09-01/">' in page
    assert "noindex" not in page


def test_links_of_dated_pages_lead_to_files_of_their_commit_or_to_pages_that_stay(
    outputs: Mapping[str, str], small: Catalog
) -> None:
    known = {urls.url(path) for path in outputs} | {"assets/" + file.name for file in (ROOT / "docs/assets").iterdir()}
    for history in histories(small).values():
        for each in history:
            here = urls.url(urls.dated_page(each.record_id, each.edition.id))
            targets = re.findall(r'(?:href|src)="([^"]*)"', outputs[f"{here}index.html"])
            ours = [urlsplit(urljoin(SITE + here, target))._replace(fragment="").geturl() for target in targets]
            inside = {address.removeprefix(SITE) for address in ours if address.startswith(SITE)}
            assert inside <= known
            repository = [address for address in ours if "/repository/" in address]
            commits = {address.split("/blob/")[1].split("/")[0] for address in repository}
            assert commits <= {each.edition.commit, "main"}
            assert [a for a in repository if "/blob/main/" in a and "/data/history/" not in a] == []


def test_anchors_of_dated_pages_are_there(outputs: Mapping[str, str]) -> None:
    page = outputs[urls.dated_page(AURORA, "2026-09-01")]
    assert {target for target in re.findall(r'href="#([^"]+)"', page) if f'id="{target}"' not in page} == set()


def test_a_renamed_release_keeps_its_dates_and_redirects(outputs: Mapping[str, str]) -> None:
    assert "As of" in outputs[urls.dated_page("acme/borealis", "2026-03-02")]
    assert 'models/acme/borealis-13b/"' in outputs["models/acme/borealis/index.html"]
    card = outputs[urls.model_page("acme/borealis-13b")]
    assert 'models/acme/borealis/2026-03-02/"' in card
    assert 'models/acme/borealis-13b/2026-09-01/"' in card


def test_a_withdrawn_release_keeps_its_dates_and_an_address(outputs: Mapping[str, str]) -> None:
    assert "As of" in outputs[urls.dated_page("globex/atlas-1", "2026-03-02")]
    assert "no longer in the scorecard" in outputs[urls.model_page("globex/atlas-1")]


def test_a_dated_page_offers_nothing_that_only_todays_card_can_do(outputs: Mapping[str, str]) -> None:
    page = outputs[urls.dated_page(AURORA, "2026-09-01")]
    assert [word for word in ("<form", "/edit/", "/issues/", "Compare</a>") if word in page] == []


# The permanent address


def test_a_card_has_an_edition_while_it_is_what_was_published(project: Path) -> None:
    assert site_of(project).edition("globex/oracle-1") is None
    record(project, "2026-11-01")
    assert site_of(project).edition("globex/oracle-1") == "2026-11-01"
    edit(project, paths.record_file("globex/oracle-1"), "name: Oracle-1", "# a remark\nname: Oracle-1")
    assert site_of(project).edition("globex/oracle-1") == "2026-11-01"
    edit(project, paths.record_file("globex/oracle-1"), "offered as a service", "sold as a service")
    assert site_of(project).edition("globex/oracle-1") is None


# Changes


def test_changes_are_listed_by_year_with_their_reasons(outputs: Mapping[str, str]) -> None:
    for path in (urls.CHANGES, urls.changes_of(2026)):
        assert "Not met → Met" in outputs[path]
        assert "because Training code: closed" in outputs[path]
    assert urls.changes_of(2025) not in outputs
    assert 'href="../changes/2026/"' in outputs[urls.CHANGES]


def test_the_home_page_names_the_newest_change_if_there_is_one(outputs: Mapping[str, str], project: Path) -> None:
    assert "New on 2026-05-04" in outputs[urls.HOME]
    shutil.rmtree(project / paths.HISTORY)
    record(project, "2026-11-01")
    first = made(site_of(project))
    assert "New on" not in first[urls.HOME]
    assert "No verdict has changed" in first[urls.CHANGES]


def test_a_project_without_a_ledger_has_no_history(project: Path) -> None:
    shutil.rmtree(project / paths.HISTORY)
    pages = made(site_of(project))
    assert 'id="history"' not in pages[urls.model_page(AURORA)]
    assert [path for path in pages if re.search(r"\d{4}-\d\d-\d\d", path)] == []


# Feeds


def parsed(text: str) -> ET.Element:
    """Read a feed, and hold it against what RFC 4287 requires of each."""
    root = ET.fromstring(text)  # noqa: S314  # our own feed
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        moment = element.findtext(f"{ATOM}updated") or ""
        assert datetime.fromisoformat(moment).utcoffset() is not None
        assert re.fullmatch(r"tag:[\w.-]+,\d{4}:[\w./-]+", element.findtext(f"{ATOM}id") or "")
        links = [link.attrib for link in element.findall(f"{ATOM}link")]
        assert sum(link["rel"] == "alternate" for link in links) == 1
        assert all(link["href"].startswith(SITE) for link in links)
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return root


def test_every_feed_is_sound_and_names_itself(outputs: Mapping[str, str]) -> None:
    found = {path: parsed(text) for path, text in outputs.items() if PurePosixPath(path).name == "atom.xml"}
    assert len(found) > 20
    for path, root in found.items():
        assert [link.get("href") for link in root.findall(f"{ATOM}link[@rel='self']")] == [SITE + path]
        for link in root.findall(f"{ATOM}link[@rel='alternate']"):
            target = (link.get("href") or "").removeprefix(SITE)
            assert {f"{target}index.md", f"{target}index.html"} & outputs.keys()
        for link in root.findall(f"{ATOM}entry/{ATOM}link"):
            assert f"{(link.get('href') or '').removeprefix(SITE)}index.html" in outputs
    ids = [root.findtext(f"{ATOM}id") for root in found.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("page", "entries"),
    [
        (urls.CHANGES, 1),
        (urls.model_page(AURORA), 1),
        (urls.model_page("globex/atlas-1"), 0),
        (urls.model_page("acme/borealis"), 0),
        (urls.page("developers", "acme"), 1),
        (urls.page("frameworks", "osaid-1.0"), 1),
    ],
)
def test_a_feed_holds_the_changes_of_its_page(outputs: Mapping[str, str], page: str, entries: int) -> None:
    assert len(parsed(outputs[urls.feed(page)]).findall(f"{ATOM}entry")) == entries


def test_an_entry_is_the_same_in_every_feed(outputs: Mapping[str, str]) -> None:
    found: dict[str, set[str]] = {}
    for path, text in outputs.items():
        if path.endswith("atom.xml"):
            for entry in parsed(text).iter(f"{ATOM}entry"):
                found.setdefault(entry.findtext(f"{ATOM}id") or "", set()).add(ET.tostring(entry, encoding="unicode"))
    assert found
    assert {key: texts for key, texts in found.items() if len(texts) > 1} == {}


def test_hostile_text_appears_literally_in_feeds_and_pages(project: Path) -> None:
    change = VerdictChange(definition="osaid-1.0", name=HOSTILE, before=HOSTILE, after=HOSTILE, because=(HOSTILE,))
    edition = Edition(
        id="2026-11-01",
        reasons=(Reason.DATA,),
        name=HOSTILE,
        quote=HOSTILE,
        definitions={"osaid-1.0": HOSTILE},
        shorts={"osaid-1.0": HOSTILE},
        verdicts={"osaid-1.0": HOSTILE},
        changes=(change,),
        inputs="",
        digest="",
    )
    entry = parsed(feeds.feed(HOSTILE, urls.CHANGES, (Published(AURORA, edition, 1),), SITE)).find(f"{ATOM}entry")
    assert entry is not None
    assert HOSTILE in (entry.findtext(f"{ATOM}title") or "")
    assert (entry.findtext(f"{ATOM}summary") or "").count(HOSTILE) == 5
    catalog = read_catalog(project, TODAY)[0]
    later = (edition.model_copy(update={"id": f"2026-11-0{number}"}) for number in range(2, 2 + WHOLE))
    hostile = replace(catalog, history={"acme/nobody": (edition, *later)})
    site = publish.site_of(hostile, Settings(SITE, "https://example.org/repository"))
    brief = publish.outputs(site)[urls.dated_page("acme/nobody", "2026-11-01")]()
    assert "<script>alert" not in str(brief)
    assert str(brief).count("&lt;script&gt;alert(1)&lt;/script&gt;") > 5


def test_the_edition_of_a_day_that_is_later_is_newer(small: Catalog) -> None:
    found = [each for each in changes(histories(small)) if each.record_id == AURORA]
    texts = feeds.feed("x", urls.CHANGES, tuple(found), SITE)
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in parsed(texts).iter(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
