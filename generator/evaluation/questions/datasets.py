"""Questions about the datasets that training data consist of."""

# Not `from __future__ import annotations`: the check of frameworks reads these annotations.

from typing import Literal

from generator.evaluation.findings import Action, Answer, Change, Finding, every
from generator.evaluation.questions.release import released
from generator.evaluation.subject import Subject, action
from generator.schema.component import Status
from generator.schema.record import Dataset, DatasetKind, Fact, Reason

Duty = Literal["shared-or-listed", "shared-or-impossible", "accessible"]


def datasets(subject: Subject, component: str, duty: Duty) -> Finding:
    """Is every dataset of the component shared, or accounted for as the framework asks?

    Data that are released whole meet every duty. Otherwise each dataset counts by its kind. Under `shared-or-listed`
    (OSAID) public and obtainable data must be listed with where to get them, and unshareable data described with a
    reason. Under `shared-or-impossible` (G7) what is not shared needs a legal or technical reason. Under `accessible`
    (Debian) anyone must be able to get all of them. Undisclosed data never suffice.
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


def every_dataset_open(subject: Subject, component: str) -> Finding:
    """Are the data released whole, and is every dataset in them open?

    An open dataset can be copied, changed and passed on. The license of a collection does not make open what is in it:
    a dataset that is only public has owners and terms of its own, so with one of them the answer is not known. Without
    a list of the datasets it is not known either. A dataset that others cannot get is not open.
    """
    fact, whole = subject.fact(component), released(subject, component)
    if whole.answer is not Answer.MET:
        return whole._replace(changes=_for_all(component, action(fact)))
    if fact.status is Status.NOT_APPLICABLE:
        return whole
    return _contents(subject, component, fact, whole)


def describe_every_dataset_open(component: str) -> str:
    """Say what `every_dataset_open` asks: "Pretraining data: every dataset open"."""
    return f"{component}: every dataset open"


def _contents(subject: Subject, component: str, fact: Fact, whole: Finding) -> Finding:
    """Judge the datasets of data that are released whole; the first that falls short decides."""
    name, answers = subject.name(component), [_OPENNESS.get(each.kind, Answer.NOT_MET) for each in fact.datasets]
    answer = every(answers or [Answer.NOT_KNOWN])
    if answer is Answer.MET:
        return whole._replace(reason=f"{name}: every dataset is open.")
    finding = whole._replace(answer=answer, changes=_for_all(component, Action.RELICENSE))
    if not answers:
        return finding._replace(reason=f"{name}: released, but no list says which datasets are in them.")
    index = answers.index(answer)
    only = "only " if answer is Answer.NOT_KNOWN else ""
    reason = f"{name}: the dataset “{fact.datasets[index].name}” is {only}{fact.datasets[index].kind.value}."
    return finding._replace(reason=reason, where=(subject.component(component, "datasets", index),))


def _for_all(component: str, what: Action) -> tuple[Change, ...]:
    return (Change(component, what, under=("one license for all of it",)),)


_OPENNESS = {DatasetKind.OPEN: Answer.MET, DatasetKind.PUBLIC: Answer.NOT_KNOWN}
