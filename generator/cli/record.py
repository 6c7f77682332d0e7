"""`record`: adds an edition to the ledger of each release whose card has changed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from filelock import FileLock, Timeout

from generator.analysis import ledger
from generator.analysis.scorecard import Scorecard
from generator.cli.app import HERE, Root, app, progress, stop, valid_catalog
from generator.core import files, paths
from generator.core.clock import today
from generator.loading import revisions, source_code

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.loading.catalog import Catalog
    from generator.schema.history import Edition

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
    try:
        with FileLock(lock, timeout=WAIT_SECONDS):
            added = _record(root, day.date() if day else today())
    except Timeout:
        stop(f"Another run has held {lock} for more than {WAIT_SECONDS} seconds. Wait until it has ended.")
    for record_id, edition in added.items():
        typer.echo(f"{record_id} {edition.id}: {', '.join(reason.words for reason in edition.reasons)}")
    typer.echo(f"{len(added)} new edition{'' if len(added) == 1 else 's'}.", err=True)


def _record(root: Path, day: date) -> dict[str, Edition]:
    """Append the next edition of every card that has one; return them by the id of the release."""
    catalog = valid_catalog(root)
    code, commit = source_code.digest(), revisions.head(root)
    changed = [
        (record_id, inputs)
        for record_id, inputs in ((each, ledger.inputs(each, catalog, code)) for each in catalog.records)
        if not _is_made_from(inputs, catalog, record_id)
    ]
    scorecard, added = Scorecard(catalog), {}
    with progress("Recording") as report:
        for done, (record_id, inputs) in enumerate(changed, start=1):
            known = catalog.history.get(record_id, ())
            edition = ledger.next_edition(scorecard.card(record_id), known, inputs, day, commit)
            if edition:
                added[record_id] = edition
                _append(root / paths.ledger_file(record_id), edition)
            report(done, len(changed))
    return added


def _is_made_from(inputs: str, catalog: Catalog, record_id: str) -> bool:
    known = catalog.history.get(record_id, ())
    return known[-1].inputs == inputs if known else False


def _append(file: Path, edition: Edition) -> None:
    """Write the file anew with one more line: it holds either the old lines or all, even if we are killed."""
    text = files.read_text(file)
    before = text.splitlines()[-1] if text else ""
    files.write(file, f"{text}{ledger.line(edition, before)}\n")
