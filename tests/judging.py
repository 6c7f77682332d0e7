"""Small releases for tests, written in one line: `release(weights_final="open MIT", training_code="closed")`.

A component is written as its state (`open`, `partial`, `gated`, `on-request`, `closed`, `?`, `n/a`) and, if it has one,
its license. What is left out is as in FULL, where everything is open under a license that every definition accepts.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from conftest import FROZEN, TODAY

from generator.analysis.scorecard import Scorecard
from generator.core.paths import record_file
from generator.core.yaml_source import Source
from generator.evaluation.evaluator import Evaluator
from generator.schema.component import TRAINING_DATA, ComponentType, Status
from generator.schema.compute import TrainingCompute
from generator.schema.developer import Developer, DeveloperKind
from generator.schema.judgment import Judgment
from generator.schema.license import TriState
from generator.schema.record import Access, Dataset, DatasetKind, Fact, Reason, Record
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.analysis.card import ReleaseCard
    from generator.evaluation.assessment import Assessment
    from generator.loading.catalog import Catalog

URL = "https://example.org/"
DAY = "2026-11-20"
STATES = {
    "open": (Status.OPEN, None),
    "partial": (Status.PARTIAL, None),
    "gated": (Status.PARTIAL, Access.GATED),
    "on-request": (Status.PARTIAL, Access.ON_REQUEST),
    "closed": (Status.CLOSED, None),
    "?": (Status.UNKNOWN, None),
    "n/a": (Status.NOT_APPLICABLE, None),
}


@cache
def catalog() -> Catalog:
    """Return the catalog of the frozen project, whose frameworks and licenses are copies of the real ones."""
    read, problems = read_project(FROZEN, TODAY)
    assert problems == ()
    return read


@cache
def evaluator() -> Evaluator:
    """Return the evaluator of that catalog."""
    return Evaluator(catalog())


def cards(records: Mapping[str, Record]) -> tuple[ReleaseCard, ...]:
    """Return the cards of invented releases, given by the part of their id after `test/`."""
    ids = {f"test/{name}": record for name, record in records.items()}
    sources = {record_file(name): Source(record_file(name), {}, {}, {(): (1, 1)}) for name in ids}
    developer = Developer(name="Test", kind=DeveloperKind.COMPANY, homepage=URL)
    invented = replace(
        catalog(),
        records=ids,
        developers={"test": developer},
        sources={**catalog().sources, **sources},
    )
    scorecard = Scorecard(invented)
    return tuple(map(scorecard.card, ids))


def fact(text: str, datasets: tuple[Dataset, ...] = ()) -> Fact:
    """Read a component as tests write it."""
    state, _, expression = text.partition(" ")
    status, access = STATES[state]
    return Fact(
        status=status,
        access=access,
        license=expression or None,
        evidence=(URL,),
        checked=DAY,
        datasets=datasets,
    )


def dataset(text: str) -> Dataset:
    """Read a dataset as tests write it: its kind, `at` if it has an address, and a reason: `unshareable legal`."""
    kind, *details = text.split()
    reason = next((Reason(word) for word in details if word != "at"), None)
    address = URL if "at" in details or kind == "open" else None
    return Dataset(name="A dataset", kind=DatasetKind(kind), url=address, reason=reason)


def release(
    *,
    datasets: Mapping[str, tuple[str, ...]] | None = None,
    judgments: Mapping[str, str] | None = None,
    flop: str | None = "1e24",
    outputs: tuple[str, ...] = ("text",),
    only: bool = False,
    **components: str,
) -> Record:
    """Make a release: as FULL, or with `only` the components that are given. Open training data list an open dataset."""
    written = ({} if only else dict(full())) | {name.replace("_", "-"): text for name, text in components.items()}
    listed: dict[str, tuple[str, ...]] = {name: ("open",) for name in TRAINING_DATA if "open" in written.get(name, "")}
    parts = {name: tuple(map(dataset, kinds)) for name, kinds in {**listed, **(datasets or {})}.items()}
    return Record(
        name="Release",
        family="Family",
        released="2026-01",
        summary="A release of a test.",
        modalities=("text",),
        outputs=outputs,
        evidence=(URL,),
        components={name: fact(text, parts.get(name, ())) for name, text in written.items()},
        judgments={
            name: Judgment(answer=TriState(answer), by="A body", evidence=(URL,), checked=DAY)
            for name, answer in (judgments or {}).items()
        },
        training_compute=TrainingCompute(flop=Decimal(flop), evidence=(URL,), checked=DAY) if flop else None,
    )


@cache
def full() -> tuple[tuple[str, str], ...]:
    """Return every component open, code and weights under Apache-2.0, the rest under CC-BY-4.0."""
    code = {ComponentType.CODE, ComponentType.SERVICE}
    return tuple(
        (name, "open Apache-2.0" if part.type in code or part.group.value == "weights" else "open CC-BY-4.0")
        for name, part in catalog().components.items()
    )


def assessment(record: Record, framework: str) -> Assessment:
    """Judge a release of a test under a framework of the frozen project."""
    return evaluator().judge("test/release", record, framework)
