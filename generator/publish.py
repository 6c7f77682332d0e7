"""What both doors share: reading the data whole, making the book, and writing it as a plain MkDocs project."""

from __future__ import annotations

import gc
import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import yaml

from generator.exports.json_schema import schemas
from generator.loading.catalog import read_catalog
from generator.site import build
from generator.validation import records

if TYPE_CHECKING:
    from pathlib import Path

    from generator.core.problem import Problem
    from generator.loading.catalog import Catalog

CONFIG = "mkdocs.yml"
_MADE = "# Made by `python -m generator build --folder`, which makes the whole folder anew each time.\n"
_OURS_ALONE = ("hooks", "watch")
"""Settings that only door 1 has; a plain project needs neither."""


def read(root: Path) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read and check everything under `root`; return the catalog and every problem, sorted."""
    gc.set_threshold(200_000, 20, 100)  # many small values, no cycles: looking for some less often halves the time
    catalog, problems = read_catalog(root, today())
    gc.freeze()  # what was read stays to the end, so the collector need not look at it again
    return catalog, tuple(sorted((*problems, *records.check(catalog))))


def stale(catalog: Catalog) -> tuple[Problem, ...]:
    """Return a warning for everything nobody has looked at for long."""
    return records.stale(catalog, today())


def today() -> date:
    """Return the contributor's own day, which no date in the data may lie after."""
    return date.today()  # noqa: DTZ011  # a day has no zone


def write(file: Path, text: str) -> None:
    """Write a text that a command was asked to leave in a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def write_new(file: Path, text: str) -> bool:
    """Write a text to a file that is not there yet; return whether it was so. What is there is never overwritten."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    return True


def address(root: Path, path: str) -> str:
    """Return the address of a file of the published site; its path alone where no site is set up."""
    return str((yaml.safe_load(read_text(root / CONFIG)) or {}).get("site_url", "")) + path


def read_text(file: Path) -> str:
    """Return the text of a file, its ends of lines as they are; nothing if there is none, or it is no text."""
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def replace_text(file: Path, text: str) -> None:
    """Put a text in the place of a file at once, so that it is the old one or the new one whenever the power goes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(file)


def append(file: Path, text: str) -> None:
    """Add text to a file that somebody else began, such as the outputs of a workflow's step."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text)


def pages(catalog: Catalog, repository: str, site: str) -> dict[str, str]:
    """Return every generated page and published file by its path; the catalog has to be free of problems.

    `repository` is where the data's files can be read, `site` where the pages are published.
    """
    return {**build.make(catalog, repository), **schemas(catalog, site)}


def epoch(catalog: Catalog) -> str:
    """Return the newest day on which somebody looked at something, in seconds, as the date of the build.

    Build dates come from the data, so that the same data make the same bytes on any day.
    """
    days = [fact.checked for record in catalog.records.values() for fact in record.components.values() if fact.checked]
    newest = max(days, default=date(2026, 1, 1))
    return str(int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp()))


def may_write(folder: Path) -> bool:
    """Tell whether `write_folder` destroys nothing: the folder is not there, or empty, or was made by it."""
    config = folder / CONFIG
    if config.is_file():
        return config.read_text(encoding="utf-8", errors="replace").startswith(_MADE)
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def write_folder(root: Path, catalog: Catalog, out: Path) -> int:
    """Door 2: write a plain MkDocs project that any engine builds. Return the number of pages made.

    The folder is made anew; it holds `mkdocs.yml` without our hook, and `docs/` with all pages.
    """
    config = yaml.safe_load((root / CONFIG).read_text(encoding="utf-8"))
    made = pages(catalog, config["extra"]["repository"], config["site_url"])
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(root / "docs", out / "docs")
    for path, text in made.items():
        page = out / "docs" / path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8", newline="\n")
    plain = {key: value for key, value in config.items() if key not in _OURS_ALONE}
    text = _MADE + yaml.safe_dump(plain, sort_keys=False, allow_unicode=True)
    (out / CONFIG).write_text(text, encoding="utf-8")
    return sum(path.endswith(".md") for path in made)
