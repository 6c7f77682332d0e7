"""The command line: the only module that prints or exits.

Exit codes: 0 all is well, 1 problems in the data, 2 the command cannot run.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from generator import doors, draft, issue_form, places
from generator.assess import assess
from generator.developer import DeveloperKind
from generator.diff import diff
from generator.explain import explain as explain_text
from generator.exports import diff as diff_words
from generator.exports.assessments import assessments
from generator.exports.problems import as_annotations, as_json, as_summary
from generator.noun import HUB_ID, ID
from generator.problem import did_you_mean
from generator.scorecard import Scorecard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.catalog import Catalog
    from generator.draft import Sheet
    from generator.problem import Problem

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)

Root = Annotated[Path, typer.Option("--root", help="The project's folder, which holds data/.")]
HERE = Path()
PROBLEMS, CANNOT_RUN = 1, 2


@app.callback()
def main() -> None:
    """Openness Scorecard: what was released, under which terms, and which definition of open it meets.

    Exit codes: 0 all is well, 1 problems in the data, 2 the command cannot run.
    """


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"


@app.command()
def check(
    root: Root = HERE,
    form: Annotated[Format, typer.Option("--format", help="For people, for GitHub, for programs.")] = Format.TEXT,
) -> None:
    """Check every file in data/ and print every problem as path:line:column: code words.

    The page of a code says why, with an example: see codes/ on the site. Warnings fail nothing.
    """
    _has_data(root)
    catalog, errors = doors.read(root)
    problems = (*errors, *doors.stale(catalog))
    if form is Format.TEXT:
        _print_problems(problems)
    else:
        site = doors.address(root, "")
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


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        typer.echo(f"{problem}{' (warning)' if problem.code.is_warning else ''}")
    errors = sum(not problem.code.is_warning for problem in problems)
    if errors:
        typer.echo(f"{errors} problem{'s' if errors > 1 else ''}.", err=True)


def _summarize(text: str) -> None:
    """Add to the summary of a GitHub job, where one runs."""
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        doors.append(Path(file), text)


@app.command()
def build(
    root: Root = HERE,
    folder: Annotated[
        Path | None, typer.Option(help="Write a plain MkDocs project here instead, for any engine.")
    ] = None,
) -> None:
    """Build the site into site/, or write it as a plain MkDocs project."""
    catalog = _sound_catalog(root)
    if folder is None:
        _mkdocs(root, "build", "--clean")
    else:
        if not doors.may_write(folder):
            _stop(f"{folder} holds something else; name a new folder or one made by this command.")
        made = doors.write_folder(root, catalog, folder)
        typer.echo(f"{made} pages in {folder}.")


@app.command()
def serve(root: Root = HERE, address: Annotated[str, typer.Option(help="HOST:PORT")] = "127.0.0.1:8000") -> None:
    """Build and serve the site, and rebuild it when data/, docs/ or a template changes."""
    _sound_catalog(root)
    _mkdocs(root, "serve", "--dev-addr", address)


@app.command()
def explain(
    model: Annotated[str, typer.Argument(help="A record's id, such as meta/llama-3.1-405b, or the part after the /.")],
    framework: Annotated[str, typer.Argument(help="A framework's id, such as osaid-1.0, or its short name.")],
    root: Root = HERE,
) -> None:
    """Print why a release has its verdict: every finding, down to the line of the fact and its evidence."""
    catalog = _sound_catalog(root)
    record_id = _pick_record(model, catalog)
    names = {name: [name, entry.short.lower()] for name, entry in catalog.frameworks.items()}
    framework_id = _pick(framework.lower(), "framework", names)
    typer.echo(explain_text(assess(record_id, framework_id, catalog), catalog), nl=False)


@app.command(name="assess")
def assess_command(
    model: Annotated[
        str | None, typer.Argument(help="A record's id, or the part after the /; all if left out.")
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print everything, for programs.")] = False,
    root: Root = HERE,
) -> None:
    """Print the verdicts of one release or of all: a line each, or with --json every finding."""
    catalog = _sound_catalog(root)
    record_ids = [_pick_record(model, catalog)] if model else list(catalog.records)
    if json_output:
        data = assessments(Scorecard(catalog), record_ids)
        typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    for record_id in record_ids:
        typer.echo(catalog.records[record_id].name)
        for framework_id in catalog.frameworks:
            typer.echo(f"  {framework_id}: {assess(record_id, framework_id, catalog).verdict}")


@app.command(name="diff")
def diff_command(
    base: Annotated[str | None, typer.Argument(help="A revision of git; where you left main if none is named.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print it for a pull request.")] = False,
    root: Root = HERE,
) -> None:
    """Print what your change does: which verdicts, counts and ranks it moves, and through which facts."""
    catalog = _sound_catalog(root)
    revision = base or doors.base_revision(root)
    try:
        before, problems = doors.read_revision(root, revision)
    except doors.RevisionError as error:
        _stop(f"The data of `{revision}` cannot be read: {error}.")
    note = f"{revision} has {len(problems)} problems by today's check; it is compared as far as it can be read."
    found = diff(Scorecard(before), Scorecard(catalog))
    if problems and not markdown:
        typer.echo(note, err=True)
    words = diff_words.markdown(found, note if problems else "") if markdown else diff_words.text(found)
    typer.echo(words, nl=False)


@app.command()
def refresh(  # noqa: PLR0913, PLR0917  # one parameter per option
    root: Root = HERE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing to data/hub/; print the report.")] = False,
    minutes: Annotated[float, typer.Option(help="Stop after so many minutes; the next run goes on.")] = 30,
    report: Annotated[Path | None, typer.Option(help="Write the report here, as Markdown.")] = None,
    quiet_paths: Annotated[Path | None, typer.Option(help="List here the written files that need no review.")] = None,
    workflow: Annotated[bool, typer.Option("--workflow", help="Tell GitHub Actions by outputs, not by codes.")] = False,
) -> None:
    """Ask the Hugging Face Hub about every repository that the records name, and write its facts to data/hub/.

    Exit codes: 0 nothing changed, 10 data changed, 2 some repositories could not be asked, 3 quota or time is used up
    and the next run goes on, 4 the command cannot run, 5 too much failed at once, so nothing was written.
    """
    from generator.hub import door  # noqa: PLC0415  # only this command needs the libraries of the network
    from generator.hub.client import Limits  # noqa: PLC0415  # same

    catalog = _sound_catalog(root, unsound=door.Code.CANNOT_RUN)
    limits = Limits(run=60 * minutes)
    with _progress("Asking the Hub") as tell:
        done = door.run(root, catalog, doors.today(), tell, dry_run=dry_run, limits=limits)
    typer.echo(done.report if dry_run else done.words, err=done.code in {door.Code.CANNOT_RUN, door.Code.BROKEN})
    if report:
        doors.write(report, done.report)
    if quiet_paths:
        doors.write(quiet_paths, "".join(f"{path}\n" for path in done.quiet))
    if workflow:
        quiet, review = bool(done.quiet), bool(done.review)
        _outputs(code=int(done.code), changed=quiet or review, quiet=quiet, review=review)
        raise typer.Exit(done.code if done.code in {door.Code.CANNOT_RUN, door.Code.BROKEN} else 0)
    raise typer.Exit(done.code)


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
    catalog = _sound_catalog(root)
    sheet = _told(issue, repository, root)
    if not offline:
        sheet = _known(sheet, answer, catalog)
    if like:
        sibling = _pick_record(like, catalog)
        sheet = draft.from_sibling(sheet, sibling, catalog.records[sibling])
    record_id = record or f"{draft.developer_id(sheet.hub[0].partition('/')[0], catalog)}/{draft.model_id(sheet.name)}"
    if not re.fullmatch(f"{ID}/{ID}", record_id):
        _stop(f"`{record_id}` is not an id; use --id with developer/model in lower case with dashes.")
    made = {places.record_file(record_id): draft.text(sheet, catalog, doors.address(root, places.RECORD_SCHEMA))}
    if places.developer_of(record_id) not in catalog.developers:
        made |= _new_developer(places.developer_of(record_id), sheet.hub[0].partition("/")[0], kind)
    for path, text in made.items():
        if not doors.write_new(root / path, text):
            _stop(f"{path} is already there; it was left as it is.")
        typer.echo(f"Wrote {path}")
    _next_steps(places.record_file(record_id), root)


def _told(issue: Path | None, repository: str | None, root: Path) -> Sheet:
    """Return what the form or the name of the repository says."""
    if issue is None:
        if repository is None or not re.fullmatch(HUB_ID, repository):
            _stop("Name a repository on the Hugging Face Hub, such as allenai/OLMo-2-0325-32B.")
        return draft.from_name(str(repository))
    form = root / ".github/ISSUE_TEMPLATE/suggest-model.yml"
    try:
        told = issue_form.answers(
            issue.read_text(encoding="utf-8"), issue_form.labels(form.read_text(encoding="utf-8"))
        )
    except (OSError, UnicodeDecodeError, issue_form.FormError) as error:
        _stop(f"{issue} cannot be read as the form: {error}.")
    if not re.fullmatch(HUB_ID, repository or told["repository"]):
        _stop(f"`{told['repository']}` is not a repository of the Hub; write org/name.")
    return draft.from_form({**told, "repository": repository or told["repository"]}, doors.today())


def _known(sheet: Sheet, answer: Path | None, catalog: Catalog) -> Sheet:
    """Join what the Hub, or a saved answer of it, knows of the repository."""
    from generator.hub import door  # noqa: PLC0415  # only this command needs the libraries of the network

    key = sheet.hub[0]
    try:
        snapshot = (
            door.read_answer(answer.read_bytes(), key, doors.today()) if answer else door.describe(key, doors.today())
        )
    except OSError as error:
        _stop(f"{answer} cannot be read: {error.strerror}.")
    except door.CannotDescribeError as error:
        if answer or not error.maybe_there:
            _stop(f"{key}: {error} With --offline the draft is made from the name alone.")
        typer.echo(f"{key}: {error} The draft holds what the name says, no more.", err=True)
        return sheet
    return draft.joined(draft.from_hub(snapshot, catalog, doors.today()), sheet)


def _new_developer(developer: str, organization: str, kind: DeveloperKind | None) -> dict[str, str]:
    if kind is None:
        kinds = ", ".join(member.value for member in DeveloperKind)
        _stop(f"We have no developer `{developer}` yet. Say what it is with --kind ({kinds}), or name ours with --id.")
    return {places.developer_file(developer): draft.developer(organization, str(kind.value if kind else ""))}


def _next_steps(file: str, root: Path) -> None:
    """Check what was written, and say how to go on."""
    _, problems = doors.read(root)
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


@app.command()
def links(
    model: Annotated[str | None, typer.Argument(help="Only the addresses of this record.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write the report here, as Markdown.")] = None,
    cache: Annotated[Path, typer.Option(help="What earlier runs learned; kept up to date.")] = Path("build/links.json"),
    root: Root = HERE,
) -> None:
    """Open every address of the data, one a second for each host, and say which nobody can open any more.

    Exit codes: 0 all can be opened, 1 some cannot, 2 the command cannot run.
    """
    from generator.links import client, collect, visit  # noqa: PLC0415  # only this command needs these
    from generator.links import report as words  # noqa: PLC0415  # same

    catalog = _sound_catalog(root, unsound=CANNOT_RUN)
    only = places.record_file(_pick_record(model, catalog)) if model else None
    addresses = collect.addresses(catalog, only)
    memory = visit.recall(doors.read_text(root / cache))
    with client.Client() as asking, _progress("Opening addresses") as tell:
        for learned in visit.visit(addresses, memory, asking, doors.today(), tell):
            memory = learned
            doors.replace_text(root / cache, visit.remember(memory))
    made = words.markdown(addresses, memory, visit.allowed_hosts())
    typer.echo(made, nl=False)
    if report:
        doors.write(report, made)
    raise typer.Exit(PROBLEMS if words.broken(addresses, memory) else 0)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far something is: as a bar in a terminal, as a line now and then in a log."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: typer.echo(f"{what}: {done} of {total}", err=True) if done % 50 == 0 else None
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _outputs(**values: object) -> None:
    """Hand values to the steps that follow in a GitHub workflow, where one runs."""
    if file := os.environ.get("GITHUB_OUTPUT"):
        doors.append(Path(file), "".join(f"{name}={str(value).lower()}\n" for name, value in values.items()))


def _pick_record(word: str, catalog: Catalog) -> str:
    return _pick(word, "model", {name: [name, name.partition("/")[2]] for name in catalog.records})


def _pick(word: str, what: str, names: dict[str, list[str]]) -> str:
    """Return the id that goes by this name, or stop with a hint."""
    found = [entry_id for entry_id, known in names.items() if word in known]
    if len(found) == 1:
        return found[0]
    hint = did_you_mean(word, _flat(names.values()))
    return _stop(f"There is no {what} `{word}`{hint}" if not found else f"`{word}` could be {' or '.join(found)}.")


def _flat(lists: Iterable[list[str]]) -> list[str]:
    return [name for names in lists for name in names]


def _sound_catalog(root: Path, unsound: int = PROBLEMS) -> Catalog:
    """Read the catalog, or print its problems and exit with the code `unsound`."""
    _has_data(root)
    catalog, problems = doors.read(root)
    _print_problems(problems)
    if problems:
        raise typer.Exit(unsound)
    return catalog


def _has_data(root: Path) -> None:
    if not (root / "data").is_dir():
        _stop(f"There is no data/ in {root.resolve()}; run this from the project's folder, or use --root.")


def _mkdocs(root: Path, *arguments: str) -> None:
    """Run MkDocs on the project, which joins the pages by its hook."""
    config = root / doors.CONFIG
    if not config.is_file():
        _stop(f"There is no {config}.")
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(config)]
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603  # our own command, no shell
    except KeyboardInterrupt:
        code = 0
    raise typer.Exit(CANNOT_RUN if code else 0)


def _stop(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(CANNOT_RUN)
