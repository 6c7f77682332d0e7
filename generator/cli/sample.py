"""`sample`: draws facts for a person to check."""

from __future__ import annotations

from typing import Annotated

import typer

from generator.authoring import sample as drawing
from generator.cli.app import HERE, Root, app, valid_catalog


@app.command()
def sample(
    count: Annotated[int, typer.Argument(min=1, help="How many facts to draw.")],
    seed: Annotated[int, typer.Option(help="The same seed draws the same facts from the same data.")] = 0,
    root: Root = HERE,
) -> None:
    """Print a random sample of facts, each with its line, its rule and its sources, as a checklist for an audit."""
    catalog = valid_catalog(root)
    typer.echo(drawing.text(drawing.draw(catalog, count, seed), catalog), nl=False)
