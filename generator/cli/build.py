"""`build`: builds the site, or writes it as a plain MkDocs project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator import publish
from generator.cli.app import HERE, Root, app, project_settings, run_mkdocs, stop, valid_catalog


@app.command()
def build(
    root: Root = HERE,
    folder: Annotated[
        Path | None, typer.Option(help="Instead, write a plain MkDocs project here, for any engine.")
    ] = None,
) -> None:
    """Build the site into site/, or write it as a plain MkDocs project."""
    catalog = valid_catalog(root)
    project_settings(root)  # stops before MkDocs if the settings are broken
    if folder is None:
        run_mkdocs(root, "build", "--clean")
    else:
        if not publish.may_replace(folder):
            stop(f"{folder} contains other files. Name a new folder, or one that this command made.")
        made = publish.write_folder(root, catalog, folder)
        typer.echo(f"Wrote {made} pages to {folder}.")
