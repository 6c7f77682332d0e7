"""A page of the site: finished HTML, and what the frame around it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markdown.extensions.toc import slugify
from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with a link to itself; `title` is HTML."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page as HTML, and its title and description as plain text."""

    title: str
    description: str
    html: str
    hide: tuple[str, ...] = ()
    """The parts of the frame that the page does without: `navigation`, `toc`."""
    image: str = ""
    """The path of the picture that stands for the page where it is shared; empty for that of the whole site."""
    citation: tuple[tuple[str, str], ...] = ()
    """The name and content of each tag for reference managers."""
    feed: str = ""
    """The path of the feed of the changes that the page is about; empty for that of the whole site."""
    structured_data: str = ""
    """JSON-LD that is safe inside an element."""

    @property
    def meta(self) -> dict[str, Any]:
        """What the theme reads; it prints these values as they are, so they are escaped."""
        tags = [[name, str(escape(content))] for name, content in self.citation]
        optional = {
            "image": self.image,
            "feed": self.feed,
            "citation": tags,
            "structured_data": self.structured_data,
        }
        return {
            "title": str(escape(self.title)),
            "description": str(escape(self.description)),
            "hide": list(self.hide),
            **{name: value for name, value in optional.items() if value},
        }

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the page, in order, for its table of contents."""
        return tuple(Heading(int(level), anchor, title) for level, anchor, title in _HEADING.findall(self.html))

    def markdown(self) -> str:
        """Return the page as a Markdown file, for engines that only read those.

        Headings become Markdown, because engines make the table of contents from them. The rest is HTML in blocks,
        which Markdown leaves alone.
        """
        meta = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in self.meta.items())
        return f"---\n{meta}---\n{_HEADING.sub(_as_markdown, self.html)}"


Maker = Callable[[], Page | str | bytes]
"""Makes a page or another text file, when it is about to be written."""

_LINK = '<a class="headerlink" href="#{}" title="Permanent link">&para;</a>'
_MARKUP = Markup(f'<h{{0}} id="{{1}}">{{2}}{_LINK.format("{1}")}</h{{0}}>')  # noqa: S704  # `format` escapes
_HEADING = re.compile(rf'<h([1-6]) id="([^"]+)">(.*?){_LINK.format("[^>]+")}</h\1>')
_SPECIAL = re.compile(r"&#?\w+;|[`*_\[\]{}|\\#~!^=$]")


def heading(level: int, title: str, anchor: str | None = None) -> Markup:
    """Return a heading that links to itself. Without an anchor, it gets the one that Markdown would give it."""
    anchor = anchor or slugify(title, "-") or "section"
    return _MARKUP.format(level, anchor, " ".join(title.split()))


def _as_markdown(match: re.Match[str]) -> str:
    level, anchor, title = match.groups()
    return f"\n{'#' * int(level)} {_SPECIAL.sub(_literal, title)} {{ #{anchor} }}\n"


def _literal(match: re.Match[str]) -> str:
    """Return a special character of Markdown as an entity; entities stay as they are."""
    found = match[0]
    return found if len(found) > 1 else f"&#{ord(found)};"
