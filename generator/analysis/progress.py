"""Progress toward each level, in percent, as the reference implementation of the Model Openness Framework computes it.

Progress toward a level is the share of its clauses, and of those of the levels below it, that are met. It is 0 while a
level below it is incomplete. A component that meets two clauses counts once: a research paper that replaces the
technical report leaves Class I with one component fewer to meet. The tool counts unknown components as missing; we show
a range, whose lower end is the figure of the tool.

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
    """Progress toward one level, from 0 to 100: `low` counts unknown components as missing, `high` as released."""

    level: str
    low: float
    high: float


def progress(assessment: Assessment) -> tuple[Progress, ...]:
    """Return the progress toward each level, in order."""
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
    """Return the component that meets a clause; among alternatives, the first that does."""
    if clause.finding:
        return clause.finding.about
    return next(_credited(inner, counted) for inner in clause.alternatives if inner.answer in counted)
