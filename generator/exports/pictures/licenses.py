"""Draws how many releases have weights under each license, grouped by how free it leaves its readers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from generator.analysis.landscape import LicenseKind
from generator.exports.pictures.canvas import FOOT, HEAD, MARGIN, WIDTH, Canvas
from generator.exports.pictures.colors import CLOSED, FAINT, GROUND, MUTED, OPEN, PARTIAL
from generator.exports.pictures.font import Style

if TYPE_CHECKING:
    from generator.analysis.landscape import Landscape

_ROW = 22
_LEFT = MARGIN + 270
_LOOKS = {
    LicenseKind.OSI: (OPEN, OPEN, ""),
    LicenseKind.ANY_USE: (GROUND, OPEN, "////"),
    LicenseKind.ANY_BUSINESS: (PARTIAL, PARTIAL, ""),
    LicenseKind.LIMITED: (GROUND, CLOSED, "xxxx"),
    LicenseKind.UNKNOWN: (FAINT, MUTED, ""),
    LicenseKind.ABSENT: (GROUND, MUTED, ""),
}
"""The fill, the edge and the hatch of a bar."""


def draw(shown: Landscape) -> Canvas:
    """Return the drawing of the licenses of the weights, grouped by how free they are."""
    groups = [(kind, list(found)) for kind, found in groupby(shown.licenses, key=lambda each: each.kind)]
    canvas = Canvas(WIDTH, HEAD + 10 + (len(shown.licenses) + 2 * len(groups)) * _ROW + FOOT)
    unit = (WIDTH - MARGIN - 60 - _LEFT) / max((each.releases for each in shown.licenses), default=1)
    y = HEAD + 22.0
    for kind, found in groups:
        canvas.words(MARGIN, y, kind.words, 800, Style(13, bold=True))
        canvas.words(WIDTH - MARGIN, y, _releases(shown.of(kind)), 200, Style(12, MUTED), ha="right")
        for row, each in enumerate(found, start=1):
            middle = y + row * _ROW
            canvas.words(_LEFT - 10, middle, each.name, 260, ha="right")
            canvas.box((_LEFT, middle - 7, each.releases * unit, 14), *_LOOKS[kind])
            canvas.words(_LEFT + each.releases * unit + 8, middle, str(each.releases), 50)
        y += (len(found) + 2) * _ROW
    return canvas


def _releases(number: int) -> str:
    return f"{number} release{'' if number == 1 else 's'}"
