"""The pages of changes: every verdict that changed, newest first, and those of each year."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.core import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.history import History
    from generator.site.context import Site
    from generator.site.page import Maker, Page

NEWEST = 100
"""How many editions the first page lists; the pages of the years list all."""


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Yield the page of the newest changes and the page of each year, as path and maker."""
    yield urls.CHANGES, partial(changes_page, site, urls.CHANGES, site.changes[:NEWEST])
    for year in years(site):
        found = tuple(each for each in site.changes if each.edition.day.year == year)
        yield urls.changes_of(year), partial(changes_page, site, urls.changes_of(year), found, year)


def changes_page(site: Site, path: str, found: History, year: int | None = None) -> Page:
    """Return a page of changes, newest first; of one year, if one is named."""
    return site.page(
        path,
        "changes",
        found=found,
        year=year,
        years=years(site),
        to_year=lambda each: urls.link(path, urls.changes_of(each)),
        feed=urls.feed(urls.CHANGES),
    )


def years(site: Site) -> list[int]:
    """Return every year in which a verdict changed, newest first."""
    return sorted({each.edition.day.year for each in site.changes}, reverse=True)
