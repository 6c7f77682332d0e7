"""Questions about licenses."""

# Not `from __future__ import annotations`: the check of frameworks reads these annotations.

from typing import Literal

from generator.evaluation.findings import Action, Answer, Change, Finding, every, joined, some
from generator.evaluation.questions.release import released
from generator.evaluation.subject import Extent, Subject, action
from generator.schema.component import TRAINING_DATA, Status

Least = Literal["2", "3"]


def licensed(
    subject: Subject,
    component: str,
    license: str,  # noqa: A002  # the field's own word
    extent: Extent = "whole",
    instead: str | None = None,
) -> Finding:
    """Is the component released under a license that passes the framework's license test?

    The component has to be released whole, and its license expression has to pass the test that `license` names in
    the framework. A license that nobody has established is not known. `extent: part` and `instead` mean the same as
    for a release.
    """
    component = subject.applying(component, instead)
    fact, availability = subject.fact(component), released(subject, component, extent)
    if fact.status is Status.NOT_APPLICABLE:
        return availability
    if availability.answer is not Answer.MET:
        return availability._replace(changes=(_under(subject, component, license, action(fact)),))
    if fact.license is None:
        reason = f"{subject.name(component)}: released, but we do not know under which license."
        changes = (_under(subject, component, license, Action.ESTABLISH_LICENSE),)
        return availability._replace(answer=Answer.NOT_KNOWN, reason=reason, changes=changes)
    return _by_license(subject, component, license, fact.license, availability)


def describe_licensed(component: str, license: str, **_: str) -> str:  # noqa: A002  # the field's own word
    """Say what `licensed` asks: "Training code: released under an OSI-approved license"."""
    return f"{component}: released under {license}"


def _by_license(subject: Subject, component: str, test_id: str, text: str, availability: Finding) -> Finding:
    test, judge = subject.framework.license_tests[test_id], subject.vocabulary.licenses
    finding = judge.judge(test, text)
    met = finding.answer is Answer.MET
    return Finding(
        finding.answer,
        f"{subject.name(component)}: {finding.reason}.",
        (subject.component(component, "license"), *finding.where),
        (*availability.evidence, *finding.evidence),
        component,
        () if met else (_under(subject, component, test_id, Action.RELICENSE),),
        judge.caution(test, text, subject.vocabulary.components[component].type) if met else "",
    )


def _under(subject: Subject, component: str, test_id: str, what: Action) -> Change:
    """Return the change that puts a component under a license that passes, with an example of one."""
    test = subject.framework.license_tests[test_id]
    example = subject.vocabulary.licenses.example(test, subject.vocabulary.components[component].type)
    return Change(component, what, example, (test.name,))


def training_data_licensed(subject: Subject, license: str) -> Finding:  # noqa: A002  # the field's own word
    """Are all training data, of pretraining and of post-training, released under a license that passes?

    For frameworks that know one component "datasets".
    """
    return joined([licensed(subject, component, license) for component in TRAINING_DATA])


def describe_training_data_licensed(license: str) -> str:  # noqa: A002  # the field's own word
    """Say what `training_data_licensed` asks: "All training data: released under an open license"."""
    return f"All training data: released under {license}"


def open_licenses(subject: Subject, license: str, least: Least) -> Finding:  # noqa: A002  # the field's own word
    """How many of weights, training code and training data are under a license that passes?

    For indexes that grade a license by how much of the release it covers. Two suffice as far as they are released, and
    one kind of training data counts as the data. For three, weights and code have to be released whole and both kinds
    of data as far as they are available.
    """
    extent: Extent = "whole" if least == "3" else "part"
    data = [licensed(subject, component, license, "part", instead="pretraining-data") for component in TRAINING_DATA]
    parts = [
        licensed(subject, "weights-final", license, extent),
        licensed(subject, "training-code", license, extent),
        joined(data, every if extent == "whole" else some),
    ]
    answer = _at_least(int(least), [part.answer for part in parts])
    finding = joined([part for part in parts if part.answer is not Answer.MET] or parts)
    return finding._replace(answer=answer, changes=() if answer is Answer.MET else finding.changes)


def describe_open_licenses(license: str, least: str) -> str:  # noqa: A002  # the field's own word
    """Say what `open_licenses` asks: "Weights, training code and training data: at least 2 under an open license"."""
    return f"Weights, training code and training data: at least {least} under {license}"


def _at_least(least: int, answers: list[Answer]) -> Answer:
    met = answers.count(Answer.MET)
    if met >= least:
        return Answer.MET
    return Answer.NOT_KNOWN if met + answers.count(Answer.NOT_KNOWN) >= least else Answer.NOT_MET
