"""Reads every file under `data/` into one frozen catalog, and collects the problems of all files."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from generator.core import paths, spdx
from generator.core.codes import Code
from generator.core.files import stamp
from generator.core.memo import remembered
from generator.core.problem import DataError, Problem, closest
from generator.core.yaml_source import MAX_BYTES, Source, read
from generator.loading import license_tags
from generator.loading.history import read_history
from generator.loading.hub_files import read_hub
from generator.schema.comparisons import Comparisons
from generator.schema.component import Component, Components
from generator.schema.developer import Developer
from generator.schema.entity import Context
from generator.schema.errors import parse
from generator.schema.fields import ID, free_id
from generator.schema.framework import Framework, LicenseQuestion, LicenseTest, LicenseTests
from generator.schema.judgment import JudgmentQuestion, JudgmentQuestions
from generator.schema.license import License
from generator.schema.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from generator.core.memo import Memo
    from generator.schema.history import Ledger
    from generator.schema.hub import HubData

E = TypeVar("E", bound=BaseModel)


@dataclass(frozen=True, eq=False)
class Catalog:
    """All data by id, and the source of each file by path. Two catalogs are never equal."""

    components: Mapping[str, Component]
    judgments: Mapping[str, JudgmentQuestion]
    license_tests: Mapping[LicenseQuestion, LicenseTest]
    developers: Mapping[str, Developer]
    licenses: Mapping[str, License]
    frameworks: Mapping[str, Framework]
    records: Mapping[str, Record]
    comparisons: Comparisons
    hub: HubData
    history: Mapping[str, Ledger]
    """The editions of each card that were published, by the id of the release."""
    sources: Mapping[str, Source]
    license_ids: frozenset[str]
    """The ids of all license files, including files that could not be read."""
    files: frozenset[str]
    """The paths of all files with an id, including files that could not be read."""

    @cached_property
    def hub_tags(self) -> Mapping[str, frozenset[str]]:
        """The ids of the licenses that each license tag of the Hub can mean."""
        return license_tags.meanings(self.licenses)


_FILES = {
    paths.MODELS: re.compile(f"{paths.MODELS}/({ID}/{ID})\\.yaml"),
    paths.DEVELOPERS: re.compile(f"{paths.DEVELOPERS}/({ID})\\.yaml"),
    paths.LICENSES: re.compile(f"{paths.LICENSES}/([A-Za-z0-9][A-Za-z0-9.+-]*)\\.yaml"),
    paths.FRAMEWORKS: re.compile(f"{paths.FRAMEWORKS}/({ID})\\.yaml"),
    paths.COMPONENTS_FILE: re.compile(f"({re.escape(paths.COMPONENTS_FILE)})"),
    paths.LICENSE_TESTS_FILE: re.compile(f"({re.escape(paths.LICENSE_TESTS_FILE)})"),
    paths.JUDGMENTS_FILE: re.compile(f"({re.escape(paths.JUDGMENTS_FILE)})"),
    paths.COMPARISONS_FILE: re.compile(f"({re.escape(paths.COMPARISONS_FILE)})"),
    paths.HISTORY: re.compile(f"{paths.HISTORY}/({ID}/{ID})\\.jsonl"),
    paths.HUB: re.compile(
        rf"{paths.HUB}/((?:models|datasets)/[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*\.json|counters/\d{{4}}-\d{{2}}\.csv"
        r"|census/\d{4}-\d{2}-\d{2}\.json|(?:status|run)\.json)"
    ),
}
"""The folders and single files of `data/`, each with the pattern of its paths; the group is the id."""


@dataclass
class _Reading:
    """The state while `data/` is read: the files found so far, and every problem."""

    root: Path
    today: date
    files: dict[str, dict[str, str]] = field(default_factory=lambda: {place: {} for place in _FILES})
    """The paths of files by id, for each folder or file in `_FILES`."""
    lowered: dict[str, str] = field(default_factory=dict)
    memo: Memo | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, file: str, code: Code, statement: str, suggestion: str | None = None) -> None:
        """Add a problem that concerns an entire file."""
        self.problems.append(Problem(file, 1, 1, code, statement, suggestion))

    def report_unreadable(self, error: OSError) -> None:
        """Add the problem that the system cannot open a file or folder."""
        file = Path(error.filename).relative_to(self.root).as_posix()
        self.report(file, Code.UNREADABLE, f"cannot be read: {error.strerror}")


def read_catalog(root: Path, today: date, memo: Memo | None = None) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read `data/` under `root`. Return a catalog of the valid files, and all problems, sorted.

    No date in the data may be later than `today`. Nothing else depends on the date. With a memo, a file whose content
    it knows is not parsed again.
    """
    reading = _Reading(root, today, memo=memo)
    for file in _walk(reading):
        _sort_in(file, reading)
    catalog = _catalog(reading)
    return catalog, tuple(sorted(reading.problems))


def _catalog(reading: _Reading) -> Catalog:
    """Read the vocabulary first, because everything else refers to its ids."""
    files = reading.files
    ids = {"licenses": frozenset(files[paths.LICENSES]), "frameworks": frozenset(files[paths.FRAMEWORKS])}
    outer = Context(reading.today, ids)
    components = _read_one(paths.COMPONENTS_FILE, Components, reading, outer)
    judgments = _read_one(paths.JUDGMENTS_FILE, JudgmentQuestions, reading, outer)
    license_tests = _read_one(paths.LICENSE_TESTS_FILE, LicenseTests, reading, outer)
    if components and judgments:
        ids |= {"components": frozenset(components.root), "judgments": frozenset(judgments.root)}
    context = Context(reading.today, ids)
    hub, hub_problems = _read_hub(reading, context)
    history, history_problems = _read_history(reading)
    reading.problems += (*hub_problems, *history_problems)
    return Catalog(
        components=components.root if components else {},
        judgments=judgments.root if judgments else {},
        license_tests=license_tests.root if license_tests else {},
        developers=_read_folder(paths.DEVELOPERS, Developer, reading, context),
        licenses=_read_folder(paths.LICENSES, License, reading, context),
        frameworks=_in_order(_read_folder(paths.FRAMEWORKS, Framework, reading, context)),
        records=_read_folder(paths.MODELS, Record, reading, context),
        comparisons=_read_comparisons(reading, context),
        hub=hub,
        history=history,
        sources=reading.sources,
        license_ids=ids["licenses"],
        files=frozenset(file for by_id in files.values() for file in by_id.values()),
    )


def _read_hub(reading: _Reading, context: Context) -> tuple[HubData, tuple[Problem, ...]]:
    files = reading.files[paths.HUB]
    stamps = tuple((file, stamp(reading.root / file)) for file in files.values()) if reading.memo else ()
    return remembered(reading.memo, paths.HUB, (stamps, context), lambda: read_hub(reading.root, files, context))


def _read_history(reading: _Reading) -> tuple[Mapping[str, Ledger], tuple[Problem, ...]]:
    files = reading.files[paths.HISTORY]
    stamps = tuple((file, stamp(reading.root / file)) for file in files.values()) if reading.memo else ()
    return remembered(reading.memo, paths.HISTORY, (stamps,), lambda: read_history(reading.root, files))


def _walk(reading: _Reading) -> Iterator[str]:
    """Yield every regular file under `data/`, sorted. Report everything that is neither a file nor a folder."""
    found = []
    for folder, folders, files in os.walk(reading.root / "data", onerror=reading.report_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*folders, *files):
            path = Path(folder, name)
            file = path.relative_to(reading.root).as_posix()
            _report_irregular(path, file, reading)
            if path.is_file() and not path.is_symlink() and not name.startswith("."):
                found.append(file)
    yield from sorted(found)


def _report_irregular(path: Path, file: str, reading: _Reading) -> None:
    """Report symbolic links, which could point outside `data/`, and anything that is neither a file nor a folder."""
    if path.is_symlink():
        reading.report(file, Code.NO_REGULAR_FILE, "a symbolic link; put the file itself here")
    elif not (path.is_file() or path.is_dir()):
        reading.report(file, Code.NO_REGULAR_FILE, "neither a file nor a folder")


def _sort_in(file: str, reading: _Reading) -> None:
    """Add a path to its folder by its id, or report that it belongs nowhere."""
    try:
        place, entry_id = _place(file)
    except DataError as error:
        reading.report(file, error.code, error.statement, error.suggestion)
        return
    twin = reading.lowered.setdefault(file.lower(), file)
    if twin == file:
        reading.files[place][entry_id] = file
    else:
        reading.report(file, Code.TWIN_FILE, f"differs from {twin} only in capital letters")


def _place(file: str) -> tuple[str, str]:
    """Return the folder in `data/` and the id of a file. Raises DataError if the path fits nowhere."""
    place = next((place for place in _FILES if file == place or file.startswith(f"{place}/")), None)
    if place is None:
        places = ", ".join(name.removeprefix("data/") for name in _FILES)
        raise DataError(Code.STRAY_FILE, f"nothing reads this file; data/ holds {places}")
    match = _FILES[place].fullmatch(file)
    if match is None:
        raise DataError(*_bad_name(place))
    free_id(match[1].rpartition("/")[2])
    if place == paths.LICENSES:
        _check_license_id(match[1])
    return place, match[1]


def _check_license_id(license_id: str) -> None:
    if license_id not in spdx.SPDX_IDS and not re.fullmatch(ID, license_id):
        suggestion = closest(license_id, spdx.SPDX_IDS)
        raise DataError(Code.FILE_NAME, "neither an SPDX id nor an id in lower case", suggestion=suggestion)


def _bad_name(place: str) -> tuple[Code, str]:
    if place == paths.HUB:
        return Code.STRAY_FILE, "neither `refresh` nor `census` writes this file, and only their files belong here"
    if place == paths.HISTORY:
        return Code.STRAY_FILE, "`record` does not write this file, and only its files belong here"
    form = f"{place}/<developer>/<model>.yaml" if place == paths.MODELS else f"{place}/<id>.yaml"
    return Code.FILE_NAME, f"must be named {form}, in lower case with hyphens"


def _read_source(file: str, reading: _Reading) -> Source | None:
    try:
        with (reading.root / file).open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reading.report_unreadable(error)
        return None
    outcome = remembered(reading.memo, ("source", file), (raw,), lambda: read(raw, file))
    if isinstance(outcome, Source):
        reading.sources[file] = outcome
        return outcome
    reading.problems.extend(outcome)
    return None


def _read_entity(file: str, entity: type[E], reading: _Reading, context: Context) -> E | None:
    source = _read_source(file, reading)
    if source is None:
        return None
    outcome = remembered(reading.memo, (entity, file), (source, context), lambda: parse(entity, source, context))
    if isinstance(outcome, tuple):
        reading.problems.extend(outcome)
        return None
    return outcome


def _read_one(file: str, entity: type[E], reading: _Reading, context: Context) -> E | None:
    if not reading.files[file]:
        reading.report(file, Code.FILE_MISSING, "the file is missing")
        return None
    return _read_entity(file, entity, reading, context)


def _read_comparisons(reading: _Reading, context: Context) -> Comparisons:
    """Read the list of comparisons, which a project need not have."""
    file = paths.COMPARISONS_FILE
    return (reading.files[file] and _read_entity(file, Comparisons, reading, context)) or Comparisons()


def _read_folder(folder: str, entity: type[E], reading: _Reading, context: Context) -> dict[str, E]:
    entries = {}
    for entry_id, file in reading.files[folder].items():
        entry = _read_entity(file, entity, reading, context)
        if entry is not None:
            entries[entry_id] = entry
    return entries


def _in_order(frameworks: dict[str, Framework]) -> dict[str, Framework]:
    return dict(sorted(frameworks.items(), key=lambda item: (item[1].order, item[0])))
