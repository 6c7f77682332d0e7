"""`refresh`: updates what we know from the Hugging Face Hub about every repository that a record names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.app import HERE, Minutes, Root, app, has_hub_address, progress, set_outputs, valid_catalog
from generator.core import files
from generator.core.clock import today
from generator.core.markdown import MAX_MESSAGE, code
from generator.hub.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.hub.run import RunResult

# \b keeps the lines of a list apart.
EXIT_CODES = "\b\nExit codes:\n" + "\n".join(f"{code.value:>2}  {code.meaning}" for code in sorted(ExitCode))


@app.command(epilog=EXIT_CODES)
def refresh(  # noqa: PLR0913, PLR0917  # one parameter per option
    root: Root = HERE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing to data/hub/; print the report.")] = False,
    minutes: Minutes = 30,
    report: Annotated[Path | None, typer.Option(help="Write the report to this file, as Markdown.")] = None,
    auto_merge_paths: Annotated[
        Path | None, typer.Option(help="Write to this file which of the changed files need no review.")
    ] = None,
    workflow: Annotated[
        bool,
        typer.Option("--workflow", help="For GitHub Actions: set outputs, and exit with 0 unless the run was stopped."),
    ] = False,
) -> None:
    """Request from the Hugging Face Hub every repository that a record names, and write the facts to data/hub/."""
    has_hub_address()
    from generator.hub import run  # noqa: PLC0415  # only this command needs the libraries of the network
    from generator.hub.client import Limits  # noqa: PLC0415  # same

    catalog = valid_catalog(root)
    with progress("Refreshing repositories") as on_progress:
        result = run.run(root, catalog, today(), on_progress, dry_run=dry_run, limits=Limits(run=60 * minutes))
    typer.echo(result.report if dry_run and not result.was_stopped else result.message, err=result.was_stopped)
    if report:
        files.write(report, result.report)
    if auto_merge_paths:
        files.write(auto_merge_paths, "".join(f"{path}\n" for path in result.auto_merge))
    if workflow:
        set_outputs(_outputs(result))
    raise typer.Exit(0 if workflow and not result.was_stopped else result.exit_code)


def _outputs(result: RunResult) -> Mapping[str, object]:
    """Return what the other jobs of the workflow read."""
    return {
        "code": result.exit_code.value,
        "message": code(result.message, MAX_MESSAGE),
        "token": result.has_token,
        "changed": bool(result.auto_merge or result.needs_review),
        "auto-merge": bool(result.auto_merge),
        "needs-review": bool(result.needs_review),
    }
