"""The paths of the data files, with `/`, relative to the root of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.core.hub_names import is_dataset

if TYPE_CHECKING:
    from datetime import date

MODELS = "data/models"
DEVELOPERS = "data/developers"
LICENSES = "data/licenses"
FRAMEWORKS = "data/frameworks"
COMPONENTS_FILE = "data/components.yaml"
JUDGMENTS_FILE = "data/judgments.yaml"
LICENSE_TESTS_FILE = "data/license-tests.yaml"
COMPARISONS_FILE = "data/comparisons.yaml"
HUB = "data/hub"
HISTORY = "data/history"
HUB_STATUS = "data/hub/status.json"
HUB_RUN = "data/hub/run.json"

EDITOR_SCHEMAS = "build"
"""Where `check` writes the schemas for editors, each to its path on the site."""
RECORD_LOCK = "build/record.lock"
"""What `record` holds while it writes."""


def record_file(record_id: str) -> str:
    """Return the path of a record's file; the id is `developer/model`."""
    return f"{MODELS}/{record_id}.yaml"


def record_of(file: str) -> str:
    """Return the id of a record from the path of its file."""
    return file.removeprefix(f"{MODELS}/").removesuffix(".yaml")


def developer_file(developer_id: str) -> str:
    """Return the path of a developer's file."""
    return f"{DEVELOPERS}/{developer_id}.yaml"


def license_file(license_id: str) -> str:
    """Return the path of a license's file."""
    return f"{LICENSES}/{license_id}.yaml"


def framework_file(framework_id: str) -> str:
    """Return the path of a framework's file."""
    return f"{FRAMEWORKS}/{framework_id}.yaml"


def snapshot_file(key: str) -> str:
    """Return the path of a snapshot; the key is the repository as a record names it."""
    return f"{HUB}/{key}.json" if is_dataset(key) else f"{HUB}/models/{key}.json"


def ledger_file(record_id: str) -> str:
    """Return the path of the ledger of a release."""
    return f"{HISTORY}/{record_id}.jsonl"


def counters_file(month: str) -> str:
    """Return the path of the counters of a month, such as `2026-11`."""
    return f"{HUB}/counters/{month}.csv"


def census_file(day: date) -> str:
    """Return the path of the figures of a census."""
    return f"{HUB}/census/{day.isoformat()}.json"


def census_query(name: str) -> str:
    """Return the path of a query of the census, which each figure names."""
    return f"generator/census/sql/{name}.sql"


def developer_of(record_id: str) -> str:
    """Return the id of the developer from the id of a record."""
    return record_id.partition("/")[0]
