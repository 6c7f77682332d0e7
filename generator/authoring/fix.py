"""Repairs what is mechanical: spelling of ids and words, dates, quoting, layout and the order of keys.

A repair never guesses and never changes what a file means. It works on the text itself, so comments and layout stay.
Spelling is repaired only where the word that the check suggests differs in nothing but capitals, underscores or a
British letter. Each repair is tried and read: it stays only if the text then says the same but for the one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import yaml

from generator.core import paths
from generator.core.codes import Code
from generator.core.yaml_source import Source, read
from generator.schema.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.core.problem import Problem

MODELINE = "# yaml-language-server:"

_TOKEN = re.compile(r"\"[^\"\\]*\"|'[^']*'|[^\s,:\[\]{}#][^,:\[\]{}#\n]*")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_UNQUOTED = re.compile(r"(\s*(?:(?:- )?[a-z-]+: +|- +(?=[@`])))([^\"'\[{|>&*!#%\s][^#\n]*)")


@dataclass(frozen=True)
class Fixed:
    """A repaired text, and what was done to it: a line and words each."""

    text: str
    notes: tuple[tuple[int, str], ...]


def fix(text: str, file: str, problems: Iterable[Problem], components: Sequence[str]) -> Fixed:
    """Repair one file, whose problems are given; `components` is the order of the vocabulary.

    What cannot be repaired with certainty stays as it is. One repair can show the check the next problem.
    """
    made = text.replace("\r\n", "\n")
    notes = []
    for problem in sorted(problems, reverse=True):  # from the end, so that the places of the others stay
        repaired = REPAIRS.get(problem.code, _nothing)(made, problem)
        if repaired and repaired != made:
            before, after = (_line(each, problem.line).strip() for each in (made, repaired))
            notes.append((problem.line, f"{before} -> {after}"))
            made = repaired
    tidy = _tidy(made)
    if tidy != made or "\r\n" in text:
        notes.append((1, "ends of lines and of the file"))
    ordered = _ordered(tidy, file, components)
    if ordered != tidy:
        notes.append((1, "order of the keys"))
    return Fixed(ordered, tuple(sorted(notes))) if notes else Fixed(text, ())


def _line(text: str, number: int) -> str:
    """Return a line by its number; a problem at the end of a file can lie on a line that is not there."""
    return next(iter(text.split("\n")[number - 1 :]), "")


def _with_line(text: str, number: int, line: str) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[: number - 1], line, *lines[number:]])


def _said(text: str) -> list[tuple[type, str | None]] | None:
    """Return everything a text says, in its order; nothing if it is not YAML."""
    try:
        return [(type(event), getattr(event, "value", None)) for event in yaml.parse(text, Loader=yaml.CSafeLoader)]
    except yaml.YAMLError:
        return None


def _tidy(text: str) -> str:
    """Return a text without spaces at the ends of lines; in blocks of text they belong to what is said."""
    if (said := _said(text)) is None:
        return text
    blocks = _blocks(text)
    lines = [line if number in blocks else line.rstrip(" \t") for number, line in enumerate(text.split("\n"))]
    tidy = "\n".join(lines).rstrip("\n") + "\n"
    return tidy if _said(tidy) == said else text


def _blocks(text: str) -> set[int]:
    """Return the lines, counted from 0, of every text that begins with `|` or `>`."""
    return {
        line
        for event in yaml.parse(text, Loader=yaml.CSafeLoader)
        if isinstance(event, yaml.ScalarEvent) and event.style in {"|", ">"} and event.start_mark and event.end_mark
        for line in range(event.start_mark.line + 1, event.end_mark.line + (event.end_mark.column > 0))
    }


def _nothing(_: str, __: Problem) -> None:
    return None


def _spelling(text: str, problem: Problem) -> str | None:
    """Put the word that the check suggests in the place of one that is the same but for its spelling."""
    meant = problem.suggestion
    return _replaced(text, problem, lambda word: meant if meant and _plain(word) == _plain(meant) else None)


def _plain(word: str) -> str:
    american = word.strip().lower().replace("licence", "license").replace("judgement", "judgment")
    return re.sub(r"[_ ]", "-", american)


def _day(text: str, problem: Problem) -> str | None:
    return _replaced(text, problem, _iso)


def _iso(word: str) -> str | None:
    """Write a day that begins with its year as the rest of the world reads it; any other order could mean two days."""
    found = _DATE.fullmatch(word.strip())
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def _replaced(text: str, problem: Problem, right: Callable[[str], str | None]) -> str | None:
    """Replace the word at a problem, without its quotes if it had any, if the text then differs in that word only."""
    line, start = _line(text, problem.line), problem.column - 1
    found = _TOKEN.match(line, start)
    if found is None:
        return None
    word = found[0].rstrip()
    new = right(word.strip("\"'"))
    if new is None:
        return None
    made = _with_line(text, problem.line, f"{line[:start]}{new}{line[start + len(word) :]}")
    return made if isinstance(read(made.encode(), problem.file), Source) and _differences(text, made) == 1 else None


def _differences(text: str, other: str) -> int | None:
    """Return in how many words two texts differ; nothing if they differ in more than words."""
    one, two = _said(text), _said(other)
    if one is None or two is None or [kind for kind, _ in one] != [kind for kind, _ in two]:
        return None
    return sum(a != b for a, b in zip(one, two, strict=True))


def _quotes(text: str, problem: Problem) -> str | None:
    """Quote a value that holds a colon, or begins with a character that may not begin a value.

    It is certain where the value ends with its line, and all up to there can be read once it is quoted.
    """
    found = _UNQUOTED.fullmatch(_line(text, problem.line))
    if found is None or not (": " in found[2] or found[2][0] in "@`"):
        return None
    value = found[2].rstrip()
    quoted = f'"{value}"' if not set('"\\') & set(value) else "'{}'".format(value.replace("'", "''"))
    made = _with_line(text, problem.line, found[1] + quoted)
    lines = made.split("\n")
    following = next((line for line in lines[problem.line :] if line.strip()), "")
    goes_on = len(following) - len(following.lstrip()) > len(found[1]) - len(found[1].lstrip(" -"))
    return None if goes_on or _said("\n".join(lines[: problem.line])) is None else made


REPAIRS: dict[Code, Callable[[str, Problem], str | None]] = {
    Code.UNKNOWN_KEY: _spelling,
    Code.NOT_ONE_OF: _spelling,
    Code.UNKNOWN_ID: _spelling,
    Code.UNKNOWN_LICENSE: _spelling,
    Code.NOT_A_DATE: _day,
    Code.NOT_YAML: _quotes,
}


def _ordered(text: str, file: str, components: Sequence[str]) -> str:
    """Put the keys of a record into their order; the text stays as it is if its meaning would not."""
    before = read(text.encode(), file)
    if not file.startswith(f"{paths.MODELS}/") or not isinstance(before, Source):
        return text
    keys = [info.alias or name for name, info in Record.model_fields.items()]
    lines = text.split("\n")[:-1]
    lines = _sorted(lines, _starts(before, ()), keys, len(lines))
    inner = read("\n".join(lines).encode(), file)
    if isinstance(inner, Source):
        lines = _sorted_components(lines, inner, components)
    made = "\n".join(lines) + "\n"
    after = read(made.encode(), file)
    return made if isinstance(after, Source) and after.data == before.data else text


def _sorted_components(lines: list[str], source: Source, order: Sequence[str]) -> list[str]:
    starts = _starts(source, ("components",))
    if not starts or _is_flow(lines, source):
        return lines
    following = [line for line in _starts(source, ()).values() if line > max(starts.values())]
    return _sorted(lines, starts, order, _end(lines, min(following) - 1) if following else len(lines))


def _starts(source: Source, path: tuple[str, ...]) -> dict[str, int]:
    """Return the line of every key of a map, in the order of the file."""
    found = {str(key[-1]): line for key, (line, _) in source.keys.items() if key[:-1] == path}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def _is_flow(lines: list[str], source: Source) -> bool:
    """Tell whether the components stand in braces, or several in a line; then their order is left alone."""
    starts = list(_starts(source, ("components",)).values())
    line = source.keys["components",][0]
    return len(set(starts)) < len(starts) or line in starts or "{" in lines[line - 1]


def _end(lines: list[str], stop: int) -> int:
    """Return where a block ends that another key follows: before the comments and empty lines of that key."""
    while stop and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
        stop -= 1
    return stop


def _sorted(lines: list[str], starts: dict[str, int], order: Sequence[str], stop: int) -> list[str]:
    """Sort the blocks of some keys, each with the comments above it, unless one of them has no place in the order."""
    rank = {key: number for number, key in enumerate(order)}
    ranks = [rank.get(key, -1) for key in starts]
    if -1 in ranks or ranks == sorted(ranks):
        return lines
    firsts = [_with_comments(lines, line) for line in starts.values()]
    blocks = [lines[a:b] for a, b in zip(firsts, [*firsts[1:], stop], strict=True)]
    pairs = sorted(zip(ranks, range(len(blocks)), blocks, strict=True))
    return [*lines[: firsts[0]], *(line for _, _, block in pairs for line in block), *lines[stop:]]


def _with_comments(lines: list[str], line: int) -> int:
    """Return the index at which the comments and the empty line above a key begin; the modeline belongs to no key."""
    at = line - 1
    while at and lines[at - 1].lstrip().startswith("#") and not lines[at - 1].startswith(MODELINE):
        at -= 1
    while at and not lines[at - 1].strip():
        at -= 1
    return at
