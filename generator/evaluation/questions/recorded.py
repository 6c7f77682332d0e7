"""Questions that a record answers directly: published judgments, and figures the developer states."""

# Not `from __future__ import annotations`: the check of frameworks reads these annotations.

from decimal import Decimal
from typing import Literal

from generator.evaluation.findings import Action, Answer, Change, Finding
from generator.evaluation.subject import Subject
from generator.schema.license import TriState

Wanted = Literal["yes", "no"]
Operations = Literal["1e23", "1e25"]


def judged(subject: Subject, judgment: str, answer: Wanted = "yes") -> Finding:
    """Has a named body published a judgment on this question, and does the judgment give the answer asked for?

    Some questions cannot be computed from facts, such as whether data information is detailed enough for a skilled
    person. They stay not known until a judgment with a source is recorded.
    """
    question = subject.vocabulary.judgments[judgment]
    recorded = subject.release.record.judgments.get(judgment)
    place = (subject.release.place("judgments", judgment),)
    changes = (Change(judgment, Action.JUDGE, answer=answer),)
    if recorded is None or recorded.answer is TriState.UNKNOWN:
        reason = f"{question.name}: nobody has published a judgment on this release."
        return Finding(Answer.NOT_KNOWN, reason, place, (), judgment, changes)
    met = recorded.answer.value == answer
    reason = f"{question.name}: {recorded.by} says {recorded.answer.value} ({recorded.checked})."
    found = Answer.MET if met else Answer.NOT_MET
    return Finding(found, reason, place, recorded.evidence, judgment, () if met else changes)


def describe_judged(judgment: str, answer: str = "yes") -> str:
    """Say what `judged` asks: "No monetization: somebody published the judgment yes"."""
    return f"{judgment}: somebody published the judgment {answer}"


def trained_within(subject: Subject, operations: Operations) -> Finding:
    """Did training take at most this many floating-point operations, as the developer states?

    The figure is the cumulative computation of training. Where the developer states none, it is not known.
    """
    compute = subject.release.record.training_compute
    place = (subject.release.place("training-compute"),)
    if compute is None:
        reason = "Training compute: the developer's figure is not known to us."
        changes = (Change("training-compute", Action.MEASURE, answer=operations),)
        return Finding(Answer.NOT_KNOWN, reason, place, (), "training-compute", changes)
    met = compute.flop <= Decimal(operations)
    reason = f"Training compute: {compute.flop:.2E} operations, {'at most' if met else 'more than'} {operations}."
    answer = Answer.MET if met else Answer.NOT_MET
    return Finding(answer, reason, place, compute.evidence, "training-compute")


def describe_trained_within(operations: str) -> str:
    """Say what `trained_within` asks: "Training compute: at most 1e25 operations"."""
    return f"Training compute: at most {operations} operations"
