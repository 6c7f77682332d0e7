"""What can only be checked of a framework with the rest of the data at hand: its clauses against questions and ids."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import TYPE_CHECKING, get_args

from generator.core import paths, spdx
from generator.core.codes import Code
from generator.core.problem import Found, KeyPath, did_you_mean, show_path
from generator.evaluation.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.loading.catalog import Catalog
    from generator.schema.framework import Clause, Framework


def check(framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Yield everything that is wrong between a framework and the rest of the data."""
    yield from _clauses(framework, catalog)
    yield from _license_tests(framework, catalog)
    yield from _parts(framework)
    yield from _marks(framework, catalog)


def _marks(framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Exactly one framework is the headline, and exactly one names the components that are counted."""
    files = [file for file in catalog.files if file.startswith(f"{paths.FRAMEWORKS}/")]
    if len(files) > len(catalog.frameworks):
        return  # one of those that cannot be read may be marked
    for mark in ("headline", "counted"):
        marked = [each for each in catalog.frameworks.values() if getattr(each, mark)]
        if framework in marked[1:]:
            yield (mark,), Code.BAD_COMPOSITION, f"`{mark}` belongs to one framework, and {marked[0].short} has it"
        elif not marked and framework is next(iter(catalog.frameworks.values())):
            yield (), Code.BAD_COMPOSITION, f"no framework has `{mark}: true`"


def _clauses(framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Hold every clause against its question, and find license tests that no clause uses."""
    if not (catalog.components and catalog.judgments):
        return  # the vocabulary itself could not be read
    used: set[str] = set()
    for path, clause in framework.clauses():
        yield from _question(path, clause, framework, catalog)
        used.add(clause.arguments.get("license", ""))
    for name in framework.license_tests:
        if name not in used:
            yield ("license-tests", name), Code.UNUSED_TEST, "no clause uses this license test"


def _license_tests(framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Find ids of licenses that neither SPDX nor the catalog knows."""
    known = spdx.SPDX_IDS | catalog.license_ids
    for name, test in framework.license_tests.items():
        here: KeyPath = ("license-tests", name)
        lists = {(*here, "ids"): test.ids} | {(*here, "fits", kind.value): ids for kind, ids in test.fits.items()}
        for path, ids in lists.items():
            for index, license_id in enumerate(ids):
                if license_id not in known:
                    yield (
                        (*path, index),
                        Code.UNKNOWN_LICENSE,
                        f"unknown license `{license_id}`{did_you_mean(license_id, known)}",
                    )


def _parts(framework: Framework) -> Iterator[Found]:
    """Every part has an id of its own, and a level that is named is there."""
    parts = [
        ((key, index, "id"), part.id)
        for key in ("all", "levels", "points", "duties")
        for index, part in enumerate(getattr(framework, key))
    ]
    times = Counter(part_id for _, part_id in parts)
    yield from (
        (path, Code.SAME_ID, f"`{part_id}` is the id of another part") for path, part_id in parts if times[part_id] > 1
    )
    levels = [level.id for level in framework.levels]
    needs = [(("labels", index, "needs"), need.needs) for index, need in enumerate(framework.labels)]
    for path, level in (*needs, (("open-at",), framework.open_at)):
        if level and level not in levels:
            yield path, Code.UNKNOWN_ID, f"unknown level `{level}`{did_you_mean(level, levels)}"


def _question(path: KeyPath, clause: Clause, framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Hold a clause against the signature of its question."""
    name = clause.question or ""
    if name not in QUESTIONS:
        yield (*path, name), Code.UNKNOWN_QUESTION, f"unknown question `{name}`{did_you_mean(name, QUESTIONS)}"
        return
    parameters = dict(list(inspect.signature(QUESTIONS[name].ask).parameters.items())[1:])
    for argument, value in clause.arguments.items():
        if argument not in parameters:
            hint = did_you_mean(argument, parameters)
            yield (*path, name, argument), Code.BAD_ARGUMENT, f"`{name}` has no argument `{argument}`{hint}"
        elif message := _wrong_value(argument, value, parameters[argument], framework, catalog):
            yield (*path, name, argument), Code.BAD_ARGUMENT, message
    for argument, parameter in parameters.items():
        if parameter.default is parameter.empty and argument not in clause.arguments:
            yield (*path, name), Code.BAD_ARGUMENT, f"`{show_path((name,))}` needs the argument `{argument}`"


def _wrong_value(
    argument: str, value: str, parameter: inspect.Parameter, framework: Framework, catalog: Catalog
) -> str:
    """Return what is wrong with the value of an argument, "" if nothing is."""
    known = {
        "component": catalog.components.keys(),
        "instead": catalog.components.keys(),
        "license": framework.license_tests.keys(),
        "judgment": catalog.judgments.keys(),
    }
    allowed = known[argument] if argument in known else get_args(parameter.annotation)
    if value in allowed:
        return ""
    message = f"unknown {argument} `{value}`" if argument in known else f"`{value}` is not one of {', '.join(allowed)}"
    return message + did_you_mean(value, allowed)
