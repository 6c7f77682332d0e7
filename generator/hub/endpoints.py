"""The two requests we send to the Hub: one repository in full, and the list of an organization's repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.hub import parse
from generator.hub.client import Response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.hub.client import Client
    from generator.hub.errors import Failure

PAGE_SIZE = "1000"


class RepositoryError(Exception):
    """A repository could not be read, or its name now belongs to another one."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


def repository(key: str, client: Client) -> Any:
    """Return the JSON of one repository. Raises RepositoryError.

    Nothing documents that `expand` and `blobs` work together. If the sizes of the files are missing, a second request
    asks for them alone.
    """
    expand = [("expand", name) for name in parse.DETAILED]
    data = _data(client.get(f"/api/models/{key}", [("blobs", "true"), *expand]))
    if parse.lacks_sizes(data):
        whole = _data(client.get(f"/api/models/{key}", [("blobs", "true")]))
        return {**data, "siblings": whole.get("siblings") if isinstance(whole, dict) else None}
    return data


def organization(author: str, client: Client) -> Iterator[dict[str, Any]]:
    """Yield a row for each repository of an organization, without its files; a page that fails ends the list."""
    query = [("author", author), ("limit", PAGE_SIZE), *(("expand", name) for name in parse.LISTED)]
    response = client.get("/api/models", query)
    while isinstance(response, Response) and isinstance(response.data, list):
        yield from (row for row in response.data if isinstance(row, dict) and isinstance(row.get("id"), str))
        if response.next_page is None:
            return
        response = client.get(response.next_page)


def _data(response: Response | Failure) -> Any:
    if isinstance(response, Response):
        return response.data
    raise RepositoryError(response)
