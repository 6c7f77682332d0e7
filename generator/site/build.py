"""Makes every generated page of the site as {path: text}. `publish` writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis.scorecard import Scorecard
from generator.core import urls
from generator.site import codes, reference, releases
from generator.site.context import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.loading.catalog import Catalog


def pages(catalog: Catalog, repository: str) -> dict[str, str]:
    """Return every generated page by its path under the docs folder.

    `catalog` must have no problems; `repository` is the URL of the repository with the data files.
    """
    site = Site(Scorecard(catalog), repository)
    made = {
        urls.HOME: releases.home(site),
        urls.AUDIT: releases.audit(site),
        urls.DISAGREEMENTS: releases.disagreements(site),
        urls.HUB_PAGE: releases.drifts(site),
        **releases.families(site),
        **dict(_releases(site)),
        **dict(reference.pages(site)),
        **dict(codes.pages(site)),
    }
    return dict(sorted(made.items()))


def _releases(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page of each release, and a redirect from each of its earlier ids, as (path, text)."""
    for name, record in site.catalog.records.items():
        yield urls.model_page(name), releases.model(site, name)
        for alias in record.aliases:
            yield urls.moved_page(alias), releases.moved(site, alias, name)
