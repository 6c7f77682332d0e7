"""The command that checks the data, for people, for GitHub and for programs."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.authoring.fix import fix
from generator.cli.app import HERE, PROBLEMS, Root, app, has_data, print_problems
from generator.core import files
from generator.core.clock import today
from generator.core.codes import Code
from generator.core.problem import on_one_line
from generator.loading.settings import read_settings
from generator.reports.problems import as_annotations, as_json, as_summary
from generator.validation.project import read_project, stale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.core.problem import Problem

ROUNDS = 20
"""A mistake in the syntax hides all others of its file, so one repair can show the next."""


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"


@app.command()
def check(
    root: Root = HERE,
    form: Annotated[Format, typer.Option("--format", help="For people, for GitHub, for programs.")] = Format.TEXT,
    repair: Annotated[bool, typer.Option("--fix", help="First repair what is mechanical.")] = False,
) -> None:
    """Check every file in data/ and print every problem as path:line:column: code words.

    The page of a code says why, with an example: see codes/ on the site. Warnings fail nothing.
    """
    has_data(root)
    if repair:
        _fix(root)
    catalog, errors = read_project(root, today())
    problems = (*errors, *stale(catalog, today()))
    if form is Format.TEXT:
        print_problems(problems, root)
    else:
        site = read_settings(root).site
        if form is Format.JSON:
            typer.echo(json.dumps(as_json(problems, site), indent=2, ensure_ascii=False))
        else:
            typer.echo(as_annotations(problems, site), nl=False)
            _summarize(as_summary(problems, site))
    if errors:
        raise typer.Exit(PROBLEMS)
    if form is Format.TEXT:
        counts = (len(catalog.records), len(catalog.licenses), len(catalog.frameworks))
        typer.echo("{} releases, {} licenses, {} frameworks: no problems.".format(*counts))


def _fix(root: Path) -> None:
    """Repair every file, and again as long as a repair lets more be seen."""
    for _ in range(ROUNDS):
        if not _fix_once(root):
            return


def _fix_once(root: Path) -> bool:
    """Repair what can be seen of every file, and print what was done; return whether anything was."""
    catalog, problems = read_project(root, today())
    done = False
    for file in sorted({*catalog.sources, *(problem.file for problem in problems)}):
        own = [problem for problem in problems if problem.file == file]
        text = files.read_text(root / file) if _may_be_repaired(file, own) else ""
        if text and (fixed := fix(text, file, own, tuple(catalog.components))).text != text:
            files.write(root / file, fixed.text)
            done = True
            for line, words in fixed.notes:
                typer.echo(on_one_line(f"fixed {file}:{line}: {words}"))
    return done


def _may_be_repaired(file: str, problems: Iterable[Problem]) -> bool:
    """Tell whether people write this file, and it is one, not a link that leads elsewhere."""
    return file.endswith(".yaml") and all(problem.code is not Code.NO_REGULAR_FILE for problem in problems)


def _summarize(text: str) -> None:
    """Add to the summary of a GitHub job, where one runs."""
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        files.append(Path(file), text)
