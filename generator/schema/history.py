"""Entities: the ledger of a release (`data/history/`), which holds each edition of its card as it was published.

Only `record` writes these files. A file has one line of JSON for each edition, oldest first, and lines are only added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from generator.core.enums import DescribedEnum
from generator.schema.entity import Entity

_EDITION = r"^\d{4}-\d{2}-\d{2}(\.([2-9]|[1-9]\d+))?$"
_SEAL = ',"seal":"'


class Reason(DescribedEnum):
    """Why there is a new edition of a card; each member carries its words."""

    words: str

    FIRST = "first", "the first edition"
    DATA = "data", "the facts changed"
    RULES = "rules", "a definition, a license or our way of judging changed"
    HUB = "hub", "the Hugging Face Hub says something else"


class VerdictChange(Entity):
    """A verdict that is not what it was in the edition before, and the changes behind that."""

    definition: str
    name: str
    """The short name of the definition."""
    before: str
    after: str
    because: tuple[str, ...]


class Edition(Entity):
    """One edition of the card of a release."""

    id: Annotated[str, Field(pattern=_EDITION)]
    """Its day, with ".2" for the second one on that day; the last part of its address."""
    reasons: tuple[Reason, ...]
    commit: str | None = None
    """The commit of the data, if it is known."""
    name: str
    """The name of the release."""
    quote: str
    """The sentence to quote."""
    definitions: Mapping[str, str]
    """The version of each definition that judged the release, by its id."""
    shorts: Mapping[str, str]
    """The short name of each of them, by its id."""
    verdicts: Mapping[str, str]
    """The words of each verdict, by the id of the definition."""
    changes: tuple[VerdictChange, ...] = ()
    inputs: str
    """The SHA-256 of all that the card was made from."""
    digest: str
    """The SHA-256 of all that makes a new edition when it changes."""
    card: str | None = None
    """The stored card, compressed with zlib, in base64; only the first edition has it."""
    patch: str | None = None
    """How the card differs from that of the edition before, compressed in the same way."""

    @property
    def day(self) -> date:
        """The day on which it was published."""
        return date.fromisoformat(self.id[:10])

    @property
    def causes(self) -> tuple[tuple[tuple[str, ...], tuple[VerdictChange, ...]], ...]:
        """The verdicts that changed, those with the same reasons together."""
        found: dict[tuple[str, ...], list[VerdictChange]] = {}
        for change in self.changes:
            found.setdefault(change.because, []).append(change)
        return tuple((because, tuple(changes)) for because, changes in found.items())

    @property
    def order(self) -> tuple[str, int]:
        """What editions are sorted by: the day, and the number on that day."""
        day, _, number = self.id.partition(".")
        return day, int(number or 1)


Ledger = tuple[Edition, ...]
"""All editions of the card of one release, oldest first."""


def sealed(edition: Edition, before: str) -> str:
    """Return the line of an edition; `before` is the line that it follows, or "" if it is the first.

    The seal at its end is a SHA-256 of the line and of the seal before. So no earlier line can change unnoticed.
    """
    body = edition.model_dump_json(by_alias=True, exclude_none=True)[:-1]
    return f'{body}{_SEAL}{_seal(body, before)}"}}'


def unsealed(line: str, before: str) -> str | None:
    """Return the line without its seal, as JSON, or None if the seal does not fit; `before` as in `sealed`."""
    body, found, seal = line.rpartition(_SEAL)
    return f"{body}}}" if found and seal == f'{_seal(body, before)}"}}' else None


def _seal(body: str, before: str) -> str:
    return hashlib.sha256(f"{before.rpartition(_SEAL)[2]}{body}".encode()).hexdigest()
