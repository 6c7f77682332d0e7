"""The page of the pictures. `exports` draws them; here are the words and the tables with the same numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.analysis import claim_flow, heat_map, landscape, timeline
from generator.analysis.headline import headline
from generator.core import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.site.context import Site
    from generator.site.page import Maker, Page

_TITLES = {
    "components": heat_map.TITLE,
    "claims": claim_flow.TITLE,
    "families": timeline.TITLE,
    "licenses": landscape.TITLE,
}


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Yield the page as its path and how to make it."""
    yield urls.PICTURES, partial(pictures, site)


def pictures(site: Site) -> Page:
    """Return the page with all pictures, a table beside each, and the files to download."""
    cards = site.scorecard.cards
    return site.page(
        urls.PICTURES,
        "pictures",
        titles=_TITLES,
        heat_map=heat_map.heat_map(cards),
        claims=claim_flow.claim_flow(cards),
        timeline=timeline.timeline(cards),
        landscape=landscape.landscape(cards),
        day=headline(cards).day,
        share=lambda number: f"{100 * float(number):.0f} %",
    )
