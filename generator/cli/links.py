"""`links`: opens every address of the data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.app import CANNOT_RUN, HERE, PROBLEMS, Root, app, pick_record, progress, stop, valid_catalog
from generator.core import files, paths
from generator.core.clock import today


@app.command()
def links(
    model: Annotated[str | None, typer.Argument(help="Only the addresses of this record.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write the report here, as Markdown.")] = None,
    minutes: Annotated[float, typer.Option(help="Stop after so many minutes; the next run goes on.")] = 60,
    cache: Annotated[Path, typer.Option(help="What earlier runs learned; kept up to date.")] = Path("build/links.json"),
    root: Root = HERE,
) -> None:
    """Open every address of the data, one a second for each host, and say which nobody can open any more.

    Exit codes: 0 all can be opened, 1 some cannot, 2 the command cannot run.
    """
    from generator.links import client, collect, visit  # noqa: PLC0415  # only this command needs these
    from generator.links import report as words  # noqa: PLC0415  # same

    catalog = valid_catalog(root, unsound=CANNOT_RUN)
    only = paths.record_file(pick_record(model, catalog)) if model else None
    addresses = collect.addresses(catalog, only)
    memory = visit.recall(files.read_text(root / cache))
    try:
        with client.Client(run=60 * minutes) as asking, progress("Opening addresses") as tell:
            for learned in visit.visit(addresses, memory, asking, today(), tell):
                memory = learned
                files.write(root / cache, visit.remember(memory))
    except visit.NoNetworkError:
        stop("Not one address answers; is there a network?")
    except OSError as error:
        stop(f"What was learned cannot be kept: {error}")
    made = words.markdown(addresses, memory, visit.allowed_hosts())
    typer.echo(made, nl=False)
    try:
        if report:
            files.write(report, made)
    except OSError as error:
        stop(f"The report cannot be written: {error}")
    raise typer.Exit(PROBLEMS if words.broken(addresses, memory) else 0)
