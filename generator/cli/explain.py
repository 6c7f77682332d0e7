"""`explain`: prints why a release has a verdict."""

from __future__ import annotations

from typing import Annotated

import typer

from generator.analysis.scorecard import Scorecard
from generator.cli.app import HERE, Root, app, pick, pick_record, valid_catalog
from generator.reports import explanation


@app.command()
def explain(
    model: Annotated[str, typer.Argument(help="A record id, such as meta/llama-3.1-405b, or the part after the /.")],
    framework: Annotated[str, typer.Argument(help="A framework id, such as osaid-1.0, or its short name.")],
    root: Root = HERE,
) -> None:
    """Print why a release has its verdict: every finding, with the line of the fact and its evidence."""
    catalog = valid_catalog(root)
    card = Scorecard(catalog).card(pick_record(model, catalog))
    names = {name: [name, entry.short.lower()] for name, entry in catalog.frameworks.items()}
    verdict = card.verdict(pick(framework.lower(), "framework", names))
    typer.echo(explanation.explain(card, verdict), nl=False)
