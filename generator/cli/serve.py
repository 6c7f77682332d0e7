"""`serve`: builds the site, serves it, and rebuilds it after every edit."""

from __future__ import annotations

from typing import Annotated

import typer

from generator.cli.app import HERE, Root, app, run_mkdocs, valid_catalog


@app.command()
def serve(root: Root = HERE, address: Annotated[str, typer.Option(help="HOST:PORT")] = "127.0.0.1:8000") -> None:
    """Build and serve the site, and rebuild it whenever data/, docs/ or a template changes."""
    valid_catalog(root)
    run_mkdocs(root, "serve", "--dev-addr", address)
