"""Repairs mechanical problems: the spelling of ids and words, dates, addresses, quotes, layout and the order of keys.

A repair never guesses and never changes the meaning of a file. It edits the text, so comments and layout survive. It
corrects a spelling only if the suggested word differs just in capitals, underscores or British spelling. After each
repair, the file is read again; the repair is kept only if exactly one word has changed.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from generator.authoring import leftovers
from generator.authoring.reorder import reorder
from generator.core.codes import Code
from generator.core.yaml_source import ODD_SPACE, Source, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.core.problem import KeyPath, Problem

_TOKEN = re.compile(r"\"[^\"\\]*\"|'[^']*'|[^\s,:\[\]{}#][^,:\[\]{}#\n]*")
_DATE = re.compile(r"([0-9]{4})([/.])([0-9]{1,2})\2([0-9]{1,2})")
"""A date in order with other marks. `2026-11-2` is not one: it has lost a digit, and nobody can know which."""
_RUN_TOGETHER = re.compile(r"\s{2,}[a-z-]+:\s")
"""What the key of a second line looks like that ran into the first."""
_ADDRESS = re.compile(r"\"[^\"\\]*\"|'[^']*'|[^\s\]}]+")
"""A quoted text, or a word that can contain colons."""
_UNQUOTED = re.compile(r"(\s*(?:(?:- )?[a-z-]+: +|- +(?=[@`])))([^\"'\[{|>&*!#%\s][^#\n]*)")
_CUT = re.compile(r"(\s*(?:- )?[a-z-]+: +|\s*- +)([^\"'\[{|>&*!%\s].* #\S.*|#\S.*)")


@dataclass(frozen=True)
class Fixed:
    """A repaired text, and a note for each repair: the line, and what changed there."""

    text: str
    notes: tuple[tuple[int, str], ...] = ()

    def then(self, text: str, line: int, note: str) -> Fixed:
        """Return the result with a new text, and with a note if the text differs."""
        return Fixed(text, (*self.notes, (line, note))) if text != self.text else self


def fix(text: str, file: str, problems: Iterable[Problem], orders: Mapping[KeyPath, Sequence[str]]) -> Fixed:
    """Repair the text of one file, given its problems; `orders` is the order of keys by key path.

    Anything that has no certain repair stays unchanged. A repair can uncover another problem.
    """
    backward = sorted(problems, reverse=True)  # so that a repair does not move the problems still to come
    fixed = Fixed(text.replace("\r\n", "\n"))
    for problem in backward:
        fixed = _fix_word(fixed, problem)
    if Code.DRAFT_LEFT in {problem.code for problem in backward} and all(each.code.is_warning for each in backward):
        fixed = fixed.then(leftovers.removed(fixed.text, file), 1, "removed what was left of the draft")
    fixed = fixed.then(_tidy(fixed.text), 1, "tidied the ends of the lines and of the file")
    if "\r\n" in text:
        fixed = Fixed(fixed.text, (*fixed.notes, (1, "converted Windows line endings")))
    for problem in backward:
        if problem.code is Code.KEY_ORDER:
            fixed = fixed.then(reorder(fixed.text, file, orders), problem.line, "put the keys in order")
    return Fixed(fixed.text, tuple(sorted(fixed.notes))) if fixed.notes else Fixed(text)


def _fix_word(fixed: Fixed, problem: Problem) -> Fixed:
    """Repair one problem, if there is a certain repair."""
    made = REPAIRS.get(problem.code, _nothing)(fixed.text, problem) or fixed.text
    before, after = (_line(text, problem.line).strip() for text in (fixed.text, made))
    return fixed.then(made, problem.line, f"{before} -> {after}")


def _line(text: str, number: int) -> str:
    """Return a line by its number, or "" after the last line, where a problem at the end of a file can be."""
    return next(iter(text.split("\n")[number - 1 :]), "")


def _with_line(text: str, number: int, line: str) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[: number - 1], line, *lines[number:]])


def _events(text: str) -> list[tuple[type, str | None]] | None:
    """Return the types and values of all YAML events in a text, in order, or None if the text is not YAML."""
    try:
        return [(type(event), getattr(event, "value", None)) for event in yaml.parse(text, Loader=yaml.CSafeLoader)]
    except yaml.YAMLError:
        return None


def _tidy(text: str) -> str:
    """Remove spaces at the ends of lines, except in block scalars, where they belong to the value."""
    events = _events(text)
    if events is None:
        return text
    blocks = _blocks(text)
    lines = [line if number in blocks else line.rstrip(" \t") for number, line in enumerate(text.split("\n"))]
    tidy = "\n".join(lines).rstrip("\n") + "\n"
    return tidy if _events(tidy) == events else text


def _blocks(text: str) -> set[int]:
    """Return the lines, counted from 0, of every block scalar (`|` or `>`)."""
    return {
        line
        for event in yaml.parse(text, Loader=yaml.CSafeLoader)
        if isinstance(event, yaml.ScalarEvent) and event.style in {"|", ">"} and event.start_mark and event.end_mark
        for line in range(event.start_mark.line + 1, event.end_mark.line + (event.end_mark.column > 0))
    }


def _nothing(_: str, __: Problem) -> None:
    return None


def _spelling(text: str, problem: Problem) -> str | None:
    """Replace a word with the suggested one, if both have the same plain spelling."""
    meant = problem.suggestion
    return _replaced(text, problem, lambda word: meant if meant and _plain(word) == _plain(meant) else None)


def _plain(word: str) -> str:
    """Return a word in lower case, with hyphens, in American spelling."""
    american = word.strip().lower().replace("licence", "license").replace("judgement", "judgment")
    return re.sub(r"[_ ]", "-", american)


def _day(text: str, problem: Problem) -> str | None:
    return _replaced(text, problem, _iso)


def _iso(word: str) -> str | None:
    """Return a date that begins with the year in ISO format; any other order is ambiguous."""
    found = _DATE.fullmatch(word.strip())
    try:
        return date(*map(int, found.group(1, 3, 4))).isoformat() if found else None
    except ValueError:
        return None


def _address(text: str, problem: Problem) -> str | None:
    """Replace an address with the suggested one, if the suggestion is certain."""
    return _replaced(text, problem, lambda _: problem.suggestion, _ADDRESS)


def _wrapped(text: str, problem: Problem) -> str | None:
    """Put a single value into the brackets of a list, as the suggestion has it."""
    line, start, listed = _line(text, problem.line), problem.column - 1, problem.suggestion
    if not listed or line[start:].strip() not in {listed[1:-1], json.loads(listed[1:-1]) if '"' in listed else ""}:
        return None
    made = _with_line(text, problem.line, line[:start] + listed)
    return made if isinstance(read(made.encode(), problem.file), Source) else None


def _spaces(text: str, problem: Problem) -> str | None:
    """Replace the spaces of a line that are not the ordinary one."""
    return _with_line(text, problem.line, ODD_SPACE.sub(" ", _line(text, problem.line)))


def _period(text: str, problem: Problem) -> str | None:
    """End a value with a period, if it ends with its line."""
    line = _line(text, problem.line)
    ends = re.search(r"(\w)([\"']?) *$", line)
    if ends is None or line.lstrip().startswith("#"):
        return None
    made = _with_line(text, problem.line, f"{line[: ends.start()]}{ends[1]}.{ends[2]}")
    return made if _differences(text, made) == 1 else None


def _said_once(text: str, problem: Problem) -> str | None:
    """Remove the second mention of a plain value from its list."""
    source = read(text.encode(), problem.file)
    if not isinstance(source, Source):
        return None
    path = next((path for path, where in source.values.items() if where == (problem.line, problem.column)), ())
    expected = _without(source.data, path)
    line, start = _line(text, problem.line), problem.column - 1
    word = _ADDRESS.match(line, start)
    if word is None or expected is None:
        return None
    if line[:start].strip() == "-":
        made = _without_line(text, problem.line)
    else:
        after = line[start + len(word[0].rstrip(",")) :]
        made = _with_line(text, problem.line, line[:start].rstrip().removesuffix(",") + after)
    return made if _data(made, problem.file) == expected else None


def _without(data: Any, path: KeyPath) -> Any:
    """Return a copy of a document without the plain value at a key path, or None if there is no such value."""
    made = copy.deepcopy(data)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    if not path or not isinstance(inner, list) or not isinstance(inner[path[-1]], str):  # type: ignore[index]  # a list has numbers
        return None
    del inner[path[-1]]  # type: ignore[arg-type]  # same
    return made


def _without_line(text: str, number: int) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[: number - 1], *lines[number:]])


def _data(text: str, file: str) -> Any:
    source = read(text.encode(), file)
    return source.data if isinstance(source, Source) else None


def _replaced(
    text: str, problem: Problem, right: Callable[[str], str | None], form: re.Pattern[str] = _TOKEN
) -> str | None:
    """Replace the word at a problem, with any quotes, if nothing else changes."""
    line, start = _line(text, problem.line), problem.column - 1
    found = form.match(line, start)
    if found is None:
        return None
    word = found[0].rstrip() if not set("[{") & set(line[:start]) else found[0].rstrip(" ,")
    new = right(_bare(word))
    if new is None:
        return None
    made = _with_line(text, problem.line, f"{line[:start]}{new}{line[start + len(word) :]}")
    return made if isinstance(read(made.encode(), problem.file), Source) and _differences(text, made) == 1 else None


def _bare(word: str) -> str:
    """Return a word without the quotes around it."""
    is_quoted = len(word) > 1 and word[0] in "\"'" and word[0] == word[-1]
    return word[1:-1] if is_quoted else word


def _differences(text: str, other: str) -> int | None:
    """Return the number of values in which two texts differ, or None if their structure differs."""
    one, two = _events(text), _events(other)
    if one is None or two is None or [kind for kind, _ in one] != [kind for kind, _ in two]:
        return None
    return sum(a != b for a, b in zip(one, two, strict=True))


def _quotes(text: str, problem: Problem) -> str | None:
    """Quote a value that contains a colon, or begins with a character that cannot begin a value.

    The repair is certain if the value ends with its line and quotes make the text valid up to that point.
    """
    found = _UNQUOTED.fullmatch(_line(text, problem.line))
    if found is None or _RUN_TOGETHER.search(found[2]) or not (": " in found[2] or found[2][0] in "@`"):
        return None
    made = _with_line(text, problem.line, found[1] + _quoted(found[2]))
    lines = made.split("\n")
    following = next((line for line in lines[problem.line :] if line.strip()), "")
    goes_on = len(following) - len(following.lstrip()) > len(found[1]) - len(found[1].lstrip(" -"))
    return None if goes_on or _events("\n".join(lines[: problem.line])) is None else made


def _quoted(value: str) -> str:
    value = value.rstrip()
    return f'"{value}"' if not set('"\\') & set(value) else "'{}'".format(value.replace("'", "''"))


def _whole(text: str, problem: Problem) -> str | None:
    """Quote a value that a comment cuts off. The repair is certain if no space follows the #, as in `Issue #12`."""
    found = _CUT.fullmatch(_line(text, problem.line))
    made = found and _with_line(text, problem.line, found[1] + _quoted(found[2]))
    return made if made and _differences(text, made) == 1 else None


def _in_quotes(text: str, problem: Problem) -> str | None:
    """Quote a value in brackets, as the suggestion has it."""
    line, start, quoted = _line(text, problem.line), problem.column - 1, problem.suggestion or ""
    value = _bare(quoted)
    if not value or not line.startswith(value, start):
        return None
    made = _with_line(text, problem.line, f"{line[:start]}{quoted}{line[start + len(value) :]}")
    return made if _differences(text, made) == 0 else None


REPAIRS: dict[Code, Callable[[str, Problem], str | None]] = {
    Code.UNKNOWN_KEY: _spelling,
    Code.NOT_ONE_OF: _spelling,
    Code.UNKNOWN_ID: _spelling,
    Code.UNKNOWN_LICENSE: _spelling,
    Code.NOT_A_DATE: _day,
    Code.NOT_YAML: _quotes,
    Code.COMMENT_AFTER_VALUE: _whole,
    Code.NEEDS_QUOTES: _in_quotes,
    Code.HIDDEN_CHARACTER: _spaces,
    Code.WRONG_SHAPE: _wrapped,
    Code.NOT_AN_ID: _address,
    Code.NO_SOURCE: _address,
    Code.LOOSE_ADDRESS: _address,
    Code.POOR_SUMMARY: _period,
    Code.REPEATED: _said_once,
}
