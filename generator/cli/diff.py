"""`diff`: what a change of the data does to verdicts, counts and ranks."""

from __future__ import annotations

from typing import Annotated

import typer

from generator.analysis.changes import diff
from generator.analysis.scorecard import Scorecard
from generator.cli.app import HERE, Root, app, stop, valid_catalog
from generator.core.clock import today
from generator.loading import revisions
from generator.reports import changes
from generator.validation.project import read_project


@app.command(name="diff")
def diff_command(
    base: Annotated[str | None, typer.Argument(help="A revision of git; where you left main if none is named.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print it for a pull request.")] = False,
    root: Root = HERE,
) -> None:
    """Print what your change does: which verdicts, counts and ranks it moves, and through which facts."""
    catalog = valid_catalog(root)
    revision = base or revisions.base_revision(root)
    try:
        with revisions.checkout(root, revision) as folder:
            before, problems = read_project(folder, today())
    except revisions.RevisionError as error:
        stop(f"The data of `{revision}` cannot be read: {error}.")
    note = f"{revision} has {len(problems)} problems by today's check; it is compared as far as it can be read."
    found = diff(Scorecard(before), Scorecard(catalog))
    if problems and not markdown:
        typer.echo(note, err=True)
    words = changes.markdown(found, note if problems else "") if markdown else changes.text(found)
    typer.echo(words, nl=False)
