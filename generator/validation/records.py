"""What can only be checked across files. Each check yields (key path, code, words); the runner adds the file.

Shapes are checked by the nouns when a file is read; a file that failed there is not in the catalog and not seen here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from generator.core import paths, spdx
from generator.core.codes import Code
from generator.core.problem import Found, KeyPath, Problem, did_you_mean
from generator.evaluation.findings import Answer
from generator.schema.component import Group, Status
from generator.schema.license import License, Term, TriState
from generator.schema.record import DatasetKind, Label, Record
from generator.validation import frameworks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.loading.catalog import Catalog
    from generator.schema.framework import Framework

STALE_DAYS = 548
"""18 months."""


def check(catalog: Catalog) -> tuple[Problem, ...]:
    """Return every problem across the files of a catalog, sorted."""
    return tuple(sorted(_problems(catalog)))


def stale(catalog: Catalog, today: date) -> tuple[Problem, ...]:
    """Return a warning for everything nobody has looked at for more than 18 months before `today`, sorted."""
    long_ago = today - timedelta(days=STALE_DAYS)
    return tuple(
        sorted(
            problem
            for record_id, record in catalog.records.items()
            for problem in _at(catalog, paths.record_file(record_id), _not_looked_at(record, long_ago))
        )
    )


def _not_looked_at(record: Record, long_ago: date) -> Iterator[Found]:
    looked: dict[KeyPath, date | None] = {
        ("components", name): fact.checked for name, fact in record.components.items()
    }
    looked |= {("claims", index): claim.checked for index, claim in enumerate(record.claims)}
    looked |= {("judgments", name): judgment.checked for name, judgment in record.judgments.items()}
    for path, day in looked.items():
        if day and day < long_ago:
            yield (*path, "checked"), Code.STALE, f"nobody has looked since {day}; look again and renew `checked`"


def _problems(catalog: Catalog) -> Iterator[Problem]:
    aliases = Counter(alias for record in catalog.records.values() for alias in record.aliases)
    hub = Counter(name.lower() for record in catalog.records.values() for name in record.hub)
    families = defaultdict(set)
    for record in catalog.records.values():
        families[paths.family_page(record.family)].add(record.family)
    for record_id, record in catalog.records.items():
        file = paths.record_file(record_id)
        for find in (_references, _applicability, _licenses, _claims, _datasets, _elsewhere):
            yield from _at(catalog, file, find(record_id, record, catalog))
        yield from _at(catalog, file, _names(record, catalog, aliases, hub))
        yield from _at(catalog, file, _family(record.family, families))
    for license_id, license_ in catalog.licenses.items():
        yield from _at(catalog, paths.license_file(license_id), _terms(license_))
    for framework_id, framework in catalog.frameworks.items():
        for look in (frameworks.clauses, frameworks.license_tests, frameworks.parts):
            yield from _at(catalog, paths.framework_file(framework_id), look(framework, catalog))


def _at(catalog: Catalog, file: str, found: Iterable[Found]) -> Iterator[Problem]:
    for path, code, words in found:
        yield catalog.sources[file].problem(path, code, words)


def _references(record_id: str, record: Record, catalog: Catalog) -> Iterator[Found]:
    developer = paths.developer_of(record_id)
    if paths.developer_file(developer) not in catalog.files:
        yield (
            (),
            Code.NO_DEVELOPER,
            f"there is no {paths.developer_file(developer)}{did_you_mean(developer, catalog.developers)}",
        )
    if record_id in _bases(record, catalog):
        yield ("base",), Code.OWN_BASE, "a release cannot be made from itself"
    elif record.base and paths.record_file(record.base) not in catalog.files:
        yield ("base",), Code.UNKNOWN_ID, f"unknown record `{record.base}`{did_you_mean(record.base, catalog.records)}"


def _bases(record: Record, catalog: Catalog) -> list[str]:
    """Return the release a release was made from, the one that was made from, and so on, each once."""
    found: list[str] = []
    base = record.base
    while base and base not in found:
        found.append(base)
        base = catalog.records[base].base if base in catalog.records else None
    return found


def _applicability(_: str, record: Record, catalog: Catalog) -> Iterator[Found]:
    for name, fact in record.components.items():
        component = catalog.components.get(name)
        if fact.status is Status.NOT_APPLICABLE and component and not component.not_applicable:
            yield (
                ("components", name, "status"),
                Code.ALWAYS_APPLIES,
                "every release can have this component, so it always applies",
            )


def _licenses(_: str, record: Record, catalog: Catalog) -> Iterator[Found]:
    for path, text in _license_texts(record):
        for name in spdx.names(spdx.parse(text, catalog.license_ids)):
            if paths.license_file(name) not in catalog.files and name in spdx.SPDX_IDS:
                yield (
                    path,
                    Code.LICENSE_WITHOUT_ENTRY,
                    f"the license `{name}` has no entry yet; add {paths.license_file(name)}",
                )


def _license_texts(record: Record) -> Iterator[tuple[KeyPath, str]]:
    for name, fact in record.components.items():
        if fact.license:
            yield ("components", name, "license"), fact.license
        for index, dataset in enumerate(fact.datasets):
            if dataset.license:
                yield ("components", name, "datasets", index, "license"), dataset.license


def _claims(_: str, record: Record, __: Catalog) -> Iterator[Found]:
    labels = [claim.label for claim in record.claims]
    if Label.NONE in labels and len(labels) > 1:
        yield (
            ("claims", labels.index(Label.NONE), "label"),
            Code.NONE_BESIDE_OTHERS,
            "`none` cannot stand beside other labels",
        )


def _datasets(_: str, record: Record, catalog: Catalog) -> Iterator[Found]:
    for name, fact in record.components.items():
        component = catalog.components.get(name)
        if fact.datasets and component and component.group is not Group.DATA:
            yield ("components", name, "datasets"), Code.DATASETS_ELSEWHERE, "only data components list datasets"
        for index, dataset in enumerate(fact.datasets):
            if fact.status is Status.OPEN and dataset.kind in {DatasetKind.UNDISCLOSED, DatasetKind.UNSHAREABLE}:
                words = f"data with a dataset that is {dataset.kind.value} cannot be open as a whole"
                yield ("components", name, "datasets", index, "kind"), Code.OPEN_YET_CLOSED, words


def _elsewhere(_: str, record: Record, catalog: Catalog) -> Iterator[Found]:
    """Hold the result of another index against what our framework on the same question can say."""
    by_index = {framework.recorded_as: framework for framework in catalog.frameworks.values()}
    for index, entry in enumerate(record.elsewhere):
        framework = by_index.get(entry.index)
        if entry.result is None or framework is None:
            continue
        if framework.points and not _is_points(entry.result, framework):
            yield (
                ("elsewhere", index, "result"),
                Code.NO_SUCH_RESULT,
                f"not a number of points from 0 to {framework.most}",
            )
        elif not framework.points and entry.result not in (results := _results(framework)):
            hint = did_you_mean(entry.result, results)
            yield (
                ("elsewhere", index, "result"),
                Code.NO_SUCH_RESULT,
                f"`{entry.result}` is not one of {', '.join(results)}{hint}",
            )


def _is_points(text: str, framework: Framework) -> bool:
    try:
        return 0 <= Decimal(text) <= framework.most
    except InvalidOperation:
        return False


def _results(framework: Framework) -> list[str]:
    floor = [framework.floor.lower()] if framework.floor else []
    return [*floor, *(level.id for level in framework.levels), Answer.MET.value, Answer.NOT_MET.value]


def _family(family: str, families: Mapping[str, set[str]]) -> Iterator[Found]:
    """Families have pages by their names in lower case without punctuation, so two must not come out the same."""
    page = paths.family_page(family)
    others = sorted(families[page] - {family})
    if others:
        yield (
            ("family",),
            Code.FAMILY_SPELLING,
            f"`{family}` and `{others[0]}` would share a page; write the name of a family one way",
        )


def _names(record: Record, catalog: Catalog, aliases: Counter[str], hub: Counter[str]) -> Iterator[Found]:
    for index, alias in enumerate(record.aliases):
        if paths.record_file(alias) in catalog.files or aliases[alias] > 1:
            yield ("aliases", index), Code.TAKEN_NAME, f"`{alias}` is already the id or an alias of a record"
    for index, name in enumerate(record.hub):
        if hub[name.lower()] > 1:
            yield ("hub", index), Code.TAKEN_NAME, f"`{name}` is named by another record or twice"


def _terms(license_: License) -> Iterator[Found]:
    for term, clause in license_.terms.items():
        if clause.users is not None and term is not Term.USER_CAP:
            yield ("terms", term.value, "users"), Code.MISPLACED_FIGURE, "a number of users belongs to `user-cap`"
        if clause.usd is not None and term is not Term.REVENUE_CAP:
            yield ("terms", term.value, "usd"), Code.MISPLACED_FIGURE, "a revenue belongs to `revenue-cap`"
        if clause.answer is TriState.NO and not (clause.quote or clause.note or license_.read):
            words = "a no needs a `quote`, a `note`, or `read:` above (the day the whole text was read)"
            yield ("terms", term.value), Code.UNSHOWN_NO, words
