"""What can only be checked of a framework with the rest of the data at hand: its clauses against questions and ids."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import TYPE_CHECKING, Literal, get_args, get_origin

from generator.core import spdx
from generator.core.codes import Code
from generator.core.problem import Found, KeyPath, did_you_mean, show_path
from generator.evaluation import questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.loading.catalog import Catalog
    from generator.schema.framework import Clause, Framework


def check(framework: Framework, catalog: Catalog) -> Iterator[Found]:
    """Yield everything that is wrong between a framework and the rest of the data."""
    yield from _clauses(framework, catalog)
    yield from _license_tests(framework, catalog)
    yield from _parts(framework)


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
        for key in ("all", "levels", "points", "beside")
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
    question = questions.QUESTIONS.get(name)
    if question is None:
        yield (
            (*path, name),
            Code.UNKNOWN_QUESTION,
            f"unknown question `{name}`{did_you_mean(name, questions.QUESTIONS)}",
        )
        return
    known = {
        "component": catalog.components.keys(),
        "instead": catalog.components.keys(),
        "license": framework.license_tests.keys(),
        "judgment": catalog.judgments.keys(),
    }
    parameters = dict(list(inspect.signature(question, eval_str=False).parameters.items())[1:])
    hints = inspect.get_annotations(question)
    for argument, value in clause.arguments.items():
        allowed = known[argument] if argument in known else _choices(hints.get(argument))
        if argument not in parameters:
            hint = did_you_mean(argument, parameters)
            yield (*path, name, argument), Code.BAD_ARGUMENT, f"`{name}` has no argument `{argument}`{hint}"
        elif value not in allowed:
            told = f"`{value}` is not one of {', '.join(allowed)}"
            words = f"unknown {argument} `{value}`" if argument in known else told
            yield (*path, name, argument), Code.BAD_ARGUMENT, words + did_you_mean(value, allowed)
    for argument, parameter in parameters.items():
        if parameter.default is parameter.empty and argument not in clause.arguments:
            yield (*path, name), Code.BAD_ARGUMENT, f"`{show_path((name,))}` needs the argument `{argument}`"


def _choices(annotation: object) -> tuple[str, ...]:
    """Return the words of a closed list, given as a Literal or by its name in `criteria`."""
    listed = getattr(questions, annotation, None) if isinstance(annotation, str) else annotation
    return get_args(listed) if get_origin(listed) is Literal else ()
