"""The one Jinja environment, with one choke point where text becomes harmless.

Every value a template prints passes `_print`: what is not already markup made by a template is escaped for HTML and for
Markdown at once, so that text from a record shows as the characters it is, wherever it lands.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.analysis.sentences import Mood
from generator.core import paths
from generator.evaluation.assessment import interval
from generator.evaluation.findings import Answer
from generator.schema.component import Status
from generator.schema.term import Term

if TYPE_CHECKING:
    from generator.analysis.card import Rank
    from generator.analysis.license_answers import LicenseAnswers
    from generator.analysis.verdicts import Verdict

TEMPLATES = Path(__file__).parent / "templates"

_SPECIAL = "&<>\"'`*_[]{}|\\#~!^=$"
_ESCAPES = {ord(character): f"&#{ord(character)};" for character in _SPECIAL} | {ord("\n"): " "}


def escape(text: str) -> Markup:
    """Return text that HTML and Markdown both show as the characters it is."""
    return Markup(text.translate(_ESCAPES))  # noqa: S704  # every special character is an entity by now


def _print(value: Any) -> Any:
    if hasattr(value, "__html__"):
        return value
    return escape("" if value is None else str(value))


def _front_matter(text: str) -> Markup:
    """Return text as a quoted YAML value that is harmless where the theme prints it raw."""
    return Markup(json.dumps(str(escape(text)), ensure_ascii=False))  # noqa: S704  # escaped before it is quoted


def _host(url: str) -> str:
    """Return where an address leads, short enough for a table: its host and the last part of its path."""
    parts = urlsplit(url)
    path = [step for step in parts.path.split("/") if step]
    return (parts.hostname or url).removeprefix("www.") + (f"/…/{path[-1][:40]}" if path else "")


def _lines(text: str) -> Markup:
    """Return text whose lines stay lines, for a block of code."""
    return Markup("&#10;").join(escape(line) for line in text.rstrip("\n").split("\n"))


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower_first(text: str) -> str:
    """Lower the first letter of a sentence ("At least ..."), not of a name."""
    return text[:1].lower() + text[1:] if text.startswith(("At ", "Met", "Not ")) else text


def _source_kind(file: str) -> str:
    return "license line" if file.startswith(paths.LICENSES) else "record line"


_MOODS = {Mood.FREE: 3, Mood.NEUTRAL: 3, Mood.CONDITIONS: 2, Mood.LIMIT: 1}
_RANKS = {Status.OPEN.value: 4, Status.PARTIAL.value: 3, Status.CLOSED.value: 2, Status.NOT_APPLICABLE.value: 1}


def _strength(verdict: Verdict) -> str:
    """Return what a table sorts a verdict by; what is not known at all sorts last, as the empty text."""
    if verdict.definition.kind != "requirements":
        return f"{verdict.at_least + verdict.at_most:g}"
    if verdict.answer is Answer.NOT_KNOWN or not verdict.applies:
        return ""
    return "2" if verdict.answer is Answer.MET else f"{_nearness(verdict):.4f}"


def _nearness(verdict: Verdict) -> float:
    """Return 1 for a release that is nearly there, and less the more changes it would take."""
    changes = verdict.shortfall.changes if verdict.shortfall else None
    return 0 if changes is None else 1 / changes


def _commercial_rank(answers: LicenseAnswers) -> int | str:
    """Return what the audit sorts commercial use by: the license that gives least, and last what is not known."""
    said = [license_.on(Term.COMMERCIAL_USE) for license_ in answers.licenses]
    return min((_MOODS.get(each.mood, 0) for each in said if each), default="")


def _rank_words(rank: Rank) -> str:
    if rank.best == rank.worst:
        return f"Rank {rank.best} of {rank.of} under any weighting of weights, code, data and documentation"
    return (
        f"Rank {rank.best} to {rank.worst} of {rank.of}, depending on how weights, code, data and documentation weigh"
    )


_FILTERS: dict[str, Any] = {
    "front_matter": _front_matter,
    "host": _host,
    "lines": _lines,
    "upper_first": _upper_first,
    "lower_first": _lower_first,
    "source_kind": _source_kind,
    "rank": lambda status: _RANKS.get(status, ""),
    "strength": _strength,
    "mood_rank": lambda mood: _MOODS.get(mood, ""),
    "commercial_rank": _commercial_rank,
    "number": lambda number: f"{number:g}",
    "interval": interval,
    "rank_words": _rank_words,
    "percent": lambda share: f"{float(share):.3g} %",
    "percent_number": lambda share: f"{float(100 * share):.4f}",
    "term": {term.value: term for term in Term}.__getitem__,
}


@cache
def environment() -> Environment:
    """Return the environment that renders every page."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_print,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(_FILTERS)
    return made


def render(template: str, /, **values: Any) -> str:
    """Return the text of a template filled with values."""
    return environment().get_template(template).render(**values)
