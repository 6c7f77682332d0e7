"""Searches every sentence on the pages of the real data for known kinds of nonsense.

The test replaces the free text of records and licenses (notes, summaries, quotes, datasets) before it makes the pages,
because `check` lets their authors write anything. It keeps other names, and the texts of components and definitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from conftest import pages_of
from pydantic import BaseModel

from generator.core import spdx
from generator.schema.record import Dataset

if TYPE_CHECKING:
    from generator.loading.catalog import Catalog

FREE_TEXT = {"note", "summary", "says", "quote"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {"a", "abbr", "b", "code", "em", "i", "q", "span", "strong", "time"}
NOT_OURS = {"code", "pre", "q", "blockquote"}
"""Elements that hold quotes or code."""
EVIDENCE = "(evidence)"
"""Marks a link to another site: to evidence, or to a line of a data file."""
LABELS = {"os-meta", "os-claim__title", "os-by"}
"""Classes of paragraphs that are labels, not sentences."""


@dataclass
class Passage:
    """The text of one paragraph, item, cell or heading, with an X in place of quotes and code."""

    tag: str
    classes: frozenset[str]
    text: str = ""
    unlinked: str = ""
    """The part of the text that is not inside a link."""
    named: str = ""
    """The text without the links to evidence and to lines of data files."""


class Page(HTMLParser):
    """The passages and the lists of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.passages: list[Passage] = []
        self.lists: list[list[str]] = []
        """The items of each list, with their nested text."""
        self._open: list[tuple[str, frozenset[str]]] = []
        self._lists: list[list[str]] = []
        self._items: list[list[str]] = []
        self.feed(re.sub(r'<a class="headerlink".*?</a>', "", text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        values = dict(attrs)
        classes = frozenset((values.get("class") or "").split())
        if (values.get("href") or "").startswith("http"):
            classes |= {EVIDENCE}
        self._open.append((tag, classes))
        if tag not in INLINE:
            self.passages.append(Passage(tag, classes))
        elif tag in NOT_OURS:
            self._say("X")
        if tag in {"ul", "ol"}:
            self._lists.append([])
            self.lists.append(self._lists[-1])
        if tag == "li":
            self._items.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag == "li" and self._items and self._lists:
            self._lists[-1].append(" ".join("".join(self._items.pop()).split()))
        while tag in [name for name, _ in self._open] and self._open.pop()[0] != tag:
            pass
        if tag not in INLINE | VOID:
            self.passages.append(Passage("", frozenset()))

    def handle_data(self, data: str) -> None:
        for item in self._items:
            item.append(data)
        if not NOT_OURS & {name for name, _ in self._open}:
            self._say(data)

    def _say(self, text: str) -> None:
        if not self.passages:
            return
        passage, classes = self.passages[-1], {name for _, names in self._open for name in names}
        passage.text += text
        passage.unlinked += "" if "a" in {name for name, _ in self._open} else text
        passage.named += "" if EVIDENCE in classes else text


# Kinds of nonsense: each function yields the places on a page that have one kind.


def doubled_words(page: Page) -> Iterator[str]:
    yield from found(page, r"\b([a-z]+) \1\b")


def stray_punctuation(page: Page) -> Iterator[str]:
    yield from found(page, r" [,;:](?!\w)| \.(?![.\w])|(?<!\.)\.\.(?!\.)|,,|[,;]\.|\.[,;]")


def raw_markdown(page: Page) -> Iterator[str]:
    yield from found(page, r"`|\*\*|\]\(")


def wrong_number(page: Page) -> Iterator[str]:
    yield from found(page, r"\bresults (?:is|stands|was|has)\b|\bEstablish that the [\w -]+s (?:is|stands|was|has)\b")


def license_that_is_none(page: Page) -> Iterator[str]:
    yield from found(page, r"\bunder No license\b")


def missing_values(page: Page) -> Iterator[str]:
    yield from found(page, r"\bNone\b(?! of)(?=[.,;:])|\bnull\b|\bundefined\b|\(\)|\{[{%]|<[\w.]+ object")


def doubled_items(page: Page) -> Iterator[str]:
    for each in page.lists:
        yield from (item for item in set(each) if each.count(item) > 1)


def unfinished_sentences(page: Page) -> Iterator[str]:
    for passage in page.passages:
        text, own = (" ".join(words.split()) for words in (passage.text, passage.unlinked))
        is_sentence = passage.tag == "p" and not passage.classes & LABELS and re.search("[A-Za-z]{2}", own)
        if is_sentence and not re.search(r"[.?!:…][)”\"]*$|X \(.*\)$", text):
            yield text[-80:]


CHECKS = (
    doubled_words,
    stray_punctuation,
    raw_markdown,
    wrong_number,
    license_that_is_none,
    missing_values,
    doubled_items,
    unfinished_sentences,
)


def found(page: Page, pattern: str) -> Iterator[str]:
    for passage in page.passages:
        text = " ".join(passage.text.split())
        yield from (text[max(0, hit.start() - 40) : hit.end() + 40] for hit in re.finditer(pattern, text))


def ids_as_names(page: Page, pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield every place that uses an id as a name, unchanged or with spaces in place of dashes."""
    for passage in page.passages:
        text = " ".join(passage.named.split())
        yield from (text[max(0, hit.start() - 40) : hit.end() + 40] for hit in pattern.finditer(text))


def ids_of(catalog: Catalog) -> re.Pattern[str]:
    """Return a pattern of the ids with dashes: of the vocabulary, of frameworks, and of licenses unknown to SPDX."""
    licenses = {name: entry for name, entry in catalog.licenses.items() if name not in spdx.SPDX_IDS}
    vocabulary = {*catalog.components, *catalog.judgments, *catalog.frameworks}
    ids = {name for name in {*licenses, *vocabulary} if "-" in name}
    spaced = {name.replace("-", " ").capitalize() for name in licenses if "-" in name}
    given = {getattr(entry, key, "") for entry in licenses.values() for key in ("name", "short")}
    names = ids | (spaced - given)
    return re.compile(
        rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?![\w/-]|\.\w)"
    )


# The pages


def without_free_text(value: Any, numbers: Iterator[int]) -> Any:
    """Return a value with each free text replaced by a sentence of its own."""
    if isinstance(value, Dataset):
        value = value.model_copy(update={"name": f"Dataset {next(numbers)}"})
    if isinstance(value, BaseModel):
        fields = {
            name: f"Note {next(numbers)}." if name in FREE_TEXT and inner else without_free_text(inner, numbers)
            for name, inner in value
        }
        return value.model_copy(update=fields)
    if isinstance(value, Mapping):
        return {name: without_free_text(inner, numbers) for name, inner in value.items()}
    return tuple(without_free_text(inner, numbers) for inner in value) if isinstance(value, tuple) else value


@pytest.fixture(scope="module")
def pages(real: Catalog) -> dict[str, Page]:
    numbers = count(1)
    records, licenses = (without_free_text(entries, numbers) for entries in (real.records, real.licenses))
    made = pages_of(replace(real, records=records, licenses=licenses, history={}))  # editions hold the words of people
    return {path: Page(text) for path, text in made.items()}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_page_contains_nonsense(pages: dict[str, Page], check: Any) -> None:
    wrong = {path: sorted(set(check(page))) for path, page in pages.items()}
    assert {path: places for path, places in wrong.items() if places} == {}


def test_no_page_shows_an_id_as_a_name(pages: dict[str, Page], real: Catalog) -> None:
    pattern = ids_of(real)
    wrong = {path: sorted(set(ids_as_names(page, pattern))) for path, page in pages.items()}
    assert {path: places for path, places in wrong.items() if places} == {}


@pytest.mark.parametrize(
    ("html", "check"),
    [
        ("<p>It is the the end.</p>", doubled_words),
        ("<p>Weights , code.</p>", stray_punctuation),
        ("<li>The end..</li>", stray_punctuation),
        ("<dd>A gate is `access: gated`.</dd>", raw_markdown),
        ("<td>It is **open**.</td>", raw_markdown),
        ("<li>Establish that the evaluation results stands.</li>", wrong_number),
        ("<li>Establish that the final weights is open.</li>", wrong_number),
        ("<li>Post-training data: under No license, which says: no.</li>", license_that_is_none),
        ("<p>The license is None.</p>", missing_values),
        ("<ul><li>Data: <b>closed</b>.</li><li>Code.</li><li>Data: closed.</li></ul>", doubled_items),
        ("<p>It <a href='x'>ends</a></p>", unfinished_sentences),
        ('<p class="os-short">1 change would be enough</p>', unfinished_sentences),
    ],
)
def test_nonsense_is_found(html: str, check: Any) -> None:
    assert list(check(Page(html))), html


@pytest.mark.parametrize(
    "html",
    [
        "<p>It ends <q>with with , a quote</q> (<a href='x'>source</a>).</p>",
        "<p>Run <code>check `x` , --fix..</code>.</p>",
        "<p><a href='x'>All codes</a></p>",
        '<p class="os-meta"><span>Qwen</span> <span>Qwen</span></p>',
        "<ul><li>Any of:<ul><li>a.</li></ul></li><li>Any of:<ul><li>b.</li></ul></li></ul>",
        "<p>It was shortened ... here.</p>",
    ],
)
def test_good_sentences_pass(html: str) -> None:
    assert [place for check in CHECKS for place in check(Page(html))] == []


def test_ids_are_found_outside_code_sources_and_paths(small: Catalog) -> None:
    pattern = ids_of(small)
    wrong = "<li>Release the training-code under Llama 3.1 community or gemma-terms.</li>"
    right = (
        '<p><code>training-code</code> <a class="os-source" href="x">x/…/training-code</a> data/gemma-terms.yaml</p>'
    )
    assert len(list(ids_as_names(Page(wrong), pattern))) == 3
    assert list(ids_as_names(Page(right), pattern)) == []
