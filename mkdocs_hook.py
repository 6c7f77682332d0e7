"""Door 1: joins the generated pages to the hand-written ones, so that `mkdocs build` and `mkdocs serve` just work.

It stands at the root because the bare `mkdocs` command does not have this folder on its path.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from generator import publish as doors  # noqa: E402  # the path has to be set first

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add every page of the book. Problems in the data stop the build with their lines."""
    catalog, problems = doors.read(ROOT)
    if problems:
        raise PluginError("\n".join(map(str, problems)))
    os.environ.setdefault("SOURCE_DATE_EPOCH", doors.epoch(catalog))
    for path, text in doors.pages(catalog, config.extra["repository"], str(config.site_url)).items():
        files.append(File.generated(config, path, content=text))
    return files
