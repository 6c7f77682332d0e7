"""The scripts of the workflows that write, run as they stand: with a real git, and a `gh` that notes what it is asked."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

GITHUB = Path(__file__).parents[1] / ".github"
MARKER = "<!-- openness-scorecard-diff -->"
GH = """#!/bin/bash
echo "$*" >> "$CALLS"
case "$*" in *--body-file\\ -) cat > "$CALLS.body" ;; esac
case "$1 $2" in
  "pr create") exit "${EXISTS:-0}" ;;
  "pr edit") exit "${EDITS:-0}" ;;
  *list) echo "$FOUND" ;;
esac
"""


class Runner:
    """Runs single steps in a folder, as a job would."""

    def __init__(self, folder: Path) -> None:
        tools = folder / "tools"
        tools.mkdir()
        (tools / "gh").write_text(GH, encoding="utf-8")
        (tools / "gh").chmod(0o755)
        self.calls_file, self.outputs_file, self.cwd = folder / "calls", folder / "outputs", folder / "work"
        self.printed = ""
        self.environment = os.environ | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "CALLS": str(self.calls_file),
            "FOUND": "",
            "GITHUB_OUTPUT": str(self.outputs_file),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }

    def run(self, file: str, step: str, **environment: str) -> int:
        """Run one step of a workflow or an action; return its exit code."""
        path = GITHUB / file
        whole = yaml.safe_load(path.read_text(encoding="utf-8"))
        jobs = [whole["runs"]] if "runs" in whole else list(whole["jobs"].values())
        job, found = next((job, found) for job in jobs for found in job["steps"] if found["name"] == step)
        wide = ["-o", "pipefail"] if "bash" in (found.get("shell"), _default_shell(job)) else []
        given = job.get("env", {}) | found.get("env", {})
        fixed = {key: text for key, text in given.items() if "${{" not in text}
        command = ["bash", "--noprofile", "--norc", "-e", *wide, "-c", found["run"]]
        done = subprocess.run(
            command, cwd=self.cwd, env=self.environment | fixed | environment, check=False, capture_output=True
        )
        self.printed = (done.stdout + done.stderr).decode()
        return done.returncode

    def calls(self) -> list[str]:
        """Return what `gh` was asked so far."""
        return self.calls_file.read_text(encoding="utf-8").splitlines()


def _default_shell(job: dict[str, Any]) -> str | None:
    shell: str | None = job.get("defaults", {}).get("run", {}).get("shell")
    return shell


def git(cwd: Path, *arguments: str) -> str:
    name = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.org"]
    done = subprocess.run(["git", *name, *arguments], cwd=cwd, check=True, capture_output=True, text=True)
    return done.stdout


def write(root: Path, **files: str) -> None:
    (root / "data" / "hub").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (root / "data" / "hub" / f"{name}.json").write_text(text, encoding="utf-8")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A clone of a repository, and the files of a refresh in it: `counts` for main, `license` and `new` for a review."""
    made = Runner(tmp_path)
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote")
    git(tmp_path, "clone", "--quiet", "remote", "work")
    git(made.cwd, "switch", "--quiet", "--create", "main")
    write(made.cwd, counts="1", license="mit")
    git(made.cwd, "add", ".")
    git(made.cwd, "commit", "--quiet", "--message", "Begin")
    git(made.cwd, "push", "--quiet", "origin", "main")
    write(made.cwd, counts="2", license="other", new="gated")
    (made.cwd / "auto-merge.txt").write_text("data/hub/counts.json\n", encoding="utf-8")
    (made.cwd / "report.md").write_text("The license changed.\n", encoding="utf-8")
    assert made.run("workflows/write.yml", "Set the author and the token for git") == 0
    return made


def on(runner: Runner, branch: str) -> dict[str, str]:
    """Return the files of a branch of the remote."""
    remote = runner.cwd.parent / "remote"
    names = git(remote, "ls-tree", "-r", "--name-only", branch).split()
    return {Path(name).name: git(remote, "show", f"{branch}:{name}") for name in names}


def somebody_pushes(runner: Runner, file: str = "README.md") -> None:
    git(runner.cwd.parent, "clone", "--quiet", "remote", "other")
    other = runner.cwd.parent / "other"
    (other / file).write_text("Hello", encoding="utf-8")
    git(other, "add", ".")
    git(other, "commit", "--quiet", "--message", "Greet")
    git(other, "push", "--quiet", "origin", "main")


@pytest.mark.parametrize("moved", [False, True], ids=["main stays", "main moved"])
def test_files_without_review_go_to_main_and_the_rest_to_a_branch(runner: Runner, *, moved: bool) -> None:
    greeting = {"README.md": "Hello"} if moved else {}
    if moved:
        somebody_pushes(runner)
    assert runner.run("workflows/write.yml", "Push the changes that need no review") == 0
    assert on(runner, "main") == {"counts.json": "2", "license.json": "mit"} | greeting
    assert runner.run("workflows/write.yml", "Push the rest to a branch") == 0
    reviewed = {"counts.json": "2", "license.json": "other", "new.json": "gated"}
    assert on(runner, "automation/hub-refresh") == reviewed | greeting
    assert on(runner, "main")["license.json"] == "mit"


REFUSAL = """#!/bin/bash
while read -r old new ref; do
  [ "$ref" != refs/heads/main ] || { echo "GH013: Repository rule violations found for refs/heads/main."; exit 1; }
done
"""


def refuse_pushes_to_main(runner: Runner) -> None:
    """Protect main as rules of a repository do."""
    hook = runner.cwd.parent / "remote" / "hooks" / "pre-receive"
    hook.write_text(REFUSAL, encoding="utf-8")
    hook.chmod(0o755)


@pytest.mark.parametrize("reviewed", [True, False], ids=["some for review", "none for review"])
def test_a_main_that_refuses_pushes_gets_everything_by_pull_request(runner: Runner, *, reviewed: bool) -> None:
    refuse_pushes_to_main(runner)
    if not reviewed:
        (runner.cwd / "data/hub/new.json").unlink()
        write(runner.cwd, license="mit")
    assert runner.run("workflows/write.yml", "Push the changes that need no review") != 0
    assert on(runner, "main") == {"counts.json": "1", "license.json": "mit"}
    assert runner.run("workflows/write.yml", "Push the rest to a branch") == 0
    branch = on(runner, "automation/hub-refresh")
    assert branch == {"counts.json": "2", "license.json": "mit"} | (
        {"license.json": "other", "new.json": "gated"} if reviewed else {}
    )


def test_a_main_with_a_conflict_leaves_no_half_done_rebase(runner: Runner) -> None:
    somebody_pushes(runner, "data/hub/counts.json")
    assert runner.run("workflows/write.yml", "Push the changes that need no review") != 0
    assert runner.run("workflows/write.yml", "Push the rest to a branch") == 0
    assert on(runner, "automation/hub-refresh")["counts.json"] == "2"


def test_a_pull_request_that_is_not_allowed_says_what_to_allow(runner: Runner) -> None:
    assert runner.run("workflows/write.yml", "Open or update the pull request", EXISTS="1", EDITS="1") != 0
    assert "allow GitHub Actions to create pull requests" in runner.printed


def test_a_branch_from_an_earlier_run_is_replaced(runner: Runner) -> None:
    git(runner.cwd, "push", "--quiet", "origin", "main:automation/hub-refresh")
    git(runner.cwd, "commit", "--quiet", "--allow-empty", "--message", "Another past")
    git(runner.cwd, "push", "--quiet", "--force", "origin", "HEAD:automation/hub-refresh")
    git(runner.cwd, "reset", "--quiet", "--soft", "origin/main")
    assert runner.run("workflows/write.yml", "Push the rest to a branch") == 0
    assert "Another past" not in git(runner.cwd.parent / "remote", "log", "automation/hub-refresh")


def test_a_pull_request_is_opened_or_updated(runner: Runner) -> None:
    step = "Open or update the pull request"
    assert runner.run("workflows/write.yml", step) == 0
    assert [call.split(" --")[0] for call in runner.calls()[1:]] == ["pr create"]
    assert runner.run("workflows/write.yml", step, EXISTS="1") == 0
    assert runner.calls()[-1] == "pr edit automation/hub-refresh --body-file body.md"
    assert (runner.cwd / "body.md").read_text(encoding="utf-8") == "The license changed.\n"


@pytest.mark.parametrize(("found", "closed"), [("", []), ("7", ["pr close --delete-branch 7"])])
def test_a_pull_request_without_a_reason_is_closed(runner: Runner, found: str, closed: list[str]) -> None:
    assert runner.run("workflows/write.yml", "Close a pull request without changes", FOUND=found) == 0
    assert runner.calls()[2:] == closed


# The ledger, which a deployment keeps

WAITING = "automation/ledger"


def editions(cwd: Path, *lines: str) -> None:
    (cwd / "data/history").mkdir(parents=True, exist_ok=True)
    (cwd / "data/history/aurora.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@pytest.fixture
def keeping(runner: Runner) -> Runner:
    """A clone of a repository whose main has one edition."""
    git(runner.cwd, "reset", "--quiet", "--hard")
    editions(runner.cwd, "one")
    git(runner.cwd, "add", "data/history")
    git(runner.cwd, "commit", "--quiet", "--message", "One")
    git(runner.cwd, "push", "--quiet", "origin", "main")
    return runner


def keep(runner: Runner) -> bool:
    """Run the steps of `keep` as the platform does; return whether main took the lines."""
    assert runner.run("workflows/keep.yml", "Commit the new lines") == 0, runner.printed
    if runner.run("workflows/keep.yml", "Push them to main") == 0:
        assert runner.run("workflows/keep.yml", "Remove a branch that main has caught up with") == 0
        return True
    assert runner.run("workflows/keep.yml", "Push them to a branch") == 0, runner.printed
    assert runner.run("workflows/keep.yml", "Open the pull request") == 0, runner.printed
    return False


@pytest.mark.parametrize("moved", [False, True], ids=["main stays", "main moved"])
def test_new_editions_go_to_main(keeping: Runner, *, moved: bool) -> None:
    if moved:
        somebody_pushes(keeping)
    editions(keeping.cwd, "one", "two")
    assert keep(keeping)
    assert on(keeping, "main")["aurora.jsonl"] == "one\ntwo\n"


def test_editions_that_main_refuses_wait_on_a_branch_and_the_next_deployment_starts_from_it(keeping: Runner) -> None:
    refuse_pushes_to_main(keeping)
    editions(keeping.cwd, "one", "two")
    assert not keep(keeping)
    assert on(keeping, "main")["aurora.jsonl"] == "one\n"
    assert keeping.calls()[-1].startswith(f"pr create --head {WAITING}")

    git(keeping.cwd, "reset", "--quiet", "--hard", "origin/main")
    assert keeping.run("workflows/deploy.yml", "Take the editions that wait for a merge") == 0, keeping.printed
    assert (keeping.cwd / "data/history/aurora.jsonl").read_text(encoding="utf-8") == "one\ntwo\n"
    editions(keeping.cwd, "one", "two", "three")
    keeping.environment["FOUND"] = "7"
    assert not keep(keeping)
    assert on(keeping, WAITING)["aurora.jsonl"] == "one\ntwo\nthree\n"
    assert keeping.calls()[-1].startswith("pr list")


def test_a_branch_goes_when_main_has_its_editions(keeping: Runner) -> None:
    git(keeping.cwd, "push", "--quiet", "origin", f"main:{WAITING}")
    editions(keeping.cwd, "one", "two")
    assert keep(keeping)
    assert WAITING not in git(keeping.cwd.parent / "remote", "branch", "--list")


def test_a_deployment_without_waiting_editions_takes_none(keeping: Runner) -> None:
    assert keeping.run("workflows/deploy.yml", "Take the editions that wait for a merge") == 0, keeping.printed
    assert git(keeping.cwd, "status", "--porcelain", "data/history") == ""


def test_nothing_is_kept_if_a_published_line_would_go(keeping: Runner) -> None:
    editions(keeping.cwd, "another", "two")
    assert keeping.run("workflows/keep.yml", "Commit the new lines") != 0
    assert on(keeping, "main")["aurora.jsonl"] == "one\n"


@pytest.fixture
def bare(tmp_path: Path) -> Runner:
    """A job without a checkout."""
    made = Runner(tmp_path)
    (made.cwd / "diff").mkdir(parents=True)
    return made


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (f"{MARKER}\nOne verdict moved.\n", True),
        (f"{MARKER}\n{'é' * 60_000}", True),
        (f"{MARKER}\n{'é' * 70_000}", False),
        ("Buy now!\n" + MARKER, False),
        ("", False),
    ],
    ids=["a diff", "long", "too long", "something else", "empty"],
)
def test_only_a_diff_becomes_a_comment(bare: Runner, text: str, *, taken: bool) -> None:
    file = bare.cwd / "diff" / "diff.md"
    file.write_text(text, encoding="utf-8")
    code = bare.run(
        "workflows/comment.yml",
        "Reject anything but a diff, and add where it comes from",
        RUN_URL="https://example.org/run",
    )
    assert (code == 0) is taken
    if taken:
        assert file.read_text(encoding="utf-8").endswith("in [this run](https://example.org/run).\n")


def test_the_marker_is_the_one_we_print() -> None:
    job = yaml.safe_load((GITHUB / "workflows" / "comment.yml").read_text(encoding="utf-8"))["jobs"]["comment"]
    assert job["env"]["MARKER"] == MARKER
    sources = (GITHUB.parent / "generator").rglob("*.py")
    assert [file for file in sources if MARKER in file.read_text(encoding="utf-8")] != []


ISSUE = "actions/rolling-issue/action.yml"


def test_an_issue_is_found_opened_renewed_and_closed(bare: Runner) -> None:
    (bare.cwd / "body.md").write_text("x" * 70_000, encoding="utf-8")
    told = {"LABEL": "broken-links", "TITLE": "Links", "BODY": "body.md", "NUMBER": "7"}
    assert bare.run(ISSUE, "Find the open issue", FOUND="7", **told) == 0
    assert bare.outputs_file.read_text(encoding="utf-8") == "number=7\n"
    for step in ("Open an issue", "Renew the issue", "Close the issue"):
        assert bare.run(ISSUE, step, **told) == 0
    assert [" ".join(call.split()[:3]) for call in bare.calls()] == [
        "issue list --label",
        "label create broken-links",
        "issue create --label",
        "issue edit 7",
        "issue close 7",
    ]
    body = (bare.calls_file.with_name("calls.body")).read_text(encoding="utf-8")
    assert len(body) == 60_000
