"""The font of all pictures, DejaVu Sans. It comes with matplotlib, so every machine sets the same words alike.

It has the letters of Latin, Greek, Cyrillic and some other scripts. Words are set from left to right, letter by letter:
what joins letters or turns lines around depends on libraries of the machine.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import accumulate, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl
from matplotlib.ft2font import FT2Font
from PIL import ImageFont

from generator.exports.pictures.colors import INK

if TYPE_CHECKING:
    from collections.abc import Sequence

FAMILY = "DejaVu Sans"
_LONGEST = 800
"""No picture has room for more characters in one place."""
_FROM_RIGHT = {"R", "AL"}


class Style(NamedTuple):
    """How words look; the size is in pixels."""

    size: float = 12
    color: str = INK
    bold: bool = False

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The font in this size."""
        return _font(self.size, bold=self.bold)


def can_set(text: str) -> bool:
    """Return whether the font has every letter of a text, none of them from a script that runs from right to left."""
    return all(ord(each) in _letters() and unicodedata.bidirectional(each) not in _FROM_RIGHT for each in text)


def settable(text: str, otherwise: str) -> str:
    """Return a text, or another one if the font cannot set it, such as an id, which is in plain letters."""
    return text if can_set(text) else otherwise


def printable(text: str) -> str:
    """Return text on one line, without characters that XML does not allow or that change the direction of lines."""
    text = text[:_LONGEST]
    return text if text.isprintable() else "".join(each if each.isprintable() else " " for each in text)


@lru_cache(10_000)
def fitted(text: str, width: float, style: Style) -> str:
    """Return printable text, cut with an ellipsis where it is wider than `width` pixels."""
    text = printable(text)
    if style.font.getlength(text) <= width:
        return text
    while text and style.font.getlength(f"{text}…") > width:
        text = text[:-1].rstrip()
    return f"{text}…"


def wrapped(text: str, width: float, most: int, style: Style) -> list[str]:
    """Return text in at most so many lines, broken between words; what is left over is cut with an ellipsis."""
    words, lines = printable(text).split(), list[str]()
    while words and len(lines) < most - 1:
        taken = _how_many(words, width, style)
        lines.append(fitted(" ".join(words[:taken]), width, style))
        words = words[taken:]
    return [*lines, fitted(" ".join(words), width, style)] if words and most > 0 else lines


def _how_many(words: Sequence[str], width: float, style: Style) -> int:
    """Return how many words fit in a line; at least one."""
    ends = accumulate(_width(f"{word} ", style) for word in words)
    return max(1, sum(takewhile(bool, (end <= width for end in ends))))


@lru_cache(10_000)
def _width(word: str, style: Style) -> float:
    return style.font.getlength(word)


@cache
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_file(bold=bold), size, layout_engine=ImageFont.Layout.BASIC)


def _file(*, bold: bool) -> str:
    return str(Path(mpl.get_data_path(), "fonts/ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"))


@cache
def _letters() -> frozenset[int]:
    return frozenset(FT2Font(_file(bold=True)).get_charmap())
