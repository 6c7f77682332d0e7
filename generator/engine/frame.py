"""The frame that MkDocs puts around every page, kept after a build so that single pages can be made again."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator import publish
from generator.core import files as disk
from generator.engine.hook import SEARCH_INDEX, Hook, date_page
from generator.loading import settings
from generator.site.navigation import has_census

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

    from generator.site.context import Site


SITEMAP = "sitemap.xml"


class FrameError(Exception):
    """MkDocs cannot build the site; the message says why."""


class Frame:
    """A site in a folder: MkDocs builds the hand-written pages at once; other files are made when they are asked for.

    The two functions of MkDocs that write one file are not documented. They are used here alone, and
    tests/test_preview.py tells when they move.
    """

    def __init__(self, root: Path, folder: Path, site: Site) -> None:
        """Build the hand-written pages of the project at `root` into `folder`. Raises FrameError."""
        self._folder = folder
        self._env: jinja2.Environment
        self._nav: Navigation
        self._hook = Hook(lambda _: site)
        self.has_census = has_census(site)
        """Whether the tabs have that of the census; they are those of the build."""
        self._files = Files([])
        with _errors():
            self._config = _config(root, folder, site.addresses.site, self, self._hook)
            build.build(self._config)
        self._written = [file for file in self._files if file.src_uri not in self._hook.outputs]
        self._pages = {file.src_uri: file for file in self._files if file.src_uri in self._hook.outputs}
        self._fresh: set[str] = set()
        self._targets = self._found()

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Keep the navigation; an event of MkDocs."""
        self._nav = nav

    def on_env(self, env: jinja2.Environment, *, files: Files, **_: Any) -> None:
        """Keep the templates and the files, and leave MkDocs only the hand-written ones; an event of MkDocs."""
        self._env, self._files = env, Files(files)
        for path in self._hook.outputs.keys() - self._hook.others.keys():
            files.remove(files.src_uris[path])
        self._hook.others = {}

    def show(self, site: Site) -> None:
        """Make the generated files from this site from now on."""
        self._hook.site, self._hook.outputs = site, publish.outputs(site)
        pages = [path for path in self._hook.outputs if path.endswith(".md")]
        self._pages = {path: self._pages.get(path) or self._page(path) for path in pages}
        self._files = Files([*self._written, *self._pages.values()])
        before, self._targets = self._targets, self._found()
        for gone in before.keys() - self._targets.keys():
            (self._folder / gone).unlink(missing_ok=True)
        self._fresh.clear()

    def _found(self) -> dict[str, str]:
        """Return the paths of the generated files in the folder, each with its path under the docs folder."""
        others = {path: path for path in self._hook.outputs if not path.endswith(".md")}
        return others | {file.dest_uri: path for path, file in self._pages.items()}

    @property
    def generated(self) -> Collection[str]:
        """The paths of the generated files in the folder, whether somebody has asked for them or not."""
        return self._targets.keys()

    def prepare(self, path: str) -> None:
        """Bring a file up to date; `path` is its path in the folder. Hand-written files are up to date already."""
        if path not in self._fresh:
            self._make(path)
            self._fresh.add(path)

    def _page(self, path: str) -> File:
        file = File.generated(self._config, path, content="")
        Page(None, file, self._config).content = ""
        return file

    def _make(self, path: str) -> None:
        source = self._targets.get(path, "")
        if path == SEARCH_INDEX:
            disk.write(self._folder / path, self._hook.search_index())
        elif path == SITEMAP:
            for file in self._files.documentation_pages():
                if file.page:
                    date_page(file.page, self._hook.site)
            build._build_theme_template(path, self._env, self._files, self._config, self._nav)  # noqa: SLF001  # see above
        elif source in self._pages:
            pages, page = self._files.documentation_pages(), self._pages[source].page
            assert page  # noqa: S101  # `_page` and MkDocs give each file one
            build._build_page(page, self._config, pages, self._nav, self._env)  # noqa: SLF001  # see above
        elif source:
            disk.write(self._folder / path, publish.content(self._hook.outputs[source]))


def _config(root: Path, folder: Path, address: str, *plugins: object) -> MkDocsConfig:
    """Return the settings of the project, with our own plugins in the place of its hook."""
    config = load_config(str(root / settings.FILE), site_dir=str(folder), site_url=address, hooks=[])
    for plugin in plugins:
        config.plugins[type(plugin).__name__] = plugin  # type: ignore[assignment]  # MkDocs takes any object with events
    return config


class _Said(logging.Handler):
    """Collects the warnings of a build, which are errors in strict mode."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _errors() -> Iterator[None]:
    """Turn what makes MkDocs stop into a FrameError with what it said."""
    logger, said = logging.getLogger("mkdocs"), _Said()
    logger.addHandler(said)
    try:
        yield
    except (MkDocsException, Abort) as error:
        raise FrameError("\n".join(said.messages) or str(error)) from error
    finally:
        logger.removeHandler(said)
