"""`check`: checks the data, for people, for GitHub and for programs."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.analysis.unsettled import settled
from generator.authoring.fix import Fixed, fix
from generator.cli.app import (
    HERE,
    PROBLEMS,
    Root,
    app,
    has_data,
    pick,
    print_problems,
    project_settings,
    stop,
    write_schemas,
)
from generator.core import files, paths
from generator.core.clock import today
from generator.core.codes import Code
from generator.core.problem import on_one_line
from generator.loading import revisions
from generator.reports import settlement
from generator.reports.problems import as_annotations, as_json, as_summary
from generator.validation import history, key_order
from generator.validation.project import read_project, warnings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.core.problem import KeyPath, Problem
    from generator.loading.catalog import Catalog

ROUNDS = 20
"""A syntax error hides all other problems of its file, so one repair can uncover the next."""


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"


@app.command()
def check(  # one parameter per option
    model: Annotated[
        str | None, typer.Argument(help="Report only this record, and say which unknown facts decide the most.")
    ] = None,
    root: Root = HERE,
    form: Annotated[Format, typer.Option("--format", help="For people, for GitHub, for programs.")] = Format.TEXT,
    since: Annotated[
        str | None, typer.Option(help="Also check that no edition published at this git revision has changed.")
    ] = None,
    repair: Annotated[bool, typer.Option("--fix", help="First repair mechanical problems.")] = False,
) -> None:
    """Check every file in data/ and print every problem as path:line:column: code message.

    `explain` with a code says what it means, with an example. Warnings do not fail the check. The schemas for editors
    are written to build/.
    """
    has_data(root)
    site = project_settings(root).site
    if repair:
        _fix(root)
    catalog, errors = read_project(root, today())
    errors = (*errors, *(_rewritten(root, since) if since else ()))
    if catalog.components:
        write_schemas(root, catalog)
    problems = (*errors, *warnings(catalog, today()))
    only = _file(model, catalog, problems) if model is not None else None
    shown = [problem for problem in problems if only in {None, problem.file}]
    _print(shown, form, site, hint=not repair)
    if only and form is Format.TEXT:
        _print_settled(only, catalog, problems)
    if any(not problem.code.is_warning for problem in shown):
        raise typer.Exit(PROBLEMS)
    if not catalog.records:
        stop(f"There are no records in {root / paths.MODELS}.")
    if form is Format.TEXT and not only:
        counts = (len(catalog.records), len(catalog.licenses), len(catalog.frameworks))
        found = "no errors" if shown else "no problems"
        typer.echo("{} releases, {} licenses, {} frameworks: {}.".format(*counts, found))


def _rewritten(root: Path, revision: str) -> Sequence[Problem]:
    """Return a problem for each published edition that is not what it was at a git revision."""
    try:
        with revisions.checkout(root, revisions.named(root, revision)) as before:
            return tuple(history.rewritten(before, root))
    except revisions.RevisionError as error:
        stop(f"The data of `{revision}` cannot be read: {error}.")


def _file(model: str, catalog: Catalog, problems: Iterable[Problem]) -> str:
    """Return the file of a record that was named by its path, its id or the part after the /."""
    named = model.removeprefix("./").removeprefix(f"{paths.MODELS}/").removesuffix(".yaml")
    broken = {problem.file for problem in problems}
    known = [file for file in (*catalog.files, *broken) if file.startswith(f"{paths.MODELS}/")]
    ids = dict.fromkeys(file.removeprefix(f"{paths.MODELS}/").removesuffix(".yaml") for file in sorted(known))
    return paths.record_file(pick(named, "release", {name: [name, name.partition("/")[2]] for name in ids}))


def _print_settled(file: str, catalog: Catalog, problems: Iterable[Problem]) -> None:
    """Print how much of a record is settled, if it and the definitions can be read."""
    record_id = file.removeprefix(f"{paths.MODELS}/").removesuffix(".yaml")
    can_judge = all(problem.code.is_warning or problem.file.startswith(paths.MODELS) for problem in problems)
    if record_id in catalog.records and can_judge:
        typer.echo(settlement.text(settled(record_id, catalog), catalog))


def _print(problems: Sequence[Problem], form: Format, site: str, *, hint: bool) -> None:
    if form is Format.TEXT:
        print_problems(problems, site, hint=hint)
    elif form is Format.JSON:
        typer.echo(json.dumps(as_json(problems, site), indent=2, ensure_ascii=False))
    else:
        typer.echo(as_annotations(problems, site), nl=False)
        _summarize(as_summary(problems, site))


def _fix(root: Path) -> None:
    """Repair every file, and again while a repair uncovers another problem."""
    for _ in range(ROUNDS):
        if not _fix_once(root):
            return


def _fix_once(root: Path) -> bool:
    """Repair the problems that are visible now, and say what each repair changed; return whether there was any."""
    catalog, errors = read_project(root, today())
    problems = (*errors, *warnings(catalog, today()))
    orders = key_order.orders(catalog.components)
    done = [
        _fix_file(root, file, [problem for problem in problems if problem.file == file], orders)
        for file in sorted({*catalog.sources, *(problem.file for problem in problems)})
    ]
    return any(done)


def _fix_file(root: Path, file: str, problems: Sequence[Problem], orders: Mapping[KeyPath, Sequence[str]]) -> bool:
    text = files.read_text(root / file) if _may_be_repaired(file, problems) else ""
    fixed = fix(text, file, problems, orders) if text else Fixed(text)
    if fixed.text == text:
        return False
    files.write(root / file, fixed.text)
    for line, note in fixed.notes:
        typer.echo(on_one_line(f"fixed {file}:{line}: {note}"), err=True)
    return True


def _may_be_repaired(file: str, problems: Iterable[Problem]) -> bool:
    """Return whether this is a file that people write, and not a link that leads elsewhere."""
    return file.endswith(".yaml") and all(problem.code is not Code.NO_REGULAR_FILE for problem in problems)


def _summarize(text: str) -> None:
    """Add to the summary of the GitHub job, if there is one."""
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        files.append(Path(file), text)
