"""Every code is explained; its wrong example yields it and nothing else, its right example yields nothing."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

import pytest
import yaml
from conftest import FROZEN, ROOT, TODAY, make_project, pages_of
from markdown.extensions.toc import slugify
from typer.testing import CliRunner, Result

from generator.authoring.reorder import reorder
from generator.cli.app import app
from generator.core import urls
from generator.core.codes import Code
from generator.core.problem import Problem
from generator.loading.explanations import explanations
from generator.reports.problems import as_annotations, as_summary
from generator.validation import key_order
from generator.validation.project import read_project, warnings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.loading.catalog import Catalog

PUBLISHED = ROOT / "tests/golden/codes.txt"
WITHOUT_EXAMPLE = {
    Code.TOO_LARGE: "an example would be as large",
    Code.NOT_UTF8: "a page is UTF-8 itself",
    Code.NO_REGULAR_FILE: "a link cannot be shown as text",
    Code.UNREADABLE: "a permission cannot be shown as text",
    Code.FILE_MISSING: "nothing to show",
    Code.HUB_FILE: "written by a machine",
    Code.LEDGER: "written by a machine",
    Code.REWRITTEN: "compares with another state of the project",
    Code.HUB_LICENSE: "the other side is written by a machine; tests/test_drift.py shows it",
    Code.BAD_CRITERION: "longer than a page; tests/fixtures/bad/frameworks/points.yaml shows it",
}
VALID = {
    "data/models": """\
name: Example
family: Example
released: 2025-03-13
summary: A model that exists for tests only.
modalities: [text]
evidence: [https://acme.example.org/example]
components: {}
""",
    "data/licenses": """\
name: Example License
url: https://acme.example.org/example
short: Example
summary: A license.
terms: {}
""",
    "data/frameworks": """\
name: Example
short: Example
version: "1.0"
order: 999
publisher: Somebody
source: https://acme.example.org/example
summary: A definition.
question: Is it open?
license-tests: {good: {name: a good license, flags: [osi-approved]}}
all: [{id: code, name: Code, summary: Code., all: [{licensed: {component: training-code, license: good}}]}]
""",
}
VALID["data/comparisons.yaml"] = "releases: []\n"
LICENSED = "{licensed: {component: training-code, license: good}}"


def with_example(valid: str, example: str) -> str:
    """Replace keys of a valid file by those of an example, at the place of the first of them."""
    keys = re.findall(r"^([a-z-]+):", example, flags=re.MULTILINE)
    blocks = re.split(r"^(?=[a-z])", valid, flags=re.MULTILINE)
    kept = [block for block in blocks if block.partition(":")[0] not in keys]
    first = next((at for at, block in enumerate(blocks) if block.partition(":")[0] in keys), len(blocks))
    return "".join([*kept[:first], example, *kept[first:]])


def codes_of(root: Path) -> set[Code]:
    catalog, problems = read_project(root, TODAY)
    return {problem.code for problem in (*problems, *warnings(catalog, TODAY))}


def put_file(root: Path, path: str) -> None:
    """Write a file whose path is the example."""
    record = (FROZEN / "data/models/globex/oracle-1.yaml").read_text(encoding="utf-8")
    file = root / path
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        text = (
            re.sub(r"(?m)^(name|family): .*", r"\1: Comet", record) if path.startswith("data/models") else "name: X\n"
        )
        file.write_text(text, encoding="utf-8")


def put(root: Path, code: Code, example: str, components: Iterable[str]) -> None:
    explanation = explanations()[code]
    if explanation.is_path:
        put_file(root, example.strip())
        return
    valid = next(text for folder, text in VALID.items() if explanation.file.startswith(folder))
    text = with_example(valid, example)
    if "frameworks" in explanation.file and "license-tests" not in example:
        text = text.replace("license-tests: {good: {name: a good license, flags: [osi-approved]}}\n", "")
    if code is not Code.KEY_ORDER:
        text = reorder(text, explanation.file, key_order.orders(components))
    (root / explanation.file).write_text(text, encoding="utf-8")


WITH_EXAMPLE = [code for code in Code if code not in WITHOUT_EXAMPLE]


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_wrong_example_yields_its_code_and_nothing_else(project: Path, small: Catalog, code: Code) -> None:
    put(project, code, explanations()[code].bad or "", small.components)
    assert codes_of(project) == {code}


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_right_example_yields_nothing(project: Path, small: Catalog, code: Code) -> None:
    put(project, code, explanations()[code].good or "", small.components)
    assert codes_of(project) == set()


def test_codes_without_an_example_have_a_reason() -> None:
    assert {code for code, explanation in explanations().items() if not explanation.bad} == set(WITHOUT_EXAMPLE)


def test_a_code_is_never_reused_and_never_removed() -> None:
    published = dict(line.split() for line in PUBLISHED.read_text(encoding="utf-8").splitlines())
    now = {code.value: code.name for code in Code}
    assert {code: now.get(code) for code in published} == published, "codes are public: add a new one instead"
    assert published == now, f"add the new codes to {PUBLISHED.relative_to(ROOT)}"


def test_every_code_is_reported_somewhere() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "generator").rglob("*.py"))
    assert [code.name for code in Code if f"Code.{code.name}" not in sources] == []


def test_every_code_has_a_page_with_its_example(small: Catalog) -> None:
    made = pages_of(small)
    for code, explanation in explanations().items():
        page = made[urls.code_page(code)]
        assert f'<h1 id="{slugify(f"{code.value}: {explanation.title}", "-")}">' in page
        assert ('<h2 id="wrong">' in page) == bool(explanation.bad)
        assert f'codes/{code.lower()}/">{code.value}</a>' in made[urls.CODES]


@pytest.mark.parametrize("code", list(Code))
def test_every_code_is_explained_in_the_terminal(broken: Path, code: Code) -> None:
    explanation = explanations()[code]
    result = CliRunner().invoke(app, ["explain", code.value.lower(), "--root", str(broken)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{code.value}: {explanation.title} (")
    assert result.stdout.endswith(f"\n\nhttps://cards.example.org/codes/{code.value.lower()}/\n")
    for example in (explanation.bad, explanation.good):
        assert textwrap.indent((example or "").rstrip("\n"), "  ") in result.stdout


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", "--root", str(root), *arguments])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A project with one problem and one warning."""
    root = make_project(tmp_path)
    (root / "mkdocs.yml").write_text("site_url: https://cards.example.org/\n", encoding="utf-8")
    file = root / "data/models/globex/oracle-1.yaml"
    text = file.read_text(encoding="utf-8").replace("2026-11-20}", "2024-06-01}", 1)
    file.write_text(text.replace("summary:", "sumary: x\nsummary:"), encoding="utf-8")
    return root


def test_a_warning_is_reported_but_the_check_passes(project: Path) -> None:
    file = project / "data/models/globex/oracle-1.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("checked: 2026-11-20", "checked: 2024-06-01", 1), encoding="utf-8")
    result = run(project)
    assert result.exit_code == 0
    assert "OPN450 last checked on 2024-06-01; check again and update `checked` (warning)" in result.stdout
    assert result.stderr == "1 warning. `explain OPN450` explains the first. Explanations: codes/\n"


def test_the_terminal_says_where_codes_are_explained(broken: Path) -> None:
    assert run(broken).stderr.endswith("Explanations: https://cards.example.org/codes/\n")


def test_json_is_for_programs(broken: Path) -> None:
    result = run(broken, "--format", "json")
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


def test_json_is_only_json_after_repairs_too(project: Path) -> None:
    file = project / "data/models/globex/oracle-1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("summary:", "Summary:", 1), encoding="utf-8")
    result = run(project, "--fix", "--format", "json")
    assert json.loads(result.stdout) == []
    assert result.stderr.startswith("fixed data/models/globex/oracle-1.yaml:")


def test_annotations_are_at_their_lines_and_the_summary_has_a_table(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(broken / "summary.md"))
    result = run(broken, "--format", "github")
    assert result.stdout == (
        "::error file=data/models/globex/oracle-1.yaml,line=4,col=1,title=OPN101::"
        "unknown key `sumary`; did you mean `summary`? (https://cards.example.org/codes/opn101/)\n"
    )
    made = (broken / "summary.md").read_text(encoding="utf-8")
    assert made.startswith("## 1 problem in the data\n")
    assert "| [OPN101](https://cards.example.org/codes/opn101/) | `data/models/globex/oracle-1.yaml:4` |" in made


def problem(number: int, code: Code = Code.EMPTY, statement: str = "x") -> Problem:
    return Problem("data/a,b:c%.yaml", number, 1, code, statement)


def test_no_more_annotations_than_github_shows_and_errors_come_first() -> None:
    many = [problem(n, Code.STALE) for n in range(1, 30)] + [problem(n) for n in range(30, 60)]
    lines = as_annotations(many, "https://x/").splitlines()
    assert [line.split(" ", 1)[0] for line in lines[:20]] == ["::error"] * 10 + ["::warning"] * 10
    assert not any(line.startswith("::") for line in lines[20:])
    assert len(lines) == 59


def test_text_from_a_file_is_never_a_command() -> None:
    text = "a\n::error::b\r%0A##[error]c | <b> @everyone"
    (line,) = as_annotations([problem(1, statement=text)], "https://x/").splitlines()
    assert line.startswith("::error file=data/a%2Cb%3Ac%25.yaml,line=1,col=1,title=OPN105::a\\u000a::error")
    rest = as_annotations([problem(n, statement=text) for n in range(20)], "https://x/").splitlines()[10:]
    assert not any("::" in line or "##[" in line for line in rest)
    table = as_summary([problem(1, statement=text)], "https://x/")
    outside = "".join(part for number, part in enumerate(table.split("`")) if number % 2 == 0)
    assert not set("<@") & set(outside)


def test_the_summary_fits() -> None:
    made = as_summary([problem(n, statement="x" * 500) for n in range(3_000)], "https://x/")
    assert len(made) < 60_000 or made.endswith("lists all of them.\n")
    assert len(made) < 150_000


def test_the_examples_are_yaml_like_ours() -> None:
    raw = (ROOT / "generator/core/codes.yaml").read_text(encoding="utf-8")
    assert list(yaml.safe_load(raw)) == [code.value for code in Code]
