"""Every code is explained, its example of wrong yields it and nothing else, its example of right yields nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml
from conftest import FROZEN, ROOT, TODAY, make_project
from typer.testing import CliRunner, Result

from generator.cli.app import app
from generator.core import urls
from generator.core.codes import Code
from generator.core.problem import Problem
from generator.loading.catalog import read_catalog
from generator.reports import problems as words
from generator.site import build
from generator.site.codes import explanations
from generator.validation import project

if TYPE_CHECKING:
    from pathlib import Path

    from generator.loading.catalog import Catalog

GIVEN = ROOT / "tests/golden/codes.txt"
WITHOUT_EXAMPLE = {
    Code.TOO_LARGE: "an example would be as large",
    Code.NOT_UTF8: "a page is UTF-8 itself",
    Code.NO_REGULAR_FILE: "a link cannot be shown as text",
    Code.UNREADABLE: "a permission cannot be shown as text",
    Code.FILE_MISSING: "nothing to show",
    Code.HUB_FILE: "written by a machine",
    Code.BAD_CRITERION: "longer than a page; tests/fixtures/bad/frameworks/points.yaml shows it",
}
SOUND = {
    "data/models": """\
name: Example
family: Example
released: 2025-03-13
summary: A model.
modalities: [text]
evidence: [https://example.org/]
components: {}
""",
    "data/licenses": """\
name: Example License
url: https://example.org/
summary: A license.
terms: {}
""",
    "data/frameworks": """\
name: Example
short: Example
version: "1.0"
order: 999
publisher: Somebody
source: https://example.org/
summary: A definition.
question: Is it open?
license-tests: {good: {name: a good license, flags: [osi-approved]}}
all: [{id: code, name: Code, summary: Code., all: [{licensed: {component: training-code, license: good}}]}]
""",
}
LICENSED = "{licensed: {component: training-code, license: good}}"


def room_of(file: str) -> str:
    return next(room for room in SOUND if file.startswith(room))


def with_example(sound: str, example: str) -> str:
    """Put the keys of an example in the place of those of a sound file."""
    for key in re.findall(r"^([a-z-]+):", example, flags=re.MULTILINE):
        sound = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", sound, flags=re.MULTILINE)
    return sound + example


def codes_of(root: Path) -> set[Code]:
    catalog, problems = read_catalog(root, TODAY)
    return {problem.code for problem in (*problems, *project.check(catalog), *project.stale(catalog, TODAY))}


def put(root: Path, code: Code, example: str) -> None:
    told = explanations()[code]
    file = root / (example.strip() if told.is_path else told.file)
    sound = SOUND.get(room_of(told.file), "")
    if told.is_path:
        text = (FROZEN / "data/models/globex/oracle-1.yaml").read_text(encoding="utf-8")
        text = text if example.startswith("data/models") else "name: X\n"
        if file.exists():
            return
    else:
        text = with_example(sound, example)
        if "frameworks" in told.file and "license-tests" not in example:
            text = text.replace("license-tests: {good: {name: a good license, flags: [osi-approved]}}\n", "")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


WITH_EXAMPLE = [code for code in Code if code not in WITHOUT_EXAMPLE]


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_example_of_wrong_yields_its_code_and_nothing_else(project: Path, code: Code) -> None:
    put(project, code, explanations()[code].bad or "")
    assert codes_of(project) == {code}


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_example_of_right_yields_nothing(project: Path, code: Code) -> None:
    put(project, code, explanations()[code].good or "")
    assert codes_of(project) == set()


def test_codes_without_an_example_have_a_reason() -> None:
    assert {code for code, told in explanations().items() if not told.bad} == set(WITHOUT_EXAMPLE)


def test_a_code_is_never_given_twice_and_never_taken_away() -> None:
    given = dict(line.split() for line in GIVEN.read_text(encoding="utf-8").splitlines())
    now = {code.value: code.name for code in Code}
    assert {code: now.get(code) for code in given} == given, "codes are public: give a new one instead"
    assert given == now, f"add the new codes to {GIVEN.relative_to(ROOT)}"


def test_every_code_is_reported_somewhere() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "generator").rglob("*.py"))
    assert [code.name for code in Code if f"Code.{code.name}" not in sources] == []


def test_every_code_has_a_page_with_its_example(small: Catalog) -> None:
    made = build.pages(small, "https://example.org")
    for code, told in explanations().items():
        page = made[urls.code_page(code)]
        assert f"# {code.value}: {told.title}" in page
        assert ("## Wrong" in page) == bool(told.bad)
        assert f'codes/{code.lower()}/">{code.value}</a>' in made[urls.CODES]


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", "--root", str(root), *arguments])


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """A project with one problem and one warning."""
    root = make_project(tmp_path)
    (root / "mkdocs.yml").write_text("site_url: https://cards.example.org/\n", encoding="utf-8")
    file = root / "data/models/globex/oracle-1.yaml"
    text = file.read_text(encoding="utf-8").replace("2026-11-20}", "2024-01-01}", 1)
    file.write_text(text.replace("summary:", "sumary: x\nsummary:"), encoding="utf-8")
    return root


def test_a_warning_is_told_and_fails_nothing(project: Path) -> None:
    file = project / "data/models/globex/oracle-1.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("checked: 2026-11-20", "checked: 2024-01-01", 1), encoding="utf-8")
    result = run(project)
    assert result.exit_code == 0
    assert "OPN450 last checked on 2024-01-01; check again and update `checked` (warning)" in result.stdout


def test_the_terminal_says_where_codes_are_explained(spoiled: Path) -> None:
    assert run(spoiled).stderr.endswith("Each code is explained: https://cards.example.org/codes/\n")


def test_json_is_for_programs(spoiled: Path) -> None:
    result = run(spoiled, "--format", "json")
    (problem,) = json.loads(result.stdout)
    assert result.exit_code == 1
    assert problem == {
        "code": "OPN101",
        "severity": "error",
        "file": "data/models/globex/oracle-1.yaml",
        "line": 4,
        "column": 1,
        "message": "unknown key `sumary`; did you mean `summary`?",
        "suggestion": "summary",
        "url": "https://cards.example.org/codes/opn101/",
    }


def test_annotations_stand_at_their_lines_and_the_summary_has_a_table(
    spoiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(spoiled / "summary.md"))
    result = run(spoiled, "--format", "github")
    assert result.stdout == (
        "::error file=data/models/globex/oracle-1.yaml,line=4,col=1,title=OPN101::"
        "unknown key `sumary`; did you mean `summary`? (https://cards.example.org/codes/opn101/)\n"
    )
    made = (spoiled / "summary.md").read_text(encoding="utf-8")
    assert made.startswith("## 1 problem in the data\n")
    assert "| [OPN101](https://cards.example.org/codes/opn101/) | `data/models/globex/oracle-1.yaml:4` |" in made


def problem(number: int, code: Code = Code.EMPTY, said: str = "x") -> Problem:
    return Problem("data/a,b:c%.yaml", number, 1, code, said)


def test_no_more_annotations_than_github_shows_and_errors_come_first() -> None:
    many = [problem(n, Code.STALE) for n in range(1, 30)] + [problem(n) for n in range(30, 60)]
    lines = words.as_annotations(many, "https://x/").splitlines()
    assert [line.split(" ", 1)[0] for line in lines[:20]] == ["::error"] * 10 + ["::warning"] * 10
    assert not any(line.startswith("::") for line in lines[20:])
    assert len(lines) == 59


def test_text_of_a_file_is_no_command() -> None:
    said = "a\n::error::b\r%0A##[error]c | <b> @everyone"
    (line,) = words.as_annotations([problem(1, said=said)], "https://x/").splitlines()
    assert line.startswith("::error file=data/a%2Cb%3Ac%25.yaml,line=1,col=1,title=OPN105::a\\u000a::error")
    rest = words.as_annotations([problem(n, said=said) for n in range(20)], "https://x/").splitlines()[10:]
    assert not any("::" in line or "##[" in line for line in rest)
    table = words.as_summary([problem(1, said=said)], "https://x/")
    outside = "".join(part for number, part in enumerate(table.split("`")) if number % 2 == 0)
    assert not set("<@") & set(outside)


def test_the_summary_fits() -> None:
    made = words.as_summary([problem(n, said="x" * 500) for n in range(3_000)], "https://x/")
    assert len(made) < 60_000 or made.endswith("lists all of them.\n")
    assert len(made) < 150_000


def test_the_examples_are_yaml_like_ours() -> None:
    raw = (ROOT / "generator/core/codes.yaml").read_text(encoding="utf-8")
    assert list(yaml.safe_load(raw)) == [code.value for code in Code]
