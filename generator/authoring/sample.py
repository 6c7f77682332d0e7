"""Draws facts from the records at random, each with its evidence, for a reader to check against the sources."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from generator.core import paths
from generator.schema.component import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.core.problem import KeyPath
    from generator.loading.catalog import Catalog
    from generator.schema.record import Fact, Record


@dataclass(frozen=True)
class SampledFact:
    """One thing that a record states: where, what, under which rule, and the addresses that show it."""

    file: str
    path: KeyPath
    statement: str
    rule: str
    evidence: tuple[str, ...]


def draw(catalog: Catalog, count: int, seed: int) -> tuple[SampledFact, ...]:
    """Return `count` facts, or all if there are fewer; the same data and seed always give the same facts."""
    facts = [fact for record_id in catalog.records for fact in _facts(record_id, catalog)]
    return tuple(Random(seed).sample(facts, min(count, len(facts))))  # noqa: S311  # the same draw every time


def text(facts: Iterable[SampledFact], catalog: Catalog) -> str:
    """Return facts as a checklist in Markdown, with the line of each and its evidence."""
    return "\n".join(_item(number, fact, catalog) for number, fact in enumerate(facts, 1))


def _item(number: int, fact: SampledFact, catalog: Catalog) -> str:
    lines = [
        f"{number}. [ ] {fact.file}:{catalog.sources[fact.file].line(fact.path)}",
        f"   States: {fact.statement}",
        *([f"   Rule: {fact.rule}"] if fact.rule else []),
        *(f"   Source: {url}" for url in fact.evidence),
    ]
    return "\n".join(lines) + "\n"


def _facts(record_id: str, catalog: Catalog) -> Iterator[SampledFact]:
    """Yield every fact of a record that somebody checked: known states, quotes and judgments."""
    file, record = paths.record_file(record_id), catalog.records[record_id]
    for name, fact in record.components.items():
        if fact.status is not Status.UNKNOWN:
            statement, rule = _state(name, fact, catalog), _rule(name, fact, catalog)
            yield SampledFact(file, ("components", name), statement, rule, fact.evidence)
    yield from _quotes(file, record)
    for name, judgment in record.judgments.items():
        statement = f"{judgment.by} judged “{catalog.judgments[name].name}”: {judgment.answer.value}"
        question = catalog.judgments[name].question
        yield SampledFact(file, ("judgments", name), statement, question, judgment.evidence)


def _quotes(file: str, record: Record) -> Iterator[SampledFact]:
    for index, claim in enumerate(record.claims):
        quoted = f": “{claim.quote}”" if claim.quote else ""
        statement = f"The developer's label is {claim.label.value}{quoted}"
        yield SampledFact(file, ("claims", index), statement, "", (claim.url,))


def _state(name: str, fact: Fact, catalog: Catalog) -> str:
    access = f" ({fact.access.value})" if fact.access else ""
    license_ = f", license {fact.license}" if fact.license else ""
    note = f". {fact.note}" if fact.note else ""
    return f"{catalog.components[name].name}: {fact.status.value}{access}{license_}{note}"


def _rule(name: str, fact: Fact, catalog: Catalog) -> str:
    """Return what counts as this state of the component."""
    return str(getattr(catalog.components[name], fact.status.name.lower()) or "")
