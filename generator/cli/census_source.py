"""Gets a snapshot of the whole Hub for `census`: downloads the public table, or lists the Hub itself."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import typer
from pydantic import ValidationError

from generator.cli.app import CANNOT_RUN, has_hub_address, set_outputs, stop
from generator.core.clock import today
from generator.core.markdown import MAX_MESSAGE, code
from generator.schema.census_origin import FILE, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.hub.walk import Progress

UNFINISHED = 4
NEXT = "Now run: python -m generator census"


def download(folder: Path) -> None:
    """Download the public table to a folder, and say how to take a census of it; in a workflow, set its day."""
    has_hub_address()
    from generator.hub import client, download  # noqa: PLC0415  # only this needs the libraries of the network

    with _failing(download.DownloadError), client.Client() as hub:
        origin = download.download(folder, hub)
    typer.echo(f"{origin.name} of {origin.day}, revision {origin.revision}. {NEXT} {folder / download.TABLE}")
    set_outputs({"day": origin.day})


def walk(folder: Path, minutes: float) -> None:
    """List the Hub into a folder, or go on where an earlier walk stopped; exit with UNFINISHED if time or quota end."""
    has_hub_address()
    from generator.hub import client, walk  # noqa: PLC0415  # only this needs the libraries of the network

    with _failing(walk.WalkError), client.Client(limits=replace(walk.LIMITS, run=60 * minutes)) as hub:
        done = walk.walk(folder, hub, today(), _tell)
    typer.echo(f"{done.rows:,} repositories, as of {done.began}. {NEXT} {folder}")


def _tell(progress: Progress) -> None:
    typer.echo(f"{progress.rows:,} repositories in {progress.files} files", err=True)


@contextmanager
def _failing(error: type[Exception]) -> Iterator[None]:
    """Stop with a sentence on this error, and on one that stops every request; exit with UNFINISHED without quota."""
    from generator.hub.client import QuotaExhaustedError  # noqa: PLC0415  # same as above
    from generator.hub.errors import FatalError  # noqa: PLC0415  # same

    try:
        yield
    except QuotaExhaustedError:
        typer.echo("The quota or the time is used up. Run it again to go on.", err=True)
        raise typer.Exit(UNFINISHED) from None
    except (error, FatalError) as raised:
        fail(str(raised))


def origin(source: Path) -> Origin:
    """Return where a snapshot comes from, by the file beside it; without one, it has only a name."""
    file = (source if source.is_dir() else source.parent) / FILE
    if not file.exists():
        return Origin(name=source.name)
    try:
        return Origin.model_validate_json(file.read_bytes())
    except ValidationError:
        return stop(f"{file} is damaged. Download the snapshot again, or delete that file.")


def fail(reason: str, exit_code: int = CANNOT_RUN) -> NoReturn:
    """Print a reason, which a workflow can pass on, and exit."""
    set_outputs({"message": code(reason, MAX_MESSAGE)})
    typer.echo(reason, err=True)
    raise typer.Exit(exit_code)
