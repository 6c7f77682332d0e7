"""Lists every public model of the Hub, oldest first, into a folder of Parquet files that a census reads.

The folder also holds how far the walk got, so that a walk can be stopped at any moment and continues from there: at
worst it reads the pages of one file again. Its columns have the names that the Hub and the public tables of it use.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError

from generator.core import files
from generator.core.parquet import parquet
from generator.hub import endpoints
from generator.hub.client import Limits, Response
from generator.hub.values import count, flag, mapping, short_text, short_texts
from generator.schema import census_origin
from generator.schema.census_origin import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from generator.hub.client import Client

COLUMNS = {
    "_id": "VARCHAR",
    "id": "VARCHAR",
    "author": "VARCHAR",
    "createdAt": "TIMESTAMP",
    "lastModified": "TIMESTAMP",
    "downloads": "BIGINT",
    "downloadsAllTime": "BIGINT",
    "likes": "BIGINT",
    "gated": "VARCHAR",
    "disabled": "BOOLEAN",
    "library_name": "VARCHAR",
    "license_name": "VARCHAR",
    "pipeline_tag": "VARCHAR",
    "safetensors": "STRUCT(total BIGINT)",
    "tags": "VARCHAR[]",
}
NAME, URL = "a list of all models from the Hub itself", "https://huggingface.co/models"
FILE = "walk.json"
"""Holds how far the walk of a folder got."""
PAGES = 20
"""How many pages one file holds."""
LIMITS = Limits(read=60, deadline=180, body=64 * 1024 * 1024)
"""The limits of a walk: a page has a thousand rows, and some have very long cards."""

Row = dict[str, Any]


class WalkError(Exception):
    """The walk cannot go on; the message says why. What it has read is kept."""


class Progress(BaseModel):
    """How far a walk got: the day it began, its files and rows so far, and its next page, or None at the end."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    began: date
    next_page: Annotated[str, Field(pattern=r"^/api/models\?")] | None
    files: NonNegativeInt = 0
    rows: NonNegativeInt = 0

    @classmethod
    def read(cls, folder: Path, today: date) -> Self:
        """Return how far the walk in a folder got; begin one today if there is none. Raises WalkError."""
        file = folder / FILE
        if not file.exists():
            return cls._begin(folder, today)
        try:
            return cls.model_validate_json(file.read_bytes())
        except ValidationError:
            raise WalkError(f"{file} is damaged. Delete the folder, and walk again.") from None

    @classmethod
    def _begin(cls, folder: Path, today: date) -> Self:
        if folder.is_dir() and any(folder.glob("*.parquet")):
            raise WalkError(f"{folder} contains tables that no walk wrote. Name another folder.")
        begun = cls(began=today, next_page=endpoints.all_models())
        begun.write(folder)
        return begun

    def write(self, folder: Path) -> None:
        """Replace how far the walk in a folder got. Raises OSError."""
        files.write(folder / FILE, self.model_dump_json(indent=2) + "\n")


def walk(folder: Path, client: Client, today: date, on_file: Callable[[Progress], None]) -> Progress:
    """Continue the walk in a folder to its end, or begin one; `on_file` learns of each file.

    At the end, the folder says what it holds: the models created before the day on which the walk began. Raises
    WalkError, FatalError, QuotaExhaustedError and OSError; what was read stays in the folder then.
    """
    progress = Progress.read(folder, today)
    while progress.next_page:
        progress = _add_file(folder, progress, client)
        on_file(progress)
    origin = Origin(name=NAME, url=URL, day=progress.began)
    files.write(folder / census_origin.FILE, origin.model_dump_json(indent=2) + "\n")
    return progress


def _add_file(folder: Path, progress: Progress, client: Client) -> Progress:
    """Read some pages into one more file; also what there is when something stops the walk.

    The file comes first. A walk that is stopped before it writes its progress reads the same pages into the same file.
    """
    rows: list[Row] = []
    after = progress
    try:
        for page, next_page in _pages(progress, client):
            rows += page
            after = after.model_copy(update={"next_page": next_page})
    finally:
        if after != progress:
            counted = {"files": after.files + bool(rows), "rows": after.rows + len(rows)}
            after = after.model_copy(update=counted)
            if rows:
                files.write(folder / f"models-{after.files:05}.parquet", parquet(rows, COLUMNS))
            after.write(folder)
    return after


def _pages(progress: Progress, client: Client) -> Iterator[tuple[list[Row], str | None]]:
    """Yield the rows of each page, and the path of the page after it: None after the last one."""
    here = progress.next_page
    for _ in range(PAGES):
        if here is None:
            return
        response = client.get(here)
        if not isinstance(response, Response):
            raise WalkError(f"The Hub did not give the next page: {response.detail}. Run it again later.")
        rows = _rows(response.data)
        old = [row for row in rows if _is_before(progress.began, row)]
        here = _following(here, response) if len(old) == len(rows) else None  # the rest is newer than the walk
        yield old, here


def _rows(data: Any) -> list[Row]:
    """Return the rows of a page. Raises WalkError if they are no models, or not in the order of the walk."""
    if not isinstance(data, list):
        raise WalkError("The Hub did not give a list of models. It may have changed its API; see endpoints.py.")
    rows = [row(item) for item in map(mapping, data) if isinstance(item.get("id"), str)]
    created = [moment for each in rows if (moment := each["createdAt"])]
    if created and created[0] > created[-1]:
        raise WalkError("The Hub did not list the oldest models first, so a walk would miss some; see endpoints.py.")
    return rows


def row(item: Mapping[str, Any]) -> Row:
    """Return what a census reads about one model, with every type checked."""
    gated = item.get("gated")
    return {
        "_id": short_text(item.get("_id")),
        "id": short_text(item.get("id")),
        "author": short_text(item.get("author")),
        "createdAt": _moment(item.get("createdAt")),
        "lastModified": _moment(item.get("lastModified")),
        "downloads": count(item.get("downloads")),
        "downloadsAllTime": count(item.get("downloadsAllTime")),
        "likes": count(item.get("likes")),
        "gated": "false" if gated is False else short_text(gated),
        "disabled": flag(item.get("disabled")),
        "library_name": short_text(item.get("library_name")),
        "license_name": short_text(mapping(item.get("cardData")).get("license_name")),
        "pipeline_tag": short_text(item.get("pipeline_tag")),
        "safetensors": {"total": count(mapping(item.get("safetensors")).get("total"))},
        "tags": short_texts(item.get("tags")),
    }


def _moment(value: Any) -> str | None:
    """Return a time without its zone, which is always UTC; None if it is not a time."""
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None).isoformat()
    except (TypeError, ValueError):
        return None


def _is_before(day: date, item: Row) -> bool:
    return not item["createdAt"] or item["createdAt"] < day.isoformat()


def _following(here: str, response: Response) -> str | None:
    """Return the path of the next page, without the server, so that a stored walk cannot lead to another one."""
    if response.next_page is None:
        return None
    parts = urlsplit(response.next_page)
    path = f"{parts.path}?{parts.query}"
    if path == here:
        raise WalkError("The Hub named the same page as the next one. Run it again later.")
    return path
