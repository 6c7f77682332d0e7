"""One run: asks for every repository that a record names, and says what changed and which files to write.

A list page of an organization tells whether what we have still holds; only what does not is asked for one by one. The
rest takes turns, so that every repository is asked for in full once a week. What could not be asked stays as it was.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from generator.hub import parse
from generator.hub.changes import Findings, Refresh, conclude
from generator.hub.client import QuotaExhaustedError
from generator.hub.endpoints import FailedError, organization, repository
from generator.hub.errors import Failure
from generator.schema.hub import HubData, Outcome, Snapshot

if TYPE_CHECKING:
    from datetime import date

    from generator.hub.client import Client

LIST_FROM = 5
"""An organization with this many tracked repositories is asked for as a list: one question instead of many."""
TURNS = 7
"""Every repository is asked for in full at least once in this many days."""
BREAKER, BREAKER_SHARE = 5, 0.2
"""With more new failures than this, in number and in share, the Hub or the way to it is broken."""

Tell = Callable[[int, int], None]
"""Hears how many of how many repositories are done."""


class BreakerError(Exception):
    """So much failed at once that the run cannot be believed; nothing is to be written."""


def refresh(keys: tuple[str, ...], before: HubData, client: Client, today: date, tell: Tell) -> Refresh:
    """Ask the Hub for the repositories that records name, and return what came of it.

    Raises FatalError when our token or question is wrong, BreakerError when too much fails at once.
    """
    work = Findings(keys, before, today)
    try:
        _ask_lists(work, client)
        for number, key in enumerate(_in_turn(work), 1):
            _settle(key, work, client)
            _break_if_broken(work)
            tell(number, len(keys))
    except QuotaExhaustedError:
        pass  # what is left is pending
    return conclude(work, client.calls)


def _ask_lists(work: Findings, client: Client) -> None:
    tracked, last_run = frozenset(work.keys), str(work.before.date or work.today)
    sizes = Counter(key.partition("/")[0] for key in work.keys)
    for author in sorted(name for name, size in sizes.items() if size >= LIST_FROM):
        for row in organization(author, client):
            if row["id"] in tracked:
                work.rows[row["id"]] = row
            elif str(row.get("createdAt", ""))[:10] > last_run:
                work.newcomers.append(parse.short_text(row["id"]) or "")


def _in_turn(work: Findings) -> list[str]:
    """Return the repositories in the order to ask: those left over from the last run first, then those in trouble."""
    pending = set(work.before.run.pending) if work.before.run else set()
    return sorted(work.keys, key=lambda key: (key not in pending, key not in work.before.troubles, key))


def _settle(key: str, work: Findings, client: Client) -> None:
    """Find out what is true of one repository: by its row if that says nothing new, else by asking."""
    old = work.before.snapshots.get(key)
    data = work.rows.get(key)
    try:
        if old is None or data is None or _needs_asking(key, work) or not _still_holds(old, data):
            data = repository(key, client)
            new = parse.snapshot(data, key, old.first_seen if old else work.today)
            work.snapshots[key] = _dated(_same_repository(old, new), old, work.today)
        else:
            work.snapshots[key] = old
        work.counters[key] = parse.counters(data)
    except parse.BadBodyError as error:
        work.failures[key] = Failure(Outcome.BAD_BODY, str(error))
    except FailedError as error:
        work.failures[key] = error.failure


def _needs_asking(key: str, work: Findings) -> bool:
    is_its_turn = zlib.crc32(key.encode()) % TURNS == work.today.toordinal() % TURNS
    return key in work.before.troubles or (is_its_turn and work.before.date != work.today)


def _still_holds(old: Snapshot, row: Any) -> bool:
    """Tell whether a row of a list, which says nothing of files, agrees with what we have."""
    try:
        new = parse.snapshot(row, old.key, old.first_seen)
    except parse.BadBodyError:
        return False
    terms = new.license_.model_copy(update={"files": old.license_.files})
    return old == new.model_copy(update={"files": old.files, "changed": old.changed, "license_": terms})


def _same_repository(old: Snapshot | None, new: Snapshot) -> Snapshot:
    if old and new.hub_id != old.hub_id:
        words = f"{old.hub_id} is now {new.hub_id} ({new.id})"
        raise FailedError(Failure(Outcome.IDENTITY_CHANGED, words))
    return new


def _dated(new: Snapshot, old: Snapshot | None, today: date) -> Snapshot:
    """Note the day if access, terms or weights are others than before under the same name."""
    if old is None:
        return new
    found = {
        "access": _access(old) != _access(new),
        "license_": old.license_ != new.license_,
        "weights": _replaced(old, new),
    }
    days = {name: today if is_new else getattr(old.changed, name) for name, is_new in found.items()}
    return new.model_copy(update={"changed": old.changed.model_copy(update=days)})


def _access(one: Snapshot) -> tuple[object, ...]:
    return one.gated, one.private, one.disabled


def _replaced(old: Snapshot, new: Snapshot) -> bool:
    before = {item.path: item.sha256 for item in old.files.weights if item.sha256}
    return any(item.sha256 and before.get(item.path, item.sha256) != item.sha256 for item in new.files.weights)


def _break_if_broken(work: Findings) -> None:
    """Stop when the failures that are new are too many to be about the repositories themselves."""
    old = work.before.troubles
    new = {key: found for key, found in work.failures.items() if key not in old or old[key].outcome != found.outcome}
    gone = [key for key, found in new.items() if found.outcome.is_gone and key in work.before.snapshots]
    if len(new) > max(BREAKER, BREAKER_SHARE * len(work.keys)) or len(gone) > BREAKER:
        most, _ = Counter(found.detail for found in new.values()).most_common(1)[0]
        raise BreakerError(f"{len(new)} of {len(work.keys)} repositories failed at once, most of them with: {most}")
