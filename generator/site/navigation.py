"""The tabs of the site that exist only when there is something behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.core import urls
from generator.site import census

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.site.context import Site

LAST = "About"
"""The tab before which others are put."""


def has_census(site: Site) -> bool:
    """Return whether a census has been taken, so that its tab is there."""
    return site.catalog.hub.census is not None


def tabs(written: Sequence[Any], site: Site) -> list[Any]:
    """Return the `nav` of the settings with the tab of the census, if there is a census."""
    nav = [tab for tab in written if tab != _CENSUS]
    if not has_census(site):
        return nav
    place = next((place for place, tab in enumerate(nav) if isinstance(tab, dict) and LAST in tab), len(nav))
    return [*nav[:place], _CENSUS, *nav[place:]]


_CENSUS = {census.TITLE: urls.CENSUS}
