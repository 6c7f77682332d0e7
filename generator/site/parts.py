"""Small parts that all pages share. A state or an answer is always a symbol and a word; color only adds to them.

They are functions rather than macros, because a large table holds thousands of them, and most are alike: what was made
once is used again. Every value passes through `Markup`, which escapes what it formats.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from generator.core import paths
from generator.core.text_fragment import to_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.analysis.license_answers import NamePart
    from generator.analysis.sentences import Mood
    from generator.analysis.side_by_side import Value
    from generator.analysis.verdicts import Place, Verdict
    from generator.core.problem import KeyPath
    from generator.evaluation.findings import Answer
    from generator.schema.component import Status
    from generator.schema.record import Access

    To = Callable[[str, str], str]
    ToLine = Callable[[str, KeyPath], str]

_GLYPH = Markup('<span aria-hidden="true">{}</span> {}')
_STATE = Markup('<span class="os-state os-state--{}">{}</span>')
_ANSWER = Markup('<span class="os-answer os-answer--{}">{}</span>')
_TERM = Markup('<span class="os-term--{}">{}</span>')
_TONED = Markup('<span class="os-tone os-tone--{}">{}</span>')
_MUTED = Markup('<span class="os-muted">{}</span>')
_SHORT = Markup('<span class="os-short">{}</span>')
_TITLED_SHORT = Markup(' <span class="os-short" title="{}">{}</span>')
_BAR = Markup(
    '<span class="os-level os-points"><svg class="os-bar" viewBox="0 0 100 8" preserveAspectRatio="none" '
    'aria-hidden="true"><rect width="{}" height="8"/><path d="M{} 4h{}"/></svg>'
    " {}</span>"
)
_LEVEL = Markup(
    '<span class="os-level" data-reached="{:g}"><span class="os-pips" aria-hidden="true">{}</span> {}</span>'
)
_PIPS = Markup('<i class="os-pip os-pip--on"></i>'), Markup('<i class="os-pip os-pip--maybe"></i>')
_NO_PIP = Markup('<i class="os-pip"></i>')
_SOURCE = Markup('<a class="os-source" href="%s" rel="nofollow noopener">%s</a>')
_LINK = Markup('<a href="%s">%s</a>')
_EVIDENCE = Markup('<a href="%s">%s</a>')
_WHERE = Markup(' (<a href="%s">%s</a>)')
_OF_REPOSITORIES = {"github.com", "huggingface.co"}
_COLLECTIONS = {"datasets", "spaces"}
_COMMIT = re.compile(r"[0-9a-f]{10,40}")


@cache
def state(status: Status, access: Access | None = None) -> Markup:
    """Return the state of a component, with its gate if it has one."""
    words = f"{status.word}, {access.value.replace('-', ' ')}" if access else status.word
    return _STATE.format(status.value, _GLYPH.format(status.glyph, words))


@cache
def answer(value: Answer | None, yes: str = "Met", no: str = "Not met", unknown: str = "Not known") -> Markup:
    """Return an answer in these words, or "None" where there is nothing to answer."""
    if value is None:
        return outside("None")
    words = {"met": yes, "not met": no, "not known": unknown}[value.value]
    return _ANSWER.format(value.slug, _GLYPH.format(value.glyph, words))


@cache
def outside(words: str) -> Markup:
    """Return the words for a release that a definition does not speak of."""
    return _ANSWER.format("none", _GLYPH.format("\N{EN DASH}", words))


def verdict(one: Verdict, *, with_shortfall: bool = True) -> Markup:
    """Return a verdict: an answer, a level or points, and how far it falls short."""
    kind = one.definition.kind
    if kind == "points":
        return _points(one.at_least, one.at_most, one.most, one.words)
    if kind == "levels":
        return _level(one.at_least, one.at_most, one.most, one.words)
    said = answer(one.answer, one.words, one.words) if one.applies else outside(one.words)
    short = one.shortfall if with_shortfall else None
    return said + _TITLED_SHORT.format(short.words, short.count) if short else said


@cache
def _points(low: float, high: float, most: float, words: str) -> Markup:
    sure, maybe = round(100 * low / most), round(100 * (high - low) / most)
    return _BAR.format(sure, sure, maybe, words)


@cache
def _level(low: float, high: float, most: float, words: str) -> Markup:
    on, maybe = int(low), int(high) - int(low)
    pips = _PIPS[0] * on + _PIPS[1] * maybe + _NO_PIP * (int(most) - on - maybe)
    return _LEVEL.format(low, pips, words)


def license_links(names: Iterable[NamePart], to: To, gap: str = "not known") -> Markup:
    """Return a license expression in names, each with a link to its page; `gap` is what to say without one."""
    parts = [_LINK % (to("licenses", part.id), part.words) if part.id else part.words for part in names]
    return Markup("").join(parts) if parts else _MUTED.format(gap)


@lru_cache(10_000)
def term(mood: Mood, short: str) -> Markup:
    """Return what a license says on a term, for a cell under the name of the term."""
    return _TERM.format(mood.value, _GLYPH.format(mood.glyph, short))


def worded(value: Value) -> Markup:
    """Return what is so for a release, in words, with its symbol."""
    return _GLYPH.format(value.glyph, value.words) if value.glyph else escape(value.words)


@lru_cache(10_000)
def toned(value: Value) -> Markup:
    """Return what is so for one of several releases, in words, with its symbol and its remark."""
    words = _TONED.format(value.tone.value, worded(value))
    return words + _SHORT.format(value.note) if value.note else words


@lru_cache(10_000)
def source(url: str) -> Markup:
    """Return a link to a source, in short."""
    return _SOURCE % (url, shortened(url))


@lru_cache(10_000)
def evidence(url: str) -> Markup:
    """Return a link to a source as the rows of a card show it, hundreds of times on a page."""
    return _EVIDENCE % (url, shortened(url))


@lru_cache(10_000)
def words(url: str, said: str) -> Markup:
    """Return a link to a source that leads to the words quoted from it, where the page allows that."""
    return _EVIDENCE % (to_words(url, said), shortened(url))


def license_words(names: Iterable[NamePart]) -> str:
    """Return a license expression in names, without links, for the head of a row that opens."""
    return "".join(part.words for part in names)


def places(found: Iterable[Place], to: To, to_line: ToLine) -> Markup:
    """Return links from a reason to the facts behind it: rows of the same card, terms of a license, or lines."""
    return Markup("").join(_place(place, to, to_line) for place in found)


def _place(place: Place, to: To, to_line: ToLine) -> Markup:
    """Return the link to one fact; the path of a fact about a component is `components`, its id, and more."""
    section, *rest = place.path[:2] or ("",)
    if place.file.startswith(paths.LICENSES):
        license_id = place.file.removeprefix(f"{paths.LICENSES}/").removesuffix(".yaml")
        return _WHERE % ("".join((to("licenses", license_id), *(f"#{term}" for term in rest))), "license")
    if section == "components" and rest:
        return _WHERE % (f"#{rest[0]}", "component")
    return _WHERE % (to_line(place.file, place.path), "record")


def shortened(url: str) -> str:
    """Return a URL in short: its host, its repository if it has one, and the last part of its path but no commit."""
    parts = urlsplit(url)
    name = (parts.hostname or url).removeprefix("www.")
    steps = [step for step in parts.path.split("/") if step]
    kept = steps[: (3 if steps[0] in _COLLECTIONS else 2)] if steps and name in _OF_REPOSITORIES else []
    last = [step[:40].rstrip(".") for step in steps[len(kept) :][-1:] if not _COMMIT.fullmatch(step)]
    gap = ["…"] if last and len(steps) > len(kept) + 1 else []
    return "/".join((name, *kept, *gap, *last))
