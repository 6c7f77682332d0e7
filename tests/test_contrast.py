"""Text in every color of the style sheet has enough contrast to be read."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

STATES = ("--os-open", "--os-partial", "--os-closed", "--os-unknown")
TEXT = ("--md-default-fg-color", "--md-default-fg-color--light", "--md-typeset-color", "--md-typeset-a-color")
BACKGROUNDS = ("--md-default-bg-color", "--os-wash")


def palette(scheme: str) -> dict[str, str]:
    css = (ROOT / "docs" / "assets" / "scorecard.css").read_text(encoding="utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', css, flags=re.DOTALL)
    assert block, f"the style sheet has no colors for the scheme {scheme}"
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(color: str) -> float:
    """Return the relative luminance of a color, after WCAG 2.2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_text_has_enough_contrast_on_every_background(scheme: str) -> None:
    colors = palette(scheme)
    pairs = [(color, background) for color in STATES + TEXT for background in BACKGROUNDS]
    pairs += [("--md-primary-bg-color", "--md-primary-fg-color")]
    weak = {pair: round(contrast(colors[pair[0]], colors[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
