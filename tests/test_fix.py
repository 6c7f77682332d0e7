"""What is mechanical is repaired in the text itself; what a file means never changes, and nothing is guessed."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT, TODAY, problems_of
from test_fuzz import spoil
from typer.testing import CliRunner, Result

from generator.catalog import read_catalog
from generator.cli import app
from generator.code import Code
from generator.fix import REPAIRS, fix
from generator.source import Source, read

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalog import Catalog

FILE = "data/models/acme/comet.yaml"
RECORD = """\
# yaml-language-server: $schema=https://example.org/
name: Comet
family: Comet
released: 2025-03-13
summary: A model.
modalities: [text]
evidence: [https://example.org/]

# What was found.
components:
  # The weights.
  weights-final: {status: open, license: Apache-2.0, evidence: [https://example.org/], checked: 2026-11-20}
  training-code: {status: closed, note: Not there., checked: 2026-11-20}
"""
REAL = sorted((ROOT / "data/models").rglob("*.yaml"))


def run(root: Path, text: str) -> Result:
    (root / FILE).write_text(text, encoding="utf-8", newline="")
    return CliRunner().invoke(app, ["check", "--fix", "--root", str(root)])


def text_of(root: Path) -> str:
    return (root / FILE).read_bytes().decode()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("summary:", "Summary:"),
        ("modalities:", "Modalities:"),
        ("training-code:", "training_code:"),
        ("training-code:", "Training-Code:"),
        ("license: Apache-2.0", "licence: Apache-2.0"),
        ("status: open", "status: Open"),
        ("[text]", "[Text]"),
        ("released: 2025-03-13", "released: 2025/3/13"),
        ("released: 2025-03-13", "released: 2025.03.13"),
        ("checked: 2026-11-20}\n  training", "checked: 2026-11-20}   \n  training"),
        ("A model.\n", "A model.\r\n"),
        ("Not there., checked: 2026-11-20}\n", "Not there., checked: 2026-11-20}\n\n\n"),
    ],
)
def test_a_mechanical_mistake_is_repaired(project: Path, right: str, wrong: str) -> None:
    result = run(project, RECORD.replace(right, wrong))
    assert result.exit_code == 0, result.output
    assert f"fixed {FILE}:" in result.stdout
    assert text_of(project) == RECORD


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("A model: small", '"A model: small"'),
        ('A "model": small', "'A \"model\": small'"),
        ("@home model", '"@home model"'),
        ("`code` model", '"`code` model"'),
    ],
)
def test_a_value_that_needs_quotes_gets_them(project: Path, value: str, quoted: str) -> None:
    result = run(project, RECORD.replace("A model.", value))
    assert result.exit_code == 0, result.output
    assert text_of(project) == RECORD.replace("A model.", quoted)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("released: 2025-03-13", "released: 3/13/2025"),
        ("released: 2025-03-13", "released: 2025-13-03"),
        ("released: 2025-03-13", "released: March 2025"),
        ("license: Apache-2.0", "license: Apache"),
        ("license: Apache-2.0", "license: Apache-1.9"),
        ("training-code:", "trainin-code:"),
        ("summary:", "sumary:"),
        ("status: open", "status: opened"),
        ("summary: A model.", "summary: [A model"),
    ],
)
def test_what_is_not_certain_is_left_to_a_person(project: Path, right: str, wrong: str) -> None:
    text = RECORD.replace(right, wrong)
    result = run(project, text)
    assert result.exit_code == 1
    assert text_of(project) == text


def test_the_codes_that_say_they_are_mechanical_are() -> None:
    assert {code for code in Code if code.is_mechanical} == REPAIRS.keys()


def test_several_mistakes_are_repaired_in_one_go(project: Path) -> None:
    text = (
        RECORD.replace("A model.", "A model: small").replace("status: open", "status: Open").replace("licen", "Licen")
    )
    result = run(project, text)
    assert result.exit_code == 0, result.output
    assert text_of(project) == RECORD.replace("A model.", '"A model: small"')


def test_keys_and_components_get_their_order_and_keep_their_comments(project: Path) -> None:
    head, *blocks = re.split(r"\n(?=[a-z])", RECORD.rstrip("\n"))
    shuffled = "\n".join([head, *reversed(blocks[:-1]), blocks[-1]])
    first, second = RECORD.splitlines()[-3:-1], RECORD.splitlines()[-1:]
    shuffled = shuffled.replace("\n".join([*first, *second]), "\n".join([*second, *first]))
    assert shuffled != RECORD.rstrip("\n")
    result = run(project, f"{shuffled}\n")
    assert result.exit_code == 0, result.output
    made = text_of(project)
    keys = [line.partition(":")[0] for line in made.splitlines() if re.match(r"[a-z]", line)]
    assert keys == ["name", "family", "released", "summary", "modalities", "evidence", "components"]
    assert made.index("  # The weights.\n  weights-final:") < made.index("  training-code:")
    assert made.startswith("# yaml-language-server:")
    assert "# What was found.\n" in made


def fixed(text: str, file: str, catalog: Catalog) -> str:
    return fix(text, file, (), tuple(catalog.components)).text


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_a_real_file_is_in_order_already(file: Path, small: Catalog) -> None:
    text = file.read_text(encoding="utf-8")
    assert fixed(text, file.relative_to(ROOT).as_posix(), small) == text


def blocks_of(text: str) -> list[str]:
    return re.split(r"(?m)^(?=[a-z#])", text)


def test_whatever_the_order_of_the_keys_the_meaning_stays(small: Catalog) -> None:
    chance = random.Random(1)
    for file in REAL:
        blocks = re.split(r"(?m)^(?=[a-z])", file.read_text(encoding="utf-8"))
        chance.shuffle(blocks)
        text = "".join(block if block.endswith("\n") or not block else f"{block}\n" for block in blocks)
        before = read(text.encode(), FILE)
        assert isinstance(before, Source)
        made = fixed(text, FILE, small)
        after = read(made.encode(), FILE)
        assert isinstance(after, Source)
        assert after.data == before.data
        assert sorted(made.split()) == sorted(text.split())
        assert fixed(made, FILE, small) == made


def test_repairing_a_spoiled_file_never_loses_a_word_and_never_makes_it_worse(project: Path) -> None:
    chance = random.Random(2)
    raw = RECORD.encode()
    for _ in range(150):
        text = spoil(raw, chance).decode("utf-8", errors="ignore")
        (project / FILE).write_text(text, encoding="utf-8", newline="")
        before = problems_of(project)
        catalog, problems = read_catalog(project, TODAY)
        own = [problem for problem in problems if problem.file == FILE]
        once = fix(text, FILE, own, tuple(catalog.components)).text
        (project / FILE).write_text(once, encoding="utf-8", newline="")
        after = problems_of(project)
        assert len(after) <= max(len(before), 1) or "not valid YAML" in before[0]
        assert len(re.findall(r"[A-Za-z]+", once)) == len(re.findall(r"[A-Za-z]+", text))
