"""How much of a record is settled, and which unknown components would decide the most verdicts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.evaluation.evaluator import Evaluator
from generator.schema.component import Status
from generator.schema.record import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.evaluation.assessment import Assessment
    from generator.loading.catalog import Catalog

    Assessments = Mapping[str, Assessment]

SHOWN = 3
_COULD_BE = (Fact.model_construct(status=Status.CLOSED), Fact.model_construct(status=Status.OPEN, license="Apache-2.0"))
"""What an unknown component can turn out to be; everything else lies between."""
_BRANCH = re.compile(r"https://github\.com/[^/]+/[^/]+/(?:blob|tree)/(?:main|master|HEAD)(?:/|$)")


@dataclass(frozen=True, slots=True)
class Settled:
    """How many components of a release are settled, and which of the others would decide verdicts."""

    count: int
    of: int
    decisive: tuple[tuple[str, int], ...]
    """The ids of unknown components and how many verdicts each would decide or narrow, the most decisive first."""
    moving: tuple[str, ...]
    """The addresses that lead to a branch on GitHub, where another file can be tomorrow."""


def settled(record_id: str, catalog: Catalog) -> Settled:
    """Return how much of a record is settled. It must be in the catalog, whose frameworks must have no problems."""
    record, evaluator = catalog.records[record_id], Evaluator(catalog)

    def assess(components: Mapping[str, Fact]) -> Assessments:
        supposed = record.model_copy(update={"components": components})
        return {name: evaluator.judge(record_id, supposed, name) for name in catalog.frameworks}

    unknown = [name for name in catalog.components if record.fact(name).status is Status.UNKNOWN]
    now = assess(record.components)
    moved = {name: _moved(now, [assess({**record.components, name: fact}) for fact in _COULD_BE]) for name in unknown}
    ranked = sorted(((name, count) for name, count in moved.items() if count), key=lambda item: -item[1])
    moving = dict.fromkeys(url for fact in record.components.values() for url in fact.evidence if _BRANCH.match(url))
    of = len(catalog.components)
    return Settled(of - len(unknown), of, tuple(ranked[:SHOWN]), tuple(moving))


def _moved(now: Assessments, cases: Iterable[Assessments]) -> int:
    """Count the verdicts that are undecided now and that one of the cases would decide or narrow."""
    moved = {name for case in cases for name, then in case.items() if _differ(now[name], then)}
    return sum(not now[name].is_decided for name in moved)


def _differ(one: Assessment, other: Assessment) -> bool:
    return (one.answer, one.at_least, one.at_most) != (other.answer, other.at_least, other.at_most)
