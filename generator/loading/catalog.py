"""Reads every file under `data/` into one frozen catalog, and collects every problem of every file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, RootModel

from generator.core import paths, spdx
from generator.core.codes import Code
from generator.core.problem import DataError, Problem, did_you_mean
from generator.core.yaml_source import MAX_BYTES, Source, read
from generator.loading import license_tags
from generator.loading.hub_files import read_hub
from generator.schema.base import ID, RESERVED_ID, Context, Entity, Id, Name, Text, Url, parse
from generator.schema.component import Component, Components
from generator.schema.developer import Developer
from generator.schema.framework import Framework, LicenseQuestion, LicenseTest, LicenseTests
from generator.schema.license import License
from generator.schema.record import Record

if TYPE_CHECKING:
    from datetime import date

    from generator.schema.hub import HubData

M = TypeVar("M", bound=BaseModel)


class JudgmentQuestion(Entity):
    """A question that only a person can answer (`data/judgments.yaml`)."""

    name: Name
    question: Text
    source: Url


class JudgmentQuestions(RootModel[Mapping[Id, JudgmentQuestion]]):
    """All such questions, by id."""


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything the data says, by id, and the source of every file, by path. Two catalogs are never equal."""

    components: Mapping[str, Component]
    judgments: Mapping[str, JudgmentQuestion]
    license_tests: Mapping[LicenseQuestion, LicenseTest]
    developers: Mapping[str, Developer]
    licenses: Mapping[str, License]
    frameworks: Mapping[str, Framework]
    records: Mapping[str, Record]
    hub: HubData
    sources: Mapping[str, Source]
    license_ids: frozenset[str]
    """The ids of the license catalog, also of files that could not be read."""
    files: frozenset[str]
    """The paths of all files that have an id, also of those that could not be read."""

    @cached_property
    def hub_tags(self) -> Mapping[str, frozenset[str]]:
        """The license ids that each license tag of the Hub can mean."""
        return license_tags.meanings(self.licenses)


_ROOMS = {
    paths.MODELS: re.compile(f"{paths.MODELS}/({ID}/{ID})\\.yaml"),
    paths.DEVELOPERS: re.compile(f"{paths.DEVELOPERS}/({ID})\\.yaml"),
    paths.LICENSES: re.compile(f"{paths.LICENSES}/([A-Za-z0-9][A-Za-z0-9.+-]*)\\.yaml"),
    paths.FRAMEWORKS: re.compile(f"{paths.FRAMEWORKS}/({ID})\\.yaml"),
    paths.COMPONENTS_FILE: re.compile(f"({re.escape(paths.COMPONENTS_FILE)})"),
    paths.LICENSE_TESTS_FILE: re.compile(f"({re.escape(paths.LICENSE_TESTS_FILE)})"),
    paths.JUDGMENTS_FILE: re.compile(f"({re.escape(paths.JUDGMENTS_FILE)})"),
    paths.HUB: re.compile(
        rf"{paths.HUB}/(models/[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*\.json|counters/\d{{4}}-\d{{2}}\.csv|(?:status|run)\.json)"
    ),
}


@dataclass
class _Reading:
    """The work of one reading: what was found so far, and what is wrong with it."""

    root: Path
    today: date
    files: dict[str, dict[str, str]] = field(default_factory=lambda: {room: {} for room in _ROOMS})
    lowered: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_catalog(root: Path, today: date) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read `data/` under a root. Return the catalog of what could be read, and every problem, sorted.

    `today` is the day that no date may lie after; nothing else depends on the clock.
    """
    reading = _Reading(root, today)
    for file in _walk(reading):
        _sort_in(file, reading)
    ids = {room: frozenset(reading.files[f"data/{room}"]) for room in ("licenses", "frameworks")}
    components = _read_one(paths.COMPONENTS_FILE, Components, reading, Context(today, ids))
    judgments = _read_one(paths.JUDGMENTS_FILE, JudgmentQuestions, reading, Context(today, ids))
    license_tests = _read_one(paths.LICENSE_TESTS_FILE, LicenseTests, reading, Context(today, ids))
    licenses = _read_room(paths.LICENSES, License, reading, Context(today))
    if components and judgments:
        ids |= {"components": frozenset(components.root), "judgments": frozenset(judgments.root)}
    known = Context(today, ids)
    hub, hub_problems = read_hub(root, reading.files[paths.HUB], known)
    reading.problems += hub_problems
    catalog = Catalog(
        components=components.root if components else {},
        judgments=judgments.root if judgments else {},
        license_tests=license_tests.root if license_tests else {},
        developers=_read_room(paths.DEVELOPERS, Developer, reading, known),
        licenses=licenses,
        frameworks=_in_order(_read_room(paths.FRAMEWORKS, Framework, reading, known)),
        records=_read_room(paths.MODELS, Record, reading, known),
        hub=hub,
        sources=reading.sources,
        license_ids=ids["licenses"],
        files=frozenset(file for files in reading.files.values() for file in files.values()),
    )
    return catalog, tuple(sorted(reading.problems))


def _walk(reading: _Reading) -> Iterator[str]:
    """Yield every regular file under `data/`, sorted; report links, which could lead out of it, and other oddities."""
    found = []
    for folder, folders, files in os.walk(reading.root / "data", onerror=lambda error: _unreadable(error, reading)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*folders, *files):
            path = Path(folder, name)
            file = path.relative_to(reading.root).as_posix()
            if path.is_symlink():
                reading.problems.append(
                    Problem(file, 1, 1, Code.NO_REGULAR_FILE, "a symbolic link; put the file itself here")
                )
            elif path.is_file():
                found += [] if name.startswith(".") else [file]
            elif not path.is_dir():
                reading.problems.append(Problem(file, 1, 1, Code.NO_REGULAR_FILE, "neither a file nor a folder"))
    yield from sorted(found)


def _unreadable(error: OSError, reading: _Reading) -> None:
    file = Path(error.filename).relative_to(reading.root).as_posix()
    reading.problems.append(Problem(file, 1, 1, Code.UNREADABLE, f"cannot be read: {error.strerror}"))


def _sort_in(file: str, reading: _Reading) -> None:
    """File a path under its room, or report why it has none."""
    try:
        room, entry_id = _placed(file)
    except DataError as error:
        reading.problems.append(Problem(file, 1, 1, error.code, str(error)))
        return
    twin = reading.lowered.setdefault(file.lower(), file)
    if twin == file:
        reading.files[room][entry_id] = file
    else:
        words = f"differs from {twin} in capital letters only"
        reading.problems.append(Problem(file, 1, 1, Code.TWIN_FILE, words))


def _placed(file: str) -> tuple[str, str]:
    """Return the room and the id of a file by its path. Raises DataError when it has none."""
    room = next((room for room in _ROOMS if file == room or file.startswith(f"{room}/")), None)
    if room is None:
        rooms = ", ".join(name.removeprefix("data/") for name in _ROOMS)
        raise DataError(Code.STRAY_FILE, f"nothing reads this file; data/ holds {rooms}")
    match = _ROOMS[room].fullmatch(file)
    if match is None:
        raise DataError(*_bad_name(room))
    if match[1].rpartition("/")[2] == RESERVED_ID:
        raise DataError(Code.RESERVED, f"`{RESERVED_ID}` is the address of a list; choose another id")
    if room == paths.LICENSES and match[1] not in spdx.SPDX_IDS and not re.fullmatch(ID, match[1]):
        hint = did_you_mean(match[1], spdx.SPDX_IDS)
        raise DataError(Code.FILE_NAME, f"neither an SPDX id nor an id in lower case{hint}")
    return room, match[1]


def _bad_name(room: str) -> tuple[Code, str]:
    if room == paths.HUB:
        return Code.STRAY_FILE, "not a file that `refresh` writes, and nothing else lies here"
    where = f"{room}/<developer>/<model>.yaml" if room == paths.MODELS else f"{room}/<id>.yaml"
    return Code.FILE_NAME, f"not of the form {where}, in lower case with dashes"


def _read_source(file: str, reading: _Reading) -> Source | None:
    try:
        with (reading.root / file).open("rb") as stream:
            outcome = read(stream.read(MAX_BYTES + 1), file)
    except OSError as error:
        _unreadable(error, reading)
        return None
    if isinstance(outcome, Source):
        reading.sources[file] = outcome
        return outcome
    reading.problems.extend(outcome)
    return None


def _read_entity(file: str, noun: type[M], reading: _Reading, known: Context) -> M | None:
    source = _read_source(file, reading)
    if source is None:
        return None
    outcome = parse(noun, source, known)
    if isinstance(outcome, tuple):
        reading.problems.extend(outcome)
        return None
    return outcome


def _read_one(file: str, noun: type[M], reading: _Reading, known: Context) -> M | None:
    if not reading.files[file]:
        reading.problems.append(Problem(file, 1, 1, Code.FILE_MISSING, "the file is missing"))
        return None
    return _read_entity(file, noun, reading, known)


def _read_room(room: str, noun: type[M], reading: _Reading, known: Context) -> dict[str, M]:
    entries = {}
    for entry_id, file in reading.files[room].items():
        entry = _read_entity(file, noun, reading, known)
        if entry is not None:
            entries[entry_id] = entry
    return entries


def _in_order(frameworks: dict[str, Framework]) -> dict[str, Framework]:
    return dict(sorted(frameworks.items(), key=lambda item: (item[1].order, item[0])))
