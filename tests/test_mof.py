"""The Model Openness Framework: class and percentages calculated by hand from the specification.

Each case gives the figures as fractions. A short reference, written from the specification and not from our code,
calculates them a second time from components and licenses.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest
from judging import assessment, release

from generator.analysis.progress import progress

if TYPE_CHECKING:
    from collections.abc import Iterable

F = Fraction
III = ("architecture", "weights-final", "technical-report", "evaluation-results", "model-card", "data-card")
II = ("training-code", "inference-code", "evaluation-code", "evaluation-data")
I = ("datasets", "data-preprocessing-code", "research-paper", "weights-intermediate")  # noqa: E741  # the class's name
OPEN = {"Apache-2.0", "MIT", "BSD-3-Clause", "GPL-3.0-only", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODC-By-1.0",
        "ODbL-1.0", "CDLA-Permissive-2.0", "OpenMDW-1.0", "PDDL-1.0"}  # fmt: skip
NAMES = ("Unclassified", "Class III, Open Model", "Class II, Open Tooling", "Class I, Open Science")

# what differs from a release with everything open; progress toward class III, II, I; the class
CASES: list[tuple[dict[str, str], tuple[Fraction | int, ...], int]] = [
    ({}, (100, 100, 100), 3),
    # one of the six of class III is missing: 5/6, and gating sets the others to 0
    ({"architecture": "closed"}, (F(500, 6), 0, 0), 0),
    ({"weights_final": "closed"}, (F(500, 6), 0, 0), 0),
    ({"evaluation_results": "closed"}, (F(500, 6), 0, 0), 0),
    ({"model_card": "closed"}, (F(500, 6), 0, 0), 0),
    ({"data_card": "closed"}, (F(500, 6), 0, 0), 0),
    ({"model_card": "closed", "data_card": "closed"}, (F(400, 6), 0, 0), 0),
    ({"architecture": "closed", "model_card": "closed", "data_card": "closed"}, (50, 0, 0), 0),
    # a license that is not open does not count
    ({"weights_final": "open llama-3.1-community"}, (F(500, 6), 0, 0), 0),
    ({"weights_final": "open bloom-rail-1.0"}, (F(500, 6), 0, 0), 0),
    ({"weights_final": "open gemma-terms"}, (F(500, 6), 0, 0), 0),
    ({"weights_final": "open deepseek-license-1.0"}, (F(500, 6), 0, 0), 0),
    ({"weights_final": "open nvidia-open-model"}, (F(500, 6), 0, 0), 0),
    ({"weights_final": "open CC-BY-NC-4.0"}, (F(500, 6), 0, 0), 0),
    ({"weights_final": "open openmdw-1.1"}, (F(500, 6), 0, 0), 0),
    ({"model_card": "open unlicensed"}, (F(500, 6), 0, 0), 0),
    # open licenses of every kind count on every kind of component
    ({"weights_final": "open MIT"}, (100, 100, 100), 3),
    ({"weights_final": "open CC-BY-4.0"}, (100, 100, 100), 3),
    ({"weights_final": "open CC0-1.0"}, (100, 100, 100), 3),
    ({"weights_final": "open OpenMDW-1.0"}, (100, 100, 100), 3),
    ({"architecture": "open CC-BY-4.0"}, (100, 100, 100), 3),
    ({"training_code": "open GPL-3.0-only"}, (100, 100, 100), 3),
    ({"inference_code": "open BSD-3-Clause"}, (100, 100, 100), 3),
    ({"data_card": "open ODC-By-1.0"}, (100, 100, 100), 3),
    ({"evaluation_data": "open ODbL-1.0"}, (100, 100, 100), 3),
    ({"evaluation_data": "open CDLA-Permissive-2.0"}, (100, 100, 100), 3),
    ({"pretraining_data": "open PDDL-1.0"}, (100, 100, 100), 3),
    # the paper accepts datasets under any license; the tool, which we follow, does not
    ({"pretraining_data": "open C-UDA-1.0"}, (100, 100, F(1300, 14)), 2),
    # class II needs ten, class I fourteen
    ({"training_code": "closed"}, (100, 90, 0), 1),
    ({"training_code": "partial MIT"}, (100, 90, 0), 1),
    ({"training_code": "closed", "evaluation_code": "closed"}, (100, 80, 0), 1),
    ({"training_code": "closed", "evaluation_code": "closed", "evaluation_data": "closed"}, (100, 70, 0), 1),
    ({"inference_code": "open llama-2-community", "evaluation_data": "open CC-BY-NC-4.0"}, (100, 80, 0), 1),
    ({"pretraining_data": "closed"}, (100, 100, F(1300, 14)), 2),
    ({"post_training_data": "closed"}, (100, 100, F(1300, 14)), 2),
    ({"pretraining_data": "closed", "post_training_data": "closed"}, (100, 100, F(1300, 14)), 2),
    ({"post_training_data": "n/a"}, (100, 100, 100), 3),
    ({"data_preprocessing_code": "n/a"}, (100, 100, 100), 3),
    ({"pretraining_data": "open unlicensed"}, (100, 100, F(1300, 14)), 2),
    ({"data_preprocessing_code": "closed"}, (100, 100, F(1300, 14)), 2),
    ({"weights_intermediate": "on-request Apache-2.0"}, (100, 100, F(1300, 14)), 2),
    ({"weights_intermediate": "closed", "data_preprocessing_code": "closed"}, (100, 100, F(1200, 14)), 2),
    # substitution: the paper replaces the report, and class I then needs thirteen
    ({"technical_report": "closed"}, (100, 100, 100), 3),
    ({"technical_report": "open arxiv-nonexclusive"}, (100, 100, 100), 3),
    ({"technical_report": "closed", "weights_intermediate": "closed"}, (100, 100, F(1200, 13)), 2),
    ({"technical_report": "closed", "weights_intermediate": "closed", "pretraining_data": "closed"}, (100, 100, F(1100, 13)), 2),
    ({"technical_report": "closed", "training_code": "closed"}, (100, 90, 0), 1),
    ({"research_paper": "closed"}, (100, 100, F(1300, 14)), 2),
    ({"research_paper": "open arxiv-nonexclusive"}, (100, 100, F(1300, 14)), 2),
    ({"technical_report": "closed", "research_paper": "closed"}, (F(500, 6), 0, 0), 0),
    ({"technical_report": "closed", "research_paper": "open arxiv-nonexclusive"}, (F(500, 6), 0, 0), 0),
    ({"technical_report": "open unlicensed", "research_paper": "open unlicensed", "model_card": "closed"}, (F(400, 6), 0, 0), 0),
    # optional components never count
    ({"sample_outputs": "closed", "supporting_libraries": "closed", "model_metadata": "closed"}, (100, 100, 100), 3),
    ({"sample_outputs": "open llama-2-community"}, (100, 100, 100), 3),
]  # fmt: skip


def reference(included: set[str]) -> tuple[list[Fraction], int]:
    """Calculate progress and class from the components that count, as section A4.4 of the specification says."""
    percentages: list[Fraction] = []
    needed: tuple[str, ...] = ()
    for own in (III, II, I):
        needed += own
        substituted = "technical-report" not in included and "research-paper" in included
        size, count = len(needed), len(included & set(needed))
        if substituted and own is I:
            size -= 1  # the paper is among the components of class I anyway
        elif substituted:
            count += 1  # the paper takes the report's place
        complete = all(percentage == 100 for percentage in percentages)
        percentages.append(F(100 * count, size) if complete else F(0))
    return percentages, [*(percentage == 100 for percentage in percentages), False].index(False)


def included(changes: dict[str, str]) -> set[str]:
    """Return the components that count after the changes."""
    counts = {*III, *II, *I}
    for name, text in changes.items():
        component = "datasets" if name in {"pretraining_data", "post_training_data"} else name.replace("_", "-")
        state, _, license_ = text.partition(" ")
        if state != "n/a" and not (state == "open" and license_ in OPEN):
            counts.discard(component)
    return counts


@pytest.mark.parametrize(("changes", "expected", "rank"), CASES, ids=[str(changes) for changes, _, _ in CASES])
def test_class_and_percentages_match_the_specification(
    changes: dict[str, str], expected: tuple[Fraction | int, ...], rank: int
) -> None:
    ours = assessment(release(**changes), "mof-1.0")  # type: ignore[arg-type]  # components only
    assert [step.low for step in progress(ours)] == [float(share) for share in expected]
    assert [step.high for step in progress(ours)] == [float(share) for share in expected]
    assert ours.verdict == NAMES[rank]
    assert reference(included(changes)) == (list(expected), rank)


STATES = ("open Apache-2.0", "open CC-BY-NC-4.0", "open unlicensed", "partial MIT", "closed", "?", "open")
PARTS = ("pretraining-data", "post-training-data", *(set({*III, *II, *I}) - {"datasets"}))


def at_end(changes: dict[str, str], unknown: str) -> dict[str, str]:
    """Replace every unknown component or license with one state."""
    return {name: unknown if text in {"?", "open"} else text for name, text in changes.items()}


def rounded(percentages: Iterable[F | float], level: int) -> tuple[list[float], int]:
    return [float(percentage) for percentage in percentages], level


@pytest.mark.parametrize("seed", range(150))
def test_any_combination_comes_out_as_the_specification_says(seed: int) -> None:
    random = Random(seed)
    changed = random.sample(sorted(PARTS), random.choice((1, 2, 3, 5)))
    changes = {name.replace("-", "_"): random.choice(STATES) for name in changed}
    ours = assessment(release(**changes), "mof-1.0")  # type: ignore[arg-type]  # components only
    low, high = (rounded(*reference(included(at_end(changes, end)))) for end in ("closed", "open Apache-2.0"))
    assert rounded([step.low for step in progress(ours)], int(ours.at_least)) == low, changes
    assert rounded([step.high for step in progress(ours)], int(ours.at_most)) == high, changes


def test_there_are_at_least_forty_combinations() -> None:
    assert len({str(changes) for changes, _, _ in CASES}) >= 40


def test_an_unknown_makes_the_percentages_an_interval_with_the_figure_of_its_own_tool_as_the_lower_end() -> None:
    ours = assessment(release(model_card="?", training_code="open"), "mof-1.0")
    intervals = [(step.low, step.high) for step in progress(ours)]
    assert intervals == [(float(F(500, 6)), 100), (0, 100), (0, 100)]
    assert ours.verdict == "Up to Class I, Open Science (facts missing)"


@pytest.mark.parametrize(
    ("changes", "caution"),
    [
        ({"architecture": "open CC-BY-4.0"}, "CC-BY-4.0 is open, but not on the list for code"),
        ({"training_code": "open BSD-3-Clause"}, "BSD-3-Clause is open, but not on the list for code"),
        ({"weights_final": "open MIT"}, "MIT is open, but not on the list for data"),
        ({"model_card": "open ODC-By-1.0"}, "ODC-By-1.0 is open, but not on the list for documents"),
        ({"weights_final": "open CDLA-Permissive-2.0"}, ""),
        ({"architecture": "open MIT"}, ""),
        ({"model_card": "open CC-BY-SA-4.0"}, ""),
    ],
)
def test_an_open_license_that_does_not_fit_gets_a_caution_and_counts(changes: dict[str, str], caution: str) -> None:
    ours = assessment(release(**changes), "mof-1.0")  # type: ignore[arg-type]  # components only
    name = next(iter(changes)).replace("_", "-")
    findings = [finding for each in ours.requirements for clause in each.clauses for finding in clause.decisive()]
    assert {finding.caution for finding in findings if finding.about == name} == {caution}
    assert ours.at_least == 3
