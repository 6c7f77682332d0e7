"""`links`: opens every address of the data."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.app import HERE, PROBLEMS, Root, app, pick_record, progress, stop, valid_catalog
from generator.core import files, paths
from generator.core.clock import today
from generator.links import collect, history, lychee, rounds
from generator.links.report import broken, excused_hosts, markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.links.history import History


@app.command()
def links(
    model: Annotated[str | None, typer.Argument(help="Only the addresses of this record.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write the report here, as Markdown.")] = None,
    minutes: Annotated[float, typer.Option(help="Stop after so many minutes; the next run goes on.")] = 60,
    cache: Annotated[Path, typer.Option(help="What earlier runs learned; kept up to date.")] = Path("build/links.json"),
    root: Root = HERE,
) -> None:
    """Open every address of the data, one a second for each host, and name those that nobody can open anymore.

    Exit codes: 0 all can be opened, 1 some cannot or the data have problems, 2 the command cannot run.
    """
    catalog = valid_catalog(root)
    only = paths.record_file(pick_record(model, catalog)) if model else None
    addresses = collect.addresses(catalog, only)
    known = _ask(addresses, root / cache, 60 * minutes)
    text = markdown(addresses, known, excused_hosts())
    typer.echo(text, nl=False)
    if report:
        _write_report(report, text)
    raise typer.Exit(PROBLEMS if broken(addresses, known) else 0)


def _ask(urls: Iterable[str], cache: Path, seconds: float) -> History:
    """Ask for the addresses that are due, or stop with the reason why not."""
    try:
        return _learn(urls, cache, seconds)
    except rounds.NoNetworkError:
        stop("Not one address answers; is there a network?")
    except lychee.LycheeError as error:
        stop(f"lychee cannot run: {error}")
    except OSError as error:
        stop(f"The answers cannot be saved: {error}")


def _learn(urls: Iterable[str], cache: Path, seconds: float) -> History:
    """Return what earlier runs and this one learned, saved after each round."""
    known, day, done = history.read(files.read_text(cache)), today(), count(1)
    due = history.due(urls, known, day)
    with progress("Opening addresses") as tell:
        for answers in rounds.answers(due, seconds, lychee.ask):
            for url, answer in answers.items():
                known[url] = history.seen(answer, known.get(url), day)
                tell(next(done), len(due))
            files.write(cache, history.write(known))
    return known


def _write_report(file: Path, text: str) -> None:
    try:
        files.write(file, text)
    except OSError as error:
        stop(f"The report cannot be written: {error}")
