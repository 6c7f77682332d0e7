"""The pages about releases: one function per kind of page, from the site to the page's text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.analysis import disagreements as disagreement
from generator.analysis import external, remediation, sentences
from generator.analysis.progress import Progress, progress
from generator.core import paths
from generator.evaluation.findings import Answer
from generator.schema.component import Group
from generator.site import hub

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.analysis.table import Row
    from generator.evaluation.assess import Assessment, RequirementResult
    from generator.evaluation.findings import Change
    from generator.schema.component import Component
    from generator.schema.framework import Requirement
    from generator.schema.record import Fact, Record
    from generator.site.context import Site


def home(site: Site) -> str:
    """The headline figures and the table of all releases."""
    rows = site.scorecard.rows
    labelled = [row for row in rows if row.calls_open_source]
    return site.render(
        paths.HOME,
        "home",
        rows=rows,
        labelled=len(labelled),
        overclaimed=sum(row.osaid is Answer.NOT_MET for row in labelled),
        osaid={answer: sum(row.osaid is answer for row in rows) for answer in Answer},
        frameworks=table_frameworks(site),
        developers=sorted({(row.developer_name, row.developer) for row in rows}),
    )


def audit(site: Site) -> str:
    """The honesty audit: what each release calls itself beside what was released."""
    return site.render(paths.AUDIT, "audit", rows=site.scorecard.rows)


def model(site: Site, record_id: str) -> str:
    """The scorecard of one release."""
    record, card = site.catalog.records[record_id], site.scorecard
    weights = record.fact("weights-final")
    return site.render(
        paths.model_page(record_id),
        "model",
        id=record_id,
        record=record,
        developer_id=paths.developer_of(record_id),
        developer=site.catalog.developers[paths.developer_of(record_id)],
        file=paths.record_file(record_id),
        sentence=sentences.verdict_sentence(record, site.catalog),
        count=card.counts[record_id],
        rank=card.ranks[record_id],
        releases=len(card.rows),
        reviews=card.reviews[record_id],
        verdicts=[verdict(name, assessment) for name, assessment in card.assessments[record_id].items()],
        comparisons=external.compare(record, card.assessments[record_id]),
        groups=_groups(site, record),
        repositories=hub.repositories(record, site.catalog),
        weights=weights,
        terms={name: sentences.terms(site.catalog.licenses[name]) for name in site.license_ids(weights.license)}
        if weights.license
        else {},
        base=site.catalog.records.get(record.base or ""),
        siblings=[row for row in card.families[record.family] if row.id != record_id],
    )


def moved(site: Site, alias: str, record_id: str) -> str:
    """The page under an earlier id of a release, which leads to the present one."""
    record = site.catalog.records[record_id]
    return site.render(paths.moved_page(alias), "moved", suffix="html", id=record_id, record=record)


def family(site: Site, name: str) -> str:
    """The releases of one family on a time line, and how openness changed from one to the next."""
    rows = site.scorecard.families[name]
    return site.render(
        paths.family_page(name),
        "family",
        name=name,
        rows=rows,
        steps=[_step(before, after) for before, after in pairwise(rows)],
        frameworks=table_frameworks(site),
    )


def families(site: Site) -> str:
    """The list of all families."""
    return site.render(paths.FAMILIES, "families", families=site.scorecard.families)


def disagreements(site: Site) -> str:
    """The matrix of frameworks and releases, and the pairs of frameworks that disagree most."""
    return site.render(
        paths.DISAGREEMENTS,
        "disagreements",
        rows=site.scorecard.rows,
        frameworks=list(site.catalog.frameworks.items()),
        splits=disagreement.splits(site.scorecard.assessments),
        names={row.id: row.name for row in site.scorecard.rows},
    )


Remedy = tuple["Requirement | None", "tuple[Change, ...] | None"]
"""The level to reach (None: all of the framework), and the changes it would take (None: no change could)."""


@dataclass(frozen=True)
class Verdict:
    """One framework's verdict as a model page shows it: what blocks it, and what it would take to reach what."""

    id: str
    assessment: Assessment
    blocking: RequirementResult | None
    remedies: tuple[Remedy, ...]
    progress: tuple[Progress, ...]


def verdict(framework_id: str, assessment: Assessment) -> Verdict:
    """Gather what is shown of an assessment: with levels a remedy for every level above the one surely reached."""
    framework = assessment.framework
    steps = progress(assessment) if framework.progress else ()
    return Verdict(framework_id, assessment, assessment.blocking(), tuple(_remedies(assessment)), steps)


def _remedies(assessment: Assessment) -> Iterator[Remedy]:
    framework = assessment.framework
    for level in framework.levels[int(assessment.at_least) :]:
        yield level, remediation.toward(assessment, level.id)
    if framework.all and assessment.answer is not Answer.MET:
        yield None, remediation.toward(assessment, None)


@dataclass(frozen=True)
class Step:
    """What changed from one release of a family to the next."""

    before: Row
    after: Row
    changed: tuple[tuple[Assessment, Assessment], ...]


def _step(before: Row, after: Row) -> Step:
    pairs = ((before.assessments[name], after.assessments[name]) for name in before.assessments)
    return Step(before, after, tuple(pair for pair in pairs if pair[0].verdict != pair[1].verdict))


def table_frameworks(site: Site) -> Sequence[tuple[str, object]]:
    """Return the frameworks that have a column in tables of releases; the others stand on other pages."""
    return [(name, framework) for name, framework in site.catalog.frameworks.items() if framework.in_tables]


def _groups(site: Site, record: Record) -> list[tuple[Group, list[tuple[str, Component, Fact]]]]:
    parts = site.catalog.components.items()
    return [
        (group, [(name, part, record.fact(name)) for name, part in parts if part.group is group]) for group in Group
    ]
