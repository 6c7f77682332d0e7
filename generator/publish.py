"""Combines the pages and the files for programs into the published output, and writes it as a plain project."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import yaml

from generator.analysis.scorecard import Scorecard
from generator.core import files, urls
from generator.exports import badges, citations, crawlers, feeds, plain_card, side_by_side
from generator.exports.api import files as api
from generator.exports.json_schema import schemas
from generator.exports.pictures import files as pictures
from generator.loading import settings
from generator.site import build, navigation
from generator.site.context import Site
from generator.site.page import Maker, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.loading.catalog import Catalog
    from generator.loading.settings import Settings

Outputs = dict[str, Maker]
"""What makes each file, by its path under the docs folder. So no more than one page is in memory at a time."""

MADE = ".made-by-build-folder"
"""The file in the folder of a plain project that lists what `write_folder` wrote there, one path per line."""
_HOOK_ONLY = ("hooks", "watch")
"""Settings that a plain project does not need."""


def site_of(catalog: Catalog, addresses: Settings) -> Site:
    """Return what the pages are made of. The catalog must have no problems."""
    return Site(Scorecard(catalog), addresses)


def outputs(site: Site) -> Outputs:
    """Return what makes every page and every published file, by its path under the docs folder."""
    exported = schemas(site.catalog, site.addresses.site)
    texts = {path: partial(str, text) for path, text in exported.items()}
    return {
        **build.pages(site),
        **side_by_side.files(site.scorecard),
        **api.files(site.scorecard, site.edition, site.addresses),
        **feeds.files(site.catalog, site.histories, site.changes, site.addresses.site),
        **dict(pictures.files(site.scorecard, site.addresses.site)),
        **citations.files(site.catalog.records, site.citation),
        **badges.files(site.scorecard),
        **plain_card.files(site.scorecard, site.citation),
        urls.ROBOTS: partial(crawlers.robots, site.addresses.site),
        urls.LLMS: partial(crawlers.llms, site.scorecard, site.address),
        **texts,
    }


def epoch(catalog: Catalog) -> str:
    """Return the latest day on which someone checked a component, in seconds since 1970, as the build date.

    The build date comes from the data, so the same data gives the same bytes on any day.
    """
    days = [fact.checked for record in catalog.records.values() for fact in record.components.values() if fact.checked]
    newest = max(days, default=date(2026, 1, 1))
    return str(int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp()))


class NotOursError(Exception):
    """A folder holds files that `write_folder` did not write, where it would write; the message names one."""


def write_folder(root: Path, catalog: Catalog, folder: Path) -> int:
    """Write a plain MkDocs project that any engine can build, without a hook. Return the number of generated pages.

    Replaces and removes only what an earlier run wrote. Raises NotOursError, SettingsError, OSError.
    """
    site = site_of(catalog, settings.read_settings(root))
    pages = outputs(site)
    made = _project(root, site, pages)
    earlier = files.read_text(folder / MADE).split("\n")
    _check_ours(folder, made, earlier)
    files.write(folder / MADE, "\n".join(sorted({*earlier, *made})))  # a run that is stopped forgets no file
    for path, make in made.items():
        files.write(folder / path, make())
    files.remove(folder, _within(folder, {*earlier} - made.keys()))
    files.write(folder / MADE, "\n".join(sorted(made)))
    return sum(path.endswith(".md") for path in pages)


def _project(root: Path, site: Site, pages: Outputs) -> dict[str, Callable[[], str | bytes]]:
    """Return what makes each file of a plain project: the settings, the hand-written pages and the generated ones."""
    config = {key: value for key, value in settings.read_config(root).items() if key not in _HOOK_ONLY}
    config["nav"] = navigation.tabs(config.get("nav", ()), site)
    written = {file.relative_to(root).as_posix(): file.read_bytes for file in _files(root / "docs")}
    generated = {f"docs/{path}": partial(content, make) for path, make in pages.items()}
    return {settings.FILE: partial(_yaml, config), **written, **generated}


def _yaml(config: dict[str, Any]) -> str:
    return yaml.safe_dump(config, sort_keys=False, allow_unicode=True)


def content(make: Maker) -> str | bytes:
    """Return what a file holds; of a page, the Markdown."""
    output = make()
    return output.markdown() if isinstance(output, Page) else output


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _check_ours(folder: Path, made: Iterable[str], earlier: list[str]) -> None:
    """Raise NotOursError if the folder has files, but none of an earlier run, or files of others where ours go."""
    is_free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if not is_free and not (folder / MADE).exists():
        raise NotOursError(f"{folder} contains other files.")
    for path in {*made} - {*earlier}:
        if (folder / path).exists():
            raise NotOursError(f"{folder / path} was not made by this command.")


def _within(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return those paths that do not lead out of the folder, sorted."""
    return sorted(path for path in paths if path and (folder / path).resolve().is_relative_to(folder.resolve()))
