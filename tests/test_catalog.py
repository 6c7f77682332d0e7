from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from conftest import said_of

RECORD = "data/models/acme/aurora-7b.yaml"


def test_the_invented_releases_have_no_problems(project: Path) -> None:
    assert said_of(project) == []


FORM = "must be named data/models/<developer>/<model>.yaml, in lower case with hyphens"
UNUSED = (
    "nothing reads this file; data/ holds models, developers, licenses, frameworks, components.yaml, "
    "license-tests.yaml, judgments.yaml, comparisons.yaml, history, hub"
)
RESERVED = "`index` is reserved for the list page; choose another id"


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("data/models/acme/Aurora-8B.yaml", FORM),
        ("data/models/Acme/aurora-7b.yaml", FORM),
        ("data/models/acme/aurora_8b.yaml", FORM),
        ("data/models/acme/-aurora.yaml", FORM),
        ("data/models/acme/aurora 8b.yaml", FORM),
        ("data/models/acme/aurora-8b.yml", FORM),
        ("data/models/acme/aurora-8b.yaml.orig", FORM),
        ("data/models/acme/deep/aurora-8b.yaml", FORM),
        ("data/models/aurora-8b.yaml", FORM),
        ("data/models/acme/index.yaml", RESERVED),
        ("data/licenses/index.yaml", RESERVED),
        ("data/developers/acme/x.yaml", "must be named data/developers/<id>.yaml, in lower case with hyphens"),
        ("data/frameworks/My Framework.yaml", "must be named data/frameworks/<id>.yaml, in lower case with hyphens"),
        ("data/licenses/apache-2.0.yaml", "differs from data/licenses/Apache-2.0.yaml only in capital letters"),
        ("data/licenses/Apache-2.00.yaml", "neither an SPDX id nor an id in lower case; did you mean `Apache-2.0`?"),
        ("data/licenses/Gemma-Terms.yaml", "neither an SPDX id nor an id in lower case"),
        ("data/notes.txt", UNUSED),
        ("data/license/MIT.yaml", UNUSED),
        ("data/components.yml", UNUSED),
    ],
)
def test_a_misplaced_file_is_reported(project: Path, file: str, message: str) -> None:
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    (project / file).write_text("name: x\n", encoding="utf-8")
    assert said_of(project) == [f"{file}:1:1: {message}"]


@pytest.mark.parametrize("name", [b"a\nb.yaml", b"\xff.yaml", "\u202ea.yaml".encode(), b"\x1b[2J.yaml"])
def test_an_unprintable_name_is_reported_in_one_visible_line(project: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(project) + b"/data/models/acme/" + name)).touch()
    (problem,) = said_of(project)
    assert problem.isprintable()
    assert problem.endswith(f":1:1: {FORM}")


def test_hidden_files_are_ignored(project: Path) -> None:
    for name in (".gitkeep", ".DS_Store", ".cache/strange.yaml"):
        (project / "data/models" / name).parent.mkdir(exist_ok=True)
        (project / "data/models" / name).write_bytes(b"\x00")
    assert said_of(project) == []


def test_ids_that_differ_only_in_case_are_reported(project: Path) -> None:
    shutil.copy(project / "data/licenses/MIT.yaml", project / "data/licenses/mit.yaml")
    assert said_of(project) == [
        "data/licenses/mit.yaml:1:1: differs from data/licenses/MIT.yaml only in capital letters"
    ]


@pytest.mark.parametrize("target", ["/etc/hostname", "../../../data/models/acme/aurora-7b.yaml", "nowhere"])
@pytest.mark.parametrize("name", ["linked.yaml", ".linked"])
def test_a_symbolic_link_to_a_file_is_rejected(project: Path, target: str, name: str) -> None:
    (project / "data/models/acme" / name).symlink_to(target)
    assert said_of(project) == [f"data/models/acme/{name}:1:1: a symbolic link; put the file itself here"]


@pytest.mark.parametrize("target", ["acme", "..", "linked"])
def test_a_symbolic_link_to_a_folder_is_rejected_and_not_followed(project: Path, target: str) -> None:
    (project / "data/models/linked").symlink_to(target)
    assert said_of(project) == ["data/models/linked:1:1: a symbolic link; put the file itself here"]


def test_a_pipe_does_not_block(project: Path) -> None:
    os.mkfifo(project / "data/models/acme/pipe.yaml")
    assert said_of(project) == ["data/models/acme/pipe.yaml:1:1: neither a file nor a folder"]


def test_an_unreadable_file_is_reported(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root can read any file, so the test simulates the error."""

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    problems = said_of(project)
    assert f"{RECORD}:1:1: cannot be read: Permission denied" in problems
    assert {problem.partition(": ")[2] for problem in problems} == {"cannot be read: Permission denied"}
    monkeypatch.setattr(os, "scandir", refuse)
    assert said_of(project)[0] == "data:1:1: cannot be read: Permission denied"


@pytest.mark.parametrize("file", ["components.yaml", "judgments.yaml", "license-tests.yaml"])
def test_a_missing_vocabulary_is_reported_once(project: Path, file: str) -> None:
    (project / "data" / file).unlink()
    assert said_of(project) == [f"data/{file}:1:1: the file is missing"]


def test_a_missing_developer_is_reported_at_every_record(project: Path) -> None:
    (project / "data/developers/acme.yaml").rename(project / "data/developers/acmee.yaml")
    assert said_of(project) == [
        f"data/models/acme/{model}.yaml:1:1: there is no data/developers/acme.yaml; did you mean `acmee`?"
        for model in ("aurora-7b", "borealis-13b")
    ]


@pytest.mark.parametrize(
    "file",
    [RECORD, "data/developers/acme.yaml", "data/licenses/Apache-2.0.yaml", "data/licenses/llama-3.1-community.yaml"],
)
@pytest.mark.parametrize("text", ["name: [\n", "name: x\n"], ids=["not YAML", "not complete"])
def test_a_reference_to_a_broken_file_is_not_reported(project: Path, file: str, text: str) -> None:
    (project / file).write_text(text, encoding="utf-8")
    assert {problem.partition(":")[0] for problem in said_of(project)} == {file}


def test_releases_that_are_bases_of_each_other_are_reported(project: Path) -> None:
    with (project / RECORD).open("a", encoding="utf-8") as file:
        file.write("base: acme/borealis-13b\n")
    assert said_of(project) == [
        "data/models/acme/aurora-7b.yaml:48:7: a release cannot be its own base, directly or through others",
        "data/models/acme/aurora-7b.yaml:48:7: the base was released later, 2025-11; correct whichever is wrong",
        "data/models/acme/borealis-13b.yaml:7:7: a release cannot be its own base, directly or through others",
    ]


def test_the_problems_of_all_files_are_sorted(project: Path) -> None:
    for model in ("oracle-1", "colossus-70b"):
        file = project / f"data/models/globex/{model}.yaml"
        file.write_text(
            file.read_text(encoding="utf-8").replace("modalities", "modality") + "stranger: 1\n", encoding="utf-8"
        )
    (project / "data/developers/globex.yaml").write_text("name: Globex\n", encoding="utf-8")
    found = said_of(project)
    assert [line.split(":")[0] for line in found] == (
        ["data/developers/globex.yaml"] * 2
        + ["data/models/globex/colossus-70b.yaml"] * 2
        + ["data/models/globex/oracle-1.yaml"] * 2
    )
    assert found == sorted(
        found, key=lambda line: (line.split(":")[0], int(line.split(":")[1]), int(line.split(":")[2]))
    )


def test_an_alias_of_two_records_is_reported_at_both(project: Path) -> None:
    for model in ("oracle-1", "colossus-70b"):
        with (project / f"data/models/globex/{model}.yaml").open("a", encoding="utf-8") as file:
            file.write("aliases: [globex/old]\n")
    assert [line.partition(": ")[2] for line in said_of(project)] == [
        "`globex/old` is already the id or an alias of a record"
    ] * 2
