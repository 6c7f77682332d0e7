"""Checks a framework against the rest of the data: its clauses against the questions and the ids they name."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import TYPE_CHECKING, get_args

from generator.core import paths, spdx
from generator.core.codes import Code
from generator.core.problem import Found, KeyPath, closest
from generator.evaluation.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.loading.catalog import Catalog
    from generator.schema.framework import Clause, Framework


def check(framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Yield every conflict between a framework and the rest of the data."""
    yield from _clauses(framework, catalog)
    yield from _license_tests(framework, catalog)
    yield from _parts(framework)
    yield from _marks(framework, catalog)


def _marks(framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Yield a conflict unless exactly one framework is the headline, and exactly one names the counted components."""
    files = [file for file in catalog.files if file.startswith(f"{paths.FRAMEWORKS}/")]
    if len(files) > len(catalog.frameworks):
        return  # a framework that could not be read may have the mark
    for mark in ("headline", "counted"):
        marked = [each for each in catalog.frameworks.values() if getattr(each, mark)]
        if framework in marked[1:]:
            statement = f"only one framework can have `{mark}`, and {marked[0].short} has it"
            yield Found((mark,), Code.BAD_COMPOSITION, statement)
        elif not marked and framework is next(iter(catalog.frameworks.values())):
            yield Found((), Code.BAD_COMPOSITION, f"no framework has `{mark}: true`")


def _clauses(framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Compare every clause with its question, and find license tests that no clause uses."""
    if not (catalog.components and catalog.judgments):
        return  # the vocabulary could not be read
    used: set[str] = set()
    for path, clause in framework.clauses():
        yield from _question(path, clause, framework, catalog)
        used.add(clause.arguments.get("license", ""))
    for name in framework.license_tests:
        if name not in used:
            yield Found(("license-tests", name), Code.UNUSED_TEST, "no clause uses this license test")


def _license_tests(framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Find ids of licenses that neither SPDX nor the catalog knows."""
    known = spdx.SPDX_IDS | catalog.license_ids
    for name, test in framework.license_tests.items():
        here: KeyPath = ("license-tests", name)
        lists = {(*here, "ids"): test.ids} | {(*here, "fits", kind.value): ids for kind, ids in test.fits.items()}
        for path, ids in lists.items():
            for index, license_id in enumerate(ids):
                if license_id not in known:
                    statement = f"unknown license `{license_id}`"
                    yield Found((*path, index), Code.UNKNOWN_LICENSE, statement, closest(license_id, known))


def _parts(framework: Framework) -> Iterator[Found]:
    """Yield every id that two parts share, and every name of a level that does not exist."""
    parts: list[tuple[KeyPath, str]] = [
        ((key, index, "id"), part.id)
        for key in ("all", "levels", "points", "duties")
        for index, part in enumerate(getattr(framework, key))
    ]
    parts += [(("outside", "id"), framework.outside.id)] if framework.outside else []
    times = Counter(part_id for _, part_id in parts)
    for path, part_id in parts:
        if times[part_id] > 1:
            yield Found(path, Code.SAME_ID, f"`{part_id}` is also the id of another part")
    levels = [level.id for level in framework.levels]
    needs = [(("labels", index, "needs"), need.needs) for index, need in enumerate(framework.labels)]
    for place, level in (*needs, (("open-at",), framework.open_at)):
        if level and level not in levels:
            yield Found(place, Code.UNKNOWN_ID, f"unknown level `{level}`", closest(level, levels))


def _question(path: KeyPath, clause: Clause, framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Compare a clause with the signature of its question."""
    name = clause.question or ""
    if name not in QUESTIONS:
        yield Found((*path, name), Code.UNKNOWN_QUESTION, f"unknown question `{name}`", closest(name, QUESTIONS))
        return
    parameters = dict(list(inspect.signature(QUESTIONS[name].ask).parameters.items())[1:])
    known = _known_ids(framework, catalog)
    for argument, value in clause.arguments.items():
        here = (*path, name, argument)
        if argument not in parameters:
            statement = f"`{name}` has no argument `{argument}`"
            yield Found(here, Code.BAD_ARGUMENT, statement, closest(argument, parameters))
        elif argument in known:
            yield from _known(value, argument, here, known[argument])
        else:
            yield from _listed(value, here, get_args(parameters[argument].annotation))
    for argument, parameter in parameters.items():
        if parameter.default is parameter.empty and argument not in clause.arguments:
            yield Found((*path, name), Code.BAD_ARGUMENT, f"`{name}` needs the argument `{argument}`")


def _known_ids(framework: Framework, catalog: Catalog) -> Mapping[str, Collection[str]]:
    """Return the ids that an argument can be, by the argument's name."""
    return {
        "component": catalog.components,
        "instead": catalog.components,
        "license": framework.license_tests,
        "judgment": catalog.judgments,
    }


def _known(value: str, argument: str, path: KeyPath, ids: Collection[str]) -> Iterator[Found]:
    if value not in ids:
        yield Found(path, Code.BAD_ARGUMENT, f"unknown {argument} `{value}`", closest(value, ids))


def _listed(value: str, path: KeyPath, words: Collection[str]) -> Iterator[Found]:
    if value not in words:
        yield Found(path, Code.BAD_ARGUMENT, f"`{value}` is not one of {', '.join(words)}", closest(value, words))
