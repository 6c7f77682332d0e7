"""The house itself: who may import whom, what is documented and used, what no file may hold."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.core.clock import today
from generator.evaluation import questions
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.loading.catalog import Catalog

ROOT = Path(__file__).parents[1]
GENERATOR = ROOT / "generator"

ONLY_CLI = {"print", "exit", "quit", "SystemExit", "sys.exit", "os._exit", "sys.stdout", "sys.stderr", "typer"}
WRITERS = {"write_text", "write_bytes", "touch", "mkdir", "makedirs", "unlink", "rmdir", "rename", "symlink_to"}
WRITING_MODULES = {"shutil", "tempfile"}


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    for file in sorted(GENERATOR.rglob("*.py")):
        room = file.relative_to(GENERATOR).with_suffix("").parts[0]
        yield room, file, ast.parse(file.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of every module or member that a file imports, also those imported for types only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def names(tree: ast.Module) -> Iterator[str]:
    """Yield every name a file speaks, dotted (`sys.exit`) and bare, and the modules it imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
            yield ast.unparse(node)
    yield from (name.partition(".")[0] for name in imported(tree))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_project(ROOT, today())[0]


def test_only_the_command_line_prints_or_exits() -> None:
    loud = {str(file.relative_to(ROOT)): ONLY_CLI & set(names(tree)) for room, file, tree in modules() if room != "cli"}
    assert {file: words for file, words in loud.items() if words} == {}


MAY_WRITE = {
    "generator/core/files.py": "the one place",
    "generator/publish.py": "removes the folder it replaces, and copies docs/",
    "generator/loading/revisions.py": "takes a revision apart in a temporary folder",
}


def test_one_module_writes_files() -> None:
    found = {
        str(file.relative_to(ROOT)): {*(WRITERS | WRITING_MODULES) & set(names(tree)), *open_to_write(tree)}
        for _, file, tree in modules()
        if str(file.relative_to(ROOT)) not in MAY_WRITE
    }
    assert {file: words for file, words in found.items() if words} == {}


def open_to_write(tree: ast.Module) -> Iterator[str]:
    """Yield the calls of an `open` whose mode is not plainly to read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "open":
            modes = {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
            if not modes <= {"r", "rb"} or node.keywords:
                yield ast.unparse(node)


def test_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for _, _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    )
    assert statistics.median(lengths) <= 6
    assert lengths[len(lengths) * 9 // 10] <= 16


def test_files_are_short() -> None:
    files = [*GENERATOR.rglob("*.py"), ROOT / "mkdocs_hook.py"]
    lines = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8").count("\n") for file in files}
    assert {file: count for file, count in lines.items() if count > 300} == {}


def test_every_component_is_asked_for_or_mapped(catalog: Catalog) -> None:
    asked = {
        clause.arguments.get("component")
        for framework in catalog.frameworks.values()
        for _, clause in framework.clauses()
    }
    assert [name for name, entry in catalog.components.items() if name not in asked and not entry.maps] == []


def test_every_question_is_asked(catalog: Catalog) -> None:
    asked = {clause.question for framework in catalog.frameworks.values() for _, clause in framework.clauses()}
    assert set(questions.QUESTIONS) == asked


@pytest.mark.parametrize("name", questions.QUESTIONS)
def test_every_question_explains_itself(name: str) -> None:
    question, _, explanation = (questions.QUESTIONS[name].ask.__doc__ or "").partition("\n")
    assert question.endswith("?")
    assert explanation.strip()


def repository_texts() -> Iterator[tuple[str, str]]:
    """Yield every file that is, or is about to be, in the repository, as far as it is text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        raw = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in raw:
            yield name, raw.decode("utf-8")


# Put together here, so that this file does not hold what it looks for.
REGISTRY_HOSTS = re.compile(
    "|".join(
        re.escape(f"{name}.{ending}")
        for name, ending in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry.npmjs", "org"),
            ("deb.debian", "org"),
            ("static.crates", "io"),
            ("proxy.golang", "org"),
            ("conda.anaconda", "org"),
        )
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.:/~-])/(?:home|root|work|Users|tmp|private|mnt|srv)/\w|\b[A-Z]:\\\w")


@pytest.mark.parametrize("pattern", [REGISTRY_HOSTS, MACHINE_PATHS], ids=["registry hosts", "machine paths"])
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for name, text in repository_texts()
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_every_dependency_earns_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    lines = re.findall(r"^(?:\| *|[-*] +)\[?`([a-z0-9-]+)`", text, flags=re.MULTILINE)
    assert Counter(lines) == Counter(re.split(r"[<>=~! ;\[]", line)[0] for line in wanted)


STATES = ("--os-open", "--os-partial", "--os-closed", "--os-unknown")
WORDS = ("--md-default-fg-color", "--md-default-fg-color--light", "--md-typeset-color", "--md-typeset-a-color")
BACKGROUNDS = ("--md-default-bg-color", "--os-wash")


def palette(scheme: str) -> dict[str, str]:
    css = (ROOT / "docs" / "assets" / "scorecard.css").read_text(encoding="utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', css, flags=re.DOTALL)
    assert block, f"the style sheet has no colors for the scheme {scheme}"
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(color: str) -> float:
    """Return the relative luminance of a color, after WCAG 2.2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_words_stand_out_from_their_background(scheme: str) -> None:
    colors = palette(scheme)
    pairs = [(ink, paper) for ink in STATES + WORDS for paper in BACKGROUNDS]
    pairs += [("--md-primary-bg-color", "--md-primary-fg-color")]
    weak = {pair: round(contrast(colors[pair[0]], colors[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
