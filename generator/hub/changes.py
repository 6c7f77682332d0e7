"""The data before and after a run, and what changed between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.hub.values import short_text
from generator.schema.hub import SCHEMA, Counters, HubData, Run, Snapshot, Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.hub.errors import Failure


@dataclass(frozen=True)
class RepositoryChange:
    """A repository before and after the run; `before` is None for its first snapshot."""

    key: str
    before: Snapshot | None
    after: Snapshot

    @property
    def needs_review(self) -> bool:
        """Whether a person should see the change first: new, or with other terms, access, identity, weights, origin."""
        return self.before is None or _reviewed_fields(self.before) != _reviewed_fields(self.after)


@dataclass(frozen=True)
class RefreshResult:
    """What a run found: the data before and after, the failures, and the cost."""

    before: HubData
    after: HubData
    changes: tuple[RepositoryChange, ...]
    failures: Mapping[str, Failure]
    new_repositories: tuple[str, ...]
    """Repositories that tracked organizations created since the last run and that no record names."""
    pending: tuple[str, ...]
    """Repositories left for the next run."""
    requests: int
    """How many requests the run sent, as the quota counts them."""


@dataclass
class RefreshState:
    """What a run has collected so far: for each repository a snapshot and counters, or a failure."""

    keys: tuple[str, ...]
    before: HubData
    today: date
    rows: dict[str, Any] = field(default_factory=dict)
    """The rows of organization lists, by repository."""
    new_repositories: list[str] = field(default_factory=list)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    counters: dict[str, Counters] = field(default_factory=dict)


def conclude(state: RefreshState, requests: int) -> RefreshResult:
    """Compare what a run has collected, with so many requests, to the data before it."""
    pending = tuple(sorted(set(state.keys) - set(state.snapshots) - set(state.failures)))
    return RefreshResult(
        before=state.before,
        after=_after(state, pending),
        changes=tuple(_changes(state)),
        failures=dict(sorted(state.failures.items())),
        new_repositories=tuple(sorted(state.new_repositories)),
        pending=pending,
        requests=requests,
    )


def _changes(state: RefreshState) -> list[RepositoryChange]:
    before = state.before.snapshots
    return [
        RepositoryChange(key, before.get(key), after)
        for key, after in sorted(state.snapshots.items())
        if before.get(key) != after
    ]


def _reviewed_fields(snapshot: Snapshot) -> tuple[object, ...]:
    return (
        snapshot.hub_id,
        snapshot.id,
        snapshot.gated,
        snapshot.private,
        snapshot.disabled,
        snapshot.license_,
        snapshot.base_models,
        snapshot.changed,
    )


def _after(state: RefreshState, pending: tuple[str, ...]) -> HubData:
    """Return the new data; the first counters of a month are kept for all of it."""
    before, month = state.before, f"{state.today:%Y-%m}"
    return HubData(
        snapshots={**before.snapshots, **state.snapshots},
        troubles=_troubles(state, pending),
        months={**before.months, month: {**state.counters, **before.months.get(month, {})}},
        run=_run(state, pending),
    )


def _run(state: RefreshState, pending: tuple[str, ...]) -> Run:
    """Return the summary of this run; if some work is left, it keeps the day of the last complete run."""
    day = state.before.date if pending else state.today
    figures = {"tracked": len(state.keys), "ok": len(state.snapshots), "pending": pending}
    return Run.model_validate({"schema": SCHEMA, "date": str(day) if day else None, **figures})


def _troubles(state: RefreshState, pending: tuple[str, ...]) -> dict[str, Trouble]:
    kept = {key: state.before.troubles[key] for key in pending if key in state.before.troubles}
    found = {key: _trouble(key, failure, state) for key, failure in state.failures.items()}
    return dict(sorted({**kept, **found}.items()))


def _trouble(key: str, failure: Failure, state: RefreshState) -> Trouble:
    """Return the trouble of a repository; if the outcome is the same as before, it counts one more day of runs."""
    old, before = state.before.troubles.get(key), state.before
    same = old if old and old.outcome is failure.outcome else None
    last_ok = old.last_ok if old else before.date if key in before.snapshots else None
    return Trouble.model_validate(
        {
            "outcome": failure.outcome,
            "since": str(same.since if same else state.today),
            "last_ok": str(last_ok) if last_ok else None,
            "failures": same.failures + (before.date != state.today) if same else 1,
            "detail": short_text(failure.detail) or "",
        }
    )
