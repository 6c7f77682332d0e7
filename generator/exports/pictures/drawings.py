"""Draws each picture of all releases once, and makes all its files of that drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.exports.pictures import claims, families, heat_map, licenses, whole_hub
from generator.exports.pictures.canvas import drawing
from generator.exports.pictures.colors import darkened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.exports.pictures.canvas import Canvas

_DRAW: Mapping[str, Callable[[Any], Canvas]] = {
    "components": heat_map.draw,
    "claims": claims.draw,
    "families": families.draw,
    "licenses": licenses.draw,
    "whole-hub": whole_hub.draw,
}


def drawn(name: str, title: str, subtitle: str, shown: Any, source: str) -> Mapping[str, str | bytes]:
    """Return the files of a picture by their ending: SVG for light and dark pages, and PNG for paper."""
    with drawing():
        canvas = _DRAW[name](shown)
        canvas.frame(title, subtitle, source)
        svg = canvas.svg(title)
        return {".svg": svg, "-dark.svg": darkened(svg), ".png": canvas.png()}
