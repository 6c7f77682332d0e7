"""The workflows as text: sound by their own tools, pinned, short, and calling only commands that exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import sysconfig
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from typer.main import get_group

from generator.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))
FORMS = sorted(file for file in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if file.stem != "config")
PINNED = re.compile(r"uses: (?P<action>[\w.-]+/[\w./-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)")


def steps(file: Path) -> Iterator[dict[str, Any]]:
    """Yield every step of a workflow or an action."""
    whole = yaml.safe_load(file.read_text(encoding="utf-8"))
    for job in [whole["runs"]] if "runs" in whole else whole["jobs"].values():
        yield from job.get("steps", ())


def scripts() -> list[tuple[str, str]]:
    """Return the name and the script of every step that runs one."""
    return [
        (f"{file.relative_to(GITHUB)}: {step['name']}", step["run"])
        for file in (*WORKFLOWS, *ACTIONS)
        for step in steps(file)
        if "run" in step
    ]


def commands() -> list[tuple[str, list[str]]]:
    """Return every call of our own command line, with its arguments."""
    calls = re.compile(r"python -m generator ([^|&;<>\n]*)")
    return [(name, shlex.split(call)) for name, script in scripts() for call in calls.findall(script)]


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sysconfig.get_path("scripts")) / "zizmor"
    done = subprocess.run(
        [str(zizmor), "--pedantic", "--offline", "--quiet", "--strict-collection", str(ROOT)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-actions", ACTIONS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
        ("vendor.citation-file-format", [ROOT / "CITATION.cff"]),
    ],
)
def test_every_file_has_its_shape(schema: str, files: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_and_the_same_everywhere() -> None:
    pins = defaultdict(set)
    for file in (*WORKFLOWS, *ACTIONS):
        for line in re.findall(r"uses: .*", file.read_text(encoding="utf-8")):
            if not line.startswith("uses: $/"):
                pin = PINNED.fullmatch(line)
                assert pin, f"{file.name}: {line}"
                pins["/".join(pin["action"].split("/")[:2])].add((pin["commit"], pin["version"]))
    assert {action: found for action, found in pins.items() if len(found) > 1} == {}


def test_what_we_use_of_our_own_is_there() -> None:
    for file in (*WORKFLOWS, *ACTIONS):
        for path in re.findall(r"uses: \$/(.*)", file.read_text(encoding="utf-8")):
            assert (ROOT / path).is_file() or (ROOT / path / "action.yml").is_file(), f"{file.name}: {path}"


def test_workflows_are_short() -> None:
    lines = {file.name: file.read_text(encoding="utf-8").count("\n") for file in WORKFLOWS}
    assert {name: count for name, count in lines.items() if count >= 100} == {}


@pytest.mark.parametrize(("name", "script"), scripts())
def test_scripts_are_short_sound_and_take_values_from_the_environment(name: str, script: str) -> None:
    assert len(script.splitlines()) <= 3, name
    assert "${{" not in script, name
    done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("name", "arguments"), commands())
def test_every_command_exists_with_these_options(name: str, arguments: list[str]) -> None:
    command = get_group(app).commands.get(arguments[0])
    assert command, f"{name}: there is no command `{arguments[0]}`"
    command.make_context(arguments[0], arguments[1:])  # raises what a user would see


def test_make_targets_exist() -> None:
    made = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    asked = [target for _, script in scripts() for target in re.findall(r"^make (\S+)", script, flags=re.MULTILINE)]
    assert set(asked) - {*made, ".venv/ready"} == set()


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_expressions_name_what_exists(file: Path) -> None:
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
    for name, job in jobs.items():
        text = yaml.safe_dump(job)
        ids = {step.get("id") for step in job.get("steps", ())}
        assert set(re.findall(r"\bsteps\.([\w-]+)\.", text)) <= ids, name
        needs = job.get("needs", [])
        for other, output in re.findall(r"\bneeds\.([\w-]+)\.outputs\.([\w-]+)", text):
            assert other in needs, f"{name} does not need {other}"
            assert output in jobs[other]["outputs"], f"{other} has no output {output}"


def test_no_checkout_leaves_its_token_behind() -> None:
    kept = [
        f"{file.name}: {step['name']}"
        for file in WORKFLOWS
        for step in steps(file)
        if "actions/checkout@" in step.get("uses", "") and step["with"].get("persist-credentials") is not False
    ]
    assert kept == []


def test_every_right_says_what_it_is_for() -> None:
    line = re.compile(r"^ +[a-z-]+: (?:read|write)\b.*", flags=re.MULTILINE)
    rights = [right for file in WORKFLOWS for right in line.findall(file.read_text(encoding="utf-8"))]
    assert rights
    assert [right for right in rights if not re.search(r": (?:read|write) # \w", right)] == []


def test_secrets_and_rights_to_write_are_where_we_want_them() -> None:
    jobs = {
        (file.stem, name): job
        for file in WORKFLOWS
        for name, job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items()
    }
    assert {name for name, job in jobs.items() if "secrets." in yaml.safe_dump(job)} == {("refresh", "refresh")}
    pushing = {name for name, job in jobs.items() if job["permissions"].get("contents") == "write"}
    assert pushing == {
        ("refresh", "write"),
        ("write", "write"),
        ("refresh", "deploy"),
        ("census", "write"),
        ("census-write", "write"),
        ("deploy", "keep"),
        ("keep", "keep"),
        ("release", "publish"),
    }
    for name in pushing:
        text = yaml.safe_dump(jobs[name])
        assert "actions/setup" not in text, f"{name} may write, so it runs none of our code"
        assert ".venv" not in text
