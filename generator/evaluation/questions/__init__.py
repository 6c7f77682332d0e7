"""The questions that a clause of a framework may ask.

Each question is a function from a subject (a release under a framework) and the clause's arguments to a finding, and
a second function that says in words what a clause asks. The methodology pages show the docstring of the first one; its
first line is the question. What a lawyer can disagree with (which licenses count, which clauses there are) is data in
`data/frameworks/`; what is here is how a fact is read. Each finding that is not met carries the changes that would
meet it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.evaluation.questions import datasets, licenses, recorded, release

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.evaluation.findings import Finding


class Question(NamedTuple):
    """A question, and how to say in words what a clause with it asks."""

    ask: Callable[..., Finding]
    describe: Callable[..., str]
    """Takes the arguments of the clause, with names instead of ids."""


QUESTIONS: Mapping[str, Question] = {
    question.ask.__name__: question
    for question in (
        Question(release.released, release.describe_released),
        Question(release.has_state, release.describe_has_state),
        Question(licenses.licensed, licenses.describe_licensed),
        Question(licenses.training_data_licensed, licenses.describe_training_data_licensed),
        Question(licenses.open_licenses, licenses.describe_open_licenses),
        Question(datasets.datasets, datasets.describe_datasets),
        Question(datasets.every_dataset_open, datasets.describe_every_dataset_open),
        Question(recorded.judged, recorded.describe_judged),
        Question(recorded.trained_within, recorded.describe_trained_within),
        Question(recorded.generates_no, recorded.describe_generates_no),
    )
}
"""Every question a framework file may ask, by name."""
