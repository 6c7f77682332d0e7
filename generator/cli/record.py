"""`record`: adds an edition to the ledger of each release whose card has changed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from filelock import FileLock, Timeout

from generator.analysis.ledger import Publication, next_edition
from generator.analysis.made_from import MadeFrom
from generator.analysis.scorecard import Scorecard
from generator.cli.app import HERE, Root, app, progress, stop, valid_catalog
from generator.core import files, paths
from generator.core.clock import today
from generator.loading import revisions, source_code
from generator.schema.history import sealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from generator.loading.catalog import Catalog
    from generator.schema.history import Edition, Ledger

WAIT_SECONDS = 60


@app.command()
def record(
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day of publication. Default: today.")
    ] = None,
    root: Root = HERE,
) -> None:
    """Add an edition to the ledger of each release whose card is not what it was.

    Run it before the site is published. It changes nothing if no card has changed. A second run waits for the first.
    """
    lock = root / paths.RECORD_LOCK
    added = 0
    try:
        with FileLock(lock, timeout=WAIT_SECONDS):
            for record_id, edition in append_editions(root, day.date() if day else today()):
                typer.echo(f"{record_id} {edition.id}: {', '.join(reason.words for reason in edition.reasons)}")
                added += 1
    except Timeout:
        stop(f"Another run has held {lock} for more than {WAIT_SECONDS} seconds. Wait until it has ended.")
    typer.echo(f"{added} new edition{'' if added == 1 else 's'}.", err=True)


def append_editions(root: Path, day: date) -> Iterator[tuple[str, Edition]]:
    """Append the next edition of every card that has one; yield it with the id of its release."""
    catalog = valid_catalog(root)  # read under the lock, with the lines that another run has written
    changed = dict(_changed_inputs(catalog))
    scorecard, commit = Scorecard(catalog), revisions.clean_head(root)
    with progress("Recording") as report:
        for done, (record_id, inputs) in enumerate(changed.items(), start=1):
            known, publication = catalog.history.get(record_id, ()), Publication(day, inputs, commit)
            edition = next_edition(scorecard.card(record_id), known, publication, _earlier(record_id, catalog))
            if edition:
                _append(root / paths.ledger_file(record_id), edition)
                yield record_id, edition
            report(done, len(changed))


def _changed_inputs(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield each release whose card was made from something else last time, with the digest of what it is made from."""
    made_from = MadeFrom(catalog, source_code.digest())
    for record_id in catalog.records:
        digest, editions = made_from.digest(record_id), catalog.history.get(record_id)
        if editions is None or editions[-1].inputs != digest:
            yield record_id, digest


def _earlier(record_id: str, catalog: Catalog) -> Ledger:
    """Return the ledger under an earlier id of a release, which stays where it is."""
    ledgers = [catalog.history[alias] for alias in catalog.records[record_id].aliases if alias in catalog.history]
    return max(ledgers, key=lambda editions: editions[-1].order, default=())


def _append(file: Path, edition: Edition) -> None:
    """Write the file anew with one more line: it holds either the old lines or all, even if we are killed."""
    text = file.read_bytes().decode() if file.exists() else ""
    before = text.removesuffix("\n").rpartition("\n")[2]
    files.write(file, f"{text}{sealed(edition, before)}\n")
