"""What the search finds: for each page its title, one sentence, and the other names by which people look for it.

The theme searches the words of a query, and their beginnings, in titles first and then in texts. So a text holds no
tables, only what a reader wants to see below the title, and names that the title does not have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypedDict

from markupsafe import escape

from generator.analysis.chooser import QUESTIONS
from generator.analysis.whole_hub import WholeHub
from generator.core import urls
from generator.loading.explanations import explanations
from generator.schema.license import TriState
from generator.schema.license_words import sentence
from generator.schema.term import Term
from generator.schema.topic import Topic
from generator.site.starts import STARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.analysis.card import ReleaseCard
    from generator.schema.license import License
    from generator.site.context import Site


class Entry(TypedDict):
    """One entry of the search index, as the theme reads it; title and text are HTML."""

    location: str
    title: str
    text: str
    boost: float
    """How much more its matches count than those of other pages."""


_LISTS = (
    (urls.HOME, "Which AI models are open?", "All releases: weights, code, data, license and verdicts in one table."),
    (urls.AUDIT, "Claims", "What each release calls itself, next to what was released and under which terms."),
    (urls.DISAGREEMENTS, "Where the definitions disagree", "Compare every release under every definition of open."),
    (
        urls.CHOOSE,
        "Which models may I use?",
        "In a commercial product, in the EU, to train on outputs, to share changes.",
    ),
    (urls.CHANGES, "What changed", "Which verdicts changed, when and why, with an Atom feed of news and updates."),
    (urls.COMPARE, "Compare releases", "Up to four releases side by side, what differs first."),
    (urls.HUB_PAGE, "Hub check", "Where the Hugging Face Hub and our records disagree."),
    (urls.FAMILIES, "Families", "How openness changed from version to version."),
    (urls.PICTURES, "Pictures", "Charts for articles: components, claims, families, licenses; as SVG and PNG."),
    (urls.CODES, "Check codes", "Every problem that the check can report."),
    (urls.INDEXES["licenses"], "Licenses", "Compare what the licenses of AI models let you do."),
    (urls.INDEXES["frameworks"], "Definitions of open", "OSAID, MOF, FSF, G7, EU AI Act and others side by side."),
    (urls.INDEXES["components"], "Components", "Every part of a release, and what counts as open, partial and closed."),
    (urls.INDEXES["developers"], "Developers", "The organizations that made the releases."),
)


def entries(site: Site) -> list[Entry]:
    """Return what the search finds about the generated pages, in the order of their kinds."""
    return [
        *(_entry(*found) for found in _LISTS),
        *(_entry(start.path, start.question, f"{start.who}.") for start in STARTS),
        *_census(site),
        *_releases(site),
        *_licenses(site),
        *_developers(site),
        *_others(site),
    ]


def _entry(path: str, title: str, said: str, names: Iterable[str] = (), boost: float = 1) -> Entry:
    known = f"{title} {said}".lower()
    others = dict.fromkeys(name for name in names if name.lower() not in known)
    text = f"{said} {', '.join(others)}".strip()
    return {"location": urls.url(path), "title": str(escape(title)), "text": str(escape(text)), "boost": boost}


def _census(site: Site) -> Iterator[Entry]:
    if census := site.catalog.hub.census:
        yield _entry(urls.CENSUS, "The whole Hub", WholeHub(census).sentence, ("census", "license drift"), boost=2)


def _releases(site: Site) -> Iterator[Entry]:
    for card in site.scorecard.cards:
        yield _entry(urls.model_page(card.id), card.name, card.sentence, _names(card), boost=2.2)


def _names(card: ReleaseCard) -> Iterator[str]:
    """Yield what people call a release: `Qwen 2.5` for `Qwen2.5`, its repositories, its earlier ids, its developer."""
    yield re.sub(r"(?<=[A-Za-z])(?=\d)", " ", card.name)
    yield card.family
    yield from (repository.id for repository in card.repositories)
    yield from card.aliases
    yield card.developer.name


def _licenses(site: Site) -> Iterator[Entry]:
    used = {license_id for card in site.scorecard.cards for license_id in card.license.ids}
    for license_id, license_ in site.catalog.licenses.items():
        path, boost = urls.page("licenses", license_id), 2 if license_id in used else 1
        yield _entry(path, license_.name, _what_it_allows(license_), (license_id, license_.short), boost)


def _what_it_allows(license_: License) -> str:
    """Return the answer to the first question that people ask, and the cap on users, if there is one."""
    allowed = f"Can I use it commercially? {sentence(Term.COMMERCIAL_USE, license_)}"
    is_capped = license_.answer(Term.USER_CAP) is TriState.YES
    return f"{allowed} {sentence(Term.USER_CAP, license_)} (MAU)" if is_capped else allowed


def _developers(site: Site) -> Iterator[Entry]:
    made = defaultdict(list)
    for card in site.scorecard.cards:
        made[card.developer.id].append(card.name)
    for name, developer in site.catalog.developers.items():
        releases = f"Releases: {', '.join(made[name])}."
        yield _entry(urls.page("developers", name), developer.name, releases, developer.names, boost=2)


def _others(site: Site) -> Iterator[Entry]:
    for name, framework in site.catalog.frameworks.items():
        title = f"{framework.name} ({framework.short})"
        boost = 3 if framework.headline else 1
        yield _entry(urls.page("frameworks", name), title, framework.question, (framework.publisher,), boost)
    for name, component in site.catalog.components.items():
        yield _entry(urls.page("components", name), component.name, component.what, boost=1.5)
    for name, cards in site.families.items():
        yield _entry(urls.family_page(name), f"{name} family", f"{', '.join(card.name for card in cards)}.")
    for question in QUESTIONS:
        yield _entry(urls.choose_page(question.id), question.title, "With the conditions of each license.")
    for topic in Topic:
        yield _entry(urls.topic_page(topic.value), f"{topic.heading}: what each definition asks", "With the clauses.")
    yield from _comparisons(site)
    for code, explanation in explanations().items():
        yield _entry(urls.code_page(code), code.value, explanation.title)


def _comparisons(site: Site) -> Iterator[Entry]:
    frameworks, listed = site.catalog.frameworks, site.catalog.comparisons
    for pair in listed.definitions:
        first, second = (frameworks[each] for each in pair)
        said = f"{first.short} and {second.short}, clause by clause, and the releases on which they part."
        yield _entry(urls.compare_definitions_page(pair), f"{first.name} against {second.name}", said)
    for ids in listed.releases:
        names = [site.scorecard.card(each).name for each in ids]
        yield _entry(urls.compare_page(ids), " vs ".join(names), "What differs, side by side.")
