"""Draws what all repositories of the Hub declare: by repositories, by downloads, and by the month of creation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis.whole_hub import Openness, said
from generator.exports.pictures.canvas import FOOT, HEAD, MARGIN, WIDTH, Canvas
from generator.exports.pictures.colors import CLOSED, FAINT, GROUND, LINE, MUTED, OPEN
from generator.exports.pictures.font import Style

if TYPE_CHECKING:
    from generator.analysis.whole_hub import Row, WholeHub

_LOOKS = {
    Openness.OSI: (OPEN, OPEN, ""),
    Openness.FREE: (GROUND, OPEN, "////"),
    Openness.LIMITED: (GROUND, CLOSED, "xxxx"),
    Openness.UNDECIDED: (FAINT, MUTED, ""),
    Openness.NONE: (GROUND, MUTED, ""),
}
"""The fill, the edge and the hatch of each group."""
_LEFT = MARGIN + 130
_ACROSS = WIDTH - MARGIN - _LEFT
_BAR, _BETWEEN = 38, 74
_ENOUGH = 44
"""The width in pixels that the words of a share need."""
_HIGH = 210
"""The height of the columns of months."""
_MOST_MONTHS = 120
"""Of a longer time, the picture shows the last ten years."""
_SMALL = Style(12, MUTED)


def draw(hub: WholeHub) -> Canvas:
    """Return the drawing of one census."""
    months = hub.rows(hub.census.by_month)[-_MOST_MONTHS:]
    canvas = Canvas(WIDTH, HEAD + 40 + 2 * _BETWEEN + 60 + _HIGH + 40 + FOOT)
    _legend(canvas, HEAD + 16)
    y = HEAD + 62.0
    _bar(canvas, y, "Repositories", {group: part.repositories or 0 for group, part in hub.groups.items()})
    _bar(canvas, y + _BETWEEN, "Downloads", {group: part.downloads or 0 for group, part in hub.groups.items()})
    _columns(canvas, y + 2 * _BETWEEN + 30, months)
    return canvas


def _legend(canvas: Canvas, y: float) -> None:
    """Draw what the look of each group means."""
    step = (WIDTH - 2 * MARGIN) / len(_LOOKS)
    for place, (group, look) in enumerate(_LOOKS.items()):
        x = MARGIN + place * step
        canvas.box((x, y - 8, 16, 16), *look)
        canvas.words(x + 24, y, group.words, step - 30, Style(13))


def _bar(canvas: Canvas, y: float, name: str, shares: dict[Openness, float]) -> None:
    """Draw a bar with a piece for each group, and the shares of those that have room for it above."""
    canvas.words(MARGIN, y + _BAR / 2, name, 120, Style(14, bold=True))
    x = float(_LEFT)
    for group, share in shares.items():
        width = _ACROSS * share / 100
        if share:
            canvas.box((x, y, width, _BAR), *_LOOKS[group])
        if width >= _ENOUGH:
            canvas.words(x + width / 2, y - 12, said(share), width, Style(12), ha="center")
        x += width


def _columns(canvas: Canvas, top: float, months: list[Row]) -> None:
    """Draw a column for each month with a piece for each group, and the years below."""
    canvas.words(MARGIN, top - 4, "By month", 120, Style(14, bold=True))
    canvas.words(MARGIN, top + 18, "of creation", 120, _SMALL)
    for share in (0, 50, 100):
        y = top + _HIGH * (1 - share / 100)
        canvas.line([_LEFT, WIDTH - MARGIN], [y, y], LINE)
        canvas.words(_LEFT - 8, y, f"{share} %", 60, _SMALL, ha="right")
    step = _ACROSS / max(len(months), 1)
    for place, month in enumerate(months):
        _column(canvas, (_LEFT + place * step, top, step * 0.86), month)
        if month.key.endswith("-01") or not place:
            canvas.words(_LEFT + place * step, top + _HIGH + 16, month.key[:4], 60, _SMALL)


def _column(canvas: Canvas, place: tuple[float, float, float], month: Row) -> None:
    x, top, width = place
    y = top + _HIGH
    for group, part in month.parts.items():
        height = _HIGH * (part.repositories or 0) / 100
        y -= height
        if height:
            canvas.box((x, y, width, height), *_LOOKS[group])
