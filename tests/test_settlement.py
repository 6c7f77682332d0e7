"""After a check of one record: how much of it is settled, and which unknown facts would decide the most verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from generator.analysis.scorecard import Scorecard
from generator.analysis.unsettled import settled
from generator.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

    from generator.loading.catalog import Catalog

BOREALIS = "acme/borealis-13b"


def check(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", "--root", str(project), *arguments])


@pytest.mark.parametrize(
    "name", [BOREALIS, "borealis-13b", f"data/models/{BOREALIS}.yaml", f"./data/models/{BOREALIS}.yaml"]
)
def test_a_record_is_named_by_its_id_or_its_path(project: Path, name: str) -> None:
    result = check(project, name)
    assert result.exit_code == 0
    assert result.stdout.startswith("6 of 28 components settled.\nThese would decide the most verdicts: ")


def test_only_the_problems_of_that_record_are_printed(project: Path) -> None:
    for model in ("acme/borealis-13b", "globex/oracle-1"):
        file = project / f"data/models/{model}.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("status: open", "status: opn", 1), encoding="utf-8")
    result = check(project, BOREALIS)
    assert result.exit_code == 1
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == [f"data/models/{BOREALIS}.yaml"]


def test_a_broken_framework_is_no_traceback(project: Path) -> None:
    (project / "data/frameworks/mof-1.0.yaml").write_text("name: x\n", encoding="utf-8")
    assert check(project, BOREALIS).exit_code == 0


def test_an_unknown_record_gets_a_hint(project: Path) -> None:
    assert check(project, "acme/borealis-13").stderr.startswith("There is no release `acme/borealis-13`; did you mean")


def test_the_named_components_are_unknown_and_move_verdicts(small: Catalog) -> None:
    for record_id, record in small.records.items():
        undecided = [verdict for verdict in Scorecard(small).card(record_id).verdicts if not verdict.is_decided]
        found = settled(record_id, small)
        assert found.of == len(small.components)
        for name, moved in found.decisive:
            assert record.fact(name).status == "unknown"
            assert 1 <= moved <= len(undecided)
        counts = [moved for _, moved in found.decisive]
        assert counts == sorted(counts, reverse=True)
        assert bool(counts) <= bool(undecided)
