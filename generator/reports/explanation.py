"""The argument for one verdict as text for a terminal: every finding, with its line and its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation.assessment import interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.card import ReleaseCard
    from generator.analysis.progress import Progress
    from generator.analysis.verdicts import (
        CardFinding,
        ClauseVerdict,
        CriterionVerdict,
        Remediation,
        RequirementVerdict,
        Verdict,
    )


def explain(card: ReleaseCard, verdict: Verdict) -> str:
    """Return the findings behind one verdict of a card as a tree, followed by its remediation."""
    definition = verdict.definition
    lines = [f"{card.name} under {definition.name} {definition.version}: {verdict.words}", definition.question, ""]
    for requirement in _requirements(verdict):
        lines += [*_requirement(requirement), ""]
    for criterion in verdict.criteria:
        lines += [*_criterion(criterion), ""]
    if verdict.progress:
        lines += ["Progress toward each level:", *map(_progress, verdict.progress), ""]
    for remediation in verdict.remediation:
        lines += _remediation(remediation)
    return "\n".join(lines).rstrip() + "\n"


def _requirements(verdict: Verdict) -> Iterator[RequirementVerdict]:
    if verdict.outside:
        yield verdict.outside
    yield from (*verdict.requirements, *verdict.duties)


def _requirement(requirement: RequirementVerdict) -> Iterator[str]:
    yield f"{requirement.answer.glyph} {requirement.name}: {requirement.answer.value}"
    if requirement.quote:
        yield f'  "{requirement.quote}" ({requirement.source})'
    for clause in requirement.clauses:
        yield from _clause(clause, "  ")


def _criterion(criterion: CriterionVerdict) -> Iterator[str]:
    yield f"{interval(criterion.low, criterion.high)} of {criterion.most:g}: {criterion.name}. {criterion.summary}"
    if criterion.left_out:
        yield f"  {criterion.left_out}"
    for clause in criterion.clauses:
        yield from _clause(clause, "  ")


def _clause(clause: ClauseVerdict, indent: str) -> Iterator[str]:
    if clause.alternatives:
        yield f"{indent}{clause.answer.glyph} any one of these: {clause.answer.value}"
        for alternative in clause.alternatives:
            yield from _clause(alternative, f"{indent}  ")
    if clause.finding:
        yield from _finding(clause.finding, indent)


def _finding(finding: CardFinding, indent: str) -> Iterator[str]:
    yield f"{indent}{finding.answer.glyph} {finding.reason}"
    if finding.caution:
        yield f"{indent}    caution: {finding.caution}; it counts anyway"
    for place in finding.places:
        yield f"{indent}    {place.file}:{place.line}"
    for url in finding.evidence:
        yield f"{indent}    {url}"


def _progress(step: Progress) -> str:
    low, high = f"{step.low:.4g} %", f"{step.high:.4g} %"
    return f"  {step.level}: {low if low == high else f'{low} to {high}'}"


def _remediation(remediation: Remediation) -> Iterator[str]:
    yield f"What it would take to reach {remediation.name}:" if remediation.name else "What it would take:"
    if remediation.changes is None:
        yield f"  {NOTHING}"
    for change in remediation.changes or ():
        yield f"  - {change.sentence}"


NOTHING = "No change would be enough: a fact about the training rules it out."
