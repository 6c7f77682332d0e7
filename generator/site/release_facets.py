"""What a table of releases can be filtered by."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.analysis.freedoms import Freedom
from generator.analysis.size import Size, size
from generator.core import urls
from generator.evaluation.findings import Answer
from generator.schema.component import Status
from generator.schema.record import Access, Label, Modality
from generator.site.facets import Facet, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.card import ReleaseCard
    from generator.analysis.count import Count
    from generator.schema.framework import Framework
    from generator.site.context import Site

_SHARES = Markup(' data-shares="{}"')
Releases = Facet["ReleaseCard"]

INTERNATIONAL = "international"
"""Instead of a country, for a developer without one."""

_OUTSIDE = "outside"
_UNKNOWN = Answer.NOT_KNOWN.slug
_QUARTERS = 4
_MONTH = len("2026-01")


def facets(site: Site) -> tuple[Releases, ...]:
    """Return everything that readers choose releases by."""
    return (
        _license(),
        _label(),
        _access(),
        _developer(site),
        _country(site),
        _modality(),
        _size(),
        *_released(site),
        _components(site),
        *(_verdict(name, framework) for name, framework in site.catalog.frameworks.items()),
    )


def names(card: ReleaseCard, site: Site) -> Iterator[str]:
    """Yield the names, besides those in its row, by which people look for a release."""
    yield card.id
    yield from card.aliases
    yield from (repository.id for repository in card.repositories)
    yield from site.catalog.developers[card.developer.id].names
    if card.base:
        yield card.base.name
    for license_ in card.license.licenses:
        yield license_.id
        yield license_.short
        yield license_.condition or ""
    if card.weights.access:
        yield card.weights.access.value


def shares(card: ReleaseCard) -> Markup:
    """Return the attribute of a row that the script weighs: per group the share in percent, such as "50-75"."""
    return _SHARES.format(" ".join(map(_share, card.counts.values())))


def _share(count: Count) -> str:
    low, high = (f"{float(100 * share):.1f}" for share in (count.low, count.high))
    return f"{low}-{high}" if count.applicable else "none"


def _license() -> Releases:
    options = tuple((each.value, each.words) for each in Freedom)
    osi = ("osi-approved", "Approved by the OSI")
    return Facet("license", "License allows", (*options, osi), _freedoms, Kind.ALL, is_first=True)


def _freedoms(card: ReleaseCard) -> Iterator[str]:
    yield from card.license.freedoms
    if card.license.osi_approved is Answer.MET:
        yield "osi-approved"


def _label() -> Releases:
    options = tuple((urls.slug(label.value), label.words) for label in Label)
    return Facet("label", "Calls itself", options, lambda card: map(urls.slug, card.labels), is_first=True)


def _verdict(name: str, framework: Framework) -> Releases:
    if framework.levels:
        levels = (("0", framework.floor or ""), *((str(n), each.name) for n, each in enumerate(framework.levels, 1)))
        return Facet(name, framework.short, levels, partial(_level, name), Kind.LEAST)
    if framework.points:
        parts = tuple((str(n), f"{framework.most * n / _QUARTERS:g} points or more") for n in range(_QUARTERS + 1))
        return Facet(name, framework.short, parts, partial(_quarter, name), Kind.LEAST)
    words = [("met", framework.answers.met), ("not-met", framework.answers.not_met), (_UNKNOWN, "Not known")]
    options = (*words, *([(_OUTSIDE, framework.outside.name)] if framework.outside else []))
    return Facet(name, framework.short, options, partial(_answer, name), is_first=framework.headline)


def _level(name: str, card: ReleaseCard) -> tuple[str]:
    return (f"{card.verdict(name).at_least:g}",)


def _quarter(name: str, card: ReleaseCard) -> tuple[str]:
    verdict = card.verdict(name)
    return (str(int(_QUARTERS * verdict.at_least / verdict.most)),)


def _answer(name: str, card: ReleaseCard) -> tuple[str]:
    verdict = card.verdict(name)
    return (verdict.answer.slug if verdict.applies else _OUTSIDE,)


def _access() -> Releases:
    options = (("open", "Anyone"), *((each.value, each.value.replace("-", " ").capitalize()) for each in Access))
    return Facet("weights", "Weights", (*options, ("partial", "Only in part"), ("closed", "Nobody")), _weights)


def _weights(card: ReleaseCard) -> tuple[str]:
    return (card.weights.access or card.weights.status,)


def _developer(site: Site) -> Releases:
    found = {card.developer.id: card.developer.name for card in site.scorecard.cards}
    options = tuple(sorted(found.items(), key=lambda each: each[1].lower()))
    return Facet("developer", "Developer", options, lambda card: (card.developer.id,))


def _country(site: Site) -> Releases:
    def of(card: ReleaseCard) -> tuple[str]:
        return (site.catalog.developers[card.developer.id].country or INTERNATIONAL,)

    found = sorted({country for card in site.scorecard.cards for country in of(card)})
    return Facet("country", "Country of the developer", tuple((each, each) for each in found), of)


def _modality() -> Releases:
    options = tuple((each.value, each.value.capitalize()) for each in Modality)
    return Facet("modality", "In or out", options, lambda card: card.modalities)


def _size() -> Releases:
    options = (*((each.value, each.words) for each in Size), (_UNKNOWN, "Not known"))
    return Facet("size", "Parameters", options, lambda card: (size(card.parameters) or _UNKNOWN,))


def _released(site: Site) -> Iterator[Releases]:
    months = sorted({card.released[:_MONTH] for card in site.scorecard.cards})
    options = tuple((month, month) for month in months)
    for name, words, kind in (("from", "Released from", Kind.LEAST), ("until", "Released until", Kind.MOST)):
        yield Facet(name, words, options, lambda card: (card.released[:_MONTH],), kind, is_column=False)


def _components(site: Site) -> Releases:
    options = tuple((name, component.name) for name, component in site.catalog.components.items())
    return Facet("open", "Open components", options, _open, Kind.ALL)


def _open(card: ReleaseCard) -> Iterator[str]:
    return (each.id for each in card.components if each.fact.status is Status.OPEN)
