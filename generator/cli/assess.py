"""`assess`: the verdicts of one release or of all."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from generator.analysis.scorecard import Scorecard
from generator.cli.app import HERE, Root, app, pick_record, valid_catalog
from generator.evaluation.assess import assess
from generator.exports.assessments import assessments


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
