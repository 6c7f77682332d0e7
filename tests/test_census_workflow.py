"""The scripts of the workflow that publishes a census, run as they stand, with a real git and a `gh` that takes notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_workflow_steps import Runner, git, on

if TYPE_CHECKING:
    from pathlib import Path

FILE = "workflows/census-write.yml"
DAY = "2026-11-18"
STEPS = ("Push them to a branch", "Publish the findings", "Open or update the pull request")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A clone of a repository with an older census, and what the job before has left in it."""
    made = Runner(tmp_path)
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote")
    git(tmp_path, "clone", "--quiet", "remote", "work")
    git(made.cwd, "switch", "--quiet", "--create", "main")
    add(made, "2026-11-11")
    git(made.cwd, "add", ".")
    git(made.cwd, "commit", "--quiet", "--message", "Begin")
    git(made.cwd, "push", "--quiet", "origin", "main")
    (made.cwd / "build").mkdir()
    (made.cwd / "build/findings.parquet").write_text("PAR1", encoding="utf-8")
    (made.cwd / "report.md").write_text("More of them.\n", encoding="utf-8")
    assert made.run(FILE, "Set the author and the token for git") == 0
    return made


def add(runner: Runner, day: str) -> None:
    folder = runner.cwd / "data/hub/census"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{day}.json").write_text(day, encoding="utf-8")


def test_new_figures_become_a_branch_a_release_and_a_pull_request(runner: Runner) -> None:
    add(runner, DAY)
    assert runner.run(FILE, "See whether the figures are new") == 0
    assert runner.outputs_file.read_text(encoding="utf-8") == "figures=true\n"
    assert [runner.run(FILE, step, DAY=DAY) for step in STEPS] == [0, 0, 0]
    assert on(runner, "automation/census") == {"2026-11-11.json": "2026-11-11", f"{DAY}.json": DAY}
    assert on(runner, "main") == {"2026-11-11.json": "2026-11-11"}
    release, request = (call for call in runner.calls() if "auth" not in call)
    assert release.startswith(f"release create census-{DAY} build/findings.parquet")
    assert "--latest=false" in release
    assert request == "pr create --head automation/census --title A census of the whole Hub --body-file report.md"


def test_the_census_of_last_week_changes_nothing(runner: Runner) -> None:
    assert runner.run(FILE, "See whether the figures are new") == 0
    assert not runner.outputs_file.exists()


def test_a_second_census_replaces_the_branch_and_renews_the_pull_request(runner: Runner) -> None:
    for day in ("2026-11-17", DAY):
        git(runner.cwd, "switch", "--quiet", "main")
        add(runner, day)
        assert runner.run(FILE, "See whether the figures are new") == 0
        git(runner.cwd, "branch", "--quiet", "--delete", "--force", "automation/census") if day == DAY else None
        assert [runner.run(FILE, step, DAY=day, EXISTS="1") for step in STEPS] == [0, 0, 0]
        (runner.cwd / f"data/hub/census/{day}.json").unlink(missing_ok=True)
    assert on(runner, "automation/census") == {"2026-11-11.json": "2026-11-11", f"{DAY}.json": DAY}
    assert runner.calls()[-1] == "pr edit automation/census --body-file report.md"


def test_a_pull_request_that_github_refuses_says_which_setting_to_change(runner: Runner) -> None:
    add(runner, DAY)
    assert runner.run(FILE, "See whether the figures are new") == 0
    assert runner.run(FILE, "Push them to a branch") == 0
    assert runner.run(FILE, "Open or update the pull request", EXISTS="1", EDITS="1") == 1
    assert "allow GitHub Actions to create pull requests" in runner.printed
