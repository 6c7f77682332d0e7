"""The questions a clause of a framework may ask.

Each question is a function from a subject (a release under a framework) and the clause's arguments to a finding. Its
docstring is shown to readers on the methodology pages; its first line is the question. What a lawyer can disagree with
(which licenses count, which clauses there are) is data in `data/frameworks/`; what is here is how a fact is read. Each
finding that is not met carries the changes that would meet it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from generator.core import paths, spdx
from generator.evaluation import license_tests
from generator.evaluation.findings import Action, Answer, Change, Finding, Where, every, some
from generator.schema.component import ComponentType, Status
from generator.schema.license import TriState
from generator.schema.record import Access, Dataset, DatasetKind, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.core.problem import KeyPath
    from generator.loading.catalog import Catalog
    from generator.schema.framework import Framework
    from generator.schema.record import Fact, Record

Extent = Literal["whole", "part"]
Duty = Literal["shared-or-listed", "shared-or-impossible", "accessible"]
State = Literal["partial", "open"]
Wanted = Literal["yes", "no"]
Least = Literal["2", "3"]
Operations = Literal["1e23", "1e25"]

Found = dict[tuple[str, Extent], Finding]
"""What was found about the release of components, by component and extent."""

TRAINING_DATA = ("pretraining-data", "post-training-data")
_EXAMPLES = {ComponentType.CODE: ("Apache-2.0",), ComponentType.SERVICE: ("Apache-2.0",)}
_DEFAULT_EXAMPLES = ("CC-BY-4.0", "Apache-2.0")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: one release, under one framework, with the catalog to look things up in.

    `found` keeps what was found about releases of components, which no framework changes; subjects of the same record
    may share it.
    """

    id: str
    record: Record
    framework_id: str
    catalog: Catalog
    found: Found = field(default_factory=dict)

    @property
    def framework(self) -> Framework:
        """The framework it is judged under."""
        return self.catalog.frameworks[self.framework_id]


def released(subject: Subject, component: str, extent: Extent = "whole", instead: str | None = None) -> Finding:
    """Is the component released?

    Open is released. So is a complete component behind a gate where terms have to be accepted or contact data given,
    because no framework here forbids such a gate; one for which a source shows that a person decides is not. Partial
    counts only where the clause says `extent: part`. What does not apply to a release cannot be missing from it.
    Unknown stays unknown. Where `instead` names a component, it takes the place of one that does not apply.
    """
    component = _applying(subject, component, instead)
    if (component, extent) not in subject.found:
        subject.found[component, extent] = _released(subject, component, extent)
    return subject.found[component, extent]


def _applying(subject: Subject, component: str, instead: str | None) -> str:
    """Return the component, or the one that takes its place where it does not apply to the release."""
    return instead if instead and subject.record.fact(component).status is Status.NOT_APPLICABLE else component


def _released(subject: Subject, component: str, extent: Extent) -> Finding:
    fact = subject.record.fact(component)
    name = subject.catalog.components[component].name
    answer, words = _availability(fact, extent)
    note = f" {fact.note}" if fact.note and answer is not Answer.MET else ""
    changes = () if answer is Answer.MET else (Change(component, _verb(fact)),)
    place = (_at(subject, component),)
    return Finding(answer, f"{name}: {words}.{note}", place, fact.evidence, component, changes)


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


def _verb(fact: Fact) -> Action:
    """Return what would have to happen for a component to be released whole."""
    if fact.access:
        return Action.UNGATE
    verbs = {Status.UNKNOWN: Action.ESTABLISH, Status.PARTIAL: Action.COMPLETE}
    return verbs.get(fact.status, Action.RELEASE)


def stands_at(subject: Subject, component: str, least: State, instead: str | None = None) -> Finding:
    """Is the component's state at least this?

    The state is taken as the record has it: a gate makes a component partial, whoever passes it. Where the component
    does not apply to a release, the one named by `instead` takes its place. For indexes that judge states.
    """
    component = _applying(subject, component, instead)
    fact = subject.record.fact(component)
    finding = released(subject, component, "part" if least == "partial" else "whole")
    if least == "open" and fact.status is Status.PARTIAL:
        return finding._replace(answer=Answer.NOT_MET, changes=(Change(component, _verb(fact)),))
    if least == "partial" and fact.status is Status.PARTIAL:
        return finding._replace(answer=Answer.MET, changes=())
    return finding


def licensed(
    subject: Subject,
    component: str,
    license: str,  # noqa: A002  # the field's own word
    extent: Extent = "whole",
    instead: str | None = None,
) -> Finding:
    """Is the component released under a license that passes the framework's license test?

    The component has to be released whole, and its license expression has to pass the test named by `license`, which
    stands with the framework. A license that nobody has established is not known. `extent: part` and `instead` are as
    for a release.
    """
    component = _applying(subject, component, instead)
    there = released(subject, component, extent)
    fact = subject.record.fact(component)
    if fact.status is Status.NOT_APPLICABLE:
        return there
    if there.answer is not Answer.MET:
        changes = (_under(subject, component, license, _verb(fact)),)
        return Finding(there.answer, there.reason, there.where, there.evidence, component, changes)
    if fact.license is None:
        words = f"{subject.catalog.components[component].name}: released, but we do not know under which license."
        changes = (_under(subject, component, license, Action.ESTABLISH_LICENSE),)
        return there._replace(answer=Answer.NOT_KNOWN, reason=words, changes=changes)
    return _by_license(subject, component, license, fact.license, there)


def _by_license(subject: Subject, component: str, test_id: str, text: str, there: Finding) -> Finding:
    part, test = subject.catalog.components[component], subject.framework.license_tests[test_id]
    expression = spdx.parse(text, subject.catalog.license_ids)
    finding = _test(subject.catalog, subject.framework_id, test_id, text)
    met = finding.answer is Answer.MET
    return Finding(
        finding.answer,
        f"{part.name}: under {finding.reason}.",
        (_at(subject, component, "license"), *finding.where),
        (*there.evidence, *finding.evidence),
        component,
        () if met else (_under(subject, component, test_id, Action.RELICENSE),),
        license_tests.caution(test, expression, part.type) if met else "",
    )


@lru_cache(maxsize=20_000)
def _test(catalog: Catalog, framework_id: str, test_id: str, text: str) -> Finding:
    """Put a license to a test once for all the components and releases that are under it."""
    test = catalog.frameworks[framework_id].license_tests[test_id]
    return license_tests.judge(test, spdx.parse(text, catalog.license_ids), catalog.licenses)


def _under(subject: Subject, component: str, test_id: str, verb: Action) -> Change:
    return _relicensing(subject.catalog, subject.framework_id, component, test_id, verb)


@lru_cache(maxsize=20_000)
def _relicensing(catalog: Catalog, framework_id: str, component: str, test_id: str, verb: Action) -> Change:
    """Return the change that puts a component under a license that passes, with an example of one."""
    test, kind = catalog.frameworks[framework_id].license_tests[test_id], catalog.components[component].type
    examples = _EXAMPLES.get(kind, _DEFAULT_EXAMPLES)
    passing = (name for name in examples if _test(catalog, framework_id, test_id, name).answer is Answer.MET)
    return Change(component, verb, next(passing, None), (test.name,))


def training_data_licensed(subject: Subject, license: str) -> Finding:  # noqa: A002  # the field's own word
    """Are all training data, of pretraining and of post-training, released under a license that passes?

    For frameworks that know one component "datasets".
    """
    return _joined([licensed(subject, component, license) for component in TRAINING_DATA])


def open_licenses(subject: Subject, license: str, least: Least) -> Finding:  # noqa: A002  # the field's own word
    """How many of weights, training code and training data are under a license that passes?

    For indexes that grade a license by how much of the release it covers. Two suffice as far as they are released, and
    one kind of training data stands for the data; three have to be released whole.
    """
    extent: Extent = "whole" if least == "3" else "part"
    data = [licensed(subject, component, license, extent, instead="pretraining-data") for component in TRAINING_DATA]
    parts = [
        licensed(subject, "weights-final", license, extent),
        licensed(subject, "training-code", license, extent),
        _joined(data, every if extent == "whole" else some),
    ]
    met = sum(part.answer is Answer.MET for part in parts)
    possible = met + sum(part.answer is Answer.NOT_KNOWN for part in parts)
    answer = Answer.MET if met >= int(least) else Answer.NOT_KNOWN if possible >= int(least) else Answer.NOT_MET
    joined = _joined([part for part in parts if part.answer is not Answer.MET] or parts)
    return joined._replace(answer=answer, changes=() if answer is Answer.MET else joined.changes)


def _joined(findings: list[Finding], combine: Callable[[Iterable[Answer]], Answer] = every) -> Finding:
    """Return the findings as one, met if every one (or some) of them is, told by those that decide it."""
    answer = combine(finding.answer for finding in findings)
    telling = [finding for finding in findings if finding.answer is answer]
    return Finding(
        answer,
        " ".join(finding.reason for finding in telling),
        tuple(where for finding in telling for where in finding.where),
        tuple(url for finding in telling for url in finding.evidence),
        telling[0].about,
        tuple(change for finding in findings for change in finding.changes),
        "; ".join(filter(None, (finding.caution for finding in telling))),
    )


def datasets(subject: Subject, component: str, duty: Duty) -> Finding:
    """Is every dataset of the component shared, or accounted for as the framework asks?

    Data that are released whole meet every duty. Otherwise each dataset counts by its kind. Under `shared-or-listed`
    (OSAID) public and obtainable data must be listed with where to get them, and unshareable data described with a
    reason. Under `shared-or-impossible` (G7) what is not shared needs a legal or technical reason. Under `accessible`
    (Debian) all must be within reach of anybody. Undisclosed data never suffice.
    """
    fact = subject.record.fact(component)
    whole = released(subject, component)
    if whole.answer is not Answer.NOT_MET:
        return whole
    if not fact.datasets:
        return whole if fact.status is Status.CLOSED else whole._replace(answer=Answer.NOT_KNOWN)
    answers = [_accounted_for(dataset, duty) for dataset in fact.datasets]
    answer = every(answers)
    name = subject.catalog.components[component].name
    if answer is Answer.MET:
        return whole._replace(answer=answer, reason=f"{name}: every dataset is shared or accounted for.", changes=())
    index = answers.index(answer)
    dataset = fact.datasets[index]
    words = f"{name}: the dataset {dataset.name} is {dataset.kind.value}{_shortfall(dataset, answer)}."
    return whole._replace(answer=answer, reason=words, where=(_at(subject, component, "datasets", index),))


def _accounted_for(dataset: Dataset, duty: Duty) -> Answer:
    if dataset.kind is DatasetKind.OPEN:
        return Answer.MET
    if dataset.kind is DatasetKind.UNDISCLOSED:
        return Answer.NOT_MET
    return {"shared-or-listed": _listed, "shared-or-impossible": _impossible, "accessible": _accessible}[duty](dataset)


def _listed(dataset: Dataset) -> Answer:
    told = dataset.reason if dataset.kind is DatasetKind.UNSHAREABLE else dataset.url
    return Answer.MET if told else Answer.NOT_KNOWN


def _impossible(dataset: Dataset) -> Answer:
    fetchable = dataset.kind is DatasetKind.PUBLIC and dataset.url
    return Answer.MET if fetchable or dataset.reason in {Reason.LEGAL, Reason.TECHNICAL} else Answer.NOT_KNOWN


def _accessible(dataset: Dataset) -> Answer:
    if dataset.kind is DatasetKind.UNSHAREABLE:
        return Answer.NOT_MET
    return Answer.MET if dataset.kind is DatasetKind.PUBLIC and dataset.url else Answer.NOT_KNOWN


def _shortfall(dataset: Dataset, answer: Answer) -> str:
    if answer is Answer.NOT_MET:
        return ""
    return ", and no reason is recorded" if dataset.url else ", and it is not recorded where to get it"


def judged(subject: Subject, judgment: str, answer: Wanted = "yes") -> Finding:
    """Has a named body published a judgment on this question, and is it the one that is asked for?

    Some questions cannot be computed from facts, such as whether data information is detailed enough for a skilled
    person. They stay not known until a judgment with a source is recorded.
    """
    question = subject.catalog.judgments[judgment]
    recorded = subject.record.judgments.get(judgment)
    place = (_place(subject, ("judgments", judgment)),)
    changes = (Change(judgment, Action.JUDGE, answer=answer),)
    if recorded is None or recorded.answer is TriState.UNKNOWN:
        words = f"{question.name}: nobody has published a judgment on this release."
        return Finding(Answer.NOT_KNOWN, words, place, (), judgment, changes)
    met = recorded.answer.value == answer
    words = f"{question.name}: {recorded.by} says {recorded.answer.value} ({recorded.checked})."
    found = Answer.MET if met else Answer.NOT_MET
    return Finding(found, words, place, recorded.evidence, judgment, () if met else changes)


def trained_within(subject: Subject, operations: Operations) -> Finding:
    """Did training take at most this many floating-point operations, as the developer states?

    The figure is the cumulative computation of training. Where the developer states none, it is not known.
    """
    compute = subject.record.training_compute
    place = (_place(subject, ("training-compute",)),)
    changes = (Change("training-compute", Action.MEASURE, answer=operations),)
    if compute is None:
        words = "Training compute: the developer's figure is not known to us."
        return Finding(Answer.NOT_KNOWN, words, place, (), "training-compute", changes)
    met = compute.flop <= Decimal(operations)
    words = f"Training compute: {compute.flop:.2E} operations, {'at most' if met else 'more than'} {operations}."
    answer = Answer.MET if met else Answer.NOT_MET
    return Finding(answer, words, place, compute.evidence, "training-compute")


QUESTIONS: Mapping[str, Callable[..., Finding]] = {
    question.__name__: question
    for question in (
        released,
        stands_at,
        licensed,
        training_data_licensed,
        open_licenses,
        datasets,
        judged,
        trained_within,
    )
}
"""Every question a framework file may ask, by name."""


def _at(subject: Subject, component: str, *rest: str | int) -> Where:
    return _place(subject, ("components", component, *rest))


def _place(subject: Subject, path: KeyPath) -> Where:
    return Where(paths.record_file(subject.id), path)
