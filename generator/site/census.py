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
        by_downloads=lambda key: _band(key, DOWNLOADS),
        by_size=lambda key: _band(key, BILLIONS, " billion"),
        gate=lambda key: "none" if key == "none" else _label(key),
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


def _label(key: str) -> str:
    """Return a key in words."""
    return _WORDS.get(key, key)


def _band(key: str, bands: tuple[int, ...], unit: str = "") -> str:
    """Return a band of numbers in words, from the number it begins with; `bands` has where each one begins."""
    if not key.isdecimal() or int(key) not in bands:
        return _label(key)
    low = int(key)
    above = [each for each in bands if each > low]
    if not above:
        return f"{low:,}{unit} or more"
    if unit:
        return f"{low:,} to {above[0]:,}{unit}" if low else f"under {above[0]:,}{unit}"
    return f"{low:,} to {above[0] - 1:,}" if above[0] - 1 > low else f"{low:,}"


DOWNLOADS = (0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000)
BILLIONS = (0, 1, 3, 8, 15, 40, 100)
"""Where the bands of the queries `by_downloads` and `by_size` begin."""
_WORDS = {
    "none": "not stated",
    "nlp": "language",
    "cv": "images and video",
    "audio": "audio",
    "multimodal": "several at once",
    "rl": "reinforcement learning and robots",
    "tabular": "tables and time series",
    "auto": "agree to terms, then download at once",
    "manual": "agree to terms, and wait for an answer",
    "some": "a gate of some kind",
}
"""The words for keys of the queries; all other keys are names."""
