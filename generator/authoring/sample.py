"""Draws claims from the records at random, each with its evidence, for a reader to check against the sources."""

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
class Claim:
    """One thing that a record states: what, under which rule, and the addresses it rests on."""

    file: str
    path: KeyPath
    statement: str
    rule: str
    evidence: tuple[str, ...]


def draw(catalog: Catalog, count: int, seed: int) -> tuple[Claim, ...]:
    """Return `count` claims, or all if there are fewer; the same data and seed always give the same claims."""
    claims = [claim for record_id in catalog.records for claim in _claims(record_id, catalog)]
    return tuple(Random(seed).sample(claims, min(count, len(claims))))  # noqa: S311  # the same draw every time


def text(claims: Iterable[Claim], catalog: Catalog) -> str:
    """Return claims as a checklist in Markdown, with the line of each and its evidence."""
    return "\n".join(_item(number, claim, catalog) for number, claim in enumerate(claims, 1))


def _item(number: int, claim: Claim, catalog: Catalog) -> str:
    lines = [
        f"{number}. [ ] {claim.file}:{catalog.sources[claim.file].line(claim.path)}",
        f"   States: {claim.statement}",
        *([f"   Rule: {claim.rule}"] if claim.rule else []),
        *(f"   Source: {url}" for url in claim.evidence),
    ]
    return "\n".join(lines) + "\n"


def _claims(record_id: str, catalog: Catalog) -> Iterator[Claim]:
    """Yield every claim of a record that somebody checked: known states, quotes and judgments."""
    file, record = paths.record_file(record_id), catalog.records[record_id]
    for name, fact in record.components.items():
        if fact.status is not Status.UNKNOWN:
            yield Claim(
                file, ("components", name), _state(name, fact, catalog), _rule(name, fact, catalog), fact.evidence
            )
    yield from _quotes(file, record)
    for name, judgment in record.judgments.items():
        statement = f"{judgment.by} judged “{catalog.judgments[name].name}”: {judgment.answer.value}"
        yield Claim(file, ("judgments", name), statement, catalog.judgments[name].question, judgment.evidence)


def _quotes(file: str, record: Record) -> Iterator[Claim]:
    for index, claim in enumerate(record.claims):
        quoted = f": “{claim.quote}”" if claim.quote else ""
        yield Claim(file, ("claims", index), f"The developer's label is {claim.label.value}{quoted}", "", (claim.url,))


def _state(name: str, fact: Fact, catalog: Catalog) -> str:
    access = f" ({fact.access.value})" if fact.access else ""
    license_ = f", license {fact.license}" if fact.license else ""
    note = f". {fact.note}" if fact.note else ""
    return f"{catalog.components[name].name}: {fact.status.value}{access}{license_}{note}"


def _rule(name: str, fact: Fact, catalog: Catalog) -> str:
    """Return what counts as this state of the component."""
    return str(getattr(catalog.components[name], fact.status.name.lower()) or "")
