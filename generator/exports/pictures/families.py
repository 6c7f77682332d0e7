"""Draws the open share of each family over time, as small pictures with the same axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.exports.pictures.canvas import FOOT, HEAD, MARGIN, WIDTH, Canvas
from generator.exports.pictures.colors import LINE, MUTED, OPEN
from generator.exports.pictures.font import Style, settable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analysis.timeline import Moment, Timeline

_ACROSS = 4
_PANEL = 236
_PLOT = 158
_SMALL = Style(11, MUTED)
_STEP = (WIDTH - 2 * MARGIN + 20) / _ACROSS


def draw(shown: Timeline) -> Canvas:
    """Return the drawing of the open share of each family over time."""
    down = max(-(-len(shown.families) // _ACROSS), 1)
    canvas = Canvas(WIDTH, HEAD + down * _PANEL + FOOT)
    years = _years(shown)
    for place, (name, moments) in enumerate(shown.families.items()):
        x, y = MARGIN + 34 + _STEP * (place % _ACROSS), HEAD + 40 + _PANEL * (place // _ACROSS)
        panel = _Panel(canvas, x, y, _STEP - 62, years)
        panel.axes(settable(name, moments[-1].card.id), with_scale=place % _ACROSS == 0)
        panel.points(shown.all)
        panel.path(moments)
    return canvas


def _years(shown: Timeline) -> tuple[int, int]:
    found = [moment.year for moment in shown.all] or [2020.0]
    return int(min(found)), int(max(found)) + 1


@dataclass(frozen=True, slots=True)
class _Panel:
    """One of the small pictures: the open share from 0 to 100 %, over the same years."""

    canvas: Canvas
    x: float
    y: float
    width: float
    years: tuple[int, int]

    def axes(self, name: str, *, with_scale: bool) -> None:
        """Draw the name, the scales and their lines."""
        self.canvas.words(self.x, self.y - 18, name, self.width, Style(14, bold=True))
        for share in (0, 50, 100):
            y = self._down(share / 100)
            self.canvas.line([self.x, self.x + self.width], [y, y], LINE)
            if with_scale:
                self.canvas.words(self.x - 6, y, f"{share} %", 60, _SMALL, ha="right")
        first, last = self.years
        for year in range(first, last + 1, -(-(last - first) // 4)):
            self.canvas.words(self._across(year), self.y + _PLOT + 14, str(year), 60, _SMALL, ha="center")

    def points(self, moments: Sequence[Moment]) -> None:
        """Draw all releases as small points, for comparison; of those within 2 pixels, one is enough."""
        places = {(self._across(each.year), self._down(float(each.low + each.high) / 2)) for each in moments}
        apart = sorted({(2 * round(x / 2), 2 * round(y / 2)) for x, y in places})
        look: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 3.5, "markeredgewidth": 0}
        self.canvas.line([x for x, _ in apart], [y for _, y in apart], MUTED, alpha=0.35, **look)

    def path(self, moments: Sequence[Moment]) -> None:
        """Draw the releases of the family: a bar from the lowest to the highest share, and a line between them."""
        xs = [self._across(each.year) for each in moments]
        ends = [(self._down(float(each.low)), self._down(float(each.high))) for each in moments]
        self.canvas.line(xs, [(low + high) / 2 for low, high in ends], OPEN, 1.2)
        for x, (low, high) in zip(xs, ends, strict=True):
            self.canvas.box((x - 3.5, high - 1.5, 7, low - high + 3), OPEN)

    def _across(self, year: float) -> float:
        first, last = self.years
        return self.x + (year - first) / (last - first) * self.width

    def _down(self, share: float) -> float:
        return self.y + (1 - share) * _PLOT
