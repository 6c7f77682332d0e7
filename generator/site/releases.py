"""The pages about releases: one function for each kind of page, from the site to the text of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis.disagreements import splits
from generator.analysis.families import families as by_family
from generator.analysis.families import steps
from generator.analysis.headline import headline
from generator.core import paths, urls
from generator.schema.component import Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.analysis.card import ComponentState, ReleaseCard
    from generator.schema.framework import Framework
    from generator.site.context import Site


def home(site: Site) -> str:
    """Return the home page: the headline figures and the table of all releases."""
    cards = site.scorecard.cards
    return site.render(
        urls.HOME,
        "home",
        cards=cards,
        headline=headline(cards),
        headline_framework=_headline_framework(site),
        frameworks=table_frameworks(site),
        developers=sorted({(card.developer.name, card.developer.id) for card in cards}),
    )


def audit(site: Site) -> str:
    """Return the honesty audit: what each developer calls its release, and what was released."""
    return site.render(urls.AUDIT, "audit", cards=site.scorecard.cards, headline_framework=_headline_framework(site))


def model(site: Site, record_id: str) -> str:
    """Return the card of one release."""
    card = site.scorecard.card(record_id)
    return site.render(
        urls.model_page(record_id),
        "model",
        card=card,
        file=paths.record_file(record_id),
        groups=_groups(card),
        siblings=[each for each in site.scorecard.cards if each.family == card.family and each.id != record_id],
    )


def moved(site: Site, alias: str, record_id: str) -> str:
    """Return the page that redirects from an earlier id of a release to its card."""
    card = site.scorecard.card(record_id)
    return site.render(urls.moved_page(alias), "moved", suffix="html", card=card)


def family(site: Site, name: str, cards: Sequence[ReleaseCard]) -> str:
    """Return the page of a family: a timeline of its releases, and how openness changed."""
    return site.render(
        urls.family_page(name),
        "family",
        name=name,
        cards=cards,
        steps=steps(cards),
        frameworks=table_frameworks(site),
    )


def families(site: Site) -> Mapping[str, str]:
    """Return the list of all families and the page of each, by path."""
    found = by_family(site.scorecard.cards)
    pages = {urls.family_page(name): family(site, name, cards) for name, cards in found.items()}
    return {urls.FAMILIES: site.render(urls.FAMILIES, "families", families=found), **pages}


def disagreements(site: Site) -> str:
    """Return the page with every release under every definition, and the pairs that disagree most."""
    cards = site.scorecard.cards
    return site.render(
        urls.DISAGREEMENTS,
        "disagreements",
        cards=cards,
        frameworks=list(site.catalog.frameworks.items()),
        splits=[(split, _requirement(site, split.stricter, split.requirement.id)) for split in splits(_by_id(site))],
        names={card.id: card.name for card in cards},
    )


def drifts(site: Site) -> str:
    """Return the Hub check: every difference between the Hub and the records."""
    cards = _by_id(site)
    return site.render(
        urls.HUB_PAGE,
        "hub",
        found=[(card, drift) for card in cards for drift in card.drifts],
        troubles=site.catalog.hub.troubles,
        tracked=sum(len(card.repositories) for card in cards),
        file=paths.record_file,
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


def _groups(card: ReleaseCard) -> list[tuple[Group, list[ComponentState]]]:
    return [(group, [each for each in card.components if each.group is group]) for group in Group]
