"""`refresh`: asks the Hugging Face Hub about every repository that the records name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.app import HERE, Root, app, progress, valid_catalog
from generator.core import files
from generator.core.clock import today


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
        done = run.run(root, catalog, today(), tell, dry_run=dry_run, limits=limits)
    has_failed = done.code in {run.Code.CANNOT_RUN, run.Code.BROKEN}
    typer.echo(done.report if dry_run and not has_failed else done.words, err=has_failed)
    if report and done.report:
        files.write(report, done.report)
    if quiet_paths:
        files.write(quiet_paths, "".join(f"{path}\n" for path in done.quiet))
    if workflow:
        quiet, review = bool(done.quiet), bool(done.review)
        _outputs(code=int(done.code), changed=quiet or review, quiet=quiet, review=review)
        raise typer.Exit(done.code if has_failed else 0)
    raise typer.Exit(done.code)


def _outputs(**values: object) -> None:
    """Hand values to the steps that follow in a GitHub workflow, where one runs."""
    if file := os.environ.get("GITHUB_OUTPUT"):
        files.append(Path(file), "".join(f"{name}={str(value).lower()}\n" for name, value in values.items()))
