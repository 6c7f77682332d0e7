"""Assessments as plain data for programs: verdicts, findings with lines and evidence, and what it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.analysis import remediation
from generator.analysis.progress import progress
from generator.evaluation.findings import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.analysis.scorecard import Scorecard
    from generator.evaluation.assess import Assessment, ClauseResult, CriterionResult, RequirementResult
    from generator.evaluation.findings import Change, Finding
    from generator.loading.catalog import Catalog


def assessments(scorecard: Scorecard, record_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return everything judged of these releases, in plain lists, maps, texts and numbers."""
    return [_release(scorecard, record_id) for record_id in record_ids]


def _release(scorecard: Scorecard, record_id: str) -> dict[str, Any]:
    count, rank = scorecard.counts[record_id], scorecard.ranks[record_id]
    catalog = scorecard.catalog
    return {
        "id": record_id,
        "name": catalog.records[record_id].name,
        "released": catalog.records[record_id].released,
        "count": {
            "open": count.open,
            "partial": count.partial,
            "closed": count.closed,
            "unknown": count.unknown,
            "percent": [_percent(count.low), _percent(count.high)],
        },
        "rank": {"best": rank.best, "worst": rank.worst, "of": len(catalog.records)},
        "claims": [
            {"label": review.claim.label.value, "standing": review.standing.value, "sentence": review.sentence}
            for review in scorecard.reviews[record_id]
        ],
        "frameworks": {
            name: _assessment(assessment, catalog) for name, assessment in scorecard.assessments[record_id].items()
        },
    }


def _assessment(assessment: Assessment, catalog: Catalog) -> dict[str, Any]:
    framework = assessment.framework
    data: dict[str, Any] = {
        "version": framework.version,
        "verdict": assessment.verdict,
        "answer": assessment.answer.value,
        "decided": assessment.is_decided,
        "requirements": [_outcome(outcome, catalog) for outcome in assessment.outcomes],
    }
    if framework.levels:
        ids = [None, *(level.id for level in framework.levels)]
        data["levels"] = {"at-least": ids[int(assessment.at_least)], "at-most": ids[int(assessment.at_most)]}
    if framework.points:
        data["points"] = {"at-least": float(assessment.at_least), "at-most": float(assessment.at_most)}
        data["criteria"] = [_score(score, catalog) for score in assessment.scores]
    if framework.beside:
        data["beside"] = [_outcome(outcome, catalog) for outcome in assessment.beside]
    if framework.progress:
        data["progress"] = {step.level: [_round(step.low), _round(step.high)] for step in progress(assessment)}
    return data


def _outcome(outcome: RequirementResult, catalog: Catalog) -> dict[str, Any]:
    changes = remediation.remedy([outcome])
    return {
        "id": outcome.requirement.id,
        "name": outcome.requirement.name,
        "answer": outcome.answer.value,
        "clauses": [_ruling(ruling, catalog) for ruling in outcome.rulings],
        "would-take": None if changes is None else [_change(change, catalog) for change in changes],
    }


def _score(score: CriterionResult, catalog: Catalog) -> dict[str, Any]:
    return {
        "id": score.criterion.id,
        "points": [float(score.low), float(score.high)],
        "most": float(score.criterion.most),
        "clauses": [_ruling(ruling, catalog) for ruling in score.rulings],
    }


def _ruling(ruling: ClauseResult, catalog: Catalog) -> dict[str, Any]:
    if ruling.finding:
        return _finding(ruling.finding, catalog)
    return {"answer": ruling.answer.value, "any": [_ruling(inner, catalog) for inner in ruling.alternatives]}


def _finding(finding: Finding, catalog: Catalog) -> dict[str, Any]:
    data: dict[str, Any] = {
        "answer": finding.answer.value,
        "about": finding.about,
        "reason": finding.reason,
        "where": [f"{where.file}:{catalog.sources[where.file].line(where.path)}" for where in finding.where],
        "evidence": list(dict.fromkeys(finding.evidence)),
    }
    if finding.answer is not Answer.MET:
        data["would-take"] = [_change(change, catalog) for change in finding.changes]
    return data | ({"caution": finding.caution} if finding.caution else {})


def _change(change: Change, catalog: Catalog) -> dict[str, Any]:
    data = {"about": change.about, "change": change.verb.name.lower().replace("_", "-")}
    optional = {"license": change.license, "answer": change.answer}
    return (
        data
        | {key: value for key, value in optional.items() if value}
        | {"words": remediation.sentence(change, catalog)}
    )


def _percent(share: Any) -> float:
    return _round(100 * share)


def _round(percentage: Any) -> float:
    return round(float(percentage), 4)
