"""A site that follows the edits of its project: what an edit touches is made again, and only when somebody looks."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import publish
from generator.analysis.scorecard import Scorecard
from generator.core import paths
from generator.core.clock import today
from generator.core.files import stamp
from generator.core.memo import Memo
from generator.engine.frame import Frame, FrameError
from generator.loading import settings
from generator.loading.settings import SettingsError
from generator.site.context import Site
from generator.site.navigation import has_census
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from generator.core.problem import Problem
    from generator.loading.catalog import Catalog

Stamps = dict[str, tuple[int, int]]
Problems = tuple[str, ...]

_DATA, _DOCS, _TEMPLATES = "data", "docs", "generator/site/templates"
_OPTIONAL = (paths.MODELS, paths.LICENSES, paths.DEVELOPERS)
"""A site can be made without one of these files."""


class Preview:
    """The newest good site of a project, and the problems that keep later edits from being shown."""

    def __init__(self, root: Path, folder: Path, address: str, tell: Callable[[Problems], None]) -> None:
        """Take the project, a folder for the site, its URL, and what to call after each edit with all problems."""
        self._root, self._address, self._tell = root, address, tell
        self.folder = folder
        """Where the files of the site are."""
        self._memo = Memo()
        self._lock = threading.RLock()
        self._stamps: Stamps = {}
        self._site: Site | None = None
        self._frame: Frame | None = None
        self._in_data: Problems = ()
        self._in_frame: Problems = ()
        self.version = 0
        """Grows with every edit."""

    @property
    def problems(self) -> Problems:
        """What keeps the newest edits from being shown, one line each."""
        return self._in_data + self._in_frame

    def look(self) -> None:
        """Read what changed since the last look."""
        with self._lock:
            before, self._stamps = self._stamps, dict(_stamps(self._root))
            changed = {path for path, _ in before.items() ^ self._stamps.items()}
            if changed:
                self._take(changed)
                self.version += 1
                self._tell(self.problems)

    @property
    def generated(self) -> Collection[str]:
        """The paths of the generated files in the folder, whether somebody has asked for them or not."""
        return self._frame.generated if self._frame else ()

    def prepare(self, path: str) -> bool:
        """Bring a file of the site up to date. Return False if there has been no good site yet."""
        with self._lock:
            if self._frame:
                self._frame.prepare(path)
            return self._frame is not None

    def _take(self, changed: set[str]) -> None:
        """Read the changed data, and build the frame again if an edit touches it."""
        beside_pages = {path for path in changed if not path.startswith((f"{_DATA}/", f"{_TEMPLATES}/"))}
        if beside_pages != changed or self._site is None:
            self._in_data = tuple(map(str, self._read()))
        if self._site:
            self._show(self._site, is_touched=bool(beside_pages or self._in_frame))

    def _show(self, site: Site, *, is_touched: bool) -> None:
        """Put the site into its frame, or into a new one if an edit touches the frame or changes its tabs."""
        if self._frame and not is_touched and self._frame.has_census == has_census(site):
            self._frame.show(site)
        else:
            self._in_frame = tuple(self._build(site))

    def _read(self) -> Sequence[Problem | SettingsError]:
        """Read the data and conclude what changed; return the problems. The site stays as it was if there are any."""
        try:
            addresses = replace(settings.read_settings(self._root), site=self._address)
        except SettingsError as error:
            return (error,)
        catalog, problems = read_project(self._root, today(), self._memo)
        usable = catalog if not problems else _without(catalog, problems) if self._site is None else None
        if usable:
            os.environ["SOURCE_DATE_EPOCH"] = publish.epoch(usable)
            self._site = Site(Scorecard(usable, self._memo), addresses)
        return problems

    def _build(self, site: Site) -> Iterator[str]:
        """Build the frame; yield the problems of the hand-written pages. The frame stays as it was if there are any."""
        try:
            self._frame = Frame(self._root, self.folder, site)
        except FrameError as error:
            yield from str(error).splitlines()


def _without(catalog: Catalog, problems: Sequence[Problem]) -> Catalog | None:
    """Return a catalog without the records that have problems, or None if problems are elsewhere."""
    files = {problem.file for problem in problems}
    if not all(file.startswith(_OPTIONAL) for file in files):
        return None
    records = {name: each for name, each in catalog.records.items() if paths.record_file(name) not in files}
    return replace(catalog, records=records)


def _stamps(root: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the path and the stamp of every file that a page is made from."""
    walks = (os.walk(root / place) for place in (_DATA, _DOCS, _TEMPLATES))
    found = (Path(folder, name) for walk in walks for folder, _, names in walk for name in names)
    for file in (root / settings.FILE, *found):
        if not file.name.startswith("."):
            with suppress(FileNotFoundError):  # somebody may delete it right now
                yield file.relative_to(root).as_posix(), stamp(file)
