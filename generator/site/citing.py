"""How to cite, link and embed a card: a page with every format, and the card in a frame.

Both are documents of their own, without the frame of the theme, which would cost more than all that they hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from generator.analysis.citation import one_line
from generator.core import urls
from generator.exports import citations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.card import ReleaseCard
    from generator.analysis.citation import Citation
    from generator.analysis.verdicts import Verdict
    from generator.site.context import Site
    from generator.site.page import Maker

FRAME_WIDTH, FRAME_HEIGHT = 480, 360
"""The pixels of the frame for an embedded card."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a page shows for people who cite it."""

    citation: Citation
    texts: tuple[tuple[str, str], ...]
    """The citation in several formats, each with its name."""
    files: tuple[tuple[str, str], ...] = ()
    """The format and path of each file beside the page."""
    more: str = ""
    """The path of the page with more formats, or "" if there is none."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge that others show: its text in one line, where its picture is, and where it leads."""

    text: str
    picture: str
    page: str

    @property
    def markdown(self) -> str:
        """The badge as Markdown."""
        return f"[![{citations.markdown_text(self.text)}]({self.picture})]({self.page})"

    @property
    def html(self) -> str:
        """The badge as HTML."""
        return f'<a href="{self.page}"><img src="{self.picture}" alt="{escape(self.text)}"></a>'

    @property
    def rst(self) -> str:
        """The badge as reStructuredText."""
        return f".. image:: {self.picture}\n   :target: {self.page}\n   :alt: {self.text}"


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Yield both documents of each release as their path and how to make them."""
    for record_id in site.catalog.records:
        yield urls.cite_page(record_id), partial(cite, site, record_id)
        yield urls.embedded_card(record_id), partial(embed, site, record_id)


def cite(site: Site, record_id: str) -> str:
    """Return the page with every format of a citation, the badges, and the embeddable card."""
    card, citation, here = site.scorecard.card(record_id), site.citation(record_id), urls.cite_page(record_id)
    return site.document(
        here,
        "cite",
        card=card,
        citation=citation,
        box=full_box(citation),
        files=box(citation, record_id).files,
        badge=badge(site, card, card.headline),
        endpoint=site.address(urls.badge_endpoint(record_id, card.headline.definition.id)),
        badges=[(verdict, urls.badge(record_id, verdict.definition.id)) for verdict in card.verdicts],
        frame=_frame(site, card),
        embedded=urls.embedded_card(record_id),
        width=FRAME_WIDTH,
        height=FRAME_HEIGHT,
    )


def embed(site: Site, record_id: str) -> str:
    """Return the card of a release for a frame on another site."""
    card = site.scorecard.card(record_id)
    page = site.address(urls.model_page(record_id))
    shown = [verdict for verdict in card.verdicts if verdict.definition.in_strip]
    return site.document(urls.embedded_card(record_id), "embed", card=card, page=page, shown=shown)


def box(citation: Citation, record_id: str) -> Box:
    """Return what a card shows: the texts that most people copy, and where to find the rest."""
    paths = (urls.cite_bibtex(record_id), urls.cite_ris(record_id), urls.cite_csl(record_id))
    texts = (("Text", citations.chicago(citation)), ("Wikipedia", citations.wikipedia(citation)))
    files = tuple(zip(("BibTeX", "RIS", "CSL-JSON"), paths, strict=True))
    return Box(citation, texts, files, urls.cite_page(record_id))


def full_box(citation: Citation) -> Box:
    """Return a citation in every format, for a page without files beside it."""
    texts = (
        ("Wikipedia", citations.wikipedia(citation)),
        ("Chicago", citations.chicago(citation)),
        ("APA", citations.apa(citation)),
        ("Markdown", citations.markdown(citation)),
        ("BibTeX", citations.bibtex(citation)),
        ("RIS", citations.ris(citation)),
        ("CSL-JSON", citations.csl_json(citation)),
    )
    return Box(citation, texts)


def badge(site: Site, card: ReleaseCard, verdict: Verdict) -> Badge:
    """Return the badge of a verdict, as other sites show it."""
    picture = site.address(urls.badge(card.id, verdict.definition.id))
    page = site.address(urls.model_page(card.id))
    return Badge(one_line(f"{card.name} under {verdict.definition.short}"), picture, page)


def _frame(site: Site, card: ReleaseCard) -> str:
    title = escape(site.citation(card.id).title)
    size = f'width="{FRAME_WIDTH}" height="{FRAME_HEIGHT}"'
    return f'<iframe src="{site.address(urls.embedded_card(card.id))}" title="{title}" {size} loading="lazy"></iframe>'
