"""`new`: drafts a record."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.authoring import draft, draft_text, issue_form
from generator.authoring.known import record_naming
from generator.cli.app import HERE, Root, app, has_data, has_hub_address, pick_record, stop, write_schemas
from generator.core import files, paths, urls
from generator.core.clock import today
from generator.schema.developer import DeveloperKind
from generator.schema.fields import HUB_ID, ID, RESERVED_ID, hub_repository
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from generator.authoring.draft import DraftContent
    from generator.loading.catalog import Catalog

NEXT_STEPS = """
Next:
  1. Open {file}. Confirm or correct what is marked; then delete the mark. Every component
     is unknown until someone checks it; the comments say what to look for. Unknown is not the same as closed.
  2. check           reports every mark and every mistake with its line; `check --fix` removes what is left of the draft
     `check {record}` names the components that would decide the most verdicts
  3. serve           shows the page while you edit; it needs all packages, which `make serve` installs
  4. Open a pull request. It shows what your record changes."""


SCHEMA = f"../../../{paths.EDITOR_SCHEMAS}/{urls.RECORD_SCHEMA}"
"""The path of the schema that editors check a draft with, from the folder of the draft."""


@app.command()
def new(  # noqa: PLR0913, PLR0917  # one parameter per option
    repository: Annotated[str | None, typer.Argument(help="A repository on the Hugging Face Hub, org/name.")] = None,
    response: Annotated[
        Path | None, typer.Option("--from", help="Read this saved response from the Hub instead of sending a request.")
    ] = None,
    issue: Annotated[
        Path | None, typer.Option("--from-issue", help="Start from the text of a filled-in issue form.")
    ] = None,
    like: Annotated[str | None, typer.Option(help="Add the facts of this release of the same family as hints.")] = None,
    record_id: Annotated[str | None, typer.Option("--id", help="The record's id, developer/model.")] = None,
    kind: Annotated[DeveloperKind | None, typer.Option(help="The kind of developer, if we do not have it yet.")] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Send no request to the Hub; draft from the name alone.")
    ] = False,
    root: Root = HERE,
) -> None:
    """Draft a record: fill in what the Hub knows, leave the rest unknown, and comment on what to look for."""
    has_data(root)
    catalog, _ = read_project(root, today())  # the last step prints the problems of all files
    if not catalog.components:
        stop(f"{paths.COMPONENTS_FILE} is missing or has problems, so a draft has nothing to ask. See `check`.")
    content = _from_issue(issue, repository, root) if issue else _from_name(repository)
    _stop_if_known(content.repository, catalog)
    guess = _valid_id(record_id) if record_id else draft.record_id(content, catalog)
    _stop_without_developer(paths.developer_of(guess), kind, catalog)
    if not offline:
        content = _with_hub(content, response, catalog)
    content = _like(like, content, catalog) if like else draft.in_known_family(content, catalog)
    record = _valid_id(record_id or draft.record_id(content, catalog))
    made = {paths.record_file(record): draft_text.text(content, catalog, SCHEMA)}
    made |= _new_developer(paths.developer_of(record), content.organization, kind, catalog)
    _write(made, root)
    write_schemas(root, catalog)
    _print_next_steps(paths.record_file(record), made, root)


def _from_name(repository: str | None) -> DraftContent:
    key = hub_repository(repository or "") or repository
    if key is None or not re.fullmatch(HUB_ID, key):
        stop("Name a repository on the Hugging Face Hub, such as allenai/OLMo-2-0325-32B.")
    return draft.from_name(key)


def _from_issue(issue: Path, repository: str | None, root: Path) -> DraftContent:
    """Return what somebody wrote in the issue form; a repository on the command line takes precedence."""
    form = root / ".github/ISSUE_TEMPLATE/suggest-model.yml"
    try:
        labels = issue_form.labels(form.read_text(encoding="utf-8"))
        answers = issue_form.answers(issue.read_text(encoding="utf-8"), labels)
    except (OSError, UnicodeDecodeError, issue_form.FormError) as error:
        stop(f"{issue} cannot be read as the issue form: {getattr(error, 'strerror', None) or error}.")
    key = repository or answers["repository"]
    key = hub_repository(key) or key
    if not re.fullmatch(HUB_ID, key):
        stop(f"`{key}` is not a repository of the Hub; write org/name.")
    return draft.from_form({**answers, "repository": key}, today())


def _stop_if_known(key: str, catalog: Catalog) -> None:
    if record_id := record_naming([key], catalog):
        stop(f"{paths.record_file(record_id)} already names {key}. Correct that record instead.")


def _with_hub(content: DraftContent, response: Path | None, catalog: Catalog) -> DraftContent:
    """Add what the Hub, or a saved response from it, says about the repository."""
    has_hub_address()
    from generator.hub import lookup  # noqa: PLC0415  # only this command needs the libraries of the network

    key = content.repository
    try:
        if response:
            snapshot = lookup.read_saved(response.read_bytes(), key, today())
        else:
            snapshot = lookup.look_up(key, today(), lambda note: typer.echo(note, err=True))
    except OSError as error:
        stop(f"{response} cannot be read: {error.strerror}.")
    except lookup.LookupFailedError as error:
        if response or not error.may_exist:
            reason = str(error).rstrip(".")
            stop(f"{response or key}: {reason}. Use --offline to draft from the name alone.")
        typer.echo(f"{key}: {error} The draft contains only what the name says.", err=True)
        return content
    if snapshot.id != key:
        _stop_if_known(snapshot.id, catalog)
        typer.echo(f"The Hub calls {key} {snapshot.id} now; the draft uses that name.", err=True)
    return draft.joined(draft.from_hub(snapshot, catalog, today()), draft.renamed(content, snapshot.id))


def _like(name: str, content: DraftContent, catalog: Catalog) -> DraftContent:
    """Add the facts of another release of the family as hints."""
    sibling = pick_record(name, catalog)
    if sibling not in catalog.records:
        stop(f"{paths.record_file(sibling)} has problems, which `check` lists; repair it first.")
    return draft.from_sibling(content, sibling, catalog.records[sibling])


def _valid_id(record_id: str) -> str:
    if not re.fullmatch(f"{ID}/{ID}", record_id):
        stop(f"`{record_id}` is not an id; use --id with developer/model, in lower case with hyphens.")
    if record_id.endswith(f"/{RESERVED_ID}"):
        stop(f"`{RESERVED_ID}` is reserved for the list page; choose another --id.")
    return record_id


def _stop_without_developer(developer_id: str, kind: DeveloperKind | None, catalog: Catalog) -> None:
    if kind is None and developer_id not in catalog.developers:
        kinds = ", ".join(member.value for member in DeveloperKind)
        stop(f"We have no developer `{developer_id}` yet. Give its --kind ({kinds}), or use --id to name one of ours.")


def _new_developer(
    developer_id: str, organization: str, kind: DeveloperKind | None, catalog: Catalog
) -> dict[str, str]:
    """Return the file of a developer that we do not have yet, and whose kind is given."""
    if kind is None or developer_id in catalog.developers:
        return {}
    return {paths.developer_file(developer_id): draft_text.developer(organization, kind.value)}


def _write(made: Mapping[str, str], root: Path) -> None:
    for path in made:
        if (root / path).exists():
            stop(f"{path} already exists; it was not changed. Delete it first to draft it again.")
    files.write_new(root, made)
    for path in made:
        typer.echo(f"Wrote {path}")


def _print_next_steps(file: str, made: Collection[str], root: Path) -> None:
    """Check the project with the new files, and print their problems and what to do next."""
    _, problems = read_project(root, today())
    for problem in (problem for problem in problems if problem.file in made):
        typer.echo(f"  {problem}")
    record = file.removeprefix(f"{paths.MODELS}/").removesuffix(".yaml")
    typer.echo(NEXT_STEPS.format(file=file, record=record))
