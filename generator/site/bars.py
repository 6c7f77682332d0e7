"""Counts, shares and bars of the page of the whole Hub. A bar is a picture of numbers that stand beside it, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.analysis.whole_hub import Openness, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.analysis.whole_hub import Part

_BAR = Markup(
    '<svg class="os-share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
    '<rect width="{}" height="8"/></svg>'
)
_STACK = Markup('<svg class="os-stack" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>')
_PIECE = Markup('<rect class="os-fill--{}" x="{}" width="{}" height="8"/>')
_COUNT = Markup('<td class="os-count" data-sort="{}">{}</td>')
_LEGEND = Markup('<ul class="os-legend">{}</ul>')
_KEY = Markup(
    '<li><svg class="os-key" viewBox="0 0 8 8" aria-hidden="true">'
    '<rect class="os-fill--{}" width="8" height="8"/></svg> {}</li>'
)


def bar(percent: float | None) -> Markup:
    """Return a bar of this length."""
    return _BAR.format(_rounded(percent or 0))


def count(number: int) -> Markup:
    """Return the cell of a count."""
    return _COUNT.format(number, f"{number:,}")


def share(percent: float | None, *, with_bar: bool = True) -> Markup:
    """Return the cell of a share: in words, and as a bar."""
    words = "\N{EN DASH}" if percent is None else said(percent)
    drawn = Markup(" ") + bar(percent) if with_bar else Markup("")
    return _COUNT.format("" if percent is None else _rounded(percent), Markup.escape(words) + drawn)


def legend() -> Markup:
    """Return what the fill of each piece means."""
    return _LEGEND.format(Markup("").join(_KEY.format(group.value, group.words) for group in Openness))


def stack(parts: Mapping[Openness, Part]) -> Markup:
    """Return a bar with a piece for each group, the most open first."""
    pieces, x = [], 0.0
    for group, part in parts.items():
        width = part.repositories or 0
        if width:
            pieces.append(_PIECE.format(group.value, _rounded(x), _rounded(width)))
        x += width
    return _STACK.format(Markup("").join(pieces))


def _rounded(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
