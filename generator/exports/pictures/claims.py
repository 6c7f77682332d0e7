"""Draws the flow from what releases are called to how well the label fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis.claim_flow import Fit
from generator.exports.pictures.canvas import FOOT, HEAD, MARGIN, WIDTH, Canvas
from generator.exports.pictures.colors import CLOSED, INK, LINE, MUTED, OPEN, PARTIAL
from generator.exports.pictures.font import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analysis.claim_flow import ClaimFlow

_BAR = 16
_SPACE = 22
_WORDS, _BOLD = Style(13), Style(13, bold=True)
_LEFT, _RIGHT = MARGIN + 190, WIDTH - MARGIN - 330
_FILLS = {
    Fit.HOLDS: OPEN,
    Fit.DISPUTED: PARTIAL,
    Fit.NEAR: PARTIAL,
    Fit.FAILS: CLOSED,
    Fit.NOT_KNOWN: MUTED,
    Fit.UNTESTED: LINE,
}


def draw(shown: ClaimFlow) -> Canvas:
    """Return the drawing of what releases are called, and how well the label fits."""
    labels, fits = tuple(shown.counts), shown.fits
    most, total = max(len(labels), len(fits)), sum(map(shown.of_label, labels)) or 1
    height, top = max(420, 60 * most), HEAD + 44
    unit = (height - _SPACE * (most - 1)) / total
    canvas = Canvas(WIDTH, top + height + 20 + FOOT)
    canvas.words(_LEFT, HEAD + 16, "The developer calls it", 190, _BOLD, ha="right")
    canvas.words(_RIGHT + _BAR + 14, HEAD + 16, "The label", 300, _BOLD)
    starts = _stack([shown.of_label(label) * unit for label in labels], top, height)
    ends = _stack([shown.of_fit(fit) * unit for fit in fits], top, height)
    _flows(canvas, shown, starts, ends, unit)
    _labels(canvas, shown, starts, unit)
    _fits(canvas, shown, ends, unit)
    return canvas


def _flows(canvas: Canvas, shown: ClaimFlow, starts: Sequence[float], ends: Sequence[float], unit: float) -> None:
    """Draw a band for each label and how well it fits, as wide as the number of releases."""
    next_end = dict(zip(shown.fits, ends, strict=True))
    for y, counts in zip(starts, shown.counts.values(), strict=True):
        start = y
        for fit, number in counts.items():
            high = number * unit
            canvas.ribbon((_LEFT + _BAR, start, high), (_RIGHT, next_end[fit], high), _FILLS[fit])
            start, next_end[fit] = start + high, next_end[fit] + high


def _labels(canvas: Canvas, shown: ClaimFlow, starts: Sequence[float], unit: float) -> None:
    for y, label in zip(starts, shown.counts, strict=True):
        number = shown.of_label(label)
        canvas.box((_LEFT, y, _BAR, number * unit), INK)
        canvas.words(_LEFT - 12, y + number * unit / 2, f"{label.words}  {number}", 175, _WORDS, ha="right")


def _fits(canvas: Canvas, shown: ClaimFlow, ends: Sequence[float], unit: float) -> None:
    for y, fit in zip(ends, shown.fits, strict=True):
        number = shown.of_fit(fit)
        canvas.box((_RIGHT, y, _BAR, number * unit), _FILLS[fit], INK)
        canvas.words(_RIGHT + _BAR + 14, y + number * unit / 2, f"{number}  {fit.words}", 310, _WORDS)


def _stack(heights: Sequence[float], top: float, height: float) -> list[float]:
    """Return the tops of bars that share a height evenly."""
    gap = (height - sum(heights)) / max(len(heights) - 1, 1)
    return [top + sum(heights[:place]) + gap * place for place in range(len(heights))]
