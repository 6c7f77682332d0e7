"""Reads `data/history/`, which only `record` writes. Reports a damaged ledger with its line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import ValidationError

from generator.core.codes import Code
from generator.core.problem import Problem
from generator.schema.history import Edition, Ledger, unsealed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_history(root: Path, files: Mapping[str, str]) -> tuple[Mapping[str, Ledger], tuple[Problem, ...]]:
    """Read the ledgers, given by the id of the release and their path under `root`.

    Return the editions of each release up to the first damaged line, and all problems.
    """
    ledgers: dict[str, Ledger] = {}
    problems: list[Problem] = []
    for record_id, file in files.items():
        try:
            editions = _ledger((root / file).read_bytes().decode(), file, problems)
        except OSError as error:
            problems.append(Problem(file, 1, 1, Code.UNREADABLE, f"cannot be read: {error.strerror}"))
        except UnicodeDecodeError:
            problems.append(Problem(file, 1, 1, Code.LEDGER, "is not UTF-8"))
        else:
            ledgers |= {record_id: editions} if editions else {}
    return ledgers, tuple(problems)


def _ledger(text: str, file: str, problems: list[Problem]) -> Ledger:
    """Return the editions of one file; add the first problem."""
    *lines, rest = text.split("\n")  # `splitlines` would also break a line at characters inside a text
    editions: list[Edition] = []
    for number, (before, line) in enumerate(pairwise(("", *lines)), start=1):
        try:
            editions.append(_edition(line, before, editions))
        except ValueError as error:
            problems.append(Problem(file, number, 1, Code.LEDGER, str(error)))
            return tuple(editions)
    if rest or not lines:
        problems.append(Problem(file, len(lines) + 1, 1, Code.LEDGER, "is not a whole line"))
    return tuple(editions)


def _edition(line: str, before: str, editions: list[Edition]) -> Edition:
    """Return the edition of a line. Raises ValueError, which says what is wrong with it."""
    body = unsealed(line, before)
    if body is None:
        raise ValueError("was changed after it was written: its seal does not fit it and the line before")
    try:
        edition = Edition.model_validate_json(body)
    except ValidationError as error:
        raise ValueError(f"is not an edition of a card: {error.errors()[0]['msg']}") from None
    if editions and edition.order <= editions[-1].order:
        raise ValueError(f"`{edition.id}` does not come after `{editions[-1].id}`")
    if bool(edition.card) == bool(editions):
        raise ValueError("the first edition holds the card, and later ones what differs")
    return edition
