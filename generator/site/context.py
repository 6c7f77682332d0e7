"""What every page draws on: the scorecard, the templates, and the ways to other pages and to lines of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from generator.analysis import remediation
from generator.core import paths, spdx
from generator.evaluation.findings import Answer
from generator.schema.component import Status
from generator.site.rendering import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analysis.ranks import RankInterval
    from generator.analysis.scorecard import Scorecard
    from generator.core.problem import KeyPath
    from generator.evaluation.assess import Assessment
    from generator.loading.catalog import Catalog


MAX_EVIDENCE = 3
"""Addresses of evidence that fit into the address of a form."""


@dataclass(frozen=True)
class Site:
    """A scorecard, and the address where its data's files can be read."""

    scorecard: Scorecard
    repository: str

    @property
    def catalog(self) -> Catalog:
        """The catalog the scorecard was made from."""
        return self.scorecard.catalog

    def render(self, here: str, template: str, *, suffix: str = "md", **values: Any) -> str:
        """Render a template for the page at `here`; the links it makes lead from there."""

        def to(room: str, entry_id: str) -> str:
            return paths.link(here, paths.page(room, entry_id))

        return render(
            f"{template}.{suffix}.jinja",
            catalog=self.catalog,
            to=to,
            to_model=lambda record_id: paths.link(here, paths.model_page(record_id)),
            to_family=lambda name: paths.link(here, paths.family_page(name)),
            to_page=lambda path: paths.link(here, path),
            to_code=lambda code: paths.link(here, paths.code_page(code)),
            to_line=self.line_address,
            to_edit=self.edit_address,
            to_report=self.report_address,
            to_suggest=f"{self.repository}/issues/new?template=suggest-model.yml",
            license_ids=self.license_ids,
            rank_words=_rank_words,
            cautions=cautions,
            say_change=lambda change: remediation.sentence(change, self.catalog),
            Status=Status,
            Answer=Answer,
            **values,
        )

    def line_address(self, file: str, path: KeyPath = ()) -> str:
        """Return the address of the line of a file that a key path stands on."""
        return f"{self.repository}/blob/main/{file}#L{self.catalog.sources[file].line(path)}"

    def edit_address(self, file: str, path: KeyPath = ()) -> str:
        """Return the address where the line of a key path can be edited."""
        return self.line_address(file, path).replace("/blob/", "/edit/", 1)

    def report_address(self, record_id: str, component: str = "", shown: str = "", evidence: Sequence[str] = ()) -> str:
        """Return the address of the form that reports an error, with what the page shows filled in."""
        shown = "\n".join((shown, *evidence[:MAX_EVIDENCE])).strip()
        fields = {
            "template": "report-error.yml",
            "title": f"Error: {record_id} {component}".strip(),
            "model": record_id,
        }
        given = {"component": component, "shown": shown}
        return f"{self.repository}/issues/new?{urlencode(fields | {key: text for key, text in given.items() if text})}"

    def license_ids(self, text: str) -> tuple[str, ...]:
        """Return the ids in a license expression that have a page."""
        ids = spdx.names(spdx.parse(text, self.catalog.license_ids))
        return tuple(name for name in ids if name in self.catalog.licenses)


def cautions(assessment: Assessment) -> tuple[str, ...]:
    """Return the remarks on licenses that pass without being made for their component, each once."""
    findings = (
        finding for outcome in assessment.outcomes for ruling in outcome.rulings for finding in ruling.findings()
    )
    return tuple(dict.fromkeys(finding.caution for finding in findings if finding.caution))


def _rank_words(rank: RankInterval, releases: int) -> str:
    if rank.best == rank.worst:
        return f"Rank {rank.best} of {releases} under any weighting of weights, code, data and documentation"
    return (
        f"Rank {rank.best} to {rank.worst} of {releases}, depending on how weights, code, data and documentation weigh"
    )
