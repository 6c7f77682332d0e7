"""Lists the files of all pictures, each with what makes it. Nothing is drawn, and no library loaded, before that.

A picture is a file for use elsewhere, so it is an export. The page about the pictures is in `site`, which never draws.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.analysis import citation, claim_flow, heat_map, landscape, timeline, whole_hub
from generator.analysis.headline import headline
from generator.analysis.whole_hub import WholeHub
from generator.core import urls
from generator.core.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.analysis.card import ReleaseCard
    from generator.analysis.scorecard import Scorecard
    from generator.schema.census import Census

    Content = str | bytes
    Maker = Callable[[], Content]


WHOLE_HUB = "whole-hub"
"""The name in paths of the picture of the newest census."""


class Picture(NamedTuple):
    """A picture of all releases before it is drawn: its words, and what it shows."""

    title: str
    subtitle: str
    shown: Any


def files(scorecard: Scorecard, address: str) -> Iterator[tuple[str, Maker]]:
    """Yield each file as its path and what makes it; `address` is that of the site."""
    memo = scorecard.memo or Memo()
    for name in PICTURES:
        for ending in urls.PICTURE_ENDINGS:
            yield urls.picture(name, ending), partial(_picture, name, ending, scorecard, address, memo)
    if scorecard.catalog.hub.census:
        for ending in urls.PICTURE_ENDINGS:
            yield (
                urls.picture(WHOLE_HUB, ending),
                partial(_whole_hub, ending, scorecard.catalog.hub.census, address, memo),
            )
    yield urls.SOCIAL, partial(_social_site, scorecard, address)
    for card in scorecard.cards:
        page = f"{address}{urls.url(urls.model_page(card.id))}"
        yield urls.strip(card.id), partial(_strip, card, page)
        yield urls.social_card(card.id), partial(_social_release, card, page)


def _picture(name: str, ending: str, scorecard: Scorecard, address: str, memo: Memo) -> Content:
    """Return one file of a picture; all its files come from one drawing, which lasts until its numbers change."""
    picture = PICTURES[name](scorecard.cards)
    day = headline(scorecard.cards).day
    source = f"Source: {citation.TITLE}, {address}{urls.url(urls.PICTURES)}. Data of {day}. CC BY 4.0"
    return _made(name, picture, source, memo)[ending]


def _whole_hub(ending: str, census: Census, address: str, memo: Memo) -> Content:
    """Return one file of the picture of a census."""
    hub = WholeHub(census)
    source = f"Source: {citation.TITLE}, {address}{urls.url(urls.CENSUS)}. Census of {hub.day}. CC BY 4.0"
    return _made(WHOLE_HUB, Picture(whole_hub.TITLE, hub.subtitle, hub), source, memo)[ending]


def _made(name: str, picture: Picture, source: str, memo: Memo) -> Mapping[str, Content]:
    made: Mapping[str, Content] = memo.get(("picture", name), (picture, source), lambda: _drawn(name, picture, source))
    return made


def _drawn(name: str, picture: Picture, source: str) -> Mapping[str, Content]:
    from generator.exports.pictures.drawings import drawn  # noqa: PLC0415  # loads matplotlib

    return drawn(name, *picture, source)


def _strip(card: ReleaseCard, page: str) -> str:
    from generator.exports.pictures.strip import strip  # noqa: PLC0415  # loads the font of matplotlib

    return strip(card, page)


def _social_release(card: ReleaseCard, page: str) -> bytes:
    from generator.exports.pictures.social import of_release  # noqa: PLC0415  # loads the font of matplotlib

    return of_release(card, page)


def _social_site(scorecard: Scorecard, address: str) -> bytes:
    from generator.exports.pictures.social import of_site  # noqa: PLC0415  # loads the font of matplotlib

    return of_site(headline(scorecard.cards), address)


def _components(cards: Sequence[ReleaseCard]) -> Picture:
    shown = heat_map.heat_map(cards)
    return Picture(heat_map.TITLE, f"{shown.selection}, most open first. A column for each component.", shown)


def _claims(cards: Sequence[ReleaseCard]) -> Picture:
    shown = claim_flow.claim_flow(cards)
    return Picture(claim_flow.TITLE, shown.sentence, shown)


def _families(cards: Sequence[ReleaseCard]) -> Picture:
    shown = timeline.timeline(cards)
    said = f"{shown.selection}. Gray: all releases of these years. A long bar is a range, because facts are missing."
    return Picture(timeline.TITLE, said, shown)


def _licenses(cards: Sequence[ReleaseCard]) -> Picture:
    shown = landscape.landscape(cards)
    return Picture(landscape.TITLE, shown.sentence, shown)


PICTURES: Mapping[str, Callable[[Sequence[ReleaseCard]], Picture]] = {
    "components": _components,
    "claims": _claims,
    "families": _families,
    "licenses": _licenses,
}
"""The pictures of all releases, by their name in paths."""
