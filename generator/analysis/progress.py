"""Progress toward each level, in percent, as the Model Openness Framework's reference implementation reckons it.

Progress toward a level is the share of everything it needs (its own clauses and those of the levels before it)
that is met, and 0 while a level before it is incomplete. A component that meets two clauses is counted once: so a
research paper that stands in for the technical report makes Class I need one component less. The tool reads what is
not listed as missing; here an unknown leaves an interval of which the tool's figure is the lower end.

Source: web/modules/mof/src/ModelEvaluator.php in https://github.com/lfai/model_openness_tool
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.evaluation.findings import Answer

if TYPE_CHECKING:
    from generator.evaluation.assess import Assessment, ClauseResult


COMPLETE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress toward one level, from 0 to 100: if every unknown is missing, and if every unknown is there."""

    level: str
    low: Fraction
    high: Fraction


def progress(assessment: Assessment) -> tuple[Progress, ...]:
    """Return the progress toward each level, in the order of the levels, unrounded."""
    low = _percentages(assessment, frozenset({Answer.MET}))
    high = _percentages(assessment, frozenset({Answer.MET, Answer.NOT_KNOWN}))
    names = [level.name for level in assessment.framework.levels]
    return tuple(Progress(name, *pair) for name, pair in zip(names, zip(low, high, strict=True), strict=True))


def _percentages(assessment: Assessment, counted: frozenset[Answer]) -> list[Fraction]:
    percentages: list[Fraction] = []
    needed: list[ClauseResult] = []
    for outcome in assessment.outcomes:
        needed += outcome.rulings
        complete_below = all(percentage == COMPLETE for percentage in percentages)
        percentages.append(_share(needed, counted) if complete_below else Fraction(0))
    return percentages


def _share(rulings: list[ClauseResult], counted: frozenset[Answer]) -> Fraction:
    met = [ruling for ruling in rulings if ruling.answer in counted]
    twice = len(met) - len({_credited(ruling, counted) for ruling in met})
    return COMPLETE * Fraction(len(met) - twice, len(rulings) - twice)


def _credited(ruling: ClauseResult, counted: frozenset[Answer]) -> str:
    """Return the component that meets a clause: of alternatives the first that does."""
    if ruling.finding:
        return ruling.finding.about
    return next(_credited(inner, counted) for inner in ruling.alternatives if inner.answer in counted)
