"""The book: every page as {path: text}. Nothing is written here; the doors do that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import code_pages, hub_pages, pages, places, reference_pages
from generator.scorecard import Scorecard
from generator.site import Site

if TYPE_CHECKING:
    from generator.catalog import Catalog


def make(catalog: Catalog, repository: str) -> dict[str, str]:
    """Return every generated page by its path under the docs folder.

    `catalog` has to be free of problems; `repository` is the address where the data's files can be read.
    """
    site = Site(Scorecard(catalog), repository)
    made = {
        places.HOME: pages.home(site),
        places.AUDIT: pages.audit(site),
        places.DISAGREEMENTS: pages.disagreements(site),
        places.FAMILIES: pages.families(site),
        places.HUB_PAGE: hub_pages.needs_a_person(site),
        **dict(reference_pages.index_pages(site)),
        **dict(code_pages.pages(site)),
    }
    made |= {places.model_page(name): pages.model(site, name) for name in catalog.records}
    made |= {
        places.moved_page(alias): pages.moved(site, alias, name)
        for name, record in catalog.records.items()
        for alias in record.aliases
    }
    made |= {places.family_page(name): pages.family(site, name) for name in site.scorecard.families}
    for room, page in (
        ("licenses", reference_pages.license_page),
        ("frameworks", reference_pages.framework_page),
        ("components", reference_pages.component_page),
        ("developers", reference_pages.developer_page),
    ):
        made |= {places.page(room, name): page(site, name) for name in getattr(catalog, room)}
    return dict(sorted(made.items()))
