"""Reads strict YAML into plain data, and remembers the line and column of every key path.

Strict means: every plain scalar is text (`NO` is not false, `1.10` is not 1.1) except an empty one, `~` and
`null`; no duplicate keys, anchors, aliases, tags, tabs, second documents, invisible characters or comments after a
plain value. What a value must be (a date, a number) is decided by the entity that reads it.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from generator.core.codes import Code
from generator.core.problem import Found, KeyPath, Problem
from generator.core.yaml_hints import hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12

# Control characters, byte order marks, and characters that show nothing or that reorder or hide other characters.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
    "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
)
ODD_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces that look like the ordinary one; web pages and documents are full of them."""
_NOT_UTF8 = "not UTF-8; save the file in that encoding"
_HIDDEN_NAMES = {"\t": "a tab", "\ufeff": "a byte order mark"}
DRAFT_COMMENT = re.compile(r"^ *#:.*\n?", re.MULTILINE)
"""A comment that a draft writes for the person who completes it; `check --fix` removes it when the record is done."""
_NULLS = frozenset({"", "~", "null"})
_COMMENT = re.compile(r" +#")
_CUT_OFF = "a comment after a value; quote the value if # belongs to it, or put the comment on a line of its own"
_QUESTION = "a value with a question mark, in brackets and without quotes; some YAML readers refuse it"

Position = tuple[int, int]
"""Line and column, both counted from 1."""


@dataclass(frozen=True, slots=True)
class Source:
    """What one file says, and where: `data` is the outer map, `keys` and `values` give a position per key path."""

    file: str
    data: Mapping[str, Any]
    keys: Mapping[KeyPath, Position]
    values: Mapping[KeyPath, Position]
    draft_comments: int = 0
    """How many comments a draft has left in the file."""

    def position(self, path: KeyPath) -> Position:
        """Return where the value of this key path starts, or of its nearest ancestor that the file has."""
        while path not in self.values:
            path = path[:-1]
        return self.values[path]

    def line(self, path: KeyPath) -> int:
        """Return the line of the key that ends this path, or of its nearest ancestor."""
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys[path][0] if path else 1

    def problem(self, found: Found) -> Problem:
        """Return what a check found, with its file, line and column."""
        path = found.path
        line, column = self.keys[path] if found.at_key and path in self.keys else self.position(path)
        return Problem(self.file, line, column, found.code, found.statement, found.suggestion)


def read(raw: bytes, file: str) -> Source | tuple[Problem, ...]:
    """Read one file: its bytes and the name that problems carry. Return a Source, or everything that is wrong."""
    if len(raw) > MAX_BYTES:
        return (Problem(file, 1, 1, Code.TOO_LARGE, f"the file is larger than {MAX_BYTES // 1024} KB"),)
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").split("\n")
        return (Problem(file, len(before), len(before[-1]) + 1, Code.NOT_UTF8, _NOT_UTF8),)
    hidden = tuple(_hidden_characters(text, file)) if _HIDDEN.search(text) else ()
    return hidden or _Reader(file).read(text)


def _hidden_characters(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for found in _HIDDEN.finditer(line):
            yield Problem(file, number, found.start() + 1, Code.HIDDEN_CHARACTER, _name_hidden(found[0]))


def _name_hidden(character: str) -> str:
    if ODD_SPACE.match(character):
        kind = "a non-breaking space" if character in "\xa0\u202f" else "a special space"
        return f"contains {kind} (U+{ord(character):04X}), often pasted from a web page; type an ordinary space"
    name = _HIDDEN_NAMES.get(character, f"the invisible character U+{ord(character):04X}")
    return f"contains {name}; use only spaces and visible characters"


class _RefusedError(Exception):
    """The rest of the file cannot be read."""


class _Reader:
    """Walks the events of one document. Events are flat, so nothing is expanded or constructed unseen."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.text = ""
        self.keys: dict[KeyPath, Position] = {}
        self.values: dict[KeyPath, Position] = {}
        self.problems: list[Problem] = []
        self.events: Iterator[Any] = iter(())
        self.in_brackets = False

    def read(self, text: str) -> Source | tuple[Problem, ...]:
        self.text = text
        self.events = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        try:
            data = self._document()
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error, text)
        except _RefusedError:
            pass
        if self.problems:
            return tuple(sorted(self.problems))
        return Source(self.file, data, self.keys, self.values, len(DRAFT_COMMENT.findall(text)))

    def _document(self) -> Mapping[str, Any]:
        next(self.events)  # the start of the stream
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._refuse(None, Code.EMPTY, "the file is empty")
        first = next(self.events)
        data = self._node(first, ())
        if not isinstance(data, dict):
            self._refuse(first.start_mark, Code.WRONG_SHAPE, f"expected keys and values, found {_kind(data)}")
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse(after.start_mark, Code.YAML_FEATURE, "a second YAML document; a file holds only one")
        return data  # type: ignore[no-any-return]  # checked above

    def _node(self, event: Any, path: KeyPath) -> Any:
        self.values[path] = _position(event.start_mark)
        if len(path) > MAX_DEPTH:
            self._refuse(event.start_mark, Code.YAML_FEATURE, f"nested deeper than {MAX_DEPTH} levels")
        self._plain(event)
        if isinstance(event, yaml.ScalarEvent):
            self._whole(event)
            plain_null = event.implicit[0] and event.value in _NULLS
            return None if plain_null else sys.intern(event.value)
        around, self.in_brackets = self.in_brackets, event.flow_style
        inner = self._sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)
        self.in_brackets = around
        return inner

    def _plain(self, event: Any) -> None:
        """Report what YAML lets a node be besides a value, and characters that an escape hides."""
        if event.anchor is not None:  # an alias has the anchor of the node it repeats
            self._refuse(event.start_mark, Code.YAML_FEATURE, "anchors and aliases are not allowed; repeat the value")
        if event.tag is not None:
            statement = f"tags such as {event.tag} are not allowed; write plain text"
            self._report(event.start_mark, Code.YAML_FEATURE, statement)
        if isinstance(event, yaml.ScalarEvent) and event.style == '"' and (hidden := _HIDDEN.search(event.value)):
            self._report(event.start_mark, Code.HIDDEN_CHARACTER, _name_hidden(hidden[0]))

    def _whole(self, event: Any) -> None:
        """Report a comment that ends a plain value: most often, YAML has cut off what a person meant to say.

        Also report a question mark in brackets without quotes, which other YAML readers refuse.
        """
        end = event.end_mark
        if not event.style and self.in_brackets and "?" in event.value:
            where = _position(event.start_mark)
            self.problems.append(Problem(self.file, *where, Code.NEEDS_QUOTES, _QUESTION, f'"{event.value}"'))
        if not event.style and (comment := _COMMENT.match(self.text, end.index)):
            column = end.column + len(comment[0])
            self.problems.append(Problem(self.file, end.line + 1, column, Code.COMMENT_AFTER_VALUE, _CUT_OFF))

    def _sequence(self, path: KeyPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            self._plain(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event.start_mark, Code.YAML_FEATURE, "a key must be plain text")
            key = sys.intern(event.value)  # the same keys and words are in every record
            here = (*path, key)
            if key in items:
                first = self.keys[here][0]
                self._report(event.start_mark, Code.DUPLICATE_KEY, f"duplicate key `{key}` (first on line {first})")
            self.keys[here] = _position(event.start_mark)
            items[key] = self._node(next(self.events), here)
        return items

    def _report(self, mark: Any, code: Code, statement: str) -> None:
        line, column = _position(mark) if mark else (1, 1)
        self.problems.append(Problem(self.file, line, column, code, statement))

    def _report_syntax(self, error: yaml.MarkedYAMLError, text: str) -> None:
        """Report where the parser gave up, or rather where the mistake is, if it is a common one."""
        line, column = _position(error.problem_mark or error.context_mark)
        found = hint(text, line)
        if found:
            where = "" if found[0] == line else f" on line {line}"
            line, column, words = found
            statement = f"{words} (the file stops being valid YAML{where}: {_say(error)})"
        else:
            statement = f"not valid YAML: {_say(error)}"
        self.problems.append(Problem(self.file, line, column, Code.NOT_YAML, statement))

    def _refuse(self, mark: Any, code: Code, statement: str) -> None:
        self._report(mark, code, statement)
        raise _RefusedError


def _position(mark: Any) -> Position:
    return mark.line + 1, mark.column + 1


def _say(error: yaml.MarkedYAMLError) -> str:
    context = f" ({error.context})" if error.context else ""
    return f"{error.problem}{context}"


def _kind(data: Any) -> str:
    if data is None:
        return "nothing"
    return "a list" if isinstance(data, list) else "text"
