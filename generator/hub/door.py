"""One refresh from the records to the files, and what became of it. The command line prints it, nothing else does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from generator import places
from generator.hub import store
from generator.hub.client import Client, Clock, Limits
from generator.hub.outcome import StopRunError
from generator.hub.refresh import BreakerError, Tell, refresh
from generator.hub.report import report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from generator.catalog import Catalog
    from generator.hub.result import Refresh


class Code(IntEnum):
    """The exit codes of the command."""

    NOTHING_CHANGED = 0
    SOME_KEPT = 2
    UNFINISHED = 3
    CANNOT_RUN = 4
    BROKEN = 5
    CHANGED = 10


@dataclass(frozen=True)
class Done:
    """What became of a run: its code, a sentence, the report, and the files written, or to be written."""

    code: Code
    words: str
    report: str = ""
    quiet: tuple[str, ...] = ()
    """Files that may be published at once."""
    review: tuple[str, ...] = ()
    """Files that a person should see first."""


def run(  # noqa: PLR0913  # the clock and the limits are the tests'
    root: Path,
    catalog: Catalog,
    today: date,
    tell: Tell,
    *,
    dry_run: bool = False,
    clock: Clock | None = None,
    limits: Limits | None = None,
) -> Done:
    """Refresh the data under `root` for the records of a sound catalog; with `dry_run` nothing is written."""
    keys = tuple(sorted({key for record in catalog.records.values() for key in record.hub}))
    try:
        with Client(clock or Clock(), limits or Limits()) as client:
            result = refresh(keys, catalog.hub, client, today, tell)
        files = store.differing(root, store.texts(result))
        if not dry_run:
            store.write(root, files)
    except StopRunError as error:
        return Done(Code.CANNOT_RUN, str(error))
    except BreakerError as error:
        return Done(Code.BROKEN, f"{error}. Nothing was written.", f"{error}. Nothing was written.\n")
    except OSError as error:
        return Done(Code.CANNOT_RUN, f"Cannot write {error.filename or 'the data'}: {error.strerror}. Run it again.")
    review = store.for_review(result)
    return Done(
        _code(result, files),
        _words(result, files),
        report(result, replace(catalog, hub=result.after)),
        tuple(path for path in files if path not in review),
        tuple(path for path in files if path in review),
    )


def _code(result: Refresh, files: Mapping[str, str]) -> Code:
    if result.pending:
        return Code.UNFINISHED
    if result.failures:
        return Code.SOME_KEPT
    return Code.CHANGED if files.keys() - {places.HUB_RUN} else Code.NOTHING_CHANGED


def _words(result: Refresh, files: Mapping[str, str]) -> str:
    kept = f", {len(result.failures)} could not be asked and stay as they were" if result.failures else ""
    left = f", {len(result.pending)} left for the next run" if result.pending else ""
    snapshots = f"{len(result.changes)} repositories changed" if result.changes else "No repository changed"
    return f"{snapshots}{kept}{left}; {len(files)} files, {result.calls} calls."
