"""What the Hub says about a single repository, now or in a saved response; drafts of records are made from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.hub import parse
from generator.hub.client import Client, Limits, QuotaExhaustedError
from generator.hub.endpoints import RepositoryError, repository
from generator.hub.errors import FatalError

if TYPE_CHECKING:
    from datetime import date

    from generator.schema.hub import Snapshot


class LookupFailedError(Exception):
    """There is no description of a repository; `may_exist` tells whether it may exist all the same."""

    def __init__(self, message: str, *, may_exist: bool) -> None:
        super().__init__(message)
        self.may_exist = may_exist


def look_up(key: str, today: date, limits: Limits | None = None) -> Snapshot:
    """Return what the Hub says about a repository now. Raises LookupFailedError."""
    try:
        with Client(limits=limits or Limits(deadline=20, retries=1)) as client:
            return parse.snapshot(repository(key, client), key, today)
    except RepositoryError as error:
        message = f"{error.failure.outcome.sentence} ({error.failure.detail})"
        raise LookupFailedError(message, may_exist=not error.failure.outcome.is_gone) from None
    except (FatalError, QuotaExhaustedError, parse.BadBodyError) as error:
        raise LookupFailedError(str(error) or "The quota of the Hub is used up.", may_exist=True) from None


def read_saved(response: bytes, key: str | None, today: date) -> Snapshot:
    """Return what a saved response says; `key` is the name that the record uses for the repository.

    Raises LookupFailedError if the response does not describe a repository.
    """
    try:
        data = json.loads(response)
        return parse.snapshot(data, key or str(data["id"]), today)
    except (ValueError, KeyError, TypeError) as error:
        message = f"not a response of the Hub about a repository: {error}"
        raise LookupFailedError(message, may_exist=False) from None
