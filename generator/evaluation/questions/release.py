"""Questions about what was released."""

# Not `from __future__ import annotations`: the check of frameworks reads these annotations.

from typing import Literal

from generator.evaluation.findings import Action, Answer, Change, Finding
from generator.evaluation.subject import Subject
from generator.schema.component import Status
from generator.schema.record import Access, Fact

Extent = Literal["whole", "part"]
State = Literal["partial", "open"]


def released(subject: Subject, component: str, extent: Extent = "whole", instead: str | None = None) -> Finding:
    """Is the component released?

    An open component is released. So is a complete component behind a gate where the reader has to accept terms or
    give contact data, because no framework here forbids such a gate. A component is not released where a source shows
    that a person decides who gets it. A partial component counts only where the clause says `extent: part`. What does
    not apply to a release cannot be missing from it. Unknown stays unknown. Where `instead` names a component, that
    component takes the place of one that does not apply.
    """
    component = subject.applying(component, instead)
    fact = subject.fact(component)
    answer, words = _availability(fact, extent)
    note = f" {fact.note}" if fact.note and answer is not Answer.MET else ""
    changes = () if answer is Answer.MET else (Change(component, action(fact)),)
    reason = f"{subject.name(component)}: {words}.{note}"
    return Finding(answer, reason, (subject.component(component),), fact.evidence, component, changes)


def describe_released(component: str, extent: str = "whole", **_: str) -> str:
    """Say what `released` asks: "Training code: released"."""
    return f"{component}: released{' at least in part' if extent == 'part' else ''}"


_BY_STATUS = {
    Status.UNKNOWN: (Answer.NOT_KNOWN, "not known to us yet"),
    Status.NOT_APPLICABLE: (Answer.MET, "does not apply to this release"),
    Status.OPEN: (Answer.MET, "released"),
    Status.CLOSED: (Answer.NOT_MET, "not released"),
}
_BY_GATE = {
    Access.GATED: (Answer.MET, "released, behind a gate where terms have to be accepted first"),
    Access.ON_REQUEST: (Answer.NOT_MET, "given out on request only"),
}


def _availability(fact: Fact, extent: Extent) -> tuple[Answer, str]:
    if fact.status in _BY_STATUS:
        return _BY_STATUS[fact.status]
    if fact.access:
        return _BY_GATE[fact.access]
    return (Answer.MET if extent == "part" else Answer.NOT_MET), "released in part"


def action(fact: Fact) -> Action:
    """Return what somebody would have to do so that a component is released whole."""
    if fact.access:
        return Action.UNGATE
    actions = {Status.UNKNOWN: Action.ESTABLISH, Status.PARTIAL: Action.COMPLETE}
    return actions.get(fact.status, Action.RELEASE)


def has_state(subject: Subject, component: str, least: State, instead: str | None = None) -> Finding:
    """Does the component have at least this state?

    The state is the one in the record: a gate makes a component partial, whoever passes it. Where the component does
    not apply to a release, the one named by `instead` takes its place. For indexes that judge states.
    """
    component = subject.applying(component, instead)
    fact = subject.fact(component)
    finding = released(subject, component, "part" if least == "partial" else "whole")
    if least == "open" and fact.status is Status.PARTIAL:
        return finding._replace(answer=Answer.NOT_MET, changes=(Change(component, action(fact)),))
    if least == "partial" and fact.status is Status.PARTIAL:
        return finding._replace(answer=Answer.MET, changes=())
    return finding


def describe_has_state(component: str, least: str, **_: str) -> str:
    """Say what `has_state` asks: "Training code: state at least partial"."""
    return f"{component}: state at least {least}"
