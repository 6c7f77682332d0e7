"""The paths of the pages and published files, and the links to them.

Paths use `/` and are relative to the docs folder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HOME = "index.md"
AUDIT = "audit/index.md"
DISAGREEMENTS = "disagreements/index.md"
FAMILIES = "families/index.md"
COMPARE = "compare/index.md"
CHANGES = "changes/index.md"
HUB_PAGE = "hub/index.md"
CENSUS = "hub/census/index.md"
CODES = "codes/index.md"
CHOOSE = "choose/index.md"
COMPARE_ASPECTS = "compare/aspects.json"
PICTURES = "pictures/index.md"
PICTURE_ENDINGS = (".svg", "-dark.svg", ".png")
"""The files of each picture of all releases."""
SOCIAL = "social.png"
"""What a link to a page looks like where it is shared, if the page has no picture of its own."""
ROBOTS = "robots.txt"
LLMS = "llms.txt"
RECORD_SCHEMA = "schema/v1/record.json"
LICENSE_SCHEMA = "schema/v1/license.json"
DEVELOPER_SCHEMA = "schema/v1/developer.json"
API = "api/v1"
API_INDEX = f"{API}/index.json"
API_CLAIMS = f"{API}/claims.json"
API_CHANGES = f"{API}/changes.json"
API_DESCRIPTION = f"{API}/openapi.json"
API_SQLITE = f"{API}/scorecard.sqlite"
INDEXES = {name: f"{name}/index.md" for name in ("licenses", "frameworks", "components", "developers")}


def model_page(record_id: str) -> str:
    """Return the path of a release's page."""
    return f"models/{record_id}/index.md"


def dated_page(record_id: str, edition: str) -> str:
    """Return the path of the page of one edition of a release's card, which never changes."""
    return f"models/{record_id}/{edition}/index.html"


def changes_of(year: int) -> str:
    """Return the path of the page with the changes of a year."""
    return f"changes/{year}/index.md"


def feed(path: str) -> str:
    """Return the path of the feed of the changes that a page is about."""
    return f"{path.removesuffix('index.md')}atom.xml"


def cite_page(record_id: str) -> str:
    """Return the path of the page with every format of a citation, with badges and the embeddable card."""
    return f"models/{record_id}/cite/index.html"


def cite_bibtex(record_id: str) -> str:
    """Return the path of the citation of a release's card for BibTeX."""
    return f"models/{record_id}/cite.bib"


def cite_ris(record_id: str) -> str:
    """Return the path of the citation of a release's card as RIS."""
    return f"models/{record_id}/cite.ris"


def cite_csl(record_id: str) -> str:
    """Return the path of the citation of a release's card as CSL-JSON."""
    return f"models/{record_id}/cite.json"


def embedded_card(record_id: str) -> str:
    """Return the path of the small card of a release that other sites show in a frame."""
    return f"models/{record_id}/embed/index.html"


def plain_card(record_id: str) -> str:
    """Return the path of a release's card as Markdown. With `.md` at its end, MkDocs would make a page of it."""
    return f"models/{record_id}/index.md.txt"


def badge(record_id: str, framework_id: str) -> str:
    """Return the path of the badge of a release under a definition."""
    return f"models/{record_id}/badges/{framework_id}.svg"


def badge_endpoint(record_id: str, framework_id: str) -> str:
    """Return the path of what shields.io makes the same badge of."""
    return f"models/{record_id}/badges/{framework_id}.json"


def headline_badge(record_id: str) -> str:
    """Return the path of the badge of a release under the headline definition."""
    return f"models/{record_id}/badge.svg"


def moved_page(alias: str) -> str:
    """Return the path of the page that redirects from an earlier id of a record to the current one."""
    return f"models/{alias}/index.html"


def page(folder: str, entry_id: str) -> str:
    """Return the path of the page of one entry of `licenses`, `frameworks`, `components` or `developers`."""
    return f"{folder}/{entry_id}/index.md"


def start_page(reader: str) -> str:
    """Return the path of the page on which one kind of reader starts."""
    return f"for/{reader}/index.md"


def code_page(code: str) -> str:
    """Return the path of the page of a check code, such as `OPN101`."""
    return f"codes/{code.lower()}/index.md"


def compare_page(record_ids: Sequence[str]) -> str:
    """Return the path of the page that compares these releases."""
    return f"compare/{'-vs-'.join(each.replace('/', '-') for each in record_ids)}/index.md"


def compare_definitions_page(framework_ids: Sequence[str]) -> str:
    """Return the path of the page that compares these definitions."""
    return f"compare/definitions/{'-vs-'.join(framework_ids)}/index.md"


def api_document(kind: str, entry_id: str) -> str:
    """Return the path of a document of the API: of `releases`, `licenses`, `definitions`, `developers`, `history`."""
    return f"{API}/{kind}/{entry_id}.json"


def api_schema(kind: str) -> str:
    """Return the path of the JSON Schema of a kind of document."""
    return f"{API}/schemas/{kind}.json"


def api_table(name: str, form: str) -> str:
    """Return the path of a table as `csv` or `parquet`."""
    return f"{API}/tables/{name}.{form}"


def choose_page(question: str) -> str:
    """Return the path of the page that answers which models one may use for a purpose."""
    return f"choose/{question}/index.md"


def topic_page(topic: str) -> str:
    """Return the path of the page on what all definitions ask on a topic."""
    return f"compare/topics/{topic}/index.md"


def compare_data(record_id: str) -> str:
    """Return the path of what the script that compares releases reads about one of them."""
    return f"compare/releases/{record_id}.json"


def picture(name: str, ending: str) -> str:
    """Return the path of a picture of all releases in one of its formats, such as `pictures/claims-dark.svg`."""
    return f"pictures/{name}{ending}"


def strip(record_id: str) -> str:
    """Return the path of the small picture that shows the components of one release."""
    return f"models/{record_id}/strip.svg"


def social_card(record_id: str) -> str:
    """Return the path of what a link to the card of a release looks like where it is shared."""
    return f"models/{record_id}/social.png"


def slug(name: str) -> str:
    """Return a name in the form that URLs use: `Llama 3.1` -> `llama-3.1`."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or "unnamed"


def family_page(name: str) -> str:
    """Return the path of a family's page, from the name that its records use."""
    return f"families/{slug(name)}/index.md"


def url(path: str) -> str:
    """Return the URL of a page relative to the root of the site, as MkDocs publishes it: `licenses/MIT/`."""
    if path.endswith(".md"):
        return path.removesuffix("index.md") if path.endswith("index.md") else f"{path.removesuffix('.md')}/"
    return path.removesuffix("index.html")


def link(here: str, there: str) -> str:
    """Return the relative URL from one page to another."""
    steps = url(here).count("/")
    return "../" * steps + url(there) or "./"
