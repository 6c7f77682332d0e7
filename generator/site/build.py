"""Every generated page of the site as {path: text}. Nothing is written here; `publish` does that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis.scorecard import Scorecard
from generator.core import paths
from generator.site import codes, hub, reference, releases
from generator.site.context import Site

if TYPE_CHECKING:
    from generator.loading.catalog import Catalog


def pages(catalog: Catalog, repository: str) -> dict[str, str]:
    """Return every generated page by its path under the docs folder.

    `catalog` has to be free of problems; `repository` is the address where the data's files can be read.
    """
    site = Site(Scorecard(catalog), repository)
    made = {
        paths.HOME: releases.home(site),
        paths.AUDIT: releases.audit(site),
        paths.DISAGREEMENTS: releases.disagreements(site),
        paths.FAMILIES: releases.families(site),
        paths.HUB_PAGE: hub.needs_a_person(site),
        **dict(reference.index_pages(site)),
        **dict(codes.pages(site)),
    }
    made |= {paths.model_page(name): releases.model(site, name) for name in catalog.records}
    made |= {
        paths.moved_page(alias): releases.moved(site, alias, name)
        for name, record in catalog.records.items()
        for alias in record.aliases
    }
    made |= {paths.family_page(name): releases.family(site, name) for name in site.scorecard.families}
    for room, page in (
        ("licenses", reference.license_page),
        ("frameworks", reference.framework_page),
        ("components", reference.component_page),
        ("developers", reference.developer_page),
    ):
        made |= {paths.page(room, name): page(site, name) for name in getattr(catalog, room)}
    return dict(sorted(made.items()))
