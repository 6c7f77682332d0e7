"""What every page needs: the cards, the templates, and links to other pages and to lines of the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from generator.analysis import ledger, license_answers
from generator.analysis.asks import stances
from generator.analysis.citation import cite
from generator.analysis.families import families
from generator.analysis.history import changes, histories
from generator.analysis.made_from import MadeFrom
from generator.analysis.ways import ways
from generator.core import paths, urls
from generator.evaluation.findings import Answer
from generator.loading import source_code
from generator.schema.component import Status
from generator.site.rendering import render, render_page, without_indentation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.analysis.asks import Stance
    from generator.analysis.card import ReleaseCard
    from generator.analysis.citation import Citation
    from generator.analysis.history import History
    from generator.analysis.scorecard import Scorecard
    from generator.analysis.ways import Way
    from generator.core.problem import KeyPath
    from generator.loading.catalog import Catalog
    from generator.loading.settings import Settings
    from generator.schema.history import Ledger
    from generator.schema.topic import Topic
    from generator.site.page import Page


@dataclass(frozen=True)
class Site:
    """A scorecard, and the URLs of the site and of the repository with its data files."""

    scorecard: Scorecard
    addresses: Settings

    @property
    def catalog(self) -> Catalog:
        """The catalog behind the scorecard."""
        return self.scorecard.catalog

    @cached_property
    def families(self) -> Mapping[str, Sequence[ReleaseCard]]:
        """The cards of each family, oldest release first."""
        return families(self.scorecard.cards)

    @cached_property
    def ways(self) -> Sequence[Way]:
        """Every way to use a release."""
        return ways(self.scorecard.cards, self.catalog)

    @cached_property
    def stances(self) -> Mapping[str, Mapping[Topic, Stance]]:
        """What each definition asks on each topic."""
        return {name: stances(framework, self.catalog) for name, framework in self.catalog.frameworks.items()}

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """All editions of each release, oldest first."""
        return histories(self.catalog)

    @cached_property
    def changes(self) -> History:
        """Every edition in which a verdict changed, newest first."""
        return changes(self.histories)

    def edition(self, record_id: str) -> str | None:
        """Return the edition that published the card of today, whose page never changes, or None if there is none."""
        editions = self.catalog.history.get(record_id, ())
        return editions[-1].id if editions and self._is_newest(record_id, editions) else None

    def _is_newest(self, record_id: str, editions: Ledger) -> bool:
        is_unchanged = editions[-1].inputs == self._made_from.digest(record_id)
        return is_unchanged or ledger.is_newest(self.scorecard.card(record_id), editions)

    @cached_property
    def _made_from(self) -> MadeFrom:
        return MadeFrom(self.catalog, source_code.digest())

    def citation(self, record_id: str) -> Citation:
        """Return how to cite the card of a release: its edition, or the card of today if no edition holds it."""
        if record_id not in self._citations:
            edition = self.edition(record_id)
            path = urls.dated_page(record_id, edition) if edition else urls.model_page(record_id)
            self._citations[record_id] = cite(self.scorecard.card(record_id), self.address(path), edition)
        return self._citations[record_id]

    @cached_property
    def _citations(self) -> dict[str, Citation]:
        return {}

    @cached_property
    def days(self) -> Mapping[str, date]:
        """The day on which each card changed last, by the path of its page: that of its edition, or of its data."""
        cited = {urls.model_page(record_id): self.citation(record_id) for record_id in self.catalog.records}
        return {path: citation.day for path, citation in cited.items() if citation.day}

    def address(self, path: str) -> str:
        """Return the full address of a page or file."""
        return f"{self.addresses.site}{urls.url(path)}"

    def page(self, here: str, template: str, **values: Any) -> Page:
        """Return the page at `here` from its template; links are relative to that page."""
        return render_page(f"{template}.html.jinja", **self._shared(here), **values)

    def document(self, here: str, template: str, **values: Any) -> str:
        """Return a whole document at `here` from its template, without the frame of the theme."""
        return without_indentation(render(f"{template}.html.jinja", **self._shared(here), **values))

    def _shared(self, here: str) -> dict[str, Any]:
        """Return what every template can use."""

        def to(folder: str, entry_id: str) -> str:
            return urls.link(here, urls.page(folder, entry_id))

        return {
            "catalog": self.catalog,
            "to": to,
            "to_model": lambda record_id: urls.link(here, urls.model_page(record_id)),
            "to_family": lambda name: urls.link(here, urls.family_page(name)),
            "to_page": lambda path: urls.link(here, path),
            "to_picture": lambda name, ending: urls.link(here, urls.picture(name, ending)),
            "to_dated": lambda each: urls.link(here, urls.dated_page(each.record_id, each.edition.id)),
            "to_code": lambda code: urls.link(here, urls.code_page(code)),
            "to_line": self.line_address,
            "to_edit": self.edit_address,
            "to_query": self.query_address,
            "to_report": self.report_address,
            "to_form": f"{self.addresses.repository}/issues/new",
            "to_suggest": f"{self.addresses.repository}/issues/new?template=suggest-model.yml",
            "license_names": lambda text: license_answers.names(text, self.catalog),
            "Status": Status,
            "Answer": Answer,
        }

    def line_address(self, file: str, path: KeyPath = ()) -> str:
        """Return the URL of the line of a file that contains a key path."""
        return f"{self.addresses.repository}/blob/main/{file}#L{self.catalog.sources[file].line(path)}"

    def edit_address(self, file: str, path: KeyPath = ()) -> str:
        """Return the URL at which people can edit the line of a key path."""
        return self.line_address(file, path).replace("/blob/", "/edit/", 1)

    def query_address(self, name: str) -> str:
        """Return the URL of a query of the census."""
        return f"{self.addresses.repository}/blob/main/{paths.census_query(name)}"

    def report_address(self, record_id: str) -> str:
        """Return the URL of the form for reporting errors, prefilled with the release."""
        fields = {"template": "report-error.yml", "title": f"Error: {record_id}", "model": record_id}
        return f"{self.addresses.repository}/issues/new?{urlencode(fields)}"
