"""`census`: counts what all repositories of the Hugging Face Hub say about themselves, from a snapshot of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.census.document import to_json
from generator.cli import census_source
from generator.cli.app import HERE, Minutes, Root, app, stop, valid_catalog
from generator.core import files, paths
from generator.core.clock import today
from generator.reports.census import difference

if TYPE_CHECKING:
    from generator.loading.catalog import Catalog
    from generator.schema.census import Census
    from generator.schema.census_origin import Origin

CHANGED_SOURCE = 5
EXIT_CODES = (
    "\b\nExit codes:\n 0  the figures are written\n 1  problems in the data\n 2  the snapshot cannot be read\n"
    f" {census_source.UNFINISHED}  the quota or the time is used up, and the next walk goes on\n"
    f" {CHANGED_SOURCE}  the snapshot has lost a tenth of its rows or a column, or is not what was promised"
)


@app.command(epilog=EXIT_CODES)
def census(  # noqa: PLR0913, PLR0917  # one parameter per option
    source: Annotated[
        Path | None, typer.Argument(help="A Parquet file, or a folder of them.", show_default=False)
    ] = None,
    root: Root = HERE,
    download: Annotated[
        Path | None, typer.Option(help="Instead of counting, download the public snapshot to this folder.")
    ] = None,
    walk: Annotated[
        Path | None, typer.Option(help="Instead of counting, list the Hub into this folder, or go on doing so.")
    ] = None,
    minutes: Minutes = 60,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], help="The day of the snapshot. Default: that of its newest repository."
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Write the difference to the last census to this file, as Markdown.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Write the figures to this file, not to data/hub/census/.")
    ] = None,
    findings: Annotated[Path | None, typer.Option(help="Write every finding to this file, as Parquet.")] = None,
    memory: Annotated[int, typer.Option(min=200, help="The most memory of the database, in megabytes.")] = 1200,
) -> None:
    """Count what a snapshot of the whole Hub says: licenses, gates, bases, and what derivatives declare.

    SOURCE has the columns of the Hub's API, such as the models.parquet of the dataset cfahlgren1/hub-stats. What
    --download and --walk write says itself where it comes from, and of which day it is.
    """
    if download:
        census_source.download(download)
    elif walk:
        census_source.walk(walk, minutes)
    elif source is None:
        stop("Name a snapshot. --download gets the public one, and --walk lists the Hub itself.")
    else:
        catalog, origin = valid_catalog(root), census_source.origin(source)
        dated = origin.model_copy(update={"day": day.date()}) if day else origin
        taken = _taken(source, catalog, dated, findings, memory)
        if taken.date > today():
            census_source.fail(f"{taken.date} is in the future. Name the day of the snapshot with --date.")
        files.write(output or root / paths.census_file(taken.date), to_json(taken))
        if report:
            files.write(report, difference(_before(taken, catalog), taken))
        typer.echo(_summary(taken))


def _taken(source: Path, catalog: Catalog, origin: Origin, findings: Path | None, memory: int) -> Census:
    """Return the census of a snapshot, or stop with what is wrong with that."""
    from generator.census import run  # noqa: PLC0415  # only this command needs the database
    from generator.census.engine import EngineError, duck  # noqa: PLC0415  # same

    try:
        with duck(memory) as engine:
            taken = run.take(source, catalog, engine, origin)
            if findings:
                files.write(findings, run.findings(engine))
    except (run.SourceError, EngineError) as error:
        census_source.fail(str(error))
    except run.ChangedSourceError as error:
        census_source.fail(str(error), CHANGED_SOURCE)
    return taken


def _before(taken: Census, catalog: Catalog) -> Census | None:
    """Return the last census of an earlier day."""
    earlier = [day for day in catalog.hub.censuses if day < taken.date]
    return catalog.hub.censuses[max(earlier)] if earlier else None


def _summary(taken: Census) -> str:
    """Return what was found, in a sentence."""
    counts = {row.outcome: row.repositories for row in taken.outcomes.rows}
    told = ", ".join(f"{count:,} {outcome.value}" for outcome, count in counts.items())
    ends = "y" if taken.source.rows == 1 else "ies"
    return f"{taken.date}: {taken.source.rows:,} repositor{ends}. Derivatives: {told}."
