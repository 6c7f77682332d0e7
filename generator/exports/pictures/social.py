"""Draws what a link to the site looks like where it is shared: a PNG for each release, and one for all other pages.

There is one for each release, so it has to be quick. It has 16 colors, two pixels to a byte: the first of them run from
the ground to the ink, so that the soft edges of letters lie in between as numbers too.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageColor, ImageDraw

from generator.analysis import citation
from generator.analysis.glance import glance
from generator.analysis.side_by_side import Tone
from generator.core.clock import in_words
from generator.exports.pictures.colors import CLOSED, GROUND, INK, LINE, MUTED, OPEN, PARTIAL
from generator.exports.pictures.font import Style, fitted, printable, settable, wrapped

if TYPE_CHECKING:
    from generator.analysis.card import ReleaseCard
    from generator.analysis.glance import Glance
    from generator.analysis.headline import Headline

WIDTH, HEIGHT = 1200, 630
_MARGIN = 60
_ROOM = WIDTH - 2 * _MARGIN
_NUMBERS = {GROUND: 0, LINE: 2, MUTED: 8, INK: 12, OPEN: 13, PARTIAL: 14, CLOSED: 15}
"""The number of each color; those between the ground and the ink are mixed of them."""
_TONES = {Tone.GOOD: OPEN, Tone.MIXED: PARTIAL, Tone.BAD: CLOSED, Tone.UNKNOWN: MUTED, Tone.PLAIN: LINE}
_NAME, _SMALL = Style(58, bold=True), Style(20, MUTED)
_WORDS = Style(25), Style(22), Style(19)
_ACROSS = 4
_CELL = _ROOM / _ACROSS
_ASKED, _SAID, _NOTE = Style(19, MUTED), Style(24, bold=True), Style(18, MUTED)
_ROW = 104
_FOOT = HEIGHT - 44


def of_release(card: ReleaseCard, address: str) -> bytes:
    """Return the PNG for the card of a release; `address` is that of its page."""
    sheet = _Sheet(in_words(card.checked), address)
    sheet.paragraph(settable(card.name, card.id), _NAME, most=2)
    developer = settable(card.developer.name, card.developer.id)
    sheet.paragraph(f"{developer}, released {card.released}", Style(26, MUTED), most=1)
    sheet.skip(6)
    sheet.answers(list(glance(card)))
    sheet.paragraph(settable(card.quote, card.sentence), *_WORDS)
    return sheet.png()


def of_site(headline: Headline, address: str) -> bytes:
    """Return the PNG for all other pages; `address` is that of the site."""
    sheet = _Sheet(headline.day, address)
    sheet.skip(50)
    sheet.paragraph("Which AI models are open, and by whose definition?", _NAME)
    sheet.skip(20)
    sheet.paragraph(headline.sentence, Style(32))
    return sheet.png()


class _Sheet:
    """A picture that is filled from the top."""

    def __init__(self, day: str, address: str) -> None:
        """Make a sheet with the name of the site, the date of the data and an address at its edges."""
        self._image = Image.new("L", (WIDTH, HEIGHT), 0)
        self._draw = ImageDraw.Draw(self._image)
        self._draw.rectangle((0, 0, WIDTH, 9), _NUMBERS[OPEN])
        dated = f"Data of {day}"
        self._words(_MARGIN, 34, citation.TITLE, Style(24, bold=True))
        self._words(WIDTH - _MARGIN - _SMALL.font.getlength(dated), 37, dated, _SMALL)
        self._draw.line((_MARGIN, _FOOT - 10, WIDTH - _MARGIN, _FOOT - 10), _NUMBERS[LINE], 2)
        self._words(_MARGIN, _FOOT, fitted(address, _ROOM, _SMALL), _SMALL)
        self._y = 84

    def skip(self, pixels: int) -> None:
        """Leave room."""
        self._y += pixels

    def paragraph(self, text: str, *styles: Style, most: int = 9) -> None:
        """Write text in the first style in which there is room for all of it, or cut it in the last one."""
        for style in styles:
            high = round(style.size * 1.3)
            lines = wrapped(text, _ROOM, min(most, (_FOOT - 24 - self._y) // high), style)
            if " ".join(lines).split() == printable(text).split():
                break
        for line in lines:
            self._words(_MARGIN, self._y, line, style)
            self._y += high
        self._y += 8

    def answers(self, found: list[Glance]) -> None:
        """Draw answers side by side, each with a bar in the color of its tone."""
        for place, each in enumerate(found):
            row, column = divmod(place, _ACROSS)
            x, y = _MARGIN + column * _CELL, self._y + row * _ROW
            self._draw.rectangle((x, y, x + 5, y + _ROW - 20), _NUMBERS[_TONES[each.answer.tone]])
            said = f"{each.answer.glyph} {each.answer.words}".strip()
            for text, style, down in ((each.asked, _ASKED, -3), (said, _SAID, 22), (each.answer.note, _NOTE, 54)):
                self._words(x + 16, y + down, fitted(text, _CELL - 28, style), style)
        self._y += -(-len(found) // _ACROSS) * _ROW

    def _words(self, x: float, y: float, text: str, style: Style) -> None:
        if text:
            self._image.paste(_NUMBERS[style.color], (round(x), round(y)), _letters(text, style))

    def png(self) -> bytes:
        """Return the picture."""
        made = BytesIO()
        self._image.putpalette(_PALETTE)
        self._image.save(made, "png", compress_level=1)
        return made.getvalue()


@lru_cache(300)
def _letters(text: str, style: Style) -> Image.Image:
    """Return how much of each pixel the letters cover. Many words are on many cards."""
    _, _, right, bottom = style.font.getbbox(text)
    letters = Image.new("L", (max(1, round(right)), max(1, round(bottom))), 0)
    ImageDraw.Draw(letters).text((0, 0), text, 255, style.font)
    return letters


def _palette() -> list[int]:
    """Return the colors by number: red, green and blue of each."""
    ground, ink, *others = (ImageColor.getrgb(color) for color in (GROUND, INK, OPEN, PARTIAL, CLOSED))
    steps = [step / _NUMBERS[INK] for step in range(_NUMBERS[INK] + 1)]
    ramp = [round(start + (end - start) * step) for step in steps for start, end in zip(ground, ink, strict=True)]
    return [*ramp, *(part for color in others for part in color)]


_PALETTE = _palette()
