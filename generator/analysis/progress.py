"""Progress toward each level, in percent, as the Model Openness Framework's reference implementation calculates it.

Progress toward a level is the share of everything it needs (its own clauses and those of the levels before it)
that is met, and 0 while a level before it is incomplete. A component that meets two clauses is counted once: so a
research paper that stands in for the technical report makes Class I need one component less. The tool reads what is
not listed as missing; here an unknown leaves an interval of which the tool's figure is the lower end.

Source: web/modules/mof/src/ModelEvaluator.php in https://github.com/lfai/model_openness_tool
"""

# Not `from __future__ import annotations`: pydantic reads the annotations of what is stored.

from dataclasses import dataclass
from fractions import Fraction

from generator.evaluation.assessment import Assessment, ClauseResult
from generator.evaluation.findings import Answer

COMPLETE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress toward one level, from 0 to 100: if every unknown is missing, and if every unknown is there."""

    level: str
    low: float
    high: float


def progress(assessment: Assessment) -> tuple[Progress, ...]:
    """Return the progress toward each level, in the order of the levels."""
    low = _percentages(assessment, frozenset({Answer.MET}))
    high = _percentages(assessment, frozenset({Answer.MET, Answer.NOT_KNOWN}))
    names = [level.name for level in assessment.framework.levels]
    return tuple(Progress(name, float(least), float(most)) for name, least, most in zip(names, low, high, strict=True))


def _percentages(assessment: Assessment, counted: frozenset[Answer]) -> list[Fraction]:
    percentages: list[Fraction] = []
    needed: list[ClauseResult] = []
    for requirement in assessment.requirements:
        needed += requirement.clauses
        complete_below = all(percentage == COMPLETE for percentage in percentages)
        percentages.append(_share(needed, counted) if complete_below else Fraction(0))
    return percentages


def _share(clauses: list[ClauseResult], counted: frozenset[Answer]) -> Fraction:
    met = [clause for clause in clauses if clause.answer in counted]
    twice = len(met) - len({_credited(clause, counted) for clause in met})
    return COMPLETE * Fraction(len(met) - twice, len(clauses) - twice)


def _credited(clause: ClauseResult, counted: frozenset[Answer]) -> str:
    """Return the component that meets a clause: of alternatives the first that does."""
    if clause.finding:
        return clause.finding.about
    return next(_credited(inner, counted) for inner in clause.alternatives if inner.answer in counted)
