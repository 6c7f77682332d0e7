"""The pages about releases: one function for each kind of page, from the site to the page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from generator.analysis.count import GROUPS
from generator.analysis.disagreements import splits, varied
from generator.analysis.families import steps
from generator.analysis.glance import glance
from generator.analysis.headline import headline
from generator.core import paths, urls
from generator.exports import citations, structured_data
from generator.schema.component import Group
from generator.site import citing, release_facets
from generator.site.facets import attributes
from generator.site.rendering import render
from generator.site.starts import STARTS

PRESETS = (
    ("1-1-1-1", "Each group alike"),
    ("3-1-0-1", "To run it"),
    ("1-3-3-1", "To study and rebuild it"),
    ("1-1-3-3", "To trust it"),
)
"""Weights of weights, code, data and documentation that readers may start from."""
HOME_FRAMEWORKS = 2
"""How many definitions have a column on the home page from the start; readers add the others."""

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.analysis.card import ComponentState, ReleaseCard
    from generator.schema.framework import Framework
    from generator.site.context import Site
    from generator.site.page import Maker, Page


BLOCKERS_SHOWN = 6
"""How many reasons a card shows before it folds the rest."""
EDITIONS_SHOWN = 3
"""How many editions a card describes; it only links to older ones."""
SPLITS_SHOWN = 12
"""How many pairs of definitions the page of disagreements explains."""


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Yield each page about releases as its path and how to make it."""
    yield urls.HOME, partial(home, site)
    yield urls.AUDIT, partial(audit, site)
    yield urls.DISAGREEMENTS, partial(disagreements, site)
    yield urls.HUB_PAGE, partial(drifts, site)
    yield urls.FAMILIES, partial(family_list, site)
    for name, cards in site.families.items():
        yield urls.family_page(name), partial(family, site, name, cards)
    for record_id, record in site.catalog.records.items():
        yield urls.model_page(record_id), partial(model, site, record_id)
        for alias in record.aliases:
            yield urls.moved_page(alias), partial(moved, site, alias, record_id)


def home(site: Site) -> Page:
    """Return the home page: the headline, and the table of all releases."""
    cards, facets = site.scorecard.cards, release_facets.facets(site)
    figures = headline(cards)
    made = site.page(
        urls.HOME,
        "home",
        cards=cards,
        headline=figures,
        frameworks=table_frameworks(site)[:HOME_FRAMEWORKS],
        starts=STARTS,
        newest=site.changes[0] if site.changes else None,
        facets=facets,
        row=lambda card: attributes(facets, card, release_facets.names(card, site)) + release_facets.shares(card),
        presets=PRESETS,
        groups=[group.value for group in GROUPS],
        with_use=site.catalog.hub.date is not None,
    )
    address, source = site.address(urls.HOME), site.addresses.repository
    downloads = [
        ("application/json", site.address(urls.API_INDEX)),
        ("application/vnd.sqlite3", site.address(urls.API_SQLITE)),
        ("application/zip", f"{source}/archive/refs/heads/main.zip"),
    ]
    data = structured_data.of_dataset(address, figures.checked, downloads, source)
    return replace(made, structured_data=data)


def audit(site: Site) -> Page:
    """Return the page of claims: what each developer calls its release, and what was released."""
    cards, facets = site.scorecard.cards, release_facets.facets(site)
    return site.page(
        urls.AUDIT,
        "audit",
        cards=cards,
        headline=headline(cards),
        headline_framework=_headline_framework(site),
        facets=facets,
        row=lambda card: attributes(facets, card, release_facets.names(card, site)),
    )


def model(site: Site, record_id: str) -> Page:
    """Return the card of one release."""
    card, citation, path = site.scorecard.card(record_id), site.citation(record_id), urls.model_page(record_id)
    history = site.histories.get(record_id, ())[::-1]
    made = site.page(
        path,
        "model",
        card=card,
        shown=BLOCKERS_SHOWN,
        box=citing.box(citation, record_id),
        compare=urls.COMPARE,
        licenses=urls.INDEXES["licenses"],
        file=paths.record_file(record_id),
        glance=tuple(glance(card)),
        social=urls.social_card(record_id),
        strip=urls.strip(record_id),
        census=urls.CENSUS,
        groups=groups(card),
        history=history[:EDITIONS_SHOWN],
        earlier=history[EDITIONS_SHOWN:],
        feed=urls.feed(path),
        dated=None,
        siblings=[each for each in reversed(site.families[card.family]) if each.id != record_id],
    )
    return replace(
        made,
        feed=urls.feed(path),
        citation=citations.meta_tags(citation),
        structured_data=structured_data.of_card(card, citation.day, _trail(site, card)),
    )


def _trail(site: Site, card: ReleaseCard) -> list[tuple[str, str]]:
    """Return the name and address of each page on the way to a card."""
    developer = urls.page("developers", card.developer.id)
    steps = (("Models", urls.HOME), (card.developer.name, developer), (card.name, urls.model_page(card.id)))
    return [(name, site.address(path)) for name, path in steps]


def moved(site: Site, alias: str, record_id: str) -> str:
    """Return the whole document that redirects from an earlier id of a release to its card."""
    target = urls.link(urls.moved_page(alias), urls.model_page(record_id))
    return render("moved.html.jinja", card=site.scorecard.card(record_id), target=target)


def family(site: Site, name: str, cards: Sequence[ReleaseCard]) -> Page:
    """Return the page of a family: a timeline of its releases, and how openness changed."""
    return site.page(
        urls.family_page(name),
        "family",
        name=name,
        cards=cards,
        steps=steps(cards),
        frameworks=table_frameworks(site),
    )


def family_list(site: Site) -> Page:
    """Return the list of all families."""
    return site.page(urls.FAMILIES, "families", families=site.families)


def disagreements(site: Site) -> Page:
    """Return the page with every release under every definition, and the pairs that disagree most."""
    cards, facets = site.scorecard.cards, release_facets.facets(site)
    shown = islice(varied(splits(_by_id(site))), SPLITS_SHOWN)
    return site.page(
        urls.DISAGREEMENTS,
        "disagreements",
        cards=cards,
        frameworks=list(site.catalog.frameworks.items()),
        splits=[(split, _requirement(site, split.stricter, split.requirement.id)) for split in shown],
        names={card.id: card.name for card in cards},
        facets=facets,
        row=lambda card: attributes(facets, card, release_facets.names(card, site)),
    )


def drifts(site: Site) -> Page:
    """Return the Hub check: every difference between the Hub and the records."""
    cards = _by_id(site)
    return site.page(
        urls.HUB_PAGE,
        "hub",
        found=[(card, drift) for card in cards for drift in card.drifts],
        troubles=site.catalog.hub.troubles,
        tracked=len({key for record in site.catalog.records.values() for key in record.repositories}),
        file=paths.record_file,
        census=urls.CENSUS,
    )


def table_frameworks(site: Site) -> Sequence[tuple[str, Framework]]:
    """Return the frameworks with a column in tables of releases, as pairs of id and framework."""
    return [(name, framework) for name, framework in site.catalog.frameworks.items() if framework.in_tables]


def _by_id(site: Site) -> Sequence[ReleaseCard]:
    return sorted(site.scorecard.cards, key=lambda card: card.id)


def _headline_framework(site: Site) -> tuple[str, Framework]:
    return next((name, each) for name, each in site.catalog.frameworks.items() if each.headline)


def _requirement(site: Site, framework_id: str, requirement_id: str) -> object:
    requirements = site.catalog.frameworks[framework_id].requirements
    return next(each for each in requirements if each.id == requirement_id)


def groups(card: ReleaseCard) -> list[tuple[Group, list[ComponentState]]]:
    """Return the components of a card by their groups."""
    return [(group, [each for each in card.components if each.group is group]) for group in Group]
