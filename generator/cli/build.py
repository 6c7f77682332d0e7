"""The commands that build the site and serve it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from generator import publish
from generator.cli.app import CANNOT_RUN, HERE, Root, app, stop, valid_catalog


@app.command()
def build(
    root: Root = HERE,
    folder: Annotated[
        Path | None, typer.Option(help="Write a plain MkDocs project here instead, for any engine.")
    ] = None,
) -> None:
    """Build the site into site/, or write it as a plain MkDocs project."""
    catalog = valid_catalog(root)
    if folder is None:
        _mkdocs(root, "build", "--clean")
    else:
        if not publish.may_write(folder):
            stop(f"{folder} holds something else; name a new folder or one made by this command.")
        made = publish.write_folder(root, catalog, folder)
        typer.echo(f"{made} pages in {folder}.")


@app.command()
def serve(root: Root = HERE, address: Annotated[str, typer.Option(help="HOST:PORT")] = "127.0.0.1:8000") -> None:
    """Build and serve the site, and rebuild it when data/, docs/ or a template changes."""
    valid_catalog(root)
    _mkdocs(root, "serve", "--dev-addr", address)


def _mkdocs(root: Path, *arguments: str) -> None:
    """Run MkDocs on the project, which joins the pages by its hook."""
    config = root / publish.CONFIG
    if not config.is_file():
        stop(f"There is no {config}.")
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(config)]
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603  # our own command, no shell
    except KeyboardInterrupt:
        code = 0
    raise typer.Exit(CANNOT_RUN if code else 0)
