"""Reads `data/hub/`, which only `refresh` and `census` write. Reports a damaged file like any other, with its line."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from generator.core import paths, yaml_source
from generator.core.codes import Code
from generator.core.problem import Problem
from generator.schema.census import Census
from generator.schema.errors import parse
from generator.schema.hub import COUNTERS, Counters, HubData, Run, Snapshot, Trouble, Troubles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from generator.schema.entity import Context

E = TypeVar("E", bound=BaseModel)
Read = tuple[E | None, tuple[Problem, ...]]
"""The content of one file, if it can be read, and its problems."""


@dataclass
class _Reading:
    """The content read so far, and its problems."""

    context: Context
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    troubles: Mapping[str, Trouble] = field(default_factory=dict)
    months: dict[str, Mapping[str, Counters]] = field(default_factory=dict)
    run: Run | None = None
    censuses: dict[date, Census] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_hub(root: Path, files: Mapping[str, str], context: Context) -> tuple[HubData, tuple[Problem, ...]]:
    """Read the files of `data/hub/`, given by their path in that folder and their path under `root`.

    Return the content of the valid files, and all problems.
    """
    reading = _Reading(context)
    for name, file in files.items():
        try:
            _take(name, (root / file).read_bytes(), file, reading)
        except OSError as error:
            reading.problems.append(Problem(file, 1, 1, Code.UNREADABLE, f"cannot be read: {error.strerror}"))
    hub = HubData(reading.snapshots, reading.troubles, reading.months, reading.run, reading.censuses)
    return hub, tuple(reading.problems)


def _take(name: str, raw: bytes, file: str, reading: _Reading) -> None:
    """Read one file according to its name, and add its content."""
    if name.startswith(("models/", "datasets/")):
        snapshot, problems = _read_snapshot(raw, file, reading.context)
        reading.snapshots |= {snapshot.key: snapshot} if snapshot else {}
    elif name.startswith("counters/"):
        reading.months[PurePosixPath(name).stem], problems = _read_counters(raw, file)
    elif name.startswith("census/"):
        census, problems = _read_census(raw, file, reading.context)
        reading.censuses |= {census.date: census} if census else {}
    elif name == "status.json":
        troubles, problems = _read_json(Troubles, raw, file, reading.context)
        reading.troubles = troubles.root if troubles else {}
    else:
        reading.run, problems = _read_json(Run, raw, file, reading.context)
    reading.problems += problems


def _read_json(entity: type[E], raw: bytes, file: str, context: Context) -> Read[E]:
    try:
        return entity.model_validate_json(raw, context=context), ()
    except ValidationError as error:
        return None, _problems(entity, raw, file, context) or (
            Problem(file, 1, 1, Code.HUB_FILE, str(error.errors()[0]["msg"])),
        )


def _problems(entity: type[BaseModel], raw: bytes, file: str, context: Context) -> tuple[Problem, ...]:
    """Read valid JSON as YAML, which JSON also is, because our YAML reader knows the line and column of each key."""
    try:
        json.loads(raw)
    except json.JSONDecodeError as error:
        return (Problem(file, error.lineno, error.colno, Code.HUB_FILE, f"not valid JSON: {error.msg}"),)
    except ValueError:
        return ()
    outcome = yaml_source.read(raw, file)
    problems = parse(entity, outcome, context) if isinstance(outcome, yaml_source.Source) else outcome
    return problems if isinstance(problems, tuple) else ()


def _read_snapshot(raw: bytes, file: str, context: Context) -> Read[Snapshot]:
    snapshot, problems = _read_json(Snapshot, raw, file, context)
    if snapshot and file != paths.snapshot_file(snapshot.key):
        return None, (Problem(file, 1, 1, Code.HUB_FILE, f"describes `{snapshot.key}`, so it does not belong here"),)
    return snapshot, problems


def _read_census(raw: bytes, file: str, context: Context) -> Read[Census]:
    census, problems = _read_json(Census, raw, file, context)
    if census and file != paths.census_file(census.date):
        return None, (Problem(file, 1, 1, Code.HUB_FILE, f"is of {census.date}, so it does not belong here"),)
    return census, problems


def _read_counters(raw: bytes, file: str) -> tuple[Mapping[str, Counters], tuple[Problem, ...]]:
    rows: dict[str, Counters] = {}
    lines = csv.reader(raw.decode("utf-8", errors="replace").splitlines())
    if next(lines, None) != ["id", *COUNTERS]:
        return rows, (Problem(file, 1, 1, Code.HUB_FILE, f"the first line must be id,{','.join(COUNTERS)}"),)
    for key, *values in lines:
        try:
            counts = {name: value or None for name, value in zip(COUNTERS, values, strict=True)}
            rows[key] = Counters.model_validate(counts)
        except ValueError:
            return rows, (Problem(file, lines.line_num, 1, Code.HUB_FILE, "not a row of whole numbers"),)
    return rows, ()
