"""The page of the whole Hub, which exists as soon as there is a census."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from generator.analysis.whole_hub import Openness, WholeHub, said
from generator.core import paths, urls
from generator.exports.pictures.files import WHOLE_HUB
from generator.schema.fields import HUB_ID
from generator.site import bars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.schema.census import Census
    from generator.site.context import Site
    from generator.site.page import Maker, Page

TITLE = "The whole Hub"


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Yield the page of the newest census as its path and how to make it; nothing without a census."""
    if census := site.catalog.hub.census:
        yield urls.CENSUS, partial(whole_hub, site, census)


def whole_hub(site: Site, census: Census) -> Page:
    """Return the report on all repositories of the Hub: what they declare, and what they were made from."""
    hub = WholeHub(census)
    return site.page(
        urls.CENSUS,
        "census",
        census=census,
        hub=hub,
        file=paths.census_file(census.date),
        to_file=f"{site.addresses.repository}/blob/main/{paths.census_file(census.date)}",
        bars=bars,
        picture=WHOLE_HUB,
        groups=list(Openness),
        said=lambda percent: "\N{EN DASH}" if percent is None else said(percent),
        label=_label,
        is_repository=_is_repository,
        licenses_of=lambda tag: _licenses_of(tag, site, hub),
    )


def _licenses_of(tag: str, site: Site, hub: WholeHub) -> list[tuple[str, str]]:
    """Return the id and the short name of each license that a tag stands for."""
    licenses = site.catalog.licenses
    return [(name, licenses[name].short) for name in hub.license_ids.get(tag, ()) if name in licenses]


def _is_repository(name: str) -> bool:
    """Return whether a name can be that of a repository, so that it may stand in an address or in a command."""
    return bool(re.fullmatch(HUB_ID, name))


def _label(key: str, unit: str = "") -> str:
    """Return the key of a row in words: a range such as `1000-9999`, a name, or `none`."""
    found = re.fullmatch(r"(\d+)(?:(-)(\d*))?", key)
    if not found:
        return "not stated" if key == "none" else key
    low, dash, high = int(found[1]), found[2], found[3]
    if not low and high:
        return f"under {int(high):,}{unit}"
    words = f"{low:,}" if not dash else f"{low:,} to {int(high):,}" if high else f"{low:,} or more"
    return f"{words}{unit}"
