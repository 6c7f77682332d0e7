"""The colors of all pictures. Lightness alone tells the states apart, so a picture can be read in gray."""

from __future__ import annotations

import re

GROUND, INK, MUTED, LINE = "#fdfcf9", "#1d2428", "#56606b", "#d9dcd6"
OPEN, PARTIAL, CLOSED = "#0a6350", "#d99a2b", "#a1283f"
FAINT = "#eceae2"
"""A fill that leaves the words on it readable."""

DARK = {
    GROUND: "#12191c",
    INK: "#e6e9e6",
    MUTED: "#a9b4bd",
    LINE: "#37454a",
    OPEN: "#6fd3b4",
    PARTIAL: "#b07a1e",
    CLOSED: "#ff93a4",
    FAINT: "#222e32",
}
"""The color that takes the place of each one on dark pages."""
_ANY = re.compile("|".join(DARK))


def darkened(picture: str) -> str:
    """Return an SVG or a style sheet with the colors for dark pages."""
    return _ANY.sub(lambda found: DARK[found[0]], picture)
