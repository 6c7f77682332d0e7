"""A problem in the data: where it is and what to do about it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.core.codes import Code

MAX_SHOWN = 600

KeyPath = tuple[str | int, ...]
"""Where something stands in a document, in the document's own language: ("components", "weights-final", "status")."""

Found = tuple[KeyPath, "Code", str]
"""What a check yields: where, what kind of problem, and the words."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, ordered by file, line and column (both counted from 1)."""

    file: str
    line: int
    column: int
    code: Code
    words: str

    def __str__(self) -> str:
        return on_one_line(f"{self.file}:{self.line}:{self.column}: {self.code} {self.words}")


class DataError(ValueError):
    """Something wrong in a noun: the code, the words, and the path from the noun to the part to look at."""

    def __init__(self, code: Code, words: str, *path: str | int) -> None:
        super().__init__(words)
        self.code = code
        self.path = path


def on_one_line(text: str) -> str:
    """Return text for one line of a terminal: what is not visible as its code, and a long middle left out."""
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    return shown if len(shown) <= MAX_SHOWN else f"{shown[: MAX_SHOWN - 100]} ... {shown[-100:]}"


def show_path(path: KeyPath) -> str:
    """Write a key path the way people say it: `claims[0].url`."""
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}"
    return shown.removeprefix(".")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint ("; did you mean `x`?") when a known word is close to this one, else nothing."""
    by_lower = {name.lower(): name for name in known}
    close = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.7)
    return f"; did you mean `{by_lower[close[0]]}`?" if close else ""
