"""A citation in every format that reference managers, word processors and wikis read.

Each format escapes text by its own rules, so a name with braces, accents, quotes or markup stays what it is.
tests/test_citations.py reads them back with the programs that they are for.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING

from generator.core import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.analysis.citation import Citation

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
"""The license of the data and texts."""
_LATEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_LATEX_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_WIKI_SPECIAL = re.compile(r"[&<>\[\]{}|~]|''+|__+|://")
_MARKDOWN_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|$]")
_MARKDOWN_START = re.compile(r"^(\d{0,9})([-+=#:.)])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The names that every style for BibTeX knows and writes in its own way."""


def files(record_ids: Iterable[str], cited: Callable[[str], Citation]) -> Mapping[str, Callable[[], str]]:
    """Return what makes the files of each release for reference managers, by path."""
    makers = {urls.cite_bibtex: bibtex, urls.cite_ris: ris, urls.cite_csl: csl_json}
    return {path(name): partial(_file, make, cited, name) for name in record_ids for path, make in makers.items()}


def _file(make: Callable[[Citation], str], cited: Callable[[str], Citation], record_id: str) -> str:
    return f"{make(cited(record_id))}\n"


def bibtex(citation: Citation) -> str:
    """Return an entry for BibTeX. It is `@misc`, because older styles do not know `@online`."""
    day = citation.day
    fields = [
        ("author", f"{{{{{_latex(citation.authors)}}}}}"),
        ("title", f"{{{{{_latex(citation.title)}}}}}"),
        ("howpublished", f"{{{_latex(citation.site)}}}"),
        *([("year", f"{{{day.year}}}"), ("month", _MONTHS[day.month - 1]), ("day", f"{{{day.day}}}")] if day else []),
        ("url", f"{{{citation.address}}}"),
    ]
    lines = "".join(f"  {name} = {value},\n" for name, value in fields)
    return f"@misc{{{citation.key},\n{lines}}}"


def _latex(text: str) -> str:
    return _LATEX_SPECIAL.sub(lambda found: _LATEX.get(found[0], f"\\{found[0]}"), text)


def ris(citation: Citation) -> str:
    """Return a record as RIS, which EndNote, Zotero and others import. A name with a comma at its end is a group's."""
    day = citation.day
    fields = [
        ("TY", "ELEC"),
        ("ID", citation.key),
        ("TI", citation.title),
        ("AU", f"{citation.authors},"),
        ("T2", citation.site),
        *([("PY", str(day.year)), ("DA", f"{day:%Y/%m/%d}")] if day else []),
        ("AB", citation.sentence),
        ("LA", "en"),
        ("UR", citation.address),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in fields)


def csl_json(citation: Citation) -> str:
    """Return CSL-JSON: what citation processors, Zotero and Pandoc read."""
    day = citation.day
    item = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "author": [{"literal": citation.authors}],
        "container-title": citation.site,
        **({"issued": {"date-parts": [[day.year, day.month, day.day]]}} if day else {}),
        "abstract": citation.sentence,
        "language": "en",
        "URL": citation.address,
    }
    return json.dumps([item], ensure_ascii=False)


def apa(citation: Citation) -> str:
    """Return the entry of a reference list by the 7th edition of the APA's manual, without its italics."""
    day = citation.day
    written = f"{day.year}, {day:%B} {day.day}" if day else "n.d."
    return f"{citation.authors}. ({written}). {_ended(citation.title)} {citation.site}. {citation.address}"


def chicago(citation: Citation) -> str:
    """Return the entry of a bibliography by the 17th edition of the Chicago Manual of Style."""
    published = f"{citation.site}, {citation.long_day}" if citation.day else citation.site
    return f"{citation.authors}. “{_ended(citation.title)}” {published}. {citation.address}."


def _ended(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."


def wikipedia(citation: Citation) -> str:
    """Return a footnote with the template "cite web". Its author is left out, because the site bears the same name."""
    date = f" |date={citation.day.isoformat()}" if citation.day else ""
    values = f"|url={citation.address} |title={_wiki(citation.title)} |website={_wiki(citation.site)}{date}"
    return f"<ref>{{{{cite web {values}}}}}</ref>"


def _wiki(text: str) -> str:
    """Return a text as the value of a parameter, in which nothing is a link, a template or another mark."""
    return _WIKI_SPECIAL.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), text)


def markdown(citation: Citation) -> str:
    """Return the sentence as a quote, and under it a link to what it was taken from."""
    day = f", {citation.long_day}" if citation.day else ""
    source = f"[{markdown_text(citation.title)}]({citation.address}), {markdown_text(citation.site)}{day}"
    return f"> {markdown_line(citation.sentence)}\n>\n> {source}"


def markdown_text(text: str) -> str:
    """Return a text as Markdown in which none of its characters has an effect."""
    return _MARKDOWN_SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def markdown_line(text: str) -> str:
    """Return a text as Markdown at the beginning of a line, where it starts no list and no heading either."""
    return _MARKDOWN_START.sub(r"\1\\\2", markdown_text(text))


def meta_tags(citation: Citation) -> tuple[tuple[str, str], ...]:
    """Return the tags from which reference managers make an entry: those of Highwire, and Dublin Core.

    Zotero takes the last word of a name for a surname, unless a comma ends the name; and a page with the first of these
    tags for an article of a journal, unless the type says otherwise.
    """
    day = citation.day.isoformat() if citation.day else None
    tags = (
        ("citation_title", citation.title),
        ("citation_author", f"{citation.authors},"),
        ("citation_publication_date", day),
        ("citation_public_url", citation.address),
        ("DC.type", "webpage"),
        ("DC.title", citation.title),
        ("DC.creator", citation.authors),
        ("DC.date", day),
        ("DC.identifier", citation.address),
        ("DC.source", citation.site),
        ("DC.rights", LICENSE),
    )
    return tuple((name, content) for name, content in tags if content)
