"""A sheet to draw a picture on: shapes and words in pixels, with a title, a source line and the date of the data.

Only modules that draw import this one, and `files.py` imports those when a picture is made, because loading matplotlib
takes longer than most commands. Its settings are its own defaults and ours, whatever the machine says, and it draws
with the font that comes with it. So the same picture gives the same bytes.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from io import BytesIO, StringIO
from itertools import count
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from PIL import Image

from generator.exports.pictures.colors import GROUND, LINE, MUTED
from generator.exports.pictures.font import FAMILY, Style, fitted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    Point = tuple[float, float]
    Area = tuple[float, float, float, float]
    Outline = Sequence[Point] | str

WIDTH = 1120
MARGIN = 36
HEAD = 92
FOOT = 56
PLAIN = Style()
_DPI = 96
_PNG_DPI = 120
_COLORS = 128
"""How many colors a PNG has at most; the edges of letters need most of them."""
_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "openness-scorecard",
    "svg.fonttype": "none",  # words stay words: others can search, translate and edit them
    "text.parse_math": False,  # a name with $ in it is no formula
    "font.family": ["sans-serif"],
    "font.sans-serif": [FAMILY],
    "hatch.linewidth": 1.2,
}


class Canvas:
    """A drawing of `width` times `height` pixels; y grows downward. Words are never read as markup."""

    def __init__(self, width: float, height: float) -> None:
        """Make an empty sheet; only within `drawing`."""
        self.width, self.height = width, height
        self._drawn = count(1)
        self._figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=GROUND)
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, width), ylim=(height, 0))
        self._axes.set_axis_off()
        self._axes.set_autoscale_on(False)

    def words(self, x: float, y: float, text: str, room: float, style: Style = PLAIN, **how: Any) -> None:
        """Write words with the middle of their line at y and their left end at x; cut what is wider than `room`."""
        weight = "bold" if style.bold else "normal"
        look: dict[str, Any] = {"fontsize": style.size * 0.75, "color": style.color, "fontweight": weight}
        place: dict[str, Any] = {"ha": "left", "va": "center_baseline", "zorder": next(self._drawn)} | how
        self._axes.text(x, y, fitted(text, room, style), **look, **place)

    def box(self, area: Area, fill: str, edge: str = "none", hatch: str = "") -> None:
        """Draw a rectangle: its left end, its top, its width and its height. A hatch has the color of the edge."""
        x, y, width, height = area
        look: dict[str, Any] = {"facecolor": fill, "edgecolor": edge, "linewidth": 0.8, "hatch": hatch or None}
        self._axes.add_patch(Rectangle((x, y), width, height, **look, zorder=next(self._drawn)))

    def marks(self, outline: Outline, places: Sequence[Point], fill: str, edge: str) -> None:
        """Draw the same shape around each place; SVG holds the shape once. Text as an outline is a single glyph."""
        made = PathCollection(
            [_path(outline)], offsets=places, offset_transform=self._axes.transData, facecolors=fill, edgecolors=edge
        )
        pixels = Affine2D().scale(1 / _DPI) + self._figure.dpi_scale_trans
        made.set(linewidth=0.8, zorder=next(self._drawn), transform=pixels)
        if places:
            self._axes.add_collection(made, autolim=False)

    def line(self, xs: Sequence[float], ys: Sequence[float], color: str, width: float = 1, **how: Any) -> None:
        """Draw a line through points."""
        self._axes.plot(xs, ys, color=color, linewidth=width * 0.75, zorder=next(self._drawn), **how)

    def ribbon(self, left: tuple[float, float, float], right: tuple[float, float, float], fill: str) -> None:
        """Draw a band from one side to the other; each end is its x, its top and its height."""
        (x0, top0, high0), (x1, top1, high1) = left, right
        middle = (x0 + x1) / 2
        points = [(x0, top0), (middle, top0), (middle, top1), (x1, top1)]
        points += [(x1, top1 + high1), (middle, top1 + high1), (middle, top0 + high0), (x0, top0 + high0), (x0, top0)]
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        look: dict[str, Any] = {"facecolor": fill, "alpha": 0.55, "edgecolor": "none", "zorder": next(self._drawn)}
        self._axes.add_patch(PathPatch(Path(points, codes), **look))

    def frame(self, title: str, subtitle: str, source: str) -> None:
        """Write what makes the picture complete without its page: a title, what it shows, and the source."""
        room = self.width - 2 * MARGIN
        self.words(MARGIN, 38, title, room, Style(22, bold=True))
        self.words(MARGIN, 66, subtitle, room, Style(13, MUTED))
        self.line([MARGIN, self.width - MARGIN], [self.height - FOOT + 16] * 2, LINE)
        self.words(MARGIN, self.height - 22, source, room, Style(11, MUTED))

    def svg(self, title: str) -> str:
        """Return the drawing as SVG, which calls itself by its title."""
        made = StringIO()
        said = {"Title": printable(title), "Date": None, "Creator": None}
        self._figure.savefig(made, format="svg", metadata=said, facecolor=GROUND)
        return made.getvalue()

    def png(self) -> bytes:
        """Return the drawing as PNG. Few colors are enough, and take a third of the bytes."""
        self._figure.set_dpi(_PNG_DPI)
        sheet: Any = FigureCanvasAgg(self._figure)  # matplotlib does not type its methods
        sheet.draw()
        pixels = Image.frombuffer("RGBA", sheet.get_width_height(), sheet.buffer_rgba())
        few = pixels.quantize(_COLORS, Image.Quantize.FASTOCTREE)
        few.putpalette(few.getpalette() or ())  # none of them is transparent
        made = BytesIO()
        few.save(made, "png", compress_level=6)
        return made.getvalue()


def _path(outline: Outline) -> Path:
    """Return an outline, with y downward, or a glyph as the path of a mark, with y upward."""
    if not isinstance(outline, str):
        return Path([(x, -y) for x, y in (*outline, outline[0])], closed=True)
    glyph = TextPath((0, 0), outline, size=12)
    box = glyph.get_extents()
    middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return Path(glyph.vertices - middle, glyph.codes)


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with settings that do not depend on the machine. A letter that the font lacks becomes a box in a PNG."""
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        yield
