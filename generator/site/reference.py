"""The reference pages: licenses, definitions, components and developers, and a list of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from generator.analysis import license_answers, sentences
from generator.analysis.chooser import QUESTIONS as QUESTIONS_OF_READERS
from generator.analysis.whole_hub import license_use
from generator.core import paths, spdx, urls
from generator.evaluation.questions import QUESTIONS
from generator.schema.component import Group
from generator.schema.developer import DeveloperKind
from generator.schema.license_words import short
from generator.schema.term import Side, Term
from generator.schema.topic import Topic
from generator.site.facets import Facet, Kind, attributes
from generator.site.release_facets import INTERNATIONAL
from generator.site.releases import table_frameworks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.schema.developer import Developer
    from generator.schema.framework import Clause, Framework
    from generator.schema.license import License
    from generator.site.context import Site
    from generator.site.page import Maker, Page


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Yield each list, and the page of each entry, as its path and how to make it."""
    yield urls.INDEXES["licenses"], partial(license_list, site)
    yield urls.INDEXES["frameworks"], partial(framework_list, site)
    yield urls.INDEXES["components"], partial(component_list, site)
    yield urls.INDEXES["developers"], partial(developer_list, site)
    for folder, entries, page in (
        ("licenses", site.catalog.licenses, license_page),
        ("frameworks", site.catalog.frameworks, framework_page),
        ("components", site.catalog.components, component_page),
        ("developers", site.catalog.developers, developer_page),
    ):
        for name in entries:
            yield urls.page(folder, name), partial(page, site, name)


def license_page(site: Site, license_id: str) -> Page:
    """Return the page of a license: what it lets you do, and which releases use it."""
    license_ = site.catalog.licenses[license_id]
    return site.page(
        urls.page("licenses", license_id),
        "license",
        id=license_id,
        license=license_,
        file=paths.license_file(license_id),
        chapters=sentences.chapters(license_),
        osi=spdx.is_osi_approved(license_id),
        fsf=spdx.is_fsf_libre(license_id),
        is_spdx=license_id in spdx.SPDX_IDS,
        cards=[card for card in site.scorecard.cards if license_id in card.license.ids],
        use=license_use(license_id, site.catalog.hub.census),
        census=urls.CENSUS,
    )


def framework_page(site: Site, framework_id: str) -> Page:
    """Return the page of a definition: its methodology, and the verdict on every release."""
    framework = site.catalog.frameworks[framework_id]
    asked = {clause.question for _, clause in framework.clauses()}
    path = urls.page("frameworks", framework_id)
    made = site.page(
        path,
        "framework",
        id=framework_id,
        framework=framework,
        file=paths.framework_file(framework_id),
        questions={name: _doc(question.ask) for name, question in QUESTIONS.items() if name in asked},
        results=[(card, card.verdict(framework_id)) for card in site.scorecard.cards],
        describe=lambda clause: _describe(site, framework, clause),
    )
    return replace(made, feed=urls.feed(path))


def component_page(site: Site, component_id: str) -> Page:
    """Return the page of a component: what it is, how it is judged, and its state in every release."""
    return site.page(
        urls.page("components", component_id),
        "component",
        id=component_id,
        component=site.catalog.components[component_id],
        cards=site.scorecard.cards,
    )


def developer_page(site: Site, developer_id: str) -> Page:
    """Return the page of a developer and its releases."""
    path = urls.page("developers", developer_id)
    made = site.page(
        path,
        "developer",
        id=developer_id,
        developer=site.catalog.developers[developer_id],
        cards=[card for card in site.scorecard.cards if card.developer.id == developer_id],
        frameworks=table_frameworks(site),
    )
    return replace(made, feed=urls.feed(path))


def license_list(site: Site) -> Page:
    """Return the list of licenses: used and unused, limited before free, then by the number of releases."""
    uses = Counter(name for card in site.scorecard.cards for name in card.license.ids)

    def place(entry: tuple[str, License]) -> tuple[bool, int]:
        summary = license_answers.summary(*entry)
        return summary.mood is sentences.Mood.FREE, -uses[entry[0]]

    licenses, facets = sorted(site.catalog.licenses.items(), key=place), _license_facets()

    return site.page(
        urls.INDEXES["licenses"],
        "licenses",
        used=[entry for entry in licenses if uses[entry[0]]],
        unused=[entry for entry in licenses if not uses[entry[0]]],
        questions=[(urls.choose_page(question.id), question.title) for question in QUESTIONS_OF_READERS],
        columns=_COLUMNS,
        facets=facets,
        row=lambda name, license_: attributes(facets, (name, license_), _license_names(name, license_)),
        uses=uses,
        osi=spdx.is_osi_approved,
        mood=sentences.mood,
        short=short,
    )


def _license_facets() -> tuple[Facet[tuple[str, License]], ...]:
    def osi(entry: tuple[str, License]) -> tuple[str]:
        return ("yes" if spdx.is_osi_approved(entry[0]) else "no",)

    def free(entry: tuple[str, License]) -> list[str]:
        return [term.value for term in _COLUMNS if sentences.mood(term, entry[1]) is sentences.Mood.FREE]

    rights = tuple((term.value, term.heading) for term in _COLUMNS if term.side is not Side.DUTY)
    return (
        Facet("approved", "OSI-approved", (("yes", "Approved"), ("no", "Not approved")), osi, is_first=True),
        Facet("free", "Without conditions", rights, free, Kind.ALL, is_first=True),
    )


def _license_names(license_id: str, license_: License) -> tuple[str, ...]:
    return (license_id, license_.name, license_.licensor or "")


def framework_list(site: Site) -> Page:
    """Return the list of definitions: what each asks, topic by topic."""
    frameworks = site.catalog.frameworks
    pairs = site.catalog.comparisons.definitions
    return site.page(
        urls.INDEXES["frameworks"],
        "frameworks",
        stances=site.stances,
        pairs=[(urls.compare_definitions_page(pair), *(frameworks[name] for name in pair)) for pair in pairs],
        Topic=Topic,
        topics={topic: urls.topic_page(topic.value) for topic in Topic},
    )


def component_list(site: Site) -> Page:
    """Return the list of components."""
    return site.page(urls.INDEXES["components"], "components", Group=Group)


def developer_list(site: Site) -> Page:
    """Return the list of developers, with the number of releases of each."""
    facets = _developer_facets(site)
    return site.page(
        urls.INDEXES["developers"],
        "developers",
        counts=Counter(card.developer.id for card in site.scorecard.cards),
        facets=facets,
        row=lambda name, developer: attributes(facets, developer, (name, *developer.names)),
    )


def _developer_facets(site: Site) -> tuple[Facet[Developer], ...]:
    def kind(developer: Developer) -> tuple[str]:
        return (developer.kind,)

    def country(developer: Developer) -> tuple[str]:
        return (developer.country or INTERNATIONAL,)

    kinds = tuple((each.value, each.value.capitalize()) for each in DeveloperKind)
    countries = sorted({name for developer in site.catalog.developers.values() for name in country(developer)})
    return (
        Facet("kind", "Kind", kinds, kind, is_first=True),
        Facet("country", "Country", tuple((name, name) for name in countries), country, is_first=True),
    )


_COLUMNS = (
    Term.COMMERCIAL_USE,
    Term.DERIVATIVES,
    Term.OUTPUT_TRAINING,
    Term.USER_CAP,
    Term.REVENUE_CAP,
    Term.BUSINESS_LIMIT,
    Term.FIELD_OF_USE,
    Term.USE_POLICY,
    Term.TERRITORY,
    Term.REVOCABLE,
    Term.NAMING,
)
"""What the list of licenses shows."""


def _doc(question: Callable[..., object]) -> tuple[str, str]:
    first, _, rest = (question.__doc__ or "").partition("\n")
    return first.strip(), " ".join(rest.replace("`", "").split())


def _describe(site: Site, framework: Framework, clause: Clause) -> str:
    """Return in words what a clause asks, such as "Training code: released under an OSI-approved license"."""
    catalog = site.catalog
    names = {
        "component": lambda value: catalog.components[value].name,
        "license": lambda value: framework.license_tests[value].name,
        "judgment": lambda value: catalog.judgments[value].name,
    }
    asked = {name: names.get(name, str)(value) for name, value in clause.arguments.items()}
    return QUESTIONS[clause.question or ""].describe(**asked)
