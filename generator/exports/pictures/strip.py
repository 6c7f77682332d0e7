"""The small picture of one release: a mark for each component, as SVG, to download from its card.

A site has one for each release, so it is a short text of its own; the library of the large pictures would take
longer for a thousand of them than the whole build.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.analysis.heat_map import by_group
from generator.core.clock import in_words
from generator.exports.pictures.colors import CLOSED, GROUND, INK, MUTED, OPEN, PARTIAL, darkened
from generator.exports.pictures.font import Style, fitted
from generator.schema.component import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.card import ReleaseCard

_STEP, _GAP, _LEFT = 19, 16, 20
_MARKS = {
    Status.OPEN: Markup('<use href="#o" x="{}"/>'),
    Status.PARTIAL: Markup('<use href="#p" x="{}"/>'),
    Status.CLOSED: Markup('<use href="#c" x="{}"/>'),
    Status.UNKNOWN: Markup('<text x="{}" y="12" dx="7" class="m">?</text>'),
    Status.NOT_APPLICABLE: Markup('<text x="{}" y="12" dx="7" class="m">\N{EN DASH}</text>'),
}
_NAMED = Markup("<g><title>{}: {}</title>{}</g>")
_GROUP = Markup('<text x="{}" y="-8" class="g">{}</text>')
_COLORS = (
    f".s{{fill:{GROUND}}}text{{fill:{INK}}}.g,.m,.e{{fill:{MUTED}}}"
    f".o{{fill:{OPEN}}}.p{{fill:{PARTIAL}}}.q{{stroke:{PARTIAL}}}.c{{stroke:{CLOSED}}}"
)
_STYLE = Markup(  # noqa: S704  # our own words
    "text{font:13px sans-serif}.g,.m,.e{font-size:11px}.m{text-anchor:middle}.e{text-anchor:end}"
    ".t{font-weight:bold;font-size:17px}.q,.c{fill:none}"
    f"{_COLORS}@media (prefers-color-scheme:dark){{{darkened(_COLORS)}}}"
)
_STRIP = Markup("""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 164" width="640" height="164" role="img" aria-labelledby="t d">
<title id="t">{title}</title>
<desc id="d">{said}</desc>
<style>{style}</style>
<defs>
<rect id="o" class="o" width="14" height="14"/>
<g id="p"><path class="p" d="M0 0l14 14H0z"/><path class="q" d="M.5.5h13v13H.5z"/></g>
<path id="c" class="c" d="M.5.5h13v13H.5z"/>
</defs>
<rect class="s" width="640" height="164"/>
<text x="20" y="32" class="t">{title}</text>
<g transform="translate(0 66)">{marks}</g>
<text x="20" y="106">{said}</text>
<text x="20" y="128" class="g">■ open   ◩ partial   □ closed   ? unknown   \N{EN DASH} not applicable</text>
<text x="20" y="148" class="g">{source}</text>
<text x="620" y="32" class="e">Data of {day}</text>
</svg>
""")


def strip(card: ReleaseCard, address: str) -> str:
    """Return the small picture of a release; `address` is that of its page."""
    return _STRIP.format(
        title=fitted(card.name, 420, Style(17, bold=True)),
        said=f"Open share {card.count.percent}: {card.count.words}.",
        style=_STYLE,
        marks=Markup("").join(_marks(card)),
        source=f"{fitted(address, 520, Style(11))}  CC BY 4.0",
        day=in_words(card.checked),
    )


def _marks(card: ReleaseCard) -> Iterator[Markup]:
    x = _LEFT
    for group, components in groupby(by_group(card.components), key=lambda each: each.group):
        yield _GROUP.format(x, group.value.capitalize())
        for each in components:
            yield _mark(each.name, each.fact.status, x)
            x += _STEP
        x += _GAP


@cache
def _mark(name: str, status: Status, x: int) -> Markup:
    return _NAMED.format(name, status.word, _MARKS[status].format(x))
