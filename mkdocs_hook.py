"""The MkDocs hook: adds the generated pages to the hand-written ones, for `mkdocs build` and `mkdocs serve`.

It lies at the root because the bare `mkdocs` command does not have this folder on its path.
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

from generator import publish  # noqa: E402  # the path has to be set first
from generator.core.clock import today  # noqa: E402  # same
from generator.loading.settings import Settings  # noqa: E402  # same
from generator.validation.project import read_project  # noqa: E402  # same

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add every generated page. Problems in the data stop the build with their lines."""
    catalog, problems = read_project(ROOT, today())
    if problems:
        raise PluginError("\n".join(map(str, problems)))
    os.environ.setdefault("SOURCE_DATE_EPOCH", publish.epoch(catalog))
    addresses = Settings(str(config.site_url), config.extra["repository"])
    for path, content in publish.outputs(catalog, addresses).items():
        files.append(File.generated(config, path, content=content))
    return files
