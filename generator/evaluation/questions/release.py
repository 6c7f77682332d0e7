"""Questions about what was released."""

# Not `from __future__ import annotations`: the check of frameworks reads these annotations.

from typing import Literal

from generator.evaluation.findings import Answer, Change, Finding
from generator.evaluation.subject import Extent, Subject, action
from generator.schema.component import Status

State = Literal["partial", "open"]


def released(subject: Subject, component: str, extent: Extent = "whole", instead: str | None = None) -> Finding:
    """Is the component released?

    An open component is released. So is a complete component behind a gate where the reader has to accept terms or
    give contact data, because no framework here forbids such a gate. A component is not released where a source shows
    that a person decides who gets it. A partial component counts only where the clause says `extent: part`. What does
    not apply to a release cannot be missing from it. Unknown stays unknown. Where `instead` names a component, that
    component takes the place of one that does not apply.
    """
    return subject.release.availability(subject.applying(component, instead), extent)


def describe_released(component: str, extent: str = "whole", **_: str) -> str:
    """Say what `released` asks: "Training code: released"."""
    return f"{component}: released{' at least in part' if extent == 'part' else ''}"


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
