"""A draw for an audit holds facts with their line, their rule and their sources, and can be repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.testing import CliRunner

from generator.authoring.sample import draw
from generator.cli.app import app
from generator.schema.component import Status

if TYPE_CHECKING:
    from pathlib import Path

    from generator.loading.catalog import Catalog


def test_the_same_seed_draws_the_same_facts_and_another_seed_draws_others(small: Catalog) -> None:
    assert draw(small, 10, seed=1) == draw(small, 10, seed=1)
    assert draw(small, 10, seed=1) != draw(small, 10, seed=2)


def test_no_fact_is_drawn_twice_and_none_is_left_out(small: Catalog) -> None:
    facts = draw(small, 10_000, seed=1)
    states = sum(
        fact.status is not Status.UNKNOWN for record in small.records.values() for fact in record.components.values()
    )
    others = sum(len(record.claims) + len(record.judgments) for record in small.records.values())
    assert len(facts) == len({(fact.file, fact.path) for fact in facts}) == states + others


def test_the_command_prints_a_checklist_with_lines_rules_and_sources(project: Path) -> None:
    result = CliRunner().invoke(app, ["sample", "500", "--seed", "3", "--root", str(project)])
    assert result.exit_code == 0
    items = result.stdout.split("\n\n")
    training_code = next(item for item in items if "aurora-7b" in item and "Training code: open" in item)
    assert "States: Training code: open, license MIT" in training_code
    assert "Rule: " in training_code
    assert "Source: https://" in training_code
