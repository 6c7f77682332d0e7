"""Checks the facts of a record against each other: states and modalities that cannot be true together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.core.codes import Code
from generator.core.problem import Found
from generator.schema.component import Status
from generator.schema.record import Modality, Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.schema.record import Record

_THERE = frozenset({Status.OPEN, Status.PARTIAL})
_APPLIES = _THERE | {Status.CLOSED}
_CODE = ("data-preprocessing-code", "training-code", "inference-code")


def check(record: Record) -> Iterator[Found]:
    """Yield every state of a component, and every modality, that contradicts something else in the record."""
    yield from _states(record)
    yield from _modalities(record)


def _states(record: Record) -> Iterator[Found]:
    for name, states, others, of_others, why in _PAIRS:
        if record.fact(name).status in states and all(record.fact(other).status in of_others for other in others):
            yield Found(("components", name, "status"), Code.CONTRADICTION, why)


def _modalities(record: Record) -> Iterator[Found]:
    for output in record.outputs:
        if output in _MODALITIES and not _MODALITIES[output] & set(record.modalities):
            statement = f"{output.value} comes out (see `outputs`; text if it is left out), and is not among these"
            yield Found(("modalities",), Code.CONTRADICTION, statement)


_MODALITIES = {
    Output.TEXT: {Modality.TEXT, Modality.CODE},
    Output.IMAGE: {Modality.IMAGE},
    Output.VIDEO: {Modality.VIDEO},
    Output.SPEECH: {Modality.AUDIO},
    Output.SOUND: {Modality.AUDIO},
    Output.TRANSCRIPT: {Modality.AUDIO},
}
"""What comes out, and the modalities of which a release then has one; any release can give vectors and labels."""

_PAIRS: Sequence[tuple[str, frozenset[Status], tuple[str, ...], frozenset[Status], str]] = (
    (
        "weights-base",
        _THERE,
        ("weights-final",),
        frozenset({Status.CLOSED}),
        "the final weights are closed; if only the base was released, it is the final model of this release",
    ),
    (
        "weights-intermediate",
        _THERE,
        ("weights-base",),
        frozenset({Status.CLOSED}),
        "the base weights are closed, but the last checkpoint of pretraining is the base",
    ),
    (
        "post-training-data",
        frozenset({Status.NOT_APPLICABLE}),
        ("weights-base",),
        _APPLIES,
        "a release with base weights apart was trained further, so it has data for that",
    ),
    (
        "peer-reviewed-paper",
        _THERE,
        ("research-paper",),
        frozenset({Status.CLOSED}),
        "the research paper is closed, but a peer-reviewed paper is a research paper",
    ),
    (
        "inference-code",
        frozenset({Status.OPEN}),
        ("architecture",),
        frozenset({Status.CLOSED}),
        "the architecture is closed, but complete code that runs the model contains the network",
    ),
    (
        "training-code",
        frozenset({Status.OPEN}),
        ("architecture",),
        frozenset({Status.CLOSED}),
        "the architecture is closed, but complete code that trained the model contains the network",
    ),
    (
        "evaluation-code",
        _THERE,
        ("evaluation-results",),
        frozenset({Status.CLOSED}),
        "no evaluation results were published, so no code can be behind them",
    ),
    (
        "evaluation-data",
        _THERE,
        ("evaluation-results",),
        frozenset({Status.CLOSED}),
        "no evaluation results were published, so no test sets can be behind them",
    ),
    (
        "technical-report",
        frozenset({Status.OPEN}),
        ("evaluation-results",),
        frozenset({Status.CLOSED}),
        "no evaluation results were published, but a complete report contains them",
    ),
    (
        "technical-report",
        frozenset({Status.OPEN}),
        ("architecture-information",),
        frozenset({Status.CLOSED}),
        "nothing is said on the architecture, but a complete report covers it",
    ),
    (
        "research-paper",
        frozenset({Status.OPEN}),
        ("evaluation-results",),
        frozenset({Status.CLOSED}),
        "no evaluation results were published, but a complete paper contains them",
    ),
    (
        "data-card",
        frozenset({Status.OPEN}),
        ("data-information",),
        frozenset({Status.CLOSED}),
        "nothing is said on the data, but complete data cards do",
    ),
    (
        "model-card",
        frozenset({Status.OPEN}),
        ("usage-information",),
        frozenset({Status.CLOSED}),
        "nothing is said on usage, but a complete card has intended use or limitations",
    ),
    (
        "code-documentation",
        frozenset({Status.OPEN}),
        _CODE,
        frozenset({Status.CLOSED}),
        "no code was released, and code that was not released counts as undocumented",
    ),
)
"""A component and its states; the others that contradict it in these states, all together; and why."""
