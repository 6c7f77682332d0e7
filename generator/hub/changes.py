"""What a run found, set beside what was known before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.hub.parse import short_text
from generator.schema.hub import SCHEMA, Counters, HubData, Run, Snapshot, Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.hub.errors import Failure


@dataclass(frozen=True)
class Change:
    """A repository before and after the run; None before the first snapshot."""

    key: str
    before: Snapshot | None
    after: Snapshot

    @property
    def needs_review(self) -> bool:
        """Whether a person should see the change before it is published: terms, access, identity, weights, origin."""
        return self.before is None or _reviewed(self.before) != _reviewed(self.after)


@dataclass(frozen=True)
class Refresh:
    """What a run found: the data before and after, what could not be asked, and what it cost."""

    before: HubData
    after: HubData
    changes: tuple[Change, ...]
    failures: Mapping[str, Failure]
    newcomers: tuple[str, ...]
    """Repositories that tracked organizations created since the last run and that no record names."""
    pending: tuple[str, ...]
    """Repositories left for the next run."""
    calls: int
    """JudgmentQuestions sent, as the quota counts them."""


def _reviewed(one: Snapshot) -> tuple[object, ...]:
    return one.hub_id, one.id, one.gated, one.private, one.disabled, one.license_, one.base_models, one.changed


@dataclass
class Findings:
    """What a run has found so far: rows of lists, and of each repository its snapshot and counters, or a failure."""

    keys: tuple[str, ...]
    before: HubData
    today: date
    rows: dict[str, Any] = field(default_factory=dict)
    newcomers: list[str] = field(default_factory=list)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    counters: dict[str, Counters] = field(default_factory=dict)


def conclude(work: Findings, calls: int) -> Refresh:
    """Set what was found, at the cost of so many calls, beside what was known before."""
    before = work.before
    pending = tuple(sorted(set(work.keys) - set(work.snapshots) - set(work.failures)))
    month = f"{work.today:%Y-%m}"
    after = HubData(
        snapshots={**before.snapshots, **work.snapshots},
        troubles=_troubles(work, pending),
        months={**before.months, month: {**work.counters, **before.months.get(month, {})}},
        run=_run(work, pending),
    )
    changes = tuple(
        Change(key, before.snapshots.get(key), new)
        for key, new in sorted(work.snapshots.items())
        if before.snapshots.get(key) != new
    )
    return Refresh(
        before, after, changes, dict(sorted(work.failures.items())), tuple(sorted(work.newcomers)), pending, calls
    )


def _run(work: Findings, pending: tuple[str, ...]) -> Run:
    """Return the note of this run; one that left something to do keeps the day of the last complete one."""
    day = work.before.date if pending else work.today
    figures = {"tracked": len(work.keys), "ok": len(work.snapshots), "pending": pending}
    return Run.model_validate({"schema": SCHEMA, "date": str(day) if day else None, **figures})


def _troubles(work: Findings, pending: tuple[str, ...]) -> dict[str, Trouble]:
    kept = {key: work.before.troubles[key] for key in pending if key in work.before.troubles}
    return dict(sorted({**kept, **{key: _trouble(key, found, work) for key, found in work.failures.items()}}.items()))


def _trouble(key: str, found: Failure, work: Findings) -> Trouble:
    """Return the trouble of a repository: the same as before counts one run more, once a day."""
    old = work.before.troubles.get(key)
    goes_on = old is not None and old.outcome is found.outcome
    last_ok = old.last_ok if old else work.before.date if key in work.before.snapshots else None
    return Trouble.model_validate(
        {
            "outcome": found.outcome,
            "since": str(old.since if old and goes_on else work.today),
            "last_ok": str(last_ok) if last_ok else None,
            "failures": (old.failures + (work.before.date != work.today)) if old and goes_on else 1,
            "detail": short_text(found.detail) or "",
        }
    )
