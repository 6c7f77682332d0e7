"""The commands that tell why a release has its verdicts, and what a change of the data does."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from generator import revisions
from generator.analysis.changes import diff
from generator.analysis.scorecard import Scorecard
from generator.cli.app import HERE, Root, app, pick, pick_record, stop, valid_catalog
from generator.evaluation.assess import assess
from generator.exports.assessments import assessments
from generator.reports import changes
from generator.reports.explanation import explain as explain_text


@app.command()
def explain(
    model: Annotated[str, typer.Argument(help="A record's id, such as meta/llama-3.1-405b, or the part after the /.")],
    framework: Annotated[str, typer.Argument(help="A framework's id, such as osaid-1.0, or its short name.")],
    root: Root = HERE,
) -> None:
    """Print why a release has its verdict: every finding, down to the line of the fact and its evidence."""
    catalog = valid_catalog(root)
    record_id = pick_record(model, catalog)
    names = {name: [name, entry.short.lower()] for name, entry in catalog.frameworks.items()}
    framework_id = pick(framework.lower(), "framework", names)
    typer.echo(explain_text(assess(record_id, framework_id, catalog), catalog), nl=False)


@app.command(name="assess")
def assess_command(
    model: Annotated[
        str | None, typer.Argument(help="A record's id, or the part after the /; all if left out.")
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print everything, for programs.")] = False,
    root: Root = HERE,
) -> None:
    """Print the verdicts of one release or of all: a line each, or with --json every finding."""
    catalog = valid_catalog(root)
    record_ids = [pick_record(model, catalog)] if model else list(catalog.records)
    if json_output:
        data = assessments(Scorecard(catalog), record_ids)
        typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    for record_id in record_ids:
        typer.echo(catalog.records[record_id].name)
        for framework_id in catalog.frameworks:
            typer.echo(f"  {framework_id}: {assess(record_id, framework_id, catalog).verdict}")


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
        before, problems = revisions.read_revision(root, revision)
    except revisions.RevisionError as error:
        stop(f"The data of `{revision}` cannot be read: {error}.")
    note = f"{revision} has {len(problems)} problems by today's check; it is compared as far as it can be read."
    found = diff(Scorecard(before), Scorecard(catalog))
    if problems and not markdown:
        typer.echo(note, err=True)
    words = changes.markdown(found, note if problems else "") if markdown else changes.text(found)
    typer.echo(words, nl=False)
