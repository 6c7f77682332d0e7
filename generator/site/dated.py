"""The pages of editions: the card of a release as it was published on a day, made from the ledger alone.

They are whole documents in a small frame of their own, so a change of the theme or of the engine leaves them alone.
They link to files as they were at the commit of their data, and to no page of today's site but the card of the release.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.analysis import ledger
from generator.analysis.citation import TITLE, cite_edition
from generator.analysis.glance import glance
from generator.core import paths, urls
from generator.evaluation.findings import Answer
from generator.exports import citations
from generator.schema.component import Status
from generator.site import citing
from generator.site.releases import BLOCKERS_SHOWN, groups
from generator.site.rendering import render, render_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.analysis.card import ReleaseCard
    from generator.analysis.citation import Citation
    from generator.analysis.history import History, Published
    from generator.core.problem import KeyPath
    from generator.site.context import Site
    from generator.site.page import Maker, Page

WHOLE = 3
"""How many editions of a release, newest first, have a page with the whole card; older ones have a brief page."""
NEWER_SHOWN = 5
"""How many newer editions a page names."""


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Yield the page of each edition of each release, and one in the place of each card that is no more."""
    for record_id, history in site.histories.items():
        for number, published in enumerate(history):
            newer = history[number + 1 :]
            path = urls.dated_page(published.record_id, published.edition.id)
            yield path, partial(dated, site, published, newer)
        if record_id not in site.catalog.records:
            yield urls.model_page(record_id), partial(withdrawn, site, record_id, history)


def dated(site: Site, published: Published, newer: History) -> str:
    """Return the whole document of an edition, given the editions that came after it."""
    here, edition = urls.dated_page(published.record_id, published.edition.id), published.edition
    is_whole = len(newer) < WHOLE
    links = _Links(site, published)
    page = (_whole if is_whole else _brief)(links)
    return render(
        "dated.html.jinja",
        page=page,
        article=Markup(page.html),  # noqa: S704  # made by our templates
        edition=edition,
        is_whole=is_whole,
        newer=newer[:NEWER_SHOWN],
        more=len(newer) - NEWER_SHOWN if len(newer) > NEWER_SHOWN else 0,
        to_dated=lambda other: urls.link(here, urls.dated_page(other.record_id, other.edition.id)),
        home=urls.link(here, urls.HOME),
        address=f"{site.addresses.site}{urls.url(here)}" if site.addresses.site else "",
        site_name=TITLE,
        tags=citations.meta_tags(links.citation),
    )


def withdrawn(site: Site, record_id: str, history: History) -> Page:
    """Return the page in the place of the card of a release whose record is no more."""
    return site.page(urls.model_page(record_id), "withdrawn", history=history[::-1])


@dataclass(frozen=True)
class _Links:
    """Where the links of an edition lead: to files as they were at its commit."""

    site: Site
    published: Published

    def file(self, path: str) -> str:
        """Return the address of a file at the commit of the edition; of today's file if the commit is not known."""
        return f"{self.site.addresses.repository}/blob/{self.published.edition.commit or 'main'}/{path}"

    def entry(self, folder: str, entry_id: str) -> str:
        """Return the address of an entry of the data."""
        return self.file(paths.COMPONENTS_FILE if folder == "components" else f"data/{folder}/{entry_id}.yaml")

    @property
    def citation(self) -> Citation:
        """How to cite the edition."""
        record_id, edition = self.published.record_id, self.published.edition
        address = self.site.address(urls.dated_page(record_id, edition.id))
        return cite_edition(record_id, edition.id, edition.name, edition.quote, address)

    @property
    def ledger(self) -> str:
        """The address of the line of the ledger, which never changes and never moves."""
        file = paths.ledger_file(self.published.record_id)
        return f"{self.site.addresses.repository}/blob/main/{file}#L{self.published.number}"


def _whole(links: _Links) -> Page:
    """Return the card of an edition with all its parts."""
    published = links.published
    card = ledger.card_of(links.site.catalog.history[published.record_id][: published.number])
    lines = _lines(card)

    def to_line(file: str, place: KeyPath = ()) -> str:
        line = lines.get((file, place))
        return links.file(file) + (f"#L{line}" if line else "")

    values: dict[str, Any] = {
        "to": links.entry,
        "to_line": to_line,
        "to_model": lambda record_id: links.file(paths.record_file(record_id)),
        "to_page": lambda page: links.file(f"docs/{page}"),
        "to_ledger": links.ledger,
    }
    return render_page(
        "model.html.jinja",
        dated=published,
        card=card,
        glance=tuple(glance(card)),
        shown=BLOCKERS_SHOWN,
        box=citing.full_box(links.citation),
        file=paths.record_file(card.id),
        groups=groups(card),
        siblings=(),
        history=(),
        Status=Status,
        Answer=Answer,
        **values,
    )


def _lines(card: ReleaseCard) -> Mapping[tuple[str, KeyPath], int]:
    """Return the line of every fact that a card names, by its file and key path."""
    findings = (finding for verdict in card.verdicts for finding in verdict.findings())
    places = [*(place for finding in findings for place in finding.places), *(each.place for each in card.components)]
    return {(place.file, place.path): place.line for place in places}


def _brief(links: _Links) -> Page:
    """Return what the line of an edition says by itself."""
    edition, record = links.published.edition, paths.record_file(links.published.record_id)
    return render_page(
        "brief.html.jinja",
        box=citing.full_box(links.citation),
        edition=edition,
        number=links.published.number,
        shown=WHOLE,
        to_ledger=links.ledger,
        to_record=links.file(record) if edition.commit else "",
    )
