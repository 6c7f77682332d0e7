"""A diff reports each changed release with the fact behind the change, even if one file changes many."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import judging
import pytest
from conftest import make_project
from typer.testing import CliRunner, Result

from generator.analysis.changes import (
    Changed,
    Diff,
    NewDefinition,
    Release,
    ReleaseChanges,
    VerdictChanged,
    release_changes,
)
from generator.analysis.review import ClaimChanged, Reached, Review, Source
from generator.cli.app import app
from generator.reports import changes

if TYPE_CHECKING:
    from pathlib import Path

AURORA = "data/models/acme/aurora-7b.yaml"
GIT = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *GIT, *arguments], check=True, capture_output=True)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A project with one commit on its main branch."""
    root = make_project(tmp_path)
    (root / "data/comparisons.yaml").unlink()  # it names releases that the tests rename
    git(root, "init", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--message=first")
    return root


def diff(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["diff", "--root", str(root), *arguments])


def lines_of(root: Path, *arguments: str) -> list[str]:
    """Return what a diff prints, after the line that says what it compares with."""
    first, *lines = diff(root, *arguments).stdout.splitlines()
    assert re.fullmatch(r"Compared with .*[0-9a-f]{10}.*:", first)
    return lines


def head(root: Path) -> str:
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout[:10]


def edit(root: Path, file: str, old: str, new: str, times: int = 1) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, times), encoding="utf-8")


def test_no_change_is_one_sentence(history: Path) -> None:
    base = f"main at {head(history)}, where this branch left it"
    said = "No release, verdict, count or rank changes."
    result = diff(history)
    assert (result.exit_code, result.stdout) == (0, f"Compared with {base}:\n{said}\n")
    assert diff(history, "--markdown").stdout == f"{changes.MARKER}\n**{said}** Compared with `{base}`.\n"


def test_a_diff_says_what_it_compares_with(history: Path) -> None:
    assert diff(history, "HEAD").stdout.startswith(f"Compared with HEAD ({head(history)}):\n")
    git(history, "branch", "--move", "main", "trunk")
    assert diff(history).stdout.startswith(f"Compared with the last commit, {head(history)}, as there is no main:\n")


def test_a_changed_component_lists_the_verdicts_that_it_changes(history: Path) -> None:
    edit(history, AURORA, "training-code: {status: open, license: MIT", "training-code: {status: closed")
    lines = lines_of(history)
    assert lines[0] == "1 release changes a verdict, under 10 definitions."
    assert lines[1] == "Aurora 7B (acme/aurora-7b)"
    moved = "training-code open, license MIT -> closed, license not known"
    assert f"  OSAID: Met -> Not met, because {moved}" in lines
    assert f"  {moved.replace(' open', ': open', 1)}" in lines
    assert any(line.startswith("  count: ") and " -> " in line for line in lines)


def test_a_change_that_no_finding_cites_is_still_the_cause() -> None:
    """The OSAI index counts licenses, and says of what is not known only that."""
    one, two = (
        judging.release(training_code=code, pretraining_data="closed", post_training_data="closed")
        for code in ("partial MIT", "partial")
    )
    before, after = judging.cards({"one": one, "two": two})
    found = release_changes(before, after)
    causes = {cause.words for verdict in found.verdicts for cause in verdict.because}
    assert "OSAI index" in {verdict.definition for verdict in found.verdicts}
    assert causes == {"training-code license MIT -> license not known"}


def test_a_changed_license_file_is_named_as_the_cause(history: Path) -> None:
    edit(history, "data/licenses/Apache-2.0.yaml", "commercial-use: {answer: yes", "commercial-use: {answer: no")
    out = diff(history).stdout
    assert "because data/licenses/Apache-2.0.yaml changed" in out
    assert "  training-code:" not in out


def test_a_new_definition_is_reported_with_its_verdicts(history: Path) -> None:
    text = (history / "data/frameworks/osaid-1.0.yaml").read_text(encoding="utf-8").replace("headline: true\n", "")
    (history / "data/frameworks/osaid-2.0.yaml").write_text(text.replace("name: ", "name: New ", 1), encoding="utf-8")
    lines = lines_of(history)
    assert lines[0] == "1 definition added."
    assert any(line.startswith("new definition: New ") for line in lines)


def test_a_removed_definition_is_reported(history: Path) -> None:
    (history / "data/frameworks/openness-spectrum.yaml").unlink()
    lines = lines_of(history)
    assert lines[0] == "1 definition removed."
    assert any(line.startswith("removed definition: ") for line in lines)
    assert "- Removed definition: `" in diff(history, "--markdown").stdout


def test_a_new_release_is_reported_with_its_verdicts(history: Path) -> None:
    text = (history / AURORA).read_text(encoding="utf-8").replace("hub: [acme/aurora-7b]\n", "")
    (history / "data/models/acme/aurora-9b.yaml").write_text(text.replace("7B", "9B"), encoding="utf-8")
    lines = lines_of(history)
    assert lines[0] == "1 release is new."
    assert "new: Aurora 9B (acme/aurora-9b)" in lines
    assert "  OSAID: Met" in lines
    assert [line for line in lines if re.fullmatch(r"  count: \d+ open .+ that apply.*", line)]
    assert [line for line in lines if re.fullmatch(r"  rank: 1( to \d)? of 5", line)]
    assert "Aurora 9B newly reaches OSAID (Met). Two people have to review that." in lines
    made = diff(history, "--markdown").stdout
    assert "### Two people have to review this\n\n- `Aurora 9B` newly reaches `OSAID`: `Met`\n" in made


def test_a_release_that_newly_meets_a_definition_is_named(history: Path) -> None:
    edit(history, AURORA, "training-code: {status: open", "training-code: {status: closed")
    git(history, "commit", "--all", "--message=closed")
    edit(history, AURORA, "training-code: {status: closed", "training-code: {status: open")
    assert "Aurora 7B newly reaches OSAID (Met). Two people have to review that." in lines_of(history, "HEAD")
    assert not any("newly reaches" in line for line in lines_of(history, "HEAD~1"))


def test_sources_are_listed_with_what_they_support(history: Path) -> None:
    old, new = "https://acme.example.org/code", "https://acme.example.org/new"
    edit(history, AURORA, f"license: MIT, evidence: [{old}]", f"license: MIT, evidence: [{new}, {old}]")
    sources = diff(history, "--markdown").stdout.partition("### Sources to open (1)")[2]
    assert f"| `Aurora 7B` | `training-code` | `open, MIT` | <{new}> |" in sources
    edit(history, AURORA, "training-code: {status: open", "training-code: {status: partial, note: Some is missing.")
    sources = diff(history, "--markdown").stdout.partition("### Sources to open (2)")[2]
    assert f"| `training-code` | `partial, MIT` | <{old}> |" in sources


def test_a_changed_claim_is_shown_before_and_after(history: Path) -> None:
    old = re.search(r'quote: "(.+)"', (history / AURORA).read_text(encoding="utf-8"))
    assert old
    edit(history, AURORA, old[1], "Aurora is fully open, truly")
    lines = lines_of(history)
    assert f"claim removed: Aurora 7B, fully open: {old[1]}" in lines
    assert "claim added: Aurora 7B, fully open: Aurora is fully open, truly" in lines
    assert (
        "| `Aurora 7B` | added | `fully open` | `Aurora is fully open, truly` |" in diff(history, "--markdown").stdout
    )


def test_a_removed_release_is_reported(history: Path) -> None:
    (history / "data/models/globex/oracle-1.yaml").unlink()
    assert "removed: Oracle-1 (globex/oracle-1)" in lines_of(history)


def test_a_new_id_with_the_old_one_as_alias_is_a_rename(history: Path) -> None:
    (history / AURORA).rename(history / "data/models/acme/aurora-one.yaml")
    edit(history, "data/models/acme/aurora-one.yaml", "evidence:", "aliases: [acme/aurora-7b]\nevidence:")
    edit(history, "data/models/acme/borealis-13b.yaml", "base: acme/aurora-7b", "base: acme/aurora-one")
    lines = lines_of(history)
    assert lines[0] == "1 release has a new id."
    assert "renamed: Aurora 7B, acme/aurora-7b -> acme/aurora-one" in lines
    assert not any(line.startswith(("new:", "removed:")) for line in lines)


def test_by_default_a_branch_is_compared_with_the_point_where_it_left_main(history: Path) -> None:
    git(history, "switch", "--create", "mine")
    edit(history, AURORA, "training-code: {status: open, license: MIT", "training-code: {status: closed")
    git(history, "commit", "--all", "--message=mine")
    git(history, "switch", "main")
    edit(history, AURORA, "Dense 7B", "A dense 7B")
    edit(
        history,
        "data/models/globex/oracle-1.yaml",
        "hosted-api: {status: open, license: proprietary-terms",
        "hosted-api: {status: closed",
    )
    git(history, "commit", "--all", "--message=theirs")
    git(history, "switch", "mine")
    out = diff(history).stdout
    assert "Aurora 7B" in out
    assert "Oracle-1" not in out
    assert "Oracle-1" in diff(history, "main").stdout


def test_a_base_with_problems_is_compared_as_far_as_it_can_be_read(history: Path) -> None:
    edit(history, AURORA, "status: open", "status: shut")
    git(history, "commit", "--all", "--message=broken")
    edit(history, AURORA, "status: shut", "status: open")
    result = diff(history, "HEAD")
    assert result.exit_code == 0
    assert f"HEAD ({head(history)}) has 1 problem" in result.stderr
    assert "new: Aurora 7B" in result.stdout


@pytest.mark.parametrize("revision", ["nope", "--output=x", "HEAD:data", "HEAD^{tree}"])
def test_an_unknown_revision_is_reported(history: Path, revision: str) -> None:
    result = diff(history, "--", revision)
    assert result.exit_code == 2
    assert f"The data of `{revision}` cannot be read: git knows no such commit.\n" in result.stderr
    assert not (history / "x").exists()


def test_a_folder_outside_git_is_reported(tmp_path: Path) -> None:
    result = diff(make_project(tmp_path))
    assert result.exit_code == 2
    assert "not a git repository" in result.stderr


def test_problems_beside_the_records_stop_the_diff(history: Path) -> None:
    edit(history, "data/developers/acme.yaml", "kind: nonprofit", "kind: none")
    assert diff(history).exit_code == 1


def test_an_unfinished_record_is_left_out_of_both_sides(history: Path) -> None:
    edit(history, "data/models/globex/colossus-70b.yaml", "status: open", "status: shut")
    edit(history, AURORA, "training-code: {status: open", "training-code: {status: partial, note: Some is missing.")
    result = diff(history)
    said = "`check` finds problems in 1 record; the diff leaves them out."
    assert (result.exit_code, result.stderr) == (0, f"{said}\n")
    assert "  training-code: open -> partial" in result.stdout
    assert "Colossus" not in result.stdout
    assert said in diff(history, "--markdown").stdout


def test_an_older_revision_that_this_version_cannot_judge_is_compared_by_facts(history: Path) -> None:
    framework = "data/frameworks/openness-spectrum.yaml"
    edit(history, framework, "released:", "asked_in_an_older_way:")
    (history / "data/developers/globex.yaml").rename(history / "globex.yaml")
    git(history, "add", ".")
    git(history, "commit", "--message=older")
    edit(history, framework, "asked_in_an_older_way:", "released:")
    (history / "globex.yaml").rename(history / "data/developers/globex.yaml")
    edit(
        history, AURORA, "training-code: {status: open", "training-code: {status: partial, note: One stage is missing."
    )
    result = diff(history, "HEAD")
    assert result.exit_code == 0
    assert "under the current check; the diff leaves out everything they affect." in result.stderr
    assert "The current definitions judge both sides." in result.stderr
    assert "  training-code: open -> partial" in result.stdout
    assert "new: Colossus 70B (globex/colossus-70b)" in result.stdout
    assert "Spectrum" not in result.stdout.partition("new: ")[0].partition("training-code")[0]


HOSTILE = "@everyone <script>alert(1)</script> | [x](http://e.example) `c` #1 ::error::x"
EMPTY = Diff((), (), (), (), 0, (), ())


def release(name: str, *verdicts: VerdictChanged, components: tuple[Changed, ...] = ()) -> ReleaseChanges:
    return ReleaseChanges(f"acme/{name}", name, components, verdicts, None, None)


def test_names_from_a_fork_are_harmless_in_markdown() -> None:
    moved = VerdictChanged("OSAID", "Met", HOSTILE, (Changed(HOSTILE, "", ""),))
    found = replace(
        EMPTY,
        changed=(release(HOSTILE, moved, components=(Changed("weights", HOSTILE, HOSTILE),)),),
        added=(Release(HOSTILE, HOSTILE, (("OSAID", HOSTILE),)),),
        removed=(Release(HOSTILE, HOSTILE, ()),),
        added_definitions=(NewDefinition(HOSTILE, ((HOSTILE, 3),)),),
        review=Review(
            (Source(HOSTILE, HOSTILE, HOSTILE, f"https://e.example/{HOSTILE}"),),
            (ClaimChanged(HOSTILE, "added", HOSTILE, HOSTILE),),
            (Reached(HOSTILE, HOSTILE, HOSTILE),),
        ),
    )
    made = changes.markdown(found, "main")
    outside = "".join(part for number, part in enumerate(made.split("`")) if number % 2 == 0)
    assert "everyone" in made
    for word in ("@", "<script", "](", "::"):
        assert word not in outside
    assert {line.count("|") for line in made.splitlines() if line.startswith("| `")} <= {3, 4, 5, 6}


def test_many_releases_with_the_same_change_share_one_line() -> None:
    moved = VerdictChanged("OSAID", "Met", "Not met", (Changed("data/licenses/MIT.yaml", "", ""),))
    found = replace(EMPTY, changed=tuple(release(f"model-{number}", moved) for number in range(30)))
    assert changes.text(found, "main").splitlines() == [
        "Compared with main:",
        "30 releases change a verdict, under 1 definition.",
        "30 releases under OSAID: Met -> Not met, because data/licenses/MIT.yaml changed",
    ]
    made = changes.markdown(found, "main")
    assert "- 30 releases under `OSAID`: `Met` to `Not met`, because `data/licenses/MIT.yaml changed`" in made
    assert made.count("model-29") == 1


def test_markdown_fits_into_a_comment() -> None:
    found = replace(EMPTY, added=tuple(Release(f"a/{n}", "x" * 90, (("OSAID", "y" * 90),) * 13) for n in range(200)))
    made = changes.markdown(found, "main")
    assert len(made) < 62_000
    assert "more sections that are too long to show here." in made
