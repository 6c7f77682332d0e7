"""The commands that use the network: the facts of the Hub, and the addresses of the data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from generator import publish
from generator.cli.app import CANNOT_RUN, HERE, PROBLEMS, Root, app, pick_record, progress, stop, valid_catalog
from generator.core import paths


@app.command()
def refresh(  # noqa: PLR0913, PLR0917  # one parameter per option
    root: Root = HERE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing to data/hub/; print the report.")] = False,
    minutes: Annotated[float, typer.Option(help="Stop after so many minutes; the next run goes on.")] = 30,
    report: Annotated[Path | None, typer.Option(help="Write the report here, as Markdown.")] = None,
    quiet_paths: Annotated[Path | None, typer.Option(help="List here the written files that need no review.")] = None,
    workflow: Annotated[bool, typer.Option("--workflow", help="Tell GitHub Actions by outputs, not by codes.")] = False,
) -> None:
    """Ask the Hugging Face Hub about every repository that the records name, and write its facts to data/hub/.

    Exit codes: 0 nothing changed, 10 data changed, 2 some repositories could not be asked, 3 quota or time is used up
    and the next run goes on, 4 the command cannot run, 5 too much failed at once, so nothing was written.
    """
    from generator.hub import run  # noqa: PLC0415  # only this command needs the libraries of the network
    from generator.hub.client import Limits  # noqa: PLC0415  # same

    catalog = valid_catalog(root, unsound=run.Code.CANNOT_RUN)
    limits = Limits(run=60 * minutes)
    with progress("Asking the Hub") as tell:
        done = run.run(root, catalog, publish.today(), tell, dry_run=dry_run, limits=limits)
    has_failed = done.code in {run.Code.CANNOT_RUN, run.Code.BROKEN}
    typer.echo(done.report if dry_run and not has_failed else done.words, err=has_failed)
    if report and done.report:
        publish.write(report, done.report)
    if quiet_paths:
        publish.write(quiet_paths, "".join(f"{path}\n" for path in done.quiet))
    if workflow:
        quiet, review = bool(done.quiet), bool(done.review)
        _outputs(code=int(done.code), changed=quiet or review, quiet=quiet, review=review)
        raise typer.Exit(done.code if has_failed else 0)
    raise typer.Exit(done.code)


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
    memory = visit.recall(publish.read_text(root / cache))
    try:
        with client.Client(run=60 * minutes) as asking, progress("Opening addresses") as tell:
            for learned in visit.visit(addresses, memory, asking, publish.today(), tell):
                memory = learned
                publish.replace_text(root / cache, visit.remember(memory))
    except visit.NoNetworkError:
        stop("Not one address answers; is there a network?")
    except OSError as error:
        stop(f"What was learned cannot be kept: {error}")
    made = words.markdown(addresses, memory, visit.allowed_hosts())
    typer.echo(made, nl=False)
    try:
        if report:
            publish.write(report, made)
    except OSError as error:
        stop(f"The report cannot be written: {error}")
    raise typer.Exit(PROBLEMS if words.broken(addresses, memory) else 0)


def _outputs(**values: object) -> None:
    """Hand values to the steps that follow in a GitHub workflow, where one runs."""
    if file := os.environ.get("GITHUB_OUTPUT"):
        publish.append(Path(file), "".join(f"{name}={str(value).lower()}\n" for name, value in values.items()))
