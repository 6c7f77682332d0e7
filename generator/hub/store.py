"""The files of a run, as text; `core.files` writes them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from generator.core import paths
from generator.schema.hub import COUNTERS, Troubles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic import BaseModel

    from generator.hub.changes import RefreshResult
    from generator.schema.hub import Counters


def texts(result: RefreshResult) -> dict[str, str]:
    """Return the text of every file that a run may have changed, by path; the day of the run comes last."""
    after = result.after
    month = max(after.months)
    made = {paths.snapshot_file(change.key): _json(change.after) for change in result.changes}
    made[paths.HUB_STATUS] = _json(Troubles(dict(after.troubles)))
    if after.months[month]:
        made[paths.counters_file(month)] = _csv(after.months[month])
    if after.run:
        made[paths.HUB_RUN] = _json(after.run)
    return made


def needing_review(result: RefreshResult) -> frozenset[str]:
    """Return the paths of those files that a person should see before they are published."""
    return frozenset(paths.snapshot_file(change.key) for change in result.changes if change.needs_review)


def differing(root: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Return those files whose text differs from what is on disk."""
    return {path: text for path, text in files.items() if not _holds(root / path, text)}


def _holds(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() == text.encode()
    except OSError:
        return False


def _json(entity: BaseModel) -> str:
    data = entity.model_dump(mode="json", by_alias=True)
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _csv(rows: Mapping[str, Counters]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", *COUNTERS])
    writer.writerows([key, *(getattr(row, name) for name in COUNTERS)] for key, row in sorted(rows.items()))
    return text.getvalue()
