"""Downloads the public table of all models at one revision, and checks it against the checksum that the Hub names.

The table is made by others every day (https://huggingface.co/datasets/cfahlgren1/hub-stats, Apache-2.0). It can be
late, or gone for a while; `walk` lists the Hub without it.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url
from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError
from huggingface_hub.utils import httpx

from generator.core import files
from generator.hub.endpoints import RepositoryError, repository
from generator.hub.values import commit, mapping
from generator.schema.census_origin import FILE, Origin

if TYPE_CHECKING:
    from pathlib import Path

    from generator.hub.client import Client

DATASET = "cfahlgren1/hub-stats"
TABLE = "models.parquet"
URL = f"https://huggingface.co/datasets/{DATASET}"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class DownloadError(Exception):
    """The table cannot be downloaded, or is not what the Hub promised; the message says why."""


def download(folder: Path, client: Client) -> Origin:
    """Download the newest revision of the table to a folder, and write down there what it is.

    A download that was stopped continues. Raises DownloadError, FatalError, QuotaExhaustedError and OSError.
    """
    revision, day = _newest(client)
    sha256 = _promised(revision)
    file = _file(folder, revision)
    if (found := _sha256(file)) != sha256:
        files.remove(folder, [TABLE])
        raise DownloadError(f"{TABLE} of revision {revision} has the SHA-256 {found}, and the Hub promised {sha256}.")
    origin = Origin(name=DATASET, url=URL, revision=revision, sha256=sha256, day=day)
    files.write(folder / FILE, origin.model_dump_json(indent=2) + "\n")
    return origin


def _newest(client: Client) -> tuple[str, date]:
    """Return the newest commit of the dataset, and its day."""
    try:
        said = mapping(repository(f"datasets/{DATASET}", client))
        revision, modified = commit(said.get("sha")), str(said.get("lastModified"))
        day = datetime.fromisoformat(modified).date()
    except RepositoryError as error:
        raise DownloadError(f"{DATASET} cannot be read: {error}. List the Hub with --walk instead.") from None
    except ValueError:
        revision = None
    if revision is None:
        raise DownloadError(f"{DATASET} names no revision and day. List the Hub with --walk instead.")
    return revision, day


def _promised(revision: str) -> str:
    """Return the SHA-256 of the table that the Hub names."""
    url = hf_hub_url(DATASET, TABLE, repo_type="dataset", revision=revision)
    try:
        sha256 = get_hf_file_metadata(url, token=False, retry_on_errors=True).etag or ""
    except (HfHubHTTPError, httpx.HTTPError) as error:
        raise DownloadError(f"{TABLE} of {DATASET} cannot be read: {_reason(error)}") from None
    if not _SHA256.fullmatch(sha256):
        raise DownloadError(f"The Hub names no SHA-256 of {TABLE}, so nobody could tell whether it arrived whole.")
    return sha256


def _file(folder: Path, revision: str) -> Path:
    try:
        hf_hub_download(DATASET, TABLE, repo_type="dataset", revision=revision, local_dir=folder, token=False)
    except (HfHubHTTPError, httpx.HTTPError, LocalEntryNotFoundError) as error:
        raise DownloadError(f"{TABLE} of {DATASET} cannot be read: {_reason(error)}") from None
    return folder / TABLE


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _reason(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
