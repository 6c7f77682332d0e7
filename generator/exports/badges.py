"""Badges: for each release and definition, an SVG with the verdict and the day of the data, and JSON for shields.io.

The colors are dark and the letters white, so a badge can be read on light and on dark pages. The size of an SVG stays
under two kilobytes, whatever the names are.
"""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from generator.analysis.citation import one_line
from generator.core import urls
from generator.evaluation.findings import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.analysis.card import ReleaseCard
    from generator.analysis.scorecard import Scorecard
    from generator.analysis.verdicts import Verdict

MOST = 48
"""The most characters of a part of a badge."""
_COLORS = {Answer.MET: "#0a6350", Answer.NOT_MET: "#a1283f", Answer.NOT_KNOWN: "#56606b", None: "#1f4f82"}
"""The color of each answer; the last one is for points, and for definitions that do not cover the release."""
_LABEL_COLOR = "#33393d"
_NARROW, _BROAD = frozenset("fijlrtI.,:;!|'()[]{}-\N{EN DASH} "), frozenset("mwMW%@—✓✗◐")
_PADDING = 6


def files(scorecard: Scorecard) -> Mapping[str, Callable[[], str]]:
    """Return what makes the badges of each release, by path."""
    made: dict[str, Callable[[], str]] = {}
    for name in scorecard.catalog.records:
        made[urls.headline_badge(name)] = partial(_headline, scorecard, name)
        for definition in scorecard.catalog.frameworks:
            made[urls.badge(name, definition)] = partial(_svg, scorecard, name, definition)
            made[urls.badge_endpoint(name, definition)] = partial(_endpoint, scorecard, name, definition)
    return made


def _headline(scorecard: Scorecard, record_id: str) -> str:
    card = scorecard.card(record_id)
    return svg(card.headline, card)


def _svg(scorecard: Scorecard, record_id: str, definition: str) -> str:
    card = scorecard.card(record_id)
    return svg(card.verdict(definition), card)


def _endpoint(scorecard: Scorecard, record_id: str, definition: str) -> str:
    card = scorecard.card(record_id)
    return endpoint(card.verdict(definition), card)


def svg(verdict: Verdict, card: ReleaseCard) -> str:
    """Return the badge of a verdict on a card: the definition, the verdict and the day of the data."""
    return _drawn(verdict.definition.short, _words(verdict), _day(card), _COLORS[verdict.covered_answer])


def endpoint(verdict: Verdict, card: ReleaseCard) -> str:
    """Return the same as JSON for https://shields.io/badges/endpoint-badge."""
    return _described(verdict.definition.short, _words(verdict), _day(card), _COLORS[verdict.covered_answer])


def _words(verdict: Verdict) -> str:
    return f"{verdict.glyph} {verdict.few_words}".lstrip()


def _day(card: ReleaseCard) -> str:
    return card.checked.isoformat() if card.checked else ""


@lru_cache(10_000)
def _described(label: str, words: str, day: str, color: str) -> str:
    message = f"{words} ({day})" if day else words
    data = {"schemaVersion": 1, "label": label, "message": message, "color": color, "labelColor": _LABEL_COLOR}
    return f"{json.dumps(data, ensure_ascii=False)}\n"


@lru_cache(10_000)
def _drawn(label: str, words: str, day: str, color: str) -> str:
    parts = [(_cut(label), _LABEL_COLOR), (_cut(words), color), *([(day, _LABEL_COLOR)] if day else [])]
    boxes, texts, x = "", "", 0
    for text, background in parts:
        width = _width(text)
        whole = width + 2 * _PADDING
        boxes += f'<path fill="{background}" d="M{x} 0h{whole}v20H{x}z"/>'
        fitted = f'x="{x + _PADDING}" y="14" textLength="{width}" lengthAdjust="spacingAndGlyphs"'
        texts += f"<text {fitted}>{escape(text)}</text>"
        x += whole
    title = escape(", ".join(text for text, _ in parts))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{x}" height="20" viewBox="0 0 {x} 20">'
        f'<title>{title}</title>{boxes}<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" '
        f'font-size="11">{texts}</g></svg>\n'
    )


def _cut(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= MOST else f"{shown[: MOST - 1]}…"


def _width(text: str) -> int:
    """Return about how many pixels a text takes; `textLength` fits the letters of any font into it."""
    return max(round(sum(map(_advance, text))), 1)


def _advance(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 11
    return 4.4 if char in _NARROW else 10.2 if char in _BROAD else 7.6 if char.isupper() else 6.7
