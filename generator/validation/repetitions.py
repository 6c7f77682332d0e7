"""Finds what a record says twice in one list: addresses, modalities, datasets, claims, results of other indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.core.codes import Code
from generator.core.problem import Found, KeyPath

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from generator.schema.record import Record


def check(record: Record) -> Iterator[Found]:
    """Yield every repetition after the first mention."""
    for path, what, values in _lists(record):
        first: dict[Hashable, int] = {}
        for index, value in enumerate(values):
            if value is not None and first.setdefault(value, index) != index:
                yield Found((*path, index), Code.REPEATED, f"the same {what} again; say it once")


def _lists(record: Record) -> Iterator[tuple[KeyPath, str, Sequence[Hashable]]]:
    """Yield every list, what it lists, and what tells its entries apart."""
    yield ("evidence",), "address", record.evidence
    yield ("modalities",), "modality", record.modalities
    yield ("outputs",), "output", record.outputs
    yield ("claims",), "claim", [(claim.label, claim.quote, claim.url) for claim in record.claims]
    yield ("elsewhere",), "result", [(entry.index, entry.url, entry.says) for entry in record.elsewhere]
    for name, fact in record.components.items():
        here: KeyPath = ("components", name)
        yield (*here, "evidence"), "address", fact.evidence
        yield (*here, "datasets"), "dataset", [dataset.name.lower() for dataset in fact.datasets]
        yield (*here, "datasets"), "address of a dataset", [dataset.url for dataset in fact.datasets]
    for name, judgment in record.judgments.items():
        yield ("judgments", name, "evidence"), "address", judgment.evidence
    if record.training_compute:
        yield ("training-compute", "evidence"), "address", record.training_compute.evidence
