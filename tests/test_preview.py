"""`serve`: after any edit the site has the same bytes as a full build, and an ended server leaves nothing behind."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, make_site_project, run_mkdocs

from generator.analysis.conclusions import Conclusions
from generator.engine.preview import Preview
from generator.engine.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.analysis.verdicts import Verdict
    from generator.evaluation.assessment import Assessment

ADDRESS = "http://127.0.0.1:8000/"
RECORD = "data/models/globex/colossus-70b.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The frozen project with its pages, to be served at ADDRESS."""
    root = make_site_project(tmp_path / "project")
    replace(root / "mkdocs.yml", r"site_url: .*", f"site_url: {ADDRESS}")
    return root


def replace(file: Path, pattern: str, words: str, count: int = 1) -> None:
    """Replace what a pattern finds in a file; fail if it finds nothing."""
    text, found = re.subn(pattern, words, file.read_text(encoding="utf-8"), count=count)
    assert found, pattern
    file.write_text(text, encoding="utf-8")


class Seen:
    """A preview and what it told."""

    def __init__(self, root: Path) -> None:
        self.told: list[tuple[str, ...]] = []
        folder = root.with_name("preview")
        folder.mkdir()
        self.preview = Preview(root, folder, ADDRESS, self.told.append)
        self.preview.look()

    def files(self) -> dict[str, bytes]:
        """Return every file of the site, after a reader has asked for each."""
        folder = self.preview.folder
        written = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
        names = written | set(self.preview.generated)
        assert all(self.preview.prepare(name) for name in names)
        return {name: (folder / name).read_bytes() for name in names if not name.endswith(".gz")}


def built(root: Path) -> dict[str, bytes]:
    site = run_mkdocs(root, root.with_name("built"))
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file() and file.suffix != ".gz"
    }


def assert_same(seen: Seen, root: Path) -> None:
    ours, theirs = seen.files(), built(root)
    assert ours.keys() == theirs.keys()
    assert [name for name in sorted(ours) if ours[name] != theirs[name]] == []


# Edits, each from a project and a source of chance


def change_a_state(root: Path, chance: random.Random) -> None:
    file = chance.choice(sorted((root / "data/models").rglob("*.yaml")))
    replace(file, r"(note|summary): (?!\")(.)", rf"\1: Edited {chance.randrange(99)}. \2")


def add_a_release(root: Path, chance: random.Random) -> None:
    text = (root / RECORD).read_text(encoding="utf-8")
    name = f"added-{chance.randrange(10**6)}"
    text = re.sub(r"^name: .*$", f"name: {name}", text, flags=re.MULTILINE)
    text = re.sub(r"^hub: .*$", f"hub: [globex/{name}]", text, flags=re.MULTILINE)
    (root / f"data/models/globex/{name}.yaml").write_text(text, encoding="utf-8")


def rename_a_release(root: Path, chance: random.Random) -> None:
    file = chance.choice(sorted((root / "data/models/globex").glob("added-*.yaml")))
    replace(file, r"(?m)^evidence:", f"aliases: [globex/{file.stem}]\nevidence:")
    file.rename(file.with_name(f"re{file.name}"))


def delete_a_release(root: Path, chance: random.Random) -> None:
    chance.choice(sorted((root / "data/models/globex").glob("added-*.yaml"))).unlink()


def change_a_license(root: Path, chance: random.Random) -> None:
    replace(root / "data/licenses/llama-3.1-community.yaml", r"users: \d+", f"users: {chance.randrange(1, 900)}000000")


def change_a_definition(root: Path, chance: random.Random) -> None:
    replace(root / "data/frameworks/osaid-1.0.yaml", r"(?m)^short: .*$", f"short: OSAID {chance.randrange(99)}")


def change_a_component(root: Path, chance: random.Random) -> None:
    replace(root / "data/components.yaml", r"(?m)^  name: (.*)$", rf"  name: \1 {chance.randrange(99)}")


def check_a_fact_later(root: Path, chance: random.Random) -> None:
    replace(root / RECORD, r"checked: 2026-\d\d-\d\d", f"checked: 2026-11-{chance.randrange(20, 22)}")


def change_a_summary(root: Path, chance: random.Random) -> None:
    replace(root / RECORD, "(?m)^summary: ", f"summary: Edited {chance.randrange(99)}. ")


def change_a_page(root: Path, chance: random.Random) -> None:
    replace(root / "docs/about.md", r"\Z", f"\nEdited {chance.randrange(99)}.\n")


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    change_a_state,
    add_a_release,
    rename_a_release,
    delete_a_release,
    change_a_license,
    change_a_definition,
    change_a_component,
    check_a_fact_later,
    change_a_page,
)


def test_after_any_edits_the_site_is_that_of_a_full_build(project: Path) -> None:
    seen, chance = Seen(project), random.Random(11)
    assert_same(seen, project)
    for _ in range(2):
        add_a_release(project, chance)
        add_a_release(project, chance)
        for edit in chance.sample(EDITS, len(EDITS)):
            edit(project, chance)
            seen.preview.look()
            seen.preview.prepare("index.html")
        assert_same(seen, project)
    assert all(problems == () for problems in seen.told)


def test_the_tab_of_the_census_comes_and_goes_with_its_file(project: Path) -> None:
    file = next((project / "data/hub/census").glob("*.json"))
    seen, text = Seen(project), file.read_bytes()
    page = seen.preview.folder / "index.html"

    def has_tab() -> bool:
        seen.preview.look()
        seen.preview.prepare("index.html")
        return 'href="hub/census/"' in page.read_text(encoding="utf-8")

    assert has_tab()
    file.unlink()
    assert not has_tab()
    file.write_bytes(text)
    assert has_tab()


def test_an_edit_judges_only_what_it_touches(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen(project)
    judged: list[Assessment] = []
    seen.preview.prepare("index.html")  # which shows a verdict of every release
    verdict = Conclusions.verdict

    def counted(conclusions: Conclusions, assessment: Assessment) -> Verdict:
        judged.append(assessment)
        return verdict(conclusions, assessment)

    monkeypatch.setattr(Conclusions, "verdict", counted)

    def after(edit: Callable[[Path, random.Random], None]) -> set[tuple[str, str]]:
        judged.clear()
        edit(project, random.Random(1))
        seen.preview.look()
        seen.preview.prepare("index.html")
        return {(each.record_id, each.framework_id) for each in judged}

    assert {name for name, _ in after(change_a_summary)} == {"globex/colossus-70b"}
    assert {name for _, name in after(change_a_definition)} == {"osaid-1.0"}
    assert after(change_a_page) == set()


def test_a_mistake_keeps_the_last_good_pages_and_stands_on_top(project: Path) -> None:
    with serving(project) as address:
        good = page(f"{address}models/globex/colossus-70b/")
        assert "preview-problems" not in good
        text = (project / RECORD).read_text(encoding="utf-8")
        (project / RECORD).write_text(text.replace("name: Colossus 70B", "name: [<b>]"), encoding="utf-8")
        bad = page(f"{address}models/globex/colossus-70b/")
        assert f"{RECORD}:1:7: OPN" in bad
        assert "Colossus 70B" in bad
        (project / RECORD).write_text(text, encoding="utf-8")
        assert "preview-problems" not in page(f"{address}models/globex/colossus-70b/")
        replace(project / "docs/about.md", r"\Z", "\n[gone](gone.md)\n")
        assert "gone.md" in page(f"{address}about/")


def test_a_draft_does_not_keep_the_others_from_being_shown(project: Path) -> None:
    (project / "data/models/globex/draft.yaml").write_text('name: "(to be written)"\n', encoding="utf-8")
    with serving(project) as address:
        assert "data/models/globex/draft.yaml:" in page(address)
        assert "Colossus 70B" in page(address)


def test_data_without_any_page_show_their_problems(project: Path) -> None:
    (project / "data/components.yaml").unlink()
    with serving(project) as address:
        assert "data/components.yaml:1:1" in page(address)


def test_broken_settings_keep_the_last_good_pages(project: Path) -> None:
    seen, settings = Seen(project), project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    for broken in ("site_name: [\n", text.replace("name: material", "name: no-such-theme")):
        settings.write_text(broken, encoding="utf-8")
        seen.preview.look()
        assert seen.preview.problems
        assert seen.preview.prepare("index.html")
    settings.unlink()
    seen.preview.look()
    assert seen.preview.problems
    settings.write_text(text, encoding="utf-8")
    seen.preview.look()
    assert seen.preview.problems == ()


def test_a_browser_is_told_of_a_new_version(project: Path) -> None:
    with serving(project) as address:
        known = int(re.findall(r'data-version="(\d+)"', page(address))[0])
        timer = threading.Timer(0.3, change_a_page, (project, random.Random(1)))
        timer.start()
        assert int(page(f"{address}preview/version?after={known}")) == known + 1
        timer.join()


def test_an_address_without_its_last_slash_leads_to_the_page(project: Path) -> None:
    with serving(project) as address:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
        connection.request("GET", "/models/globex/colossus-70b")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (301, "/models/globex/colossus-70b/")
        connection.close()


def page(address: str) -> str:
    """Return what our own server answers."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=60)
    connection.request("GET", address.removeprefix(f"http://{parts.netloc}"))
    text = connection.getresponse().read().decode()
    connection.close()
    return text


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Serve a project in this process; yield its address."""
    folder = root.with_name("served")
    folder.mkdir()
    with Server("127.0.0.1", 0) as server:
        server.preview = Preview(root, folder, server.url, lambda _: None)
        server.preview.look()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.url
        finally:
            server.shutdown()
            thread.join()


# The command


@contextmanager
def started(root: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command until the block ends."""
    command = [sys.executable, "-m", "generator", "serve", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(root.parent)}
    with subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def read(process: subprocess.Popen[str], words: str = "") -> str:
    """Return what the command says until it has said these words, or until it ends."""
    assert process.stderr
    said = ""
    while not words or words not in said:
        line = process.stderr.readline()
        if not line:
            break
        said += line
    return said


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_every_way_to_end_frees_the_port_and_the_folder(project: Path, name: str) -> None:
    with started(project) as process:
        port = int(re.findall(r":(\d+)/", read(process, "up to date"))[0])
        process.send_signal(getattr(signal, name))
        assert process.wait(timeout=30) == 0
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
    assert list(project.parent.glob("scorecard-*")) == []


def test_a_taken_port_is_told(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with started(project, "--address", address) as process:
            assert process.wait(timeout=30) == 2
            assert f"Nothing can be served at {address}" in read(process)


def test_without_an_address_the_next_free_port_is_taken(project: Path) -> None:
    with started(project) as first, started(project) as second:
        ports = [int(re.findall(r":(\d+)/", read(process, "up to date"))[0]) for process in (first, second)]
    assert ports[0] != ports[1]


@pytest.mark.parametrize("address", ["8000x", "localhost:99999", ":"])
def test_an_address_that_is_none_is_told(project: Path, address: str) -> None:
    with started(project, "--address", address) as process:
        assert process.wait(timeout=30) == 2
        assert "is no address. Write HOST:PORT" in read(process)
