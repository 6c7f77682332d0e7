"""The sentence to quote about a release: who made it, what they call it, how far that fits, and why.

It gives the verdict of one definition: the headline definition if it tests the label or if no definition does, else
one that the release falls short of. If another definition agrees with the label, the sentence says so first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.analysis.conclusions import steward
from generator.analysis.remediation import obstacles, up_to
from generator.analysis.sentences import listed, name_of, what_was_released
from generator.analysis.shortfall import SHOWN, decisive, gap
from generator.evaluation.findings import Action, Answer
from generator.schema.component import TRAINING_DATA, ComponentType
from generator.schema.record import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.analysis.claims import ClaimReview, LabelTest
    from generator.evaluation.assessment import Assessment
    from generator.evaluation.findings import Change
    from generator.loading.catalog import Catalog
    from generator.schema.record import Record

_WEIGHTS = "weights-final"
_ALL_DATA = "training data"
_FIRST = ("training-code", *TRAINING_DATA, "data-information", "data-preprocessing-code")
"""The components that a sentence names before others."""
_STARTS = {
    None: "{name} is a release of {developer}",
    Label.NONE: "{developer} does not call {name} open",
    Label.OTHER: "{developer} uses words of its own for {name}",
}
_GAPS = {
    Action.RELEASE: "no {any} was released",
    Action.COMPLETE: "only part of the {all} was released",
    Action.UNGATE: "the {all} can be had on request only",
}
_INCOMPLETE = "the {all} {be} incomplete"
"""What is said instead of a document that is there in part."""


class _Goal(NamedTuple):
    """What a label needs, or the headline definition as a whole."""

    assessment: Assessment
    needs: str | None

    @property
    def answer(self) -> Answer:
        return self.assessment.holds(self.needs)

    def words(self, *, met: bool) -> str:
        """Return "meets the Open Source AI Definition", or "does not reach “Open Weights AI” of the G7 ..."."""
        framework = self.assessment.framework
        level = next((f"“{level.name}” of " for level in framework.levels if level.id == self.needs), "")
        verbs = ("reaches", "does not reach") if level else ("meets", "does not meet")
        return f"{verbs[not met]} {level}the {framework.name}"


def quote(
    developer: str, record: Record, claim: ClaimReview | None, assessments: Mapping[str, Assessment], catalog: Catalog
) -> str:
    """Return one full sentence about a release; `claim` is the claim that fits it least."""
    goal, other = _goals(claim, assessments)
    is_tested = bool(claim and claim.tests)
    start = _start(developer, record, claim)
    if other:
        start, is_tested = f"{start}; it {other.words(met=True)}", True
    objection = _objection(goal.assessment, record)
    if goal.answer is Answer.MET:
        what = what_was_released(record, catalog).removeprefix("The release ").removesuffix(".")
        return f"{start}{', and' if is_tested else ';'} it {goal.words(met=True)}: it {what}{objection}."
    if goal.answer is Answer.NOT_KNOWN:
        gaps = "; ".join(_unknowns(goal, record, catalog)[:SHOWN])
        return f"{start}; whether it {goal.words(met=True)} is not known yet ({gaps}){objection}."
    why = ", and ".join(_reasons(goal, record, catalog))
    return f"{start}{', but' if is_tested else ';'} it {goal.words(met=False)}: {why}{objection}."


def _start(developer: str, record: Record, claim: ClaimReview | None) -> str:
    label = claim.claim.label if claim else None
    start = _STARTS.get(label, "{developer} calls {name} {label}")
    return start.format(developer=developer, name=record.name, label=label.value if label else "")


def _goals(claim: ClaimReview | None, assessments: Mapping[str, Assessment]) -> tuple[_Goal, _Goal | None]:
    """Return the goal to speak of, and another that is met if this one is not."""
    headline = next(each for each in assessments.values() if each.framework.headline)
    goals = [_goal(test, claim, assessments) for test in claim.tests] if claim else []
    own = next((goal for goal in goals if goal.assessment is headline), None)
    missed = next((goal for goal in goals if goal.answer is Answer.NOT_MET), None)
    goal = own or missed or next(iter(goals), _Goal(headline, None))
    met = next((each for each in goals if each.answer is Answer.MET), None)
    return goal, met if goal.answer is Answer.NOT_MET else None


def _goal(test: LabelTest, claim: ClaimReview, assessments: Mapping[str, Assessment]) -> _Goal:
    assessment = assessments[test.definition]
    return _Goal(assessment, next(n.needs for n in assessment.framework.labels if n.label is claim.claim.label))


def _unknowns(goal: _Goal, record: Record, catalog: Catalog) -> list[str]:
    changes = [change for finding in decisive(goal.assessment, goal.needs) for change in finding.changes]
    return [f"{name_of(each.about, catalog)}, {_state(each, record, catalog)}" for each in dict.fromkeys(changes)]


def _reasons(goal: _Goal, record: Record, catalog: Catalog) -> list[str]:
    """Return the most telling reasons: the license of the weights, and what was not released or only in part."""
    known = {finding.about for finding in decisive(goal.assessment, goal.needs)}
    found = obstacles(up_to(goal.assessment, goal.needs))
    changes = {change.about: change for change in found.changes if change.about in known}
    weights = changes.pop(_WEIGHTS, None)
    if weights and weights.action is Action.RELEASE:
        return ["its weights were not released"]
    license_ = [f"its weights are {_state(weights, record, catalog)}"] if weights else []
    reasons = [*license_, *_gaps(changes.values(), catalog)]
    return reasons or [*_licenses(changes.values(), record, catalog), *(each.reason[:-1] for each in found.for_good)]


def _state(change: Change, record: Record, catalog: Catalog) -> str:
    return gap(change.about, change.action, record, catalog)


def _gaps(changes: Collection[Change], catalog: Catalog) -> Iterator[str]:
    """Yield what was not released, and what was released in part."""
    for template in (*_GAPS.values(), _INCOMPLETE):
        names = _names([change.about for change in changes if _template(change, catalog) == template], catalog)
        if names:
            yield template.format(any=listed(names, "or"), all=listed(names), be="are" if len(names) > 1 else "is")


def _template(change: Change, catalog: Catalog) -> str | None:
    component = catalog.components.get(change.about)
    is_document = component is not None and component.type is ComponentType.DOCUMENT
    return _INCOMPLETE if is_document and change.action is Action.COMPLETE else _GAPS.get(change.action)


def _names(abouts: Sequence[str], catalog: Catalog) -> list[str]:
    """Return the most important of these components by name; all training data is one."""
    ordered = sorted(abouts, key=lambda about: (about not in _FIRST, _FIRST.index(about) if about in _FIRST else 0))
    merged = dict.fromkeys(TRAINING_DATA, _ALL_DATA) if set(TRAINING_DATA) <= set(abouts) else {}
    return list(dict.fromkeys(merged.get(about) or name_of(about, catalog) for about in ordered))[:SHOWN]


def _licenses(changes: Collection[Change], record: Record, catalog: Catalog) -> Iterator[str]:
    for change in changes:
        yield f"its {name_of(change.about, catalog)} came {_state(change, record, catalog)}"


def _objection(assessment: Assessment, record: Record) -> str:
    """Return what the steward of the definition published, if it does not agree."""
    result = steward(assessment, record)
    return f"; the {result.by} says: “{result.says}”" if result and not result.agrees else ""
