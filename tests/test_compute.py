# ruff: noqa: RUF001  # a multiplication sign is meant
"""Training compute: stated or estimated, and what each decides under the threshold of the EU AI Act."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from conftest import TODAY, problems_of
from hypothesis import given
from hypothesis import strategies as st
from judging import DAY, URL, assessment, release

from generator.evaluation.findings import Action, Answer
from generator.loading.catalog import read_catalog
from generator.schema.compute import TrainingCompute

if TYPE_CHECKING:
    from pathlib import Path

    from generator.evaluation.findings import Finding
    from generator.schema.record import Record

EU = "eu-ai-act-2025"


def compute(**figures: str) -> TrainingCompute:
    return TrainingCompute.model_validate({"evidence": (URL,), "checked": DAY, **figures})


def finding(record: Record) -> Finding:
    """Return what the threshold of 1e25 operations finds."""
    outcomes = {outcome.requirement.id: outcome for outcome in assessment(record, EU).requirements}
    made = outcomes["no-systemic-risk"].clauses[0].finding
    assert made is not None
    return made


def found(**figures: str) -> Finding:
    return finding(release(flop=None).model_copy(update={"training_compute": compute(**figures)}))


# The noun


def test_a_stated_figure_is_the_operations() -> None:
    stated = compute(flop="3.8e25")
    assert (stated.operations, stated.estimated_from) == (Decimal("3.8e25"), None)


def test_an_estimate_is_six_times_parameters_times_tokens() -> None:
    estimated = compute(parameters="70e9", tokens="15e12")
    assert estimated.operations == Decimal("6.3e24")
    assert estimated.estimated_from == (Decimal("70e9"), Decimal("15e12"))


NEITHER = "needs `flop` as the developer states it, or `parameters` and `tokens` for an estimate"
BOTH = "give `flop`, or `parameters` and `tokens` for an estimate, but not both"


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ("", NEITHER),
        ("parameters: 70e9, ", NEITHER),
        ("tokens: 15e12, ", NEITHER),
        ("flop: 6.3e24, parameters: 70e9, tokens: 15e12, ", BOTH),
        ("flop: 6.3e24, tokens: 15e12, ", BOTH),
    ],
)
def test_exactly_one_of_the_two_ways(figures: str, message: str, project: Path) -> None:
    assert complaints(figures, project) == [f"data/models/acme/llama-like.yaml:10:19: OPN411 {message}"]


@pytest.mark.parametrize(
    ("figures", "problem"),
    [
        ("parameters: 70 billion, tokens: 15e12, ", "10:32: OPN107 "),
        ("parameters: 70e9, tokens: 0, ", "10:46: OPN108 "),
    ],
)
def test_the_figures_of_an_estimate_are_numbers_above_zero(figures: str, problem: str, project: Path) -> None:
    (complaint,) = complaints(figures, project)
    assert complaint.startswith(f"data/models/acme/llama-like.yaml:{problem}")


def complaints(figures: str, project: Path) -> list[str]:
    block = f"training-compute: {{{figures}evidence: [https://acme.example.org/], checked: 2026-11-20}}"
    write(project, "llama-like", f"{SOUND}{block}\n")
    return problems_of(project)


def write(project: Path, name: str, text: str) -> None:
    (project / f"data/models/acme/{name}.yaml").write_text(text, encoding="utf-8")


SOUND = """\
name: A release
family: Family
released: 2024-04-18
summary: Dense language model of a test.
modalities: [text]
evidence: [https://acme.example.org/]
components:
  weights-final: {status: open, license: MIT, evidence: [https://acme.example.org/], checked: 2026-11-20}

"""

# The question


@pytest.mark.parametrize(
    ("figures", "answer", "reason"),
    [
        pytest.param(
            {"flop": "1e25"}, Answer.MET, "Training compute: 1.00E+25 operations, at most 1e25.", id="stated, exactly"
        ),
        pytest.param(
            {"flop": "1.01e25"},
            Answer.NOT_MET,
            "Training compute: 1.01E+25 operations, more than 1e25.",
            id="stated, a little above",
        ),
        pytest.param(
            {"parameters": "70e9", "tokens": "15e12"},
            Answer.MET,
            "Training compute: about 6.3E+24 operations, "
            "estimated as 6 × 70 billion parameters × 15 trillion tokens, at most 1e25.",
            id="estimated, below",
        ),
        pytest.param(
            {"parameters": "340e9", "tokens": "9e12"},
            Answer.NOT_MET,
            "Training compute: about 1.8E+25 operations, "
            "estimated as 6 × 340 billion parameters × 9 trillion tokens, more than 1e25.",
            id="estimated, above",
        ),
        pytest.param(
            {"parameters": "72.7e9", "tokens": "18e12"},
            Answer.NOT_KNOWN,
            "Training compute: about 7.9E+24 operations, estimated as 6 × 72.7 billion parameters × 18 trillion "
            "tokens, too close to 1e25 for an estimate with a margin of 30%.",
            id="estimated, below but within the margin",
        ),
        pytest.param(
            {"parameters": "100e9", "tokens": "20e12"},
            Answer.NOT_KNOWN,
            "Training compute: about 1.2E+25 operations, estimated as 6 × 100 billion parameters × 20 trillion "
            "tokens, too close to 1e25 for an estimate with a margin of 30%.",
            id="estimated, above but within the margin",
        ),
    ],
)
def test_what_figures_decide(figures: dict[str, str], answer: Answer, reason: str) -> None:
    made = found(**figures)
    assert (made.answer, made.reason, made.evidence) == (answer, reason, (URL,))


@pytest.mark.parametrize(
    ("tokens", "answer"),
    [("10e12", Answer.MET), ("10.1e12", Answer.NOT_KNOWN), ("18.5e12", Answer.NOT_KNOWN), ("18.61e12", Answer.NOT_MET)],
)
def test_the_margin_is_30_percent_of_the_estimate(tokens: str, answer: Answer) -> None:
    """1.3 times 7.69e24 is the last to fit, 0.7 times 1.43e25 the last that could."""
    assert found(parameters="128e9", tokens=tokens).answer is answer


def test_what_is_too_close_asks_for_the_developer_s_figure() -> None:
    (change,) = found(parameters="72.7e9", tokens="18e12").changes
    assert (change.action, change.answer) == (Action.MEASURE, "1e25")
    assert found(parameters="70e9", tokens="15e12").changes == ()


@pytest.mark.parametrize(
    ("parameters", "tokens", "words"),
    [
        ("1.1e9", "299.892736e9", "6 × 1.1 billion parameters × 299.89 billion tokens"),
        ("6.7e9", "1.25913e12", "6 × 6.7 billion parameters × 1.26 trillion tokens"),
        ("125e6", "999", "6 × 125 million parameters × 999 tokens"),
        ("1000", "0.5", "6 × 1000 parameters × 0.5 tokens"),
    ],
)
def test_large_figures_are_said_in_words(parameters: str, tokens: str, words: str) -> None:
    assert words in found(parameters=parameters, tokens=tokens).reason


@given(parameters=st.integers(1, 10**6), share=st.integers(-30, 30))
def test_a_stated_figure_within_the_margin_never_changes_what_an_estimate_decided(parameters: int, share: int) -> None:
    """The law of knowing more: the developer's own figure comes later, and settles at most what was not known."""
    estimated = found(parameters=str(parameters), tokens="1e20")
    operations = compute(parameters=str(parameters), tokens="1e20").operations
    stated = found(flop=str(operations * (100 + share) / 100))
    assert estimated.answer in {Answer.NOT_KNOWN, stated.answer}


# Two records as they are written

LLAMA_LIKE = """\
training-compute:
  parameters: 70e9
  tokens: 15e12
  evidence: [https://acme.example.org/]
  checked: 2026-11-20
  note: Pretraining on "over 15 trillion tokens", so the true figure is somewhat higher.
"""
DISTILLED = """\
training-compute:
  parameters: 340e9
  tokens: 9e12
  evidence: [https://acme.example.org/base, https://acme.example.org/]
  checked: 2026-11-20
  note: Pretraining of the base model of another developer; the tuning of this release is left out.
"""


def test_records_read_from_files_are_judged(project: Path) -> None:
    write(project, "llama-like", SOUND + LLAMA_LIKE)
    write(project, "distilled", SOUND + DISTILLED)
    catalog, problems = read_catalog(project, TODAY)
    assert problems == ()
    answers = {name: finding(catalog.records[f"acme/{name}"]).answer for name in ("llama-like", "distilled")}
    assert answers == {"llama-like": Answer.MET, "distilled": Answer.NOT_MET}
