"""One refresh from the records to the files, and what became of it. The command line prints it, nothing else does."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from generator.core import paths
from generator.core.clock import Clock
from generator.core.files import write_all
from generator.hub import parse, store
from generator.hub.client import Client, Limits, QuotaExhaustedError
from generator.hub.endpoints import FailedError, repository
from generator.hub.errors import FatalError
from generator.hub.refresh import BreakerError, Tell, refresh
from generator.hub.report import report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from generator.hub.changes import Refresh
    from generator.loading.catalog import Catalog
    from generator.schema.hub import Snapshot


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
            write_all(root, files)
    except FatalError as error:
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


class CannotDescribeError(Exception):
    """The Hub did not describe a repository; `maybe_there` tells that it may exist all the same."""

    def __init__(self, words: str, *, maybe_there: bool) -> None:
        super().__init__(words)
        self.maybe_there = maybe_there


def describe(key: str, today: date, limits: Limits | None = None) -> Snapshot:
    """Return what the Hub says of one repository now. Raises CannotDescribeError."""
    try:
        with Client(limits=limits or Limits(deadline=20, retries=1)) as client:
            return parse.snapshot(repository(key, client), key, today)
    except FailedError as error:
        words = f"{error.failure.outcome.sentence} ({error.failure.detail})"
        raise CannotDescribeError(words, maybe_there=not error.failure.outcome.is_gone) from None
    except (FatalError, QuotaExhaustedError, parse.BadBodyError) as error:
        raise CannotDescribeError(str(error) or "The quota of the Hub is used up.", maybe_there=True) from None


def read_answer(answer: bytes, key: str | None, today: date) -> Snapshot:
    """Return what a saved answer of the Hub says; `key` is how the record is to name the repository.

    Raises CannotDescribeError when it is no such answer.
    """
    try:
        data = json.loads(answer)
        return parse.snapshot(data, key or str(data["id"]), today)
    except (ValueError, KeyError, TypeError) as error:
        raise CannotDescribeError(f"not an answer of the Hub about a repository: {error}", maybe_there=False) from None


def _code(result: Refresh, files: Mapping[str, str]) -> Code:
    if result.pending:
        return Code.UNFINISHED
    if result.failures:
        return Code.SOME_KEPT
    return Code.CHANGED if files.keys() - {paths.HUB_RUN} else Code.NOTHING_CHANGED


def _words(result: Refresh, files: Mapping[str, str]) -> str:
    kept = f", {len(result.failures)} could not be asked and stay as they were" if result.failures else ""
    left = f", {len(result.pending)} left for the next run" if result.pending else ""
    snapshots = f"{len(result.changes)} repositories changed" if result.changes else "No repository changed"
    return f"{snapshots}{kept}{left}; {len(files)} files, {result.calls} calls."
