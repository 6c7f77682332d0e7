"""How the whole Hub changed from one census to the next, as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from generator.analysis.whole_hub import WholeHub, said
from generator.core.markdown import address, code, fit, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.schema.census import Census
    from generator.schema.census_figure import Count

Counts = Mapping[str, "Count"]
MOST = 15
"""How many rows a table of names has at most."""
ABSENT = "not listed"


class _Kind(NamedTuple):
    """A table of counts: its title, the head of its first column, and how to read it."""

    title: str
    first: str
    read: Callable[[Census], Counts]
    only_changes: bool = False


def difference(before: Census | None, after: Census) -> str:
    """Return what a census found, and what changed since the one before it, the most important first."""
    return fit(_sections(before, after))


def _sections(before: Census | None, after: Census) -> Iterator[str]:
    hub = WholeHub(after)
    yield f"{hub.sentence} {hub.downloads_sentence}"
    yield hub.inheritance_sentence
    yield _source(before, after)
    for kind in _KINDS:
        if rows := list(_rows(kind, before, after)):
            yield f"## {kind.title}\n\n{table([kind.first, 'Then', 'Now', 'Change', 'Downloads now'], rows, MOST)}"
    if before:
        yield from _new("Listed for the first time, because they conflict", _conflicts(before), _conflicts(after))
        yield from _new("New among the models without a record", _candidates(before), _candidates(after))


def _source(before: Census | None, after: Census) -> str:
    source = after.source
    where = f", {address(source.url)}" if source.url else ""
    where += f", revision {code(source.revision)}" if source.revision else ""
    since = f"The census before was of {before.date}." if before else "This is the first census."
    digest = f"SHA-256 {code(source.sha256)}"
    return f"Source: {code(source.name)}{where}, {digest}, {source.rows:,} rows, as of {after.date}. {since}"


def _rows(kind: _Kind, before: Census | None, after: Census) -> Iterator[list[str]]:
    """Yield a row for each name, then those that are no longer there; of a list of names, what changed most first."""
    then, now = kind.read(before) if before else {}, kind.read(after)
    names = [*now, *(name for name in then if name not in now)]
    if kind.only_changes and before:
        moved = {name: abs(_of(now, name) - _of(then, name)) for name in names}
        names = sorted(filter(moved.get, names), key=lambda name: (-moved[name], name))
    for name in names:
        yield [code(name), _shown(then, name), _shown(now, name), _change(then, now, name), _downloads(now, name)]


def _of(counts: Counts, name: str) -> int:
    return counts[name].repositories if name in counts else 0


def _shown(counts: Counts, name: str) -> str:
    return f"{counts[name].repositories:,}" if name in counts else ABSENT


def _change(then: Counts, now: Counts, name: str) -> str:
    if name not in then or name not in now:
        return ""
    old, new = _of(then, name), _of(now, name)
    share = f" ({said(100 * abs(new - old) / old)})" if old else ""
    return f"{new - old:+,}{share}" if new != old else "none"


def _downloads(now: Counts, name: str) -> str:
    return f"{now[name].downloads:,}" if name in now else ABSENT


def _new(title: str, before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[str]:
    """Yield the names that a list has and that of the census before had not."""
    rows = [[code(name), f"{downloads:,}"] for name, downloads in after.items() if name not in before]
    if rows:
        yield f"## {title} ({len(rows)})\n\n{table(['Repository', 'Downloads in 30 days'], rows, MOST)}"


def _conflicts(census: Census) -> Mapping[str, int]:
    return {row.id: row.downloads for row in census.conflicts.rows}


def _candidates(census: Census) -> Mapping[str, int]:
    return {row.id: row.downloads for row in census.candidates.rows}


def _totals(census: Census) -> Counts:
    return {_TOTALS.get(row.key, row.key): row for row in census.totals.rows}


def _classes(census: Census) -> Counts:
    return {row.license_class.words: row for row in census.classes.rows}


def _tags(census: Census) -> Counts:
    return {row.tag: row for row in census.licenses.rows}


def _outcomes(census: Census) -> Counts:
    return {row.outcome.words: row for row in census.outcomes.rows}


def _rules(census: Census) -> Counts:
    return {row.rule.asks: row for row in census.rules.rows}


_TOTALS = {
    "all": "are public",
    "with-weights": "have weights",
    "license": "declare a license",
    "datasets": "name a dataset",
    "base": "name a base model",
    "parameters": "state their size",
}
_KINDS = (
    _Kind("All repositories", "Repositories that", _totals),
    _Kind("The class of the declared license", "Class", _classes),
    _Kind("License tags, what changed most first", "Tag", _tags, only_changes=True),
    _Kind("Derivatives", "The derivative", _outcomes),
    _Kind("Derivatives that conflict, by rule", "The license of the base", _rules),
)
