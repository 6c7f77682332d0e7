"""`census`: counts what all repositories of the Hugging Face Hub say about themselves, from a snapshot of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.app import HERE, Root, app, stop, valid_catalog
from generator.core import files, paths

if TYPE_CHECKING:
    from generator.schema.census import Census

CHANGED_SOURCE = 5
EXIT_CODES = (
    "\b\nExit codes:\n 0  the figures are written\n 1  problems in the data\n 2  the snapshot cannot be read\n"
    f" {CHANGED_SOURCE}  the snapshot has lost a tenth of its rows or a column, or is not what was promised"
)


@app.command(epilog=EXIT_CODES)
def census(  # noqa: PLR0913, PLR0917  # one parameter per option
    source: Annotated[Path, typer.Argument(help="A Parquet file, or a folder of them.", show_default=False)],
    root: Root = HERE,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], help="The day of the snapshot. Default: that of its newest repository."
        ),
    ] = None,
    name: Annotated[str | None, typer.Option(help="What the snapshot is called. Default: its file name.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    revision: Annotated[str | None, typer.Option(help="Its revision there.")] = None,
    sha256: Annotated[str | None, typer.Option(help="What its SHA-256 has to be.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="Write the figures to this file, not to data/hub/census/.")
    ] = None,
    findings: Annotated[Path | None, typer.Option(help="Write every finding to this file, as Parquet.")] = None,
    memory: Annotated[int, typer.Option(min=200, help="The most memory of the database, in megabytes.")] = 1200,
) -> None:
    """Count what a snapshot of the whole Hub says: licenses, gates, bases, and what derivatives declare.

    SOURCE has the columns of the Hub's API, such as the models.parquet of the dataset cfahlgren1/hub-stats.
    """
    from generator.census import run  # noqa: PLC0415  # only this command needs the database
    from generator.census.document import to_json  # noqa: PLC0415  # same
    from generator.census.engine import duck  # noqa: PLC0415  # same

    catalog = valid_catalog(root)
    origin = run.Origin(name or source.name, url, revision, sha256, day.date().isoformat() if day else None)
    try:
        with duck(memory) as engine:
            taken = run.take(source, catalog, engine, origin)
            if findings:
                run.save_findings(findings, engine)
    except run.SourceError as error:
        stop(str(error))
    except run.ChangedSourceError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(CHANGED_SOURCE) from None
    files.write(output or root / paths.census_file(taken.date), to_json(taken))
    typer.echo(_summary(taken))


def _summary(taken: Census) -> str:
    """Return what was found, in a sentence."""
    counts = {row.outcome: row.repositories for row in taken.outcomes.rows}
    told = ", ".join(f"{count:,} {outcome.value}" for outcome, count in counts.items())
    return f"{taken.date}: {taken.source.rows:,} repositories. Derivatives: {told}."
