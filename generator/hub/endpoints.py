"""The two questions the Hub is asked: for one repository in full, and for all of an organization in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.hub import parse
from generator.hub.client import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.hub.client import Client
    from generator.hub.errors import Failure

PAGE = "1000"


class FailedError(Exception):
    """A repository could not be described, or is another one now."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


def repository(key: str, client: Client) -> Any:
    """Return what the Hub says of one repository, as JSON. Raises FailedError when it does not.

    If the answer leaves out the sizes of the files, they are asked for alone: that both may be asked at once is not
    documented.
    """
    expand = [("expand", name) for name in parse.DETAILED]
    data = _answered(client.ask(f"/api/models/{key}", [("blobs", "true"), *expand]))
    if parse.lacks_sizes(data):
        whole = _answered(client.ask(f"/api/models/{key}", [("blobs", "true")]))
        return {**data, "siblings": whole.get("siblings") if isinstance(whole, dict) else None}
    return data


def organization(author: str, client: Client) -> Iterator[dict[str, Any]]:
    """Yield a row for each repository of an organization, without files; a page that fails ends the list."""
    query = [("author", author), ("limit", PAGE), *(("expand", name) for name in parse.LISTED)]
    answer = client.ask("/api/models", query)
    while isinstance(answer, Answer) and isinstance(answer.data, list):
        yield from (row for row in answer.data if isinstance(row, dict) and isinstance(row.get("id"), str))
        if answer.next_page is None:
            return
        answer = client.ask(answer.next_page)


def _answered(answer: Answer | Failure) -> Any:
    if isinstance(answer, Answer):
        return answer.data
    raise FailedError(answer)
