"""The requests that the Hub gets: one repository in full, lists of models, a file, and whose token it is.

Each route allows fields of its own, and refuses a whole request with 400 for a single other field. So there is one list
of fields for each route. The Hub documents no contract for them (https://huggingface.co/docs/hub/api). The lists hold
only what the client library documents for the same route.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from generator.core.hub_names import is_dataset
from generator.hub import parse
from generator.hub.client import Response
from generator.hub.errors import Failure
from generator.hub.values import mapping, short_text
from generator.schema.hub import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.hub.client import Client, Query

PAGE_SIZE = "1000"

LISTED = (
    "author",
    "cardData",
    "createdAt",
    "disabled",
    "downloads",
    "downloadsAllTime",
    "gated",
    "lastModified",
    "library_name",
    "likes",
    "pipeline_tag",
    "private",
    "safetensors",
    "sha",
    "tags",
)
"""The fields to request for a list of models. It refuses `childrenModelCount` and `usedStorage`, and in 2025 it also
refused `baseModels` (https://github.com/huggingface/huggingface_hub/pull/3182)."""

WALKED = (
    "author",
    "cardData",
    "createdAt",
    "disabled",
    "downloads",
    "downloadsAllTime",
    "gated",
    "lastModified",
    "library_name",
    "likes",
    "pipeline_tag",
    "safetensors",
    "tags",
)
"""The fields to request for all models: what a census counts. Tags name licenses, datasets and base models; only the
card says what a license is called that has no tag of its own."""

MODEL = (*LISTED, "baseModels", "childrenModelCount", "gguf", "siblings")
"""The fields to request for a single model."""

DATASET = ("author", "cardData", "createdAt", "disabled", "gated", "lastModified", "private", "sha", "tags")
"""The fields to request for a single dataset. Its files can be too many for one response."""


class RepositoryError(Exception):
    """A repository could not be read, or its name now belongs to another one."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


@dataclass(frozen=True)
class Listing:
    """The rows of a list by repository, and why the list ended early if it did."""

    rows: Mapping[str, dict[str, Any]]
    failure: Failure | None = None


def repository(key: str, client: Client) -> Any:
    """Return the JSON of one repository. Raises RepositoryError.

    Nothing documents that `expand` and `blobs` work together. If the sizes of the files are missing, a second request
    asks for them alone.
    """
    if is_dataset(key):
        return _data(client.get(f"/api/{key}", _expand(DATASET)))
    data = _data(client.get(f"/api/models/{key}", [("blobs", "true"), *_expand(MODEL)]))
    if parse.lacks_sizes(data):
        whole = _data(client.get(f"/api/models/{key}", [("blobs", "true")]))
        return {**data, "siblings": whole.get("siblings") if isinstance(whole, dict) else None}
    return data


def organization(author: str, client: Client) -> Listing:
    """Return a row for each model of an organization, without its files."""
    rows: dict[str, dict[str, Any]] = {}
    response: Response | Failure = client.get(
        "/api/models", [("author", author), ("limit", PAGE_SIZE), *_expand(LISTED)]
    )
    while isinstance(response, Response):
        if not isinstance(response.data, list):
            return Listing(rows, Failure(Outcome.BAD_BODY, "not a list"))
        rows |= {row["id"]: row for row in response.data if isinstance(row, dict) and isinstance(row.get("id"), str)}
        if response.next_page is None:
            return Listing(rows)
        response = client.get(response.next_page)
    return Listing(rows, response)


def first_page(author: str, client: Client) -> Failure | None:
    """Return why the list of an organization's models cannot be read, or None if it can."""
    response = client.get("/api/models", [("author", author), ("limit", "1"), *_expand(LISTED)])
    if isinstance(response, Failure):
        return response
    return None if isinstance(response.data, list) else Failure(Outcome.BAD_BODY, "not a list")


def all_models() -> str:
    """Return the path of the first page of all models, oldest first, so that new ones only come after the last page.

    The Hub sorts by `createdAt` and pages by the id of the repository, so a page that is read again is the same page.
    """
    query = [("sort", "createdAt"), ("direction", "1"), ("limit", PAGE_SIZE), *_expand(WALKED)]
    return f"/api/models?{urlencode(query)}"


def token_kind(client: Client) -> str | None:
    """Return the role of the token that the client sends, such as `read`; None if the Hub does not say."""
    response = client.get("/api/whoami-v2")
    said = mapping(response.data) if isinstance(response, Response) else {}
    return short_text(mapping(mapping(said.get("auth")).get("accessToken")).get("role"))


def text(key: str, commit: str, path: str, client: Client) -> str | Failure:
    """Return the text of a file of a repository as it was at a commit."""
    return client.text(f"/{key}/resolve/{quote(commit)}/{quote(path)}")


def _expand(fields: tuple[str, ...]) -> Query:
    return [("expand", name) for name in fields]


def _data(response: Response | Failure) -> Any:
    if isinstance(response, Response):
        return response.data
    raise RepositoryError(response)
