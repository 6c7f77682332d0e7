"""The MkDocs hook: adds the generated pages to the hand-written ones.

A generated page reaches MkDocs as an empty file. Its article is put in just before MkDocs writes the page, so Markdown
and the search plugin never parse it, and only one page is in memory at a time.
"""

from __future__ import annotations

import gc
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_build_date

from generator import publish
from generator.core import files as disk
from generator.core.clock import today
from generator.loading import settings
from generator.site import navigation, search
from generator.site.page import Page as Article
from generator.site.rendering import without_indentation
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import TableOfContents
    from mkdocs.utils.templates import TemplateContext

    from generator.site.context import Site

SEARCH_INDEX = "search/search_index.json"
"""Where the search plugin writes its index; see "Search and themes" in the MkDocs user guide."""


def read_site(root: Path, addresses: settings.Settings) -> Site:
    """Return what the pages are made of. Raises PluginError with the lines of all problems in the data."""
    catalog, problems = read_project(root, today())
    if problems:
        raise PluginError("\n".join(map(str, problems)))
    os.environ.setdefault("SOURCE_DATE_EPOCH", publish.epoch(catalog))
    return publish.site_of(catalog, addresses)


class Hook:
    """The events of one build, in the order in which MkDocs calls them."""

    def __init__(self, site_of: Callable[[settings.Settings], Site]) -> None:
        """Take what returns the site, given the addresses in the settings of MkDocs."""
        gc.set_threshold(200_000, 20, 100)  # as the command line does: a build makes many values and frees few
        self._site_of = site_of
        self.site: Site
        self.outputs: publish.Outputs = {}
        self.others: publish.Outputs = {}
        """Those outputs that are no pages. MkDocs never hears of them: thousands of files would stay in its memory."""
        self.written: dict[str, Any] = {}
        """The search index of the hand-written pages."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every generated page, and the tabs of those that are not always there."""
        self.site = self._site_of(settings.from_values(config.site_url, config.extra.get("repository")))
        config.nav = navigation.tabs(config.nav or (), self.site)
        self.outputs = publish.outputs(self.site)
        self.others = {path: make for path, make in self.outputs.items() if not path.endswith(".md")}
        for path in self.outputs:
            if path not in self.others:
                files.append(File.generated(config, path, content=""))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Keep a generated page out of the index of the search plugin; `on_post_build` adds what we say instead."""
        if page.file.src_uri in self.outputs:
            page.meta = {"search": {"exclude": True}}
            date_page(page, self.site)
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Tell MkDocs that it does not know the anchors of a generated page."""
        if page.file.src_uri in self.outputs:
            page.present_anchor_ids = None
        return html

    @event_priority(-100)  # after the search plugin
    def on_page_context(self, context: TemplateContext, *, page: Page, **_: Any) -> TemplateContext:
        """Make the article of a generated page, and tell the theme about it."""
        make = self.outputs.get(page.file.src_uri)
        if make:
            article = make()
            assert isinstance(article, Article)  # noqa: S101  # a file that ends with .md is a page
            page.meta = {**page.meta, **article.meta}
            page.content = article.html
            page.toc = table_of_contents(article)
        return context

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Forget the article, which is in the output now, and drop the indentation of the theme."""
        if page.file.src_uri not in self.outputs:
            return output
        page.content = ""
        return without_indentation(output)

    @event_priority(-100)  # after the search plugin
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files that are no pages, and add the generated pages to the search index of the others."""
        site = Path(config.site_dir)
        for path, make in self.others.items():
            disk.write_output(site / path, publish.content(make))
        self.written = json.loads((site / SEARCH_INDEX).read_text(encoding="utf-8"))
        disk.write(site / SEARCH_INDEX, self.search_index())

    def search_index(self) -> str:
        """Return the search index of all pages as JSON."""
        docs = [*self.written["docs"], *search.entries(self.site)]
        return json.dumps({**self.written, "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def date_page(page: Page, site: Site) -> None:
    """Give a card the day of its last change, which the sitemap shows; other pages have that of the build."""
    day = site.days.get(page.file.src_uri)
    page.update_date = day.isoformat() if day else get_build_date()


def table_of_contents(article: Article) -> TableOfContents:
    """Return the headings of an article as MkDocs nests them."""
    flat = [{"level": each.level, "id": each.anchor, "name": each.title} for each in article.headings]
    return get_toc(nest_toc_tokens(flat))
