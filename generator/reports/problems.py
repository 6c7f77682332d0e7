"""Problems in the data for GitHub and for programs: annotations, a summary, and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.core import urls
from generator.core.markdown import code, fit, table
from generator.core.problem import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.core.problem import Problem

SHOWN = 10
"""GitHub shows this many errors and this many warnings per step, and silently drops the rest."""
ROWS = 200
"""The summary lists at most this many problems."""


def as_json(problems: Iterable[Problem], site: str) -> list[dict[str, Any]]:
    """Return problems as plain data; `site` is the URL of the published site."""
    return [
        {
            "code": problem.code.value,
            "severity": _severity(problem),
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "message": problem.message,
            "suggestion": problem.suggestion,
            "url": _url(problem, site),
        }
        for problem in problems
    ]


def as_annotations(problems: Sequence[Problem], site: str) -> str:
    """Return commands that annotate lines in a pull request, errors first, then the remaining problems as text."""
    ordered = sorted(problems, key=lambda problem: problem.code.is_warning)
    shown = [problem for kind in (False, True) for problem in _first(ordered, is_warning=kind)]
    rest = [problem for problem in ordered if problem not in shown]
    lines = [_command(problem, site) for problem in shown]
    lines += [f"  {_plain(str(problem))}" for problem in rest]
    return "".join(f"{line}\n" for line in lines)


def _first(problems: Iterable[Problem], *, is_warning: bool) -> list[Problem]:
    return [problem for problem in problems if problem.code.is_warning is is_warning][:SHOWN]


def _command(problem: Problem, site: str) -> str:
    """Write one annotation; see https://docs.github.com/actions/reference/workflow-commands."""
    where = f"file={_property(problem.file)},line={problem.line},col={problem.column},title={problem.code.value}"
    return f"::{_severity(problem)} {where}::{_data(f'{on_one_line(problem.message)} ({_url(problem, site)})')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(text: str) -> str:
    """Return text that GitHub cannot mistake for a workflow command."""
    return text.replace("::", ": :").replace("##[", "## [")


def as_summary(problems: Sequence[Problem], site: str) -> str:
    """Return all problems as a table for a job summary, or one sentence if there are none."""
    if not problems:
        return "The data has no problems.\n"
    ordered = sorted(problems, key=lambda problem: problem.code.is_warning)
    rows = [
        (
            f"[{problem.code.value}]({_url(problem, site)})",
            code(f"{problem.file}:{problem.line}"),
            code(problem.message, 400),
        )
        for problem in ordered
    ]
    heading = f"## {len(problems)} {'problem' if len(problems) == 1 else 'problems'} in the data"
    return fit([heading, table(("Code", "Where", "What"), rows[:ROWS], ROWS), *_more(len(rows) - ROWS)])


def _more(count: int) -> list[str]:
    return [f"... and {count} more; the log of this step lists all of them."] if count > 0 else []


def _severity(problem: Problem) -> str:
    return "warning" if problem.code.is_warning else "error"


def _url(problem: Problem, site: str) -> str:
    return site + urls.url(urls.code_page(problem.code))
