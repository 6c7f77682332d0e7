"""Atom feeds (RFC 4287) of every verdict that changed: all of them, and those of a release, developer or definition."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from generator.analysis.citation import AUTHORS, TITLE
from generator.core import paths, urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.analysis.history import History, Published
    from generator.loading.catalog import Catalog
    from generator.schema.history import Edition, VerdictChange

NEWEST = 50
"""How many entries a feed holds."""
_ATOM = "http://www.w3.org/2005/Atom"
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated."""


def files(
    catalog: Catalog, histories: Mapping[str, History], changes: History, site: str
) -> dict[str, Callable[[], str]]:
    """Return what makes each feed, by its path; `changes` has the newest first, `site` is the address of the site."""
    found = _feeds(catalog, histories, changes)
    return {urls.feed(page): partial(feed, f"{TITLE}: {about}", page, each, site) for page, about, each in found}


def _feeds(catalog: Catalog, histories: Mapping[str, History], changes: History) -> Iterator[tuple[str, str, History]]:
    """Yield for each feed the page that it belongs to, what it is about, and its changes."""
    yield urls.CHANGES, "changes", changes
    names = {record_id: history[-1].edition.name for record_id, history in histories.items()}
    names |= {record_id: record.name for record_id, record in catalog.records.items()}
    for record_id, name in names.items():
        found = tuple(each for each in reversed(histories.get(record_id, ())) if each.edition.changes)
        aliases = catalog.records[record_id].aliases if record_id in catalog.records else ()
        for one in (record_id, *aliases):  # whoever reads the feed under an earlier id goes on reading
            yield urls.model_page(one), name, found
    for developer_id, developer in catalog.developers.items():
        found = tuple(each for each in changes if paths.developer_of(each.record_id) == developer_id)
        yield urls.page("developers", developer_id), developer.name, found
    for framework_id, framework in catalog.frameworks.items():
        found = tuple(each for each in changes if any(one.definition == framework_id for one in each.edition.changes))
        yield urls.page("frameworks", framework_id), framework.name, found


def feed(title: str, page: str, changes: History, site: str) -> str:
    """Return a feed as XML; links and ids begin with the address of the site, at which `page` is."""
    newest = changes[:NEWEST]
    updated = _moment(newest[0].edition) if newest else _BEGINNING
    root = ET.Element("feed", xmlns=_ATOM)
    _add(root, "id", _tag(site, urls.url(page), 2026))
    _add(root, "title", title)
    _add(root, "updated", updated.isoformat())
    _add(ET.SubElement(root, "author"), "name", AUTHORS)
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=site + urls.feed(page))
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=site + urls.url(page))
    for each in newest:
        _add_entry(root, each, site)
    ET.indent(root, "")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_entry(root: ET.Element, published: Published, site: str) -> None:
    edition, address = published.edition, urls.url(urls.dated_page(published.record_id, published.edition.id))
    entry = ET.SubElement(root, "entry")
    _add(entry, "id", _tag(site, address, edition.day.year))
    _add(entry, "title", f"{edition.name}: {_moved(edition.changes)}")
    _add(entry, "updated", _moment(edition).isoformat())
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=site + address)
    _add(entry, "summary", "\n".join(_reasons(edition)))


def _reasons(edition: Edition) -> Iterator[str]:
    for because, changes in edition.causes:
        reason = f", because {'; '.join(because)}" if because else ""
        yield f"{_moved(changes)}{reason}."
    yield edition.quote


def _moved(changes: Iterable[VerdictChange]) -> str:
    return ", ".join(f"{change.name} {change.before} → {change.after}" for change in changes)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _tag(site: str, address: str, year: int) -> str:
    """Return the id of what is at an address, as a tag URI (RFC 4151); it survives a move to another path."""
    return f"tag:{urlsplit(site).hostname or 'localhost'},{year}:{address}"


def _moment(edition: Edition) -> datetime:
    """Return when an edition was published, as far as we know: later editions of a day are later by a second."""
    day, number = edition.order
    return datetime.fromisoformat(f"{day}T00:00:00+00:00") + timedelta(seconds=number - 1)
