"""The argument for one verdict, as text for a terminal: every finding, down to its line and its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis import remediation
from generator.analysis.progress import progress
from generator.evaluation.assess import interval, points
from generator.evaluation.findings import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.evaluation.assess import Assessment, ClauseResult, CriterionResult, RequirementResult
    from generator.evaluation.findings import Change, Finding
    from generator.loading.catalog import Catalog


def explain(assessment: Assessment, catalog: Catalog) -> str:
    """Return the tree of findings of one assessment, and what it would take to meet what is not met."""
    framework, record = assessment.framework, catalog.records[assessment.record_id]
    lines = [f"{record.name} under {framework.name} {framework.version}: {assessment.verdict}", framework.question, ""]
    for outcome in (*assessment.outcomes, *assessment.beside):
        lines += [*_outcome(outcome, framework.source, catalog), ""]
    for score in assessment.scores:
        lines += [*_score(score, catalog), ""]
    if framework.progress:
        lines += [*_progress(assessment), ""]
    lines += _remedies(assessment, catalog)
    return "\n".join(lines).rstrip() + "\n"


def _outcome(outcome: RequirementResult, source: str, catalog: Catalog) -> Iterator[str]:
    requirement = outcome.requirement
    yield f"{outcome.answer.glyph} {requirement.name}: {outcome.answer.value}"
    if requirement.quote:
        yield f'  "{requirement.quote}" ({requirement.at or source})'
    for ruling in outcome.rulings:
        yield from _ruling(ruling, "  ", catalog)


def _score(score: CriterionResult, catalog: Catalog) -> Iterator[str]:
    criterion = score.criterion
    yield f"{interval(score.low, score.high)} of {points(criterion.most)}: {criterion.name}. {criterion.summary}"
    if criterion.left_out:
        yield f"  {criterion.left_out}"
    for ruling in score.rulings:
        yield from _ruling(ruling, "  ", catalog)


def _ruling(ruling: ClauseResult, indent: str, catalog: Catalog) -> Iterator[str]:
    if ruling.alternatives:
        yield f"{indent}{ruling.answer.glyph} any one of these: {ruling.answer.value}"
        for alternative in ruling.alternatives:
            yield from _ruling(alternative, f"{indent}  ", catalog)
    if ruling.finding:
        yield from _finding(ruling.finding, indent, catalog)


def _finding(finding: Finding, indent: str, catalog: Catalog) -> Iterator[str]:
    yield f"{indent}{finding.answer.glyph} {finding.reason}"
    if finding.caution:
        yield f"{indent}    caution: {finding.caution}; it counts all the same"
    for where in finding.where:
        yield f"{indent}    {where.file}:{catalog.sources[where.file].line(where.path)}"
    for url in dict.fromkeys(finding.evidence):
        yield f"{indent}    {url}"


def _progress(assessment: Assessment) -> Iterator[str]:
    yield "Progress toward each level:"
    for step in progress(assessment):
        low, high = f"{float(step.low):.4g} %", f"{float(step.high):.4g} %"
        yield f"  {step.level}: {low if low == high else f'{low} to {high}'}"


def _remedies(assessment: Assessment, catalog: Catalog) -> Iterator[str]:
    framework = assessment.framework
    for level in framework.levels[int(assessment.at_least) :]:
        yield from _changes(
            f"What it would take to be {level.name}:", remediation.toward(assessment, level.id), catalog
        )
    if framework.all and assessment.answer is not Answer.MET:
        yield from _changes("What it would take:", remediation.toward(assessment, None), catalog)


def _changes(title: str, changes: Iterable[Change] | None, catalog: Catalog) -> Iterator[str]:
    yield title
    if changes is None:
        yield "  Nothing that could still change: a fact of the training stands against it."
    for change in changes or ():
        yield f"  - {remediation.sentence(change, catalog)}"
