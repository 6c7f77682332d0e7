"""`doctor`: checks in ten seconds what a refresh and the site need."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from generator.cli.app import HERE, PROBLEMS, Root, app, has_data, has_hub_address, project_settings, set_outputs
from generator.core import files
from generator.core.checkup import Level, note
from generator.core.clock import today
from generator.core.markdown import MAX_MESSAGE, code
from generator.core.problem import on_one_line
from generator.links import lychee
from generator.loading import revisions
from generator.reports import launch
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.core.checkup import Point

PATIENCE = 3
"""How many seconds the site has to answer."""


@app.command()
def doctor(root: Root = HERE) -> None:
    """Check what a refresh and the site need: the addresses, the Hub, the token, the schedule.

    Exit codes: 0 a refresh can work, 1 something stops it, 2 the command cannot run.
    """
    has_data(root)
    has_hub_address()
    points = list(_points(root))
    for point in points:
        typer.echo(on_one_line(str(point)))
    _summarize(points)
    stopping = [point for point in points if point.level is Level.BAD]
    _set_message(stopping)
    raise typer.Exit(PROBLEMS if stopping else 0)


def _points(root: Path) -> Iterator[Point]:
    from generator.hub import questions  # noqa: PLC0415  # only this command needs the libraries of the network

    settings, (catalog, _) = project_settings(root), read_project(root, today())
    repository = os.environ.get("GITHUB_REPOSITORY") or revisions.origin(root)
    yield from launch.addresses(settings, repository)
    yield from launch.ages(catalog.hub.date, revisions.last_commit_day(root), today())
    yield from questions.ask(sorted({key for one in catalog.records.values() for key in one.repositories}), today())
    if settings.site:
        yield _opened(settings.site)


def _opened(site: str) -> Point:
    """Return whether the site answers, or why nobody can tell."""
    try:
        answer = lychee.ask([site], PATIENCE).get(site)
    except lychee.LycheeError as error:
        return note(f"lychee cannot run: {error}.", f"Open {site} in a browser.")
    return launch.opened(site, _problem(answer))


def _problem(answer: lychee.Answer | None) -> str:
    """Return why a site cannot be opened, or nothing if it can."""
    if answer is None:
        return f"no answer in {PATIENCE} seconds"
    return "" if answer.is_fine else answer.error or str(answer.status)


def _summarize(points: Sequence[Point]) -> None:
    """Add what needs attention to the summary of the GitHub job, if there is one."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    lines = [f"- {_markdown(point)}\n" for point in points if point.level is not Level.GOOD]
    if file and lines:
        files.append(Path(file), "".join(["## Checkup\n\n", *lines, "\n"]))


def _set_message(stopping: Sequence[Point]) -> None:
    """Set the output of the step in a GitHub workflow, where one runs, to what stops a refresh."""
    if stopping:
        set_outputs({"message": _markdown(stopping[0])})


def _markdown(point: Point) -> str:
    return code(f"{point.found} {point.advice}", MAX_MESSAGE)
