"""The pages to look things up in: licenses, frameworks, components and developers, and the lists of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.analysis import sentences
from generator.core import paths, spdx
from generator.evaluation import questions
from generator.schema.component import Group
from generator.schema.license import Side, TriState
from generator.site.releases import table_frameworks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.schema.framework import Clause, Framework
    from generator.site.context import Site


def license_page(site: Site, license_id: str) -> str:
    """What one license lets you do, and which releases are under it."""
    license_ = site.catalog.licenses[license_id]
    return site.render(
        paths.page("licenses", license_id),
        "license",
        id=license_id,
        license=license_,
        file=paths.license_file(license_id),
        terms=sentences.terms(license_),
        osi=spdx.is_osi_approved(license_id),
        fsf=spdx.is_fsf_libre(license_id),
        is_spdx=license_id in spdx.SPDX_IDS,
        rows=[row for row in site.scorecard.rows if license_id in row.license_ids],
    )


def framework_page(site: Site, framework_id: str) -> str:
    """The methodology of one framework, made from its file, and how every release comes out."""
    framework = site.catalog.frameworks[framework_id]
    asked = {clause.question for _, clause in framework.clauses()}
    return site.render(
        paths.page("frameworks", framework_id),
        "framework",
        id=framework_id,
        framework=framework,
        file=paths.framework_file(framework_id),
        questions={name: _doc(question) for name, question in questions.QUESTIONS.items() if name in asked},
        rows=[(row, row.assessments[framework_id]) for row in site.scorecard.rows],
        describe=lambda clause: _describe(site, framework, clause),
    )


def component_page(site: Site, component_id: str) -> str:
    """What one component is, how it is judged, and its state in every release."""
    records = site.catalog.records
    return site.render(
        paths.page("components", component_id),
        "component",
        id=component_id,
        component=site.catalog.components[component_id],
        rows=[(row, records[row.id].fact(component_id)) for row in site.scorecard.rows],
    )


def developer_page(site: Site, developer_id: str) -> str:
    """One developer and its releases."""
    return site.render(
        paths.page("developers", developer_id),
        "developer",
        id=developer_id,
        developer=site.catalog.developers[developer_id],
        rows=[row for row in site.scorecard.rows if row.developer == developer_id],
        frameworks=table_frameworks(site),
    )


def index_pages(site: Site) -> Iterator[tuple[str, str]]:
    """The lists of all licenses, frameworks, components and developers, as (path, text)."""
    rows = site.scorecard.rows
    uses = {name: sum(name in row.license_ids for row in rows) for name in site.catalog.licenses}
    yield _index(site, "licenses", uses=uses, osi=spdx.is_osi_approved, TriState=TriState, Side=Side)
    yield _index(site, "frameworks")
    yield _index(site, "components", Group=Group)
    counts = {name: sum(row.developer == name for row in rows) for name in site.catalog.developers}
    yield _index(site, "developers", counts=counts)


def _index(site: Site, room: str, **values: Any) -> tuple[str, str]:
    here = paths.INDEXES[room]
    return here, site.render(here, room, **values)


def _doc(question: Callable[..., object]) -> tuple[str, str]:
    first, _, rest = (question.__doc__ or "").partition("\n")
    return first.strip(), " ".join(rest.replace("`", "").split())


def _describe(site: Site, framework: Framework, clause: Clause) -> str:
    """Say in words what a clause asks: "Training code: released under an OSI-approved license"."""
    asked = clause.arguments
    part = site.catalog.components[asked["component"]].name if "component" in asked else ""
    test = framework.license_tests[asked["license"]].name if "license" in asked else ""
    judgment = site.catalog.judgments[asked["judgment"]].name if "judgment" in asked else ""
    return {
        "released": f"{part}: released{' at least in part' if asked.get('extent') == 'part' else ''}",
        "stands_at": f"{part}: state at least {asked.get('least')}",
        "licensed": f"{part}: released under {test}",
        "training_data_licensed": f"All training data: released under {test}",
        "open_licenses": f"Weights, training code and training data: at least {asked.get('least')} under {test}",
        "datasets": f"{part}: every dataset {asked.get('duty', '').replace('-', ' ')}",
        "judged": f"{judgment}: somebody published the judgment {asked.get('answer', 'yes')}",
        "trained_within": f"Training compute: at most {asked.get('operations')} operations",
    }[clause.question or ""]
