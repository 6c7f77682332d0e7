"""The ledger of published cards: what makes an edition, what each edition keeps, and that no line is ever lost."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from conftest import FROZEN, ROOT, TODAY, said_of
from drawing import records
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from generator.analysis import ledger
from generator.analysis.history import changes, histories
from generator.analysis.ledger import Publication
from generator.analysis.made_from import MadeFrom
from generator.analysis.scorecard import Scorecard
from generator.cli.app import CANNOT_RUN, PROBLEMS, app
from generator.core import paths
from generator.loading.catalog import Catalog, read_catalog
from generator.schema.hub import Counters, HubData

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.analysis.card import ReleaseCard
    from generator.schema.history import Ledger

AURORA = "acme/aurora-7b"
DAY = date(2026, 11, 20)


def card(catalog: Catalog, record_id: str = AURORA) -> ReleaseCard:
    return Scorecard(catalog).card(record_id)


def catalog_of(root: Path) -> Catalog:
    return read_catalog(root, TODAY)[0]


def record(root: Path, day: str = "2026-11-20", exit_code: int = 0) -> list[str]:
    """Run the command; return its lines."""
    result = CliRunner().invoke(app, ["record", "--root", str(root), "--date", day])
    assert result.exit_code == exit_code, result.output
    return result.stdout.splitlines()


def edit(root: Path, old: str, new: str, file: str = paths.record_file(AURORA)) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def lines(root: Path, record_id: str = AURORA) -> list[str]:
    return (root / paths.ledger_file(record_id)).read_text(encoding="utf-8").split("\n")[:-1]


def ledgers(root: Path) -> dict[str, bytes]:
    folder = root / paths.HISTORY
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def fresh(project: Path) -> Path:
    """The frozen project without its ledgers."""
    shutil.rmtree(project / paths.HISTORY)
    return project


# What makes an edition


def test_the_first_edition_holds_the_whole_card(fresh: Path) -> None:
    assert f"{AURORA} 2026-11-20: the first edition" in record(fresh)
    catalog = catalog_of(fresh)
    assert {len(editions) for editions in catalog.history.values()} == {1}
    assert ledger.card_of(catalog.history[AURORA]) == card(catalog)


def test_a_second_run_adds_nothing_and_changes_no_byte(fresh: Path) -> None:
    record(fresh)
    before = ledgers(fresh)
    assert record(fresh, "2026-11-21") == []
    assert ledgers(fresh) == before


def test_the_same_data_and_day_give_the_same_bytes(fresh: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(fresh / "data", other / "data")
    record(fresh)
    record(other)
    assert ledgers(fresh) == ledgers(other)


def test_a_changed_fact_makes_an_edition_that_says_why_a_verdict_changed(fresh: Path) -> None:
    record(fresh, "2026-11-19")
    edit(
        fresh,
        "weights-final: {status: open, license: Apache-2.0",
        "weights-final: {status: open, license: CC-BY-NC-4.0",
    )
    assert record(fresh) == [f"{AURORA} 2026-11-20: the facts changed"]
    edition = catalog_of(fresh).history[AURORA][-1]
    osaid = next(change for change in edition.changes if change.definition == "osaid-1.0")
    assert (osaid.before, osaid.after) == ("Met", "Not met")
    assert osaid.because == ("Final weights: license Apache-2.0 → license CC-BY-NC-4.0",)


def test_a_changed_definition_makes_an_edition_of_every_card(fresh: Path) -> None:
    record(fresh, "2026-11-19")
    edit(fresh, "short: OSAID", "short: OSAI", "data/frameworks/osaid-1.0.yaml")
    said = record(fresh)
    assert len(said) == len(catalog_of(fresh).records)
    assert {line.partition(": ")[2] for line in said} == {"a definition, a license or our way of judging changed"}


def test_what_passes_makes_no_edition(fresh: Path) -> None:
    record(fresh)
    edit(fresh, "name: Aurora 7B", "# a remark, which moves every line\nname: Aurora 7B")
    shutil.copy(FROZEN / paths.record_file("globex/oracle-1"), fresh / paths.record_file("globex/oracle-2"))
    edit(fresh, "name: Oracle-1", "name: Oracle-2", paths.record_file("globex/oracle-2"))
    assert record(fresh, "2026-11-21") == ["globex/oracle-2 2026-11-21: the first edition"]


def test_what_the_hub_counts_makes_no_edition(small: Catalog) -> None:
    first = ledger.next_edition(card(small), (), Publication(DAY, ""))
    numbers = dict.fromkeys(Counters.model_fields, 5)
    counters = {"2026-11": {"acme/aurora-7b": Counters.model_validate(numbers)}}
    counted = replace(small, hub=HubData({}, {}, counters, None))
    assert card(counted).downloads == 5
    assert first
    assert ledger.next_edition(card(counted), (first,), Publication(DAY, "")) is None


def test_an_edition_keeps_what_passes_as_it_was(fresh: Path) -> None:
    edit(fresh, "name: Aurora 7B", "# a remark\nname: Aurora 7B")
    record(fresh)
    kept = card(catalog_of(fresh))
    edit(fresh, "# a remark\n", "")
    shown = ledger.card_of(catalog_of(fresh).history[AURORA])
    assert shown == kept
    assert shown.components != card(catalog_of(fresh)).components  # other lines


def test_a_clock_that_goes_back_adds_to_the_last_day(fresh: Path) -> None:
    record(fresh)
    for number in range(2, 12):
        edit(fresh, "everything it was made from", f"everything it was made from {'x' * number}")
        record(fresh, "2026-11-01")
        edit(fresh, f" {'x' * number}", "")
    ids = [edition.id for edition in catalog_of(fresh).history[AURORA]]
    assert ids == ["2026-11-20", *(f"2026-11-20.{number}" for number in range(2, 12))]
    assert said_of(fresh) == []


def test_a_renamed_release_goes_on_under_its_new_id(fresh: Path) -> None:
    record(fresh, "2026-11-19")
    before = ledgers(fresh)
    old, new = (fresh / paths.record_file(name) for name in (AURORA, "acme/aurora-7b-base"))
    text = old.read_text(encoding="utf-8").replace("license: MIT, evidence", "license: CC-BY-NC-4.0, evidence", 1)
    new.write_text(f"{text}\naliases: [{AURORA}]\n", encoding="utf-8")
    old.unlink()
    edit(fresh, f"base: {AURORA}", "base: acme/aurora-7b-base", paths.record_file("acme/borealis-13b"))
    shutil.rmtree(fresh / "data/comparisons.yaml", ignore_errors=True)
    (fresh / "data/comparisons.yaml").unlink(missing_ok=True)
    record(fresh)
    catalog = catalog_of(fresh)
    assert ledgers(fresh)["acme/aurora-7b.jsonl"] == before["acme/aurora-7b.jsonl"]
    assert catalog.history["acme/aurora-7b-base"][0].changes  # since the ledger under the first id
    ids = [(each.record_id, each.edition.id) for each in histories(catalog)["acme/aurora-7b-base"]]
    assert ids == [(AURORA, "2026-11-19"), ("acme/aurora-7b-base", "2026-11-20")]
    assert record(fresh, "2026-11-21") == []


def test_a_withdrawn_release_keeps_its_ledger(fresh: Path) -> None:
    record(fresh)
    (fresh / paths.record_file("globex/oracle-1")).unlink()
    before = ledgers(fresh)
    record(fresh, "2026-11-21")
    assert ledgers(fresh)["globex/oracle-1.jsonl"] == before["globex/oracle-1.jsonl"]
    assert "globex/oracle-1" in histories(catalog_of(fresh))


def test_changes_are_newest_first(small: Catalog) -> None:
    found = changes(histories(small))
    days = [each.edition.order for each in found]
    assert days == sorted(days, reverse=True)
    assert all(each.edition.changes for each in found)


# Any sequence of changes

STATEMENTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


@settings(max_examples=15)  # each compares whole cards, which takes a tenth of a second
@given(st.data())
def test_every_card_can_be_read_back_whatever_changed(small: Catalog, data: st.DataObject) -> None:
    states = data.draw(st.lists(st.tuples(records(small), STATEMENTS), min_size=1, max_size=4))
    known: Ledger = ()
    published: list[ReleaseCard] = []
    for number, (state, text) in enumerate(states):
        made = replace(small, records={**small.records, AURORA: state.model_copy(update={"summary": text})})
        edition = ledger.next_edition(card(made), known, Publication(DAY + timedelta(number % 2), str(number)))
        if edition:
            known = (*known, edition)
            published.append(card(made))
    assert [ledger.card_of(known[: number + 1]) for number in range(len(known))] == published
    assert [edition.order for edition in known] == sorted({edition.order for edition in known})


@settings(max_examples=30)  # each makes two cards
@given(st.data(), STATEMENTS)
def test_a_digest_of_what_a_card_is_made_from_never_misses_a_change(
    small: Catalog, data: st.DataObject, text: str
) -> None:
    state = data.draw(records(small))
    made = replace(small, records={**small.records, AURORA: state.model_copy(update={"summary": text})})
    is_same = MadeFrom(small, "").digest(AURORA) == MadeFrom(made, "").digest(AURORA)
    assert not is_same or ledger.digest(card(small)) == ledger.digest(card(made))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/components.yaml", "name: Final weights", "name: Weights"),
        ("data/developers/acme.yaml", "name: ", "name: The "),
        ("data/licenses/MIT.yaml", "short: MIT", "short: The MIT License"),
        ("data/frameworks/osaid-1.0.yaml", "short: OSAID", "short: OSAI"),
        ("data/judgments.yaml", "name: ", "name: X "),
    ],
)
def test_the_digest_of_what_a_card_is_made_from_names_every_file(project: Path, file: str, old: str, new: str) -> None:
    before = MadeFrom(catalog_of(project), "").digest(AURORA)
    edit(project, old, new, file)
    assert MadeFrom(catalog_of(project), "").digest(AURORA) != before
    assert MadeFrom(catalog_of(project), "another program").digest(AURORA) != before


# What the check finds


def test_the_check_accepts_the_frozen_ledger(project: Path) -> None:
    assert said_of(project) == []


DAMAGES: dict[str, Callable[[str], str]] = {
    "a changed line": lambda text: text.replace("Aurora 7B", "Aurora 8B", 1),
    "a removed line": lambda text: "".join(text.splitlines(keepends=True)[1:]),
    "a line removed between others": lambda text: "".join(
        line for number, line in enumerate(text.splitlines(keepends=True)) if number != 1
    ),
    "lines in another order": lambda text: "".join(text.splitlines(keepends=True)[::-1]),
    "half a last line": lambda text: text[:-200],
    "no end of the last line": lambda text: text[:-1],
    "an empty file": lambda _: "",
    "another encoding": lambda text: text.replace("→", "\udcff", 1),
    "ends of lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "a line twice": lambda text: text + text.splitlines(keepends=True)[-1],
    "an empty line": lambda text: text + "\n",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_ledger_is_a_problem_and_stops_record(project: Path, damage: str) -> None:
    file = project / paths.ledger_file(AURORA)
    text = file.read_text(encoding="utf-8")
    damaged = DAMAGES[damage](text)
    assert damaged != text
    file.write_bytes(damaged.encode(errors="surrogateescape"))
    before = ledgers(project)
    assert len(said_of(project)) == 1
    assert said_of(project)[0].startswith(f"{paths.ledger_file(AURORA)}:")
    record(project, exit_code=PROBLEMS)
    assert ledgers(project) == before


def test_a_stray_file_among_the_ledgers_is_a_problem(project: Path) -> None:
    (project / "data/history/notes.txt").write_text("x", encoding="utf-8")
    assert said_of(project) == [
        "data/history/notes.txt:1:1: `record` does not write this file, and only its files belong here"
    ]


def git(root: Path, *arguments: str) -> str:
    name = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.org"]
    return subprocess.run(["git", *name, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def commit(root: Path) -> str:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def repository(project: Path) -> Path:
    """The frozen project as a git repository with one commit."""
    git(project, "init", "--quiet")
    commit(project)
    return project


def since(root: Path, revision: str = "HEAD") -> tuple[int, list[str]]:
    result = CliRunner().invoke(app, ["check", "--root", str(root), "--since", revision])
    return result.exit_code, [line for line in result.stdout.splitlines() if "OPN018" in line]


def test_new_lines_are_no_change_of_published_ones(repository: Path) -> None:
    edit(repository, "everything it was made from", "all it was made from")
    record(repository)
    assert since(repository) == (0, [])


def test_a_ledger_that_was_written_anew_is_found_against_the_base(repository: Path) -> None:
    shutil.rmtree(repository / "data/history/acme")
    record(repository)
    code, found = since(repository)
    assert code == PROBLEMS
    assert len(found) == 3
    assert found[0] == f"{paths.ledger_file(AURORA)}:1:1: OPN018 is not the line that was published"
    assert found[2] == "data/history/acme/borealis.jsonl:1:1: OPN018 is missing, but was published"


def test_a_line_cut_off_the_end_is_found_against_the_base(repository: Path) -> None:
    file = repository / paths.ledger_file(AURORA)
    file.write_text("".join(f"{line}\n" for line in lines(repository)[:-1]), encoding="utf-8")
    assert said_of(repository) == []
    code, found = since(repository)
    assert (code, len(found)) == (PROBLEMS, 1)
    assert f":{len(lines(repository)) + 1}:1:" in found[0]


def test_an_unknown_base_is_said(repository: Path) -> None:
    assert since(repository, "nothing")[0] == CANNOT_RUN


# The commit


def test_an_edition_names_the_commit_of_its_data(repository: Path) -> None:
    edit(repository, "everything it was made from", "all it was made from")
    made = commit(repository)
    record(repository)
    assert catalog_of(repository).history[AURORA][-1].commit == made


def test_an_edition_of_data_that_nobody_committed_names_no_commit(repository: Path) -> None:
    edit(repository, "everything it was made from", "all it was made from")
    record(repository)
    assert catalog_of(repository).history[AURORA][-1].commit is None


def test_a_shallow_clone_and_a_folder_without_git_are_enough(repository: Path, tmp_path: Path) -> None:
    shallow, bare = tmp_path / "shallow", tmp_path / "bare"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", str(shallow))
    shutil.copytree(repository / "data", bare / "data")
    for root in (shallow, bare):
        edit(root, "everything it was made from", "all it was made from")
        assert record(root)[0].startswith(f"{AURORA} 2026-11-20: the facts changed")


# What goes wrong while it writes

KILLED = """
import os, random, signal, sys, time
from datetime import date
from pathlib import Path
from generator.cli.record import append_editions

root, runs = Path(sys.argv[1]), int(sys.argv[2])
chance = random.Random(1)
for _ in range(runs):
    child = os.fork()
    if child == 0:
        try:
            list(append_editions(root, date(2026, 11, 20)))
        finally:
            os._exit(0)
    time.sleep(chance.uniform(0, 0.7))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def test_a_run_killed_at_any_moment_loses_and_repeats_nothing(fresh: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(fresh / "data", whole / "data")
    record(whole)
    subprocess.run([sys.executable, "-c", KILLED, str(fresh), "25"], cwd=ROOT, check=True)
    found = {name: text for name, text in ledgers(fresh).items() if name.endswith(".jsonl")}
    assert {name: ledgers(whole)[name] for name in found} == found
    record(fresh)
    assert {name: text for name, text in ledgers(fresh).items() if name.endswith(".jsonl")} == ledgers(whole)
    assert said_of(fresh) == []


def test_a_full_disk_leaves_the_old_lines_and_a_clear_message(project: Path) -> None:
    before = ledgers(project)
    edit(project, "everything it was made from", "all it was made from")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))  # the system refuses to write more, as a full disk does
    try:
        result = CliRunner().invoke(app, ["record", "--root", str(project)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert result.exit_code == CANNOT_RUN
    assert paths.ledger_file(AURORA) in result.stderr
    assert ledgers(project) == before
    assert record(project)[0].startswith(f"{AURORA} 2026-11-20: the facts changed")


def start(root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator", "record", "--root", str(root), "--date", "2026-11-20"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_runs_at_the_same_time_write_each_edition_once(fresh: Path) -> None:
    running = [start(fresh) for _ in range(4)]
    said = [process.communicate()[0].splitlines() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0]
    assert sorted(line for lines in said for line in lines) == sorted(
        f"{record_id} 2026-11-20: the first edition" for record_id in catalog_of(fresh).records
    )
    assert {len(editions) for editions in catalog_of(fresh).history.values()} == {1}
