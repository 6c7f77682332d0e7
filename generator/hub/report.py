"""A run in words, for the body of a pull request: what needs a person first, what can wait last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis.drift import Drift, DriftKind, drifts
from generator.core.markdown import MAX_ROWS, code, fit, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.hub.changes import Change, Refresh
    from generator.loading.catalog import Catalog
    from generator.schema.hub import BaseModels, HubLicense, Parameters, Snapshot

FOLDED = 10
"""Longer lists are folded up."""

Difference = tuple[str, str, str]
"""What changed, what it was and what it is, as Markdown."""


def report(run: Refresh, catalog: Catalog) -> str:
    """Return the report of a run. `catalog` holds the records, and the Hub's data as the run leaves them."""
    return fit(section for section in _sections(run, catalog) if section)


def _sections(run: Refresh, catalog: Catalog) -> Iterator[str]:
    yield _headline(run)
    yield _person(catalog)
    for heading, look in _GROUPS.items():
        yield _changes(heading, run.changes, look)
    yield _section("First snapshots", (code(change.key) for change in run.changes if change.before is None))
    yield _section("New repositories of organizations we follow", map(code, run.newcomers))
    yield _failures(run)
    yield _section("Left for the next run", map(code, run.pending))
    yield f"Cost: {run.calls} calls. Verdicts do not change by this; they follow from the records alone."


def _headline(run: Refresh) -> str:
    new = sum(change.before is None for change in run.changes)
    ok = run.after.run.ok if run.after.run else 0
    parts = [
        f"{len(run.changes) - new} changed",
        f"{new} seen for the first time",
        f"{ok - len(run.changes)} as before",
        f"{len(run.failures)} could not be asked",
        f"{len(run.pending)} left for the next run",
    ]
    return f"Repositories on the Hugging Face Hub: {', '.join(part for part in parts if not part.startswith('0 '))}."


def _person(catalog: Catalog) -> str:
    found = [(record.name, drift) for record in catalog.records.values() for drift in drifts(record, catalog)]
    if not found:
        return "## Needs a person\n\nNothing: the records agree with the Hub."
    rows = [_row(name, drift) for name, drift in sorted(found, key=lambda pair: list(DriftKind).index(pair[1].kind))]
    headings = ("Release", "Repository", "What", "The record says", "The Hub says")
    return f"## Needs a person\n\n{table(headings, rows)}"


def _row(name: str, drift: Drift) -> tuple[str, ...]:
    return code(name), code(drift.key), drift.kind.heading, code(drift.record_says), code(drift.hub_says)


def _changes(
    heading: str, changes: Iterable[Change], look: Callable[[Snapshot, Snapshot], Iterator[Difference]]
) -> str:
    rows = [
        (code(change.key), *difference)
        for change in changes
        if change.before
        for difference in look(change.before, change.after)
    ]
    return f"## {heading}\n\n{table(('Repository', 'What', 'Before', 'Now'), rows)}" if rows else ""


def _section(heading: str, items: Iterable[str]) -> str:
    shown = list(items)
    if not shown:
        return ""
    rest = [f"- ... and {len(shown) - MAX_ROWS} more"] if len(shown) > MAX_ROWS else []
    lines = [*(f"- {item}" for item in shown[:MAX_ROWS]), *rest]
    folded = ["<details><summary>Show</summary>", "", *lines, "", "</details>"] if len(lines) > FOLDED else lines
    return "\n".join([f"## {heading} ({len(shown)})", "", *folded])


def _failures(run: Refresh) -> str:
    troubles = run.after.troubles
    rows = [
        (code(key), found.outcome.sentence, str(troubles[key].since), str(troubles[key].failures), code(found.detail))
        for key, found in run.failures.items()
    ]
    if not rows:
        return ""
    headings = ("Repository", "Outcome", "Since", "Runs", "The Hub's words")
    return f"## Could not be asked\n\nWhat we had of them stays as it is.\n\n{table(headings, rows)}"


def _differ(what: str, before: str | None, now: str | None) -> Iterator[Difference]:
    if before != now:
        yield what, code(before or "nothing"), code(now or "nothing")


def _terms(before: Snapshot, now: Snapshot) -> Iterator[Difference]:
    yield from _differ("license", _say_license(before.license_), _say_license(now.license_))
    old = {item.path: item.blob_id for item in before.license_.files}
    new = {item.path: item.blob_id for item in now.license_.files}
    for path in sorted(old.keys() | new.keys()):
        yield from _differ(f"file {code(path)}", old.get(path), new.get(path))


def _say_license(license_: HubLicense) -> str:
    names = ", ".join(license_.card or license_.tags)
    return " ".join(part for part in (names, license_.name or "", license_.link or "") if part)


def _access(before: Snapshot, now: Snapshot) -> Iterator[Difference]:
    yield from _differ("gate", before.gated, now.gated)
    yield from _differ("private", _say_flag(before.private), _say_flag(now.private))
    yield from _differ("disabled", _say_flag(before.disabled), _say_flag(now.disabled))


def _say_flag(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _identity(before: Snapshot, now: Snapshot) -> Iterator[Difference]:
    yield from _differ("name", before.id, now.id)


def _weights(before: Snapshot, now: Snapshot) -> Iterator[Difference]:
    old = {item.path: item.sha256 for item in before.files.weights}
    new = {item.path: item.sha256 for item in now.files.weights}
    replaced = [path for path in old.keys() & new.keys() if old[path] != new[path]]
    for what, paths in (("new", new.keys() - old.keys()), ("gone", old.keys() - new.keys()), ("replaced", replaced)):
        if paths:
            yield (
                f"{len(paths)} {'file' if len(paths) == 1 else 'files'} {what}",
                *_before_and_now(what, min(paths), len(paths)),
            )
    yield from _differ("bytes in all", f"{before.files.bytes_:,}", f"{now.files.bytes_:,}")


def _before_and_now(what: str, path: str, count: int) -> tuple[str, str]:
    shown = code(path) + (" ..." if count > 1 else "")
    return "" if what == "new" else shown, "" if what == "gone" else shown


def _origin(before: Snapshot, now: Snapshot) -> Iterator[Difference]:
    yield from _differ("base models", _say_base(before.base_models), _say_base(now.base_models))
    yield from _differ("datasets", ", ".join(before.datasets), ", ".join(now.datasets))
    yield from _differ("parameters", _say_parameters(before.parameters), _say_parameters(now.parameters))


def _say_base(base: BaseModels) -> str:
    return f"{base.relation or 'made from'}: {', '.join(base.ids)}" if base.ids else ""


def _say_parameters(parameters: Parameters) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(parameters.by_dtype.items()))


def _rest(before: Snapshot, now: Snapshot) -> Iterator[Difference]:
    yield from _differ("commit", before.sha, now.sha)
    yield from _differ("last modified", before.last_modified, now.last_modified)
    yield from _differ("tags", ", ".join(before.tags), ", ".join(now.tags))


_GROUPS: dict[str, Callable[[Snapshot, Snapshot], Iterator[Difference]]] = {
    "License": _terms,
    "Access": _access,
    "Renamed": _identity,
    "Weights": _weights,
    "Origin": _origin,
    "The rest": _rest,
}
