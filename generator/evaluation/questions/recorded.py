"""Questions that a record answers directly: published judgments, and figures the developer publishes."""

# Not `from __future__ import annotations`: the check of frameworks reads these annotations.

from decimal import Decimal
from typing import Literal

from generator.evaluation.findings import Action, Answer, Change, Finding
from generator.evaluation.subject import Subject
from generator.schema.compute import TrainingCompute
from generator.schema.license import TriState
from generator.schema.record import Output

Wanted = Literal["yes", "no"]
Content = Literal["language-image-or-video"]
Operations = Literal["1e23", "1e25"]

MARGIN = Decimal("0.3")
"""How far an estimate of training compute may be off, after paragraph 123 of the EU guidelines."""
_SIDES = {
    Answer.MET: "at most {}",
    Answer.NOT_MET: "more than {}",
    Answer.NOT_KNOWN: f"too close to {{}} for an estimate with a margin of {MARGIN:.0%}",
}
_CONTENT = {"language-image-or-video": (Output.TEXT, Output.SPEECH, Output.IMAGE, Output.VIDEO)}
"""What the words of a framework on generated content cover; a transcript is the guidelines' own exception."""
_TIMES = "\N{MULTIPLICATION SIGN}"
_SCALES = ((12, " trillion"), (9, " billion"), (6, " million"), (0, ""))


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
    """Say what `judged` asks: "No monetization: a published judgment says yes"."""
    return f"{judgment}: a published judgment says {answer}"


def trained_within(subject: Subject, operations: Operations) -> Finding:
    """Did training take at most this many floating-point operations?

    The figure is cumulative: it counts the training of a base model too. A figure that the developer states decides
    exactly. If the developer states none but publishes parameters and tokens, we estimate six times parameters times
    tokens, as the annex of the Commission's guidelines does for dense models (C(2025) 5045, paragraph 132); for a
    mixture of experts we take the active parameters. The guidelines accept an estimate that is "accurate within an
    overall error margin of 30%" (paragraph 123), so an estimate decides only if 30% more or less would not change the
    answer. Otherwise, and without figures, it is not known. An estimate covers the published tokens. Toward 1e25 the
    guidelines also count computation for synthetic data, which developers rarely publish; toward 1e23 they count only
    what contributes directly to updates of the parameters (paragraph 118).
    """
    compute = subject.release.record.training_compute
    place = (subject.release.place("training-compute"),)
    changes = (Change("training-compute", Action.MEASURE, answer=operations),)
    if compute is None:
        reason = "Training compute: the developer's figure is not known to us."
        return Finding(Answer.NOT_KNOWN, reason, place, (), "training-compute", changes)
    answer = _at_most(compute, Decimal(operations))
    reason = f"Training compute: {_amount(compute)}, {_SIDES[answer].format(operations)}."
    needed = changes if answer is Answer.NOT_KNOWN else ()
    return Finding(answer, reason, place, compute.evidence, "training-compute", needed)


def _at_most(compute: TrainingCompute, threshold: Decimal) -> Answer:
    """Compare with a threshold: a stated figure exactly, an estimate at both ends of its margin."""
    margin = MARGIN if compute.estimated_from else 0
    if compute.operations * (1 + margin) <= threshold:
        return Answer.MET
    return Answer.NOT_MET if compute.operations * (1 - margin) > threshold else Answer.NOT_KNOWN


def _amount(compute: TrainingCompute) -> str:
    """Say the operations, and what an estimate is made of."""
    if compute.estimated_from is None:
        return f"{compute.operations:.2E} operations"
    parameters, tokens = map(_large, compute.estimated_from)
    estimate = f"6 {_TIMES} {parameters} parameters {_TIMES} {tokens} tokens"
    return f"about {compute.operations:.1E} operations, estimated as {estimate}"


def _large(figure: Decimal) -> str:
    """Say a large figure in words: "14.8 trillion"."""
    power, word = next(scale for scale in _SCALES if figure.adjusted() >= scale[0] or not scale[0])
    return f"{round(figure.scaleb(-power), 2).normalize():f}{word}"


def describe_trained_within(operations: str) -> str:
    """Say what `trained_within` asks: "Training compute: at most 1e25 operations"."""
    return f"Training compute: at most {operations} operations"


def generates_no(subject: Subject, content: Content) -> Finding:
    """Does the release generate nothing of this kind?

    What comes out is a fact of the record. Under `language-image-or-video` (EU) it must be none of text, speech, images
    and video. A model that gives vectors, labels, or sound that is not language generates none of them, and neither
    does one that only transcribes speech, which the guidelines name as a narrow task.
    """
    outputs = subject.release.record.outputs
    given = ", ".join(each.value for each in outputs)
    answer = Answer.NOT_MET if set(outputs) & set(_CONTENT[content]) else Answer.MET
    place = (subject.release.place("outputs"),)
    return Finding(answer, f"Output: {given}.", place, subject.release.record.evidence, "outputs")


def describe_generates_no(content: str) -> str:
    """Say what `generates_no` asks: "Output: no language, image or video"."""
    return f"Output: no {content.replace('-or-', ' or ').replace('-', ', ')}"
