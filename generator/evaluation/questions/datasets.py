"""The question about the datasets that training data consist of."""

# Not `from __future__ import annotations`: the check of frameworks reads these annotations.

from typing import Literal

from generator.evaluation.findings import Answer, Finding, every
from generator.evaluation.questions.release import released
from generator.evaluation.subject import Subject
from generator.schema.component import Status
from generator.schema.record import Dataset, DatasetKind, Reason

Duty = Literal["shared-or-listed", "shared-or-impossible", "accessible"]


def datasets(subject: Subject, component: str, duty: Duty) -> Finding:
    """Is every dataset of the component shared, or accounted for as the framework asks?

    Data that are released whole meet every duty. Otherwise each dataset counts by its kind. Under `shared-or-listed`
    (OSAID) public and obtainable data must be listed with where to get them, and unshareable data described with a
    reason. Under `shared-or-impossible` (G7) what is not shared needs a legal or technical reason. Under `accessible`
    (Debian) anybody must be able to get all of them. Undisclosed data never suffice.
    """
    fact, whole = subject.fact(component), released(subject, component)
    if whole.answer is not Answer.NOT_MET:
        return whole
    if not fact.datasets:
        return whole if fact.status is Status.CLOSED else whole._replace(answer=Answer.NOT_KNOWN)
    answers = [_accounted_for(dataset, duty) for dataset in fact.datasets]
    answer = every(answers)
    if answer is Answer.MET:
        reason = f"{subject.name(component)}: every dataset is shared or accounted for."
        return whole._replace(answer=answer, reason=reason, changes=())
    return _falling_short(subject, component, whole, answers.index(answer), answer)


def describe_datasets(component: str, duty: str) -> str:
    """Say what `datasets` asks: "Pretraining data: every dataset shared or listed"."""
    return f"{component}: every dataset {duty.replace('-', ' ')}"


def _falling_short(subject: Subject, component: str, whole: Finding, index: int, answer: Answer) -> Finding:
    """Return the finding about the dataset that decides."""
    dataset = subject.fact(component).datasets[index]
    reason = f"{subject.name(component)}: the dataset {dataset.name} is {dataset.kind.value}{_gap(dataset, answer)}."
    return whole._replace(answer=answer, reason=reason, where=(subject.component(component, "datasets", index),))


def _gap(dataset: Dataset, answer: Answer) -> str:
    if answer is Answer.NOT_MET:
        return ""
    return ", and no reason is recorded" if dataset.url else ", and it is not recorded where to get it"


def _accounted_for(dataset: Dataset, duty: Duty) -> Answer:
    if dataset.kind is DatasetKind.OPEN:
        return Answer.MET
    if dataset.kind is DatasetKind.UNDISCLOSED:
        return Answer.NOT_MET
    return {"shared-or-listed": _listed, "shared-or-impossible": _impossible, "accessible": _accessible}[duty](dataset)


def _listed(dataset: Dataset) -> Answer:
    given = dataset.reason if dataset.kind is DatasetKind.UNSHAREABLE else dataset.url
    return Answer.MET if given else Answer.NOT_KNOWN


def _impossible(dataset: Dataset) -> Answer:
    can_be_fetched = dataset.kind is DatasetKind.PUBLIC and dataset.url
    return Answer.MET if can_be_fetched or dataset.reason in {Reason.LEGAL, Reason.TECHNICAL} else Answer.NOT_KNOWN


def _accessible(dataset: Dataset) -> Answer:
    if dataset.kind is DatasetKind.UNSHAREABLE:
        return Answer.NOT_MET
    return Answer.MET if dataset.kind is DatasetKind.PUBLIC and dataset.url else Answer.NOT_KNOWN
