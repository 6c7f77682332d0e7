"""The Jinja environment, which escapes every value that a template prints, except markup that templates made.

So text from a record always appears literally.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.evaluation.assessment import interval
from generator.schema.component import Status
from generator.schema.term import Term
from generator.site import cells, parts
from generator.site.page import Page, heading

if TYPE_CHECKING:
    from generator.analysis.card import Rank

TEMPLATES = Path(__file__).parent / "templates"


def _lines(text: str) -> Markup:
    """Return text that keeps its line breaks and tabs, for a code block."""
    kept = {ord("\n"): "&#10;", ord("\t"): "&#9;"}
    return Markup(str(escape(text.rstrip("\n"))).translate(kept))  # noqa: S704  # escaped right here


def without_indentation(html: str) -> str:
    """Return a page without the white space that it can do without: `lines` keeps what a code block needs."""
    return re.sub(r"\n\s+", "\n", html)


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


_RANKS = {Status.OPEN.value: 4, Status.PARTIAL.value: 3, Status.CLOSED.value: 2, Status.NOT_APPLICABLE.value: 1}


_GROUPS = "weights, code, data and documentation"


def _rank_words(rank: Rank) -> str:
    if rank.best == rank.worst:
        return f"Rank {rank.best} of {rank.of}, however much {_GROUPS} count"
    return f"Rank {rank.best} to {rank.worst} of {rank.of}, depending on how much {_GROUPS} count"


_FILTERS: dict[str, Any] = {
    "shortened": parts.shortened,
    "lines": _lines,
    "upper_first": _upper_first,
    "rank": lambda status: _RANKS.get(status, ""),
    "strength": cells.strength,
    "mood_rank": cells.mood_rank,
    "number": lambda number: f"{number:g}",
    "interval": interval,
    "zip": zip,
    "rank_words": _rank_words,
    "percent": lambda share: f"{float(share):.3g} %",
    "term": {term.value: term for term in Term}.__getitem__,
}


@cache
def environment() -> Environment:
    """Return the environment that renders all pages."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: "" if value is None else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(_FILTERS)
    made.globals |= {"heading": heading, "cell": cells, "part": parts}
    return made


def render(template: str, /, **values: Any) -> str:
    """Return a template rendered with these values."""
    return environment().get_template(template).render(**values)


def render_page(template: str, /, **values: Any) -> Page:
    """Return a page from a template that sets its `title`, its `description`, what to `hide` and its `image`."""
    made: Any = environment().get_template(template).make_module(values)
    html = without_indentation(str(made)).lstrip()
    said = str(made.title), str(made.description)
    return Page(*said, html, tuple(getattr(made, "hide", ())), getattr(made, "image", ""))
