"""The command that drafts a record."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.authoring import draft, issue_form
from generator.cli.app import HERE, Root, app, has_data, pick_record, stop
from generator.core import files, paths, urls
from generator.core.clock import today
from generator.loading.settings import read_settings
from generator.schema.base import HUB_ID, ID
from generator.schema.developer import DeveloperKind
from generator.validation.project import read_project

if TYPE_CHECKING:
    from generator.authoring.draft import Sheet
    from generator.loading.catalog import Catalog


@app.command()
def new(  # noqa: PLR0913, PLR0917  # one parameter per option
    repository: Annotated[str | None, typer.Argument(help="A repository on the Hugging Face Hub, org/name.")] = None,
    answer: Annotated[
        Path | None, typer.Option("--from", help="A saved answer of the Hub instead of asking it.")
    ] = None,
    issue: Annotated[Path | None, typer.Option("--from-issue", help="The body of a filled-in issue form.")] = None,
    like: Annotated[str | None, typer.Option(help="A release of the same family, whose facts become hints.")] = None,
    record: Annotated[str | None, typer.Option("--id", help="The record's id, developer/model.")] = None,
    kind: Annotated[DeveloperKind | None, typer.Option(help="What a developer is whom we do not have yet.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask the Hub.")] = False,
    root: Root = HERE,
) -> None:
    """Draft a record: what the Hub knows is filled in, everything else is unknown, with a note on where to look."""
    has_data(root)
    catalog, _ = read_project(root, today())  # other files may have problems; they are told at the end
    sheet = _told(issue, repository, root)
    _stop_if_known(sheet.hub[0], catalog)
    if not offline:
        sheet = _known(sheet, answer, catalog)
    if like:
        sibling = pick_record(like, catalog)
        sheet = draft.from_sibling(sheet, sibling, catalog.records[sibling])
    record_id = record or f"{draft.developer_id(sheet.hub[0].partition('/')[0], catalog)}/{draft.model_id(sheet.name)}"
    if not re.fullmatch(f"{ID}/{ID}", record_id):
        stop(f"`{record_id}` is not an id; use --id with developer/model in lower case with dashes.")
    made = {paths.record_file(record_id): draft.text(sheet, catalog, read_settings(root).site + urls.RECORD_SCHEMA)}
    if paths.developer_of(record_id) not in catalog.developers:
        made |= _new_developer(paths.developer_of(record_id), sheet.hub[0].partition("/")[0], kind)
    for path, text in made.items():
        if not files.write_new(root / path, text):
            stop(f"{path} is already there; it was left as it is.")
        typer.echo(f"Wrote {path}")
    _next_steps(paths.record_file(record_id), root)


def _told(issue: Path | None, repository: str | None, root: Path) -> Sheet:
    """Return what the form or the name of the repository says."""
    if issue is None:
        if repository is None or not re.fullmatch(HUB_ID, repository):
            stop("Name a repository on the Hugging Face Hub, such as allenai/OLMo-2-0325-32B.")
        return draft.from_name(str(repository))
    form = root / ".github/ISSUE_TEMPLATE/suggest-model.yml"
    try:
        told = issue_form.answers(
            issue.read_text(encoding="utf-8"), issue_form.labels(form.read_text(encoding="utf-8"))
        )
    except (OSError, UnicodeDecodeError, issue_form.FormError) as error:
        stop(f"{issue} cannot be read as the form: {error}.")
    if not re.fullmatch(HUB_ID, repository or told["repository"]):
        stop(f"`{told['repository']}` is not a repository of the Hub; write org/name.")
    return draft.from_form({**told, "repository": repository or told["repository"]}, today())


def _stop_if_known(key: str, catalog: Catalog) -> None:
    for record_id, known in catalog.records.items():
        if key.lower() in {name.lower() for name in known.hub}:
            stop(f"{paths.record_file(record_id)} already names {key}. Correct that record instead.")


def _known(sheet: Sheet, answer: Path | None, catalog: Catalog) -> Sheet:
    """Join what the Hub, or a saved answer of it, knows of the repository."""
    from generator.hub import run  # noqa: PLC0415  # only this command needs the libraries of the network

    key = sheet.hub[0]
    try:
        snapshot = run.read_answer(answer.read_bytes(), key, today()) if answer else run.describe(key, today())
    except OSError as error:
        stop(f"{answer} cannot be read: {error.strerror}.")
    except run.CannotDescribeError as error:
        if answer or not error.maybe_there:
            stop(f"{key}: {error} With --offline the draft is made from the name alone.")
        typer.echo(f"{key}: {error} The draft holds what the name says, no more.", err=True)
        return sheet
    return draft.joined(draft.from_hub(snapshot, catalog, today()), sheet)


def _new_developer(developer: str, organization: str, kind: DeveloperKind | None) -> dict[str, str]:
    if kind is None:
        kinds = ", ".join(member.value for member in DeveloperKind)
        stop(f"We have no developer `{developer}` yet. Say what it is with --kind ({kinds}), or name ours with --id.")
    return {paths.developer_file(developer): draft.developer(organization, str(kind.value if kind else ""))}


def _next_steps(file: str, root: Path) -> None:
    """Check what was written, and say how to go on."""
    _, problems = read_project(root, today())
    for problem in problems:
        typer.echo(f"  {problem}")
    typer.echo(
        f"""
Next:
  1. Open {file}. Every component is unknown until somebody looks; the notes say what to look for.
     What you do not find out stays unknown. That is not the same as closed.
  2. make check      names every mistake at its line
  3. make serve      shows the page while you edit
  4. Open a pull request. What it changes is shown there."""
    )
