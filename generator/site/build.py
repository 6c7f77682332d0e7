"""Lists every generated page of the site as {path: how to make it}. `publish` makes and writes them, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site import (
    census,
    changes,
    chooser,
    citing,
    codes,
    comparisons,
    dated,
    pictures,
    reference,
    releases,
    starts,
)

if TYPE_CHECKING:
    from generator.site.context import Site
    from generator.site.page import Maker


def pages(site: Site) -> dict[str, Maker]:
    """Return what makes each page, by its path under the docs folder, in order."""
    made = (
        *releases.pages(site),
        *dated.pages(site),
        *changes.pages(site),
        *citing.pages(site),
        *reference.pages(site),
        *comparisons.pages(site),
        *chooser.pages(site),
        *codes.pages(site),
        *pictures.pages(site),
        *census.pages(site),
        *starts.pages(site),
    )
    return dict(sorted(made))
