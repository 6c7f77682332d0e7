"""Code that the commands share: the application, reading the catalog, and stopping with an exit code."""

from __future__ import annotations

import math
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.progress import Progress
from typer.core import TyperGroup

from generator.core import files, paths, urls
from generator.core.clock import today
from generator.core.problem import did_you_mean, on_one_line
from generator.exports.json_schema import schemas
from generator.loading import settings
from generator.loading.settings import Settings, SettingsError, read_settings
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.core.problem import Problem
    from generator.loading.catalog import Catalog


class _Commands(TyperGroup):
    """Runs a command, and ends it with a sentence if somebody stops it or a file cannot be read or written."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command, and exit with CANNOT_RUN on an OSError, and with STOPPED on Ctrl-C."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # whoever reads our output has read enough; typer handles that
            raise
        except KeyboardInterrupt:
            typer.echo("Stopped before the end.", err=True)
            raise typer.Exit(STOPPED) from None
        except ModuleNotFoundError as error:
            package = str(error.name).partition(".")[0]
            if package == __name__.partition(".")[0]:
                raise
            stop(f"This command needs the package {package}. {INSTALL_ALL}")
        except OSError as error:
            stop(f"{error.filename2 or error.filename or 'A file'} cannot be read or written: {error.strerror}.")


app = typer.Typer(cls=_Commands, add_completion=False, no_args_is_help=True, rich_markup_mode=None)


def _minutes(value: float) -> float:
    """Return the value of the option, unless it is no number of minutes: click lets `nan` pass."""
    if not 0 < value < math.inf:
        raise typer.BadParameter("give a number greater than 0.")
    return value


Minutes = Annotated[
    float, typer.Option(callback=_minutes, help="Stop after this many minutes; the next run continues.")
]
Root = Annotated[Path, typer.Option("--root", help="The project folder, which contains data/.")]
HERE = Path()
PROBLEMS, CANNOT_RUN = 1, 2
INSTALL_ALL = "To install all packages: python -m pip install --requirement requirements.txt"
STOPPED = 130
"""What shells expect of a program that Ctrl-C ends: 128 and the number of the signal."""


@app.callback()
def main() -> None:
    """Openness Scorecard: what was released, under which terms, and which definition of open it meets.

    Exit codes: 0 success, 1 problems in the data, 2 the command cannot run, 130 stopped with Ctrl-C.
    """


def valid_catalog(root: Path) -> Catalog:
    """Return the catalog of the project, or print its problems and exit with PROBLEMS."""
    has_data(root)
    catalog, problems = read_project(root, today())
    if problems:
        print_problems(problems, project_settings(root).site)
        raise typer.Exit(PROBLEMS)
    return catalog


def valid_record(root: Path, word: str) -> tuple[str, Catalog]:
    """Return the id of the record that a word names, and the catalog; count the problems that only other records have.

    If there are problems elsewhere, print them and exit with PROBLEMS.
    """
    has_data(root)
    catalog, problems = read_project(root, today())
    record_id = pick_record(word, catalog)
    own = [each for each in problems if each.file == paths.record_file(record_id) or not _is_record(each.file)]
    if own:
        print_problems(own, project_settings(root).site)
        raise typer.Exit(PROBLEMS)
    if problems:
        typer.echo(f"Left out: {_counted(problems)} in other records, which `check` lists.", err=True)
    return record_id, catalog


def has_data(root: Path) -> None:
    """Stop if the project has no data folder."""
    if not (root / "data").is_dir():
        stop(f"There is no data/ in {root.resolve()}. Run this command in the project folder, or use --root.")


def write_schemas(root: Path, catalog: Catalog) -> None:
    """Write the schemas for editors to the checkout, where the editor settings and drafts expect them."""
    for path, text in schemas(catalog, project_settings(root).site).items():
        file = root / paths.EDITOR_SCHEMAS / path
        with suppress(OSError):  # a folder where nobody can write can be checked all the same
            if files.read_text(file) != text:
                files.write(file, text)


def has_hub_address() -> None:
    """Stop if HF_ENDPOINT is no address of a server; the client library would fail with a traceback on import."""
    address = os.environ.get("HF_ENDPOINT", "")
    if address and not _is_server(address):
        stop(f"HF_ENDPOINT is {address}, which is not the address of a server. Correct it or unset it.")


def _is_server(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of a port that is no number, or a bad IPv6 address
        return False


def project_settings(root: Path) -> Settings:
    """Return the settings of the project, or stop if they cannot be read."""
    try:
        return read_settings(root)
    except SettingsError as error:
        stop(on_one_line(str(error)))


def print_problems(problems: Sequence[Problem], site: str, *, hint: bool = True) -> None:
    """Print problems, one per line, then their number, a `hint` at repairs, and where to find explanations."""
    for problem in problems:
        typer.echo(f"{problem}{' (warning)' if problem.code.is_warning else ''}")
    if problems:
        repairs = " `check --fix` may repair some." if hint and any(map(_is_mechanical, problems)) else ""
        explain = f"`explain {problems[0].code.value}` explains the first."
        where = site + urls.url(urls.CODES)
        typer.echo(f"{_counted(problems)}.{repairs} {explain} Explanations: {where}", err=True)


def _is_mechanical(problem: Problem) -> bool:
    return problem.code.is_mechanical


def _counted(problems: Sequence[Problem]) -> str:
    """Return the number of problems and of warnings in words, such as "2 problems, 1 warning"."""
    warnings = sum(problem.code.is_warning for problem in problems)
    counts = {"problem": len(problems) - warnings, "warning": warnings}
    return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for word, count in counts.items() if count)


def pick_record(word: str, catalog: Catalog) -> str:
    """Return the id of the record with this id, this part after the / or this file, or stop with a hint."""
    ids = sorted(paths.record_of(file) for file in catalog.files if _is_record(file))
    record_id = Path(word).as_posix().rpartition(f"{paths.MODELS}/")[2].removesuffix(".yaml")
    return pick(record_id, "release", {name: [name, name.partition("/")[2]] for name in ids})


def _is_record(file: str) -> bool:
    return file.startswith(f"{paths.MODELS}/")


def pick(word: str, what: str, names: dict[str, list[str]]) -> str:
    """Return the id that has this name, or stop with a hint."""
    found = [entry_id for entry_id, known in names.items() if word in known]
    if len(found) == 1:
        return found[0]
    return stop(
        f"`{word}` could be {' or '.join(found)}." if found else f"There is no {what} `{word}`{_hint(word, names)}"
    )


def _hint(word: str, names: dict[str, list[str]]) -> str:
    """Return the ids that begin with a word, or else the name that is closest to it, as the end of a sentence."""
    begun = [entry_id for entry_id, known in names.items() if any(name.startswith(word) for name in known)]
    if begun and word:
        return f"; did you mean {' or '.join(f'`{entry_id}`' for entry_id in begun)}?"
    return did_you_mean(word, [name for known in names.values() for name in known]) or "."


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress: as a bar in a terminal, as an occasional line in a log."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total: typer.echo(f"{what}: {done} of {total}", err=True) if done % 50 == 0 else None
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def stop(reason: str) -> NoReturn:
    """Print why the command cannot run, and exit with CANNOT_RUN."""
    typer.echo(reason, err=True)
    raise typer.Exit(CANNOT_RUN)


def site_settings(root: Path) -> Path:
    """Return the file that says what the site is, or stop if it is missing or cannot be read."""
    config = root / settings.FILE
    if not config.is_file():
        stop(f"There is no {config}.")
    project_settings(root)
    return config


def set_outputs(outputs: Mapping[str, object]) -> None:
    """Set the outputs of the step in a GitHub workflow, where one runs."""
    if file := os.environ.get("GITHUB_OUTPUT"):
        files.append(Path(file), "".join(f"{name}={_output(value)}\n" for name, value in outputs.items()))


def _output(value: object) -> str:
    """Return a value as the expressions of a workflow read it; what nobody knows is empty."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
