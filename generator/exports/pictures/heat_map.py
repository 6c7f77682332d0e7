"""Draws the heat map: a row for each release, a column for each component, and the names again every few rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.exports.pictures.canvas import FOOT, HEAD, MARGIN, WIDTH, Canvas
from generator.exports.pictures.colors import CLOSED, FAINT, MUTED, OPEN, PARTIAL
from generator.exports.pictures.font import Style, settable
from generator.schema.component import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analysis.card import ReleaseCard
    from generator.analysis.heat_map import HeatMap
    from generator.exports.pictures.canvas import Outline

    Cell = tuple[float, float, Status]

_CELL = 24
_ROW = 19
_GAP = 10
_NAMES = 236
_HEADS = 176
_BLOCK = 50
"""How many rows stand under the names of the components until these come again."""
_BAND = 5
"""Every other group of so many rows has a faint ground, which leads the eye along the row."""
_SMALL = Style(11.5, MUTED)
_STATES = (Status.OPEN, Status.PARTIAL, Status.CLOSED, Status.UNKNOWN, Status.NOT_APPLICABLE)


def draw(shown: HeatMap) -> Canvas:
    """Return the drawing of every component in every release."""
    blocks = [shown.cards[start : start + _BLOCK] for start in range(0, len(shown.cards), _BLOCK)]
    height = HEAD + 34 + len(blocks) * (_HEADS + 16) + _ROW * len(shown.cards) + FOOT
    canvas = Canvas(WIDTH, height)
    cells, top = _legend(canvas, HEAD + 6), HEAD + 34.0
    for block in blocks:
        cells += _block(canvas, shown, block, top + _HEADS)
        top += _HEADS + 16 + _ROW * len(block)
    _states(canvas, cells)
    return canvas


def _block(canvas: Canvas, shown: HeatMap, cards: Sequence[ReleaseCard], top: float) -> list[Cell]:
    """Draw some rows under the names of the components; return their cells."""
    columns = _columns(shown)
    cells: list[Cell] = []
    _heads(canvas, shown, columns, top)
    for row, card in enumerate(cards):
        y = top + (row + 0.5) * _ROW
        if row % (2 * _BAND) == 0:
            rows = min(_BAND, len(cards) - row)
            canvas.box((MARGIN, y - _ROW / 2, WIDTH - 2 * MARGIN, rows * _ROW), FAINT)
        canvas.words(MARGIN + _NAMES - 12, y, settable(card.name, card.id), _NAMES - 16, ha="right")
        canvas.words(WIDTH - MARGIN - 4, y, card.count.percent, 90, _SMALL, ha="right")
        cells += [(x + _CELL / 2, y, status) for x, status in zip(columns, shown.states(card), strict=True)]
    return cells


def _heads(canvas: Canvas, shown: HeatMap, columns: Sequence[float], top: float) -> None:
    slanted = {"rotation": 52, "va": "bottom", "rotation_mode": "anchor"}
    for x, component in zip(columns, shown.components, strict=True):
        canvas.words(x + 12, top - 6, component.name, _HEADS * 1.2, Style(11.5), **slanted)
    canvas.words(WIDTH - MARGIN - 4, top - 12, "Open share", 90, _SMALL, ha="right")


def _columns(shown: HeatMap) -> list[float]:
    """Return where each column begins; a gap sets the groups apart."""
    groups = [component.group for component in shown.components]
    changes = [0, *(before is not after for before, after in pairwise(groups))]
    return [MARGIN + _NAMES + _CELL * place + _GAP * sum(changes[: place + 1]) for place in range(len(groups))]


def _states(canvas: Canvas, cells: Sequence[Cell]) -> None:
    """Draw a mark at the middle of each cell: a full square, a half one, an empty one, a question mark, a dash."""
    looks: tuple[tuple[Status, Outline, str, str], ...] = (
        (Status.OPEN, _SQUARE, OPEN, OPEN),
        (Status.PARTIAL, _SQUARE, "none", PARTIAL),
        (Status.PARTIAL, _HALF, PARTIAL, "none"),
        (Status.CLOSED, _SQUARE, "none", CLOSED),
        (Status.UNKNOWN, Status.UNKNOWN.glyph, MUTED, "none"),
        (Status.NOT_APPLICABLE, Status.NOT_APPLICABLE.glyph, MUTED, "none"),
    )
    for status, outline, fill, edge in looks:
        canvas.marks(outline, [(x, y) for x, y, each in cells if each is status], fill, edge)


_SQUARE = ((-7.5, -7.5), (7.5, -7.5), (7.5, 7.5), (-7.5, 7.5))
_HALF = ((-7.5, -7.5), (7.5, 7.5), (-7.5, 7.5))


def _legend(canvas: Canvas, y: float) -> list[Cell]:
    x = float(MARGIN)
    cells: list[Cell] = []
    for status in _STATES:
        canvas.words(x + 22, y, status.word, 120)
        cells.append((x + 8, y, status))
        x += 46 + 8 * len(status.word)
    return cells
