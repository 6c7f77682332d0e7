"""The link check against a real server on 127.0.0.1: each answer has its meaning, and nothing is asked in haste."""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import yaml
from conftest import ROOT, TODAY
from test_hub_client import StoppedClock
from typer.testing import CliRunner

from generator.cli.app import app
from generator.core.clock import today
from generator.links import client, collect, report, visit
from generator.links.client import Answer, Client, Outcome
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from generator.loading.catalog import Catalog


class Web(ThreadingHTTPServer):
    """A few pages, each with its way to answer; `asked` holds the methods and paths."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.is_over = threading.Event()
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.callers: set[tuple[str, int]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that went away."""


class Handler(BaseHTTPRequestHandler):
    server: Web
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = urlsplit(self.path).path.strip("/")
        self.server.asked.append((self.command, path))
        self.server.agents.add(self.headers["user-agent"])
        self.server.callers.add(self.client_address)
        times = sum(asked == path for _, asked in self.server.asked)
        status, headers, body = answer_to(path, self.command, times)
        if path in {"cut", "slow", "drip"}:
            self.close_connection = True
            self.stall(path)
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

    def stall(self, path: str) -> None:
        """Say nothing for long, or one letter at a time for ever, until the test is over."""
        while path != "cut" and not self.server.is_over.wait(0.02):
            try:
                self.wfile.write(b"H" if path == "drip" else b"")
            except OSError:
                return

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def answer_to(path: str, method: str, times: int) -> tuple[int, dict[str, str], bytes]:
    if path.isdecimal():
        return int(path), {}, b""
    return {
        "get-only": (405 if method == "HEAD" else 200, {}, b"hello"),
        "moved": (301, {"Location": "/200"}, b""),
        "elsewhere": (302, {"Location": "/200"}, b""),
        "moved-then-elsewhere": (301, {"Location": "/elsewhere"}, b""),
        "loop": (301, {"Location": "/loop"}, b""),
        "nowhere": (302, {"Location": "http://[/"}, b""),
        "inside": (302, {"Location": "http://10.0.0.1/"}, b""),
        "hasty": (429 if times == 1 else 200, {"Retry-After": "7"}, b""),
        "always-hasty": (429, {"Retry-After": "9999"}, b""),
        "hasty-without-words": (503 if times == 1 else 200, {}, b""),
        "always-down": (503, {}, b""),
        "far": (301, {"Location": "/" + "x" * 9000}, b""),
        "huge": (405 if method == "HEAD" else 200, {}, b"x" * 3_000_000),
    }.get(path, (200, {}, b""))


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.is_over.set()
        server.shutdown()


@contextmanager
def asking(stopped: StoppedClock | None = None, **limits: float) -> Iterator[Client]:
    clock = (stopped or StoppedClock()).clock
    with Client(clock, lambda host: host == "127.0.0.1", **limits) as made:
        yield made


def ask(url: str, stopped: StoppedClock | None = None, **limits: float) -> Answer:
    with asking(stopped, **limits) as made:
        answer = made.ask(url)
    assert answer
    return answer


@pytest.mark.parametrize(
    ("path", "outcome", "detail"),
    [
        ("200", Outcome.OK, "200"),
        ("204", Outcome.OK, "204"),
        ("404", Outcome.GONE, "404"),
        ("410", Outcome.GONE, "410"),
        ("401", Outcome.REFUSED, "401"),
        ("403", Outcome.REFUSED, "403"),
        ("451", Outcome.REFUSED, "451"),
        ("999", Outcome.REFUSED, "999"),
        ("500", Outcome.ERROR, "500"),
        ("get-only", Outcome.OK, "200"),
        ("moved", Outcome.MOVED, "200"),
        ("elsewhere", Outcome.OK, "200"),
        ("moved-then-elsewhere", Outcome.MOVED, "200"),
        ("loop", Outcome.ERROR, "more than 5 redirects"),
        ("nowhere", Outcome.ERROR, "not an address"),
        ("inside", Outcome.ERROR, "not a public address"),
        ("huge", Outcome.OK, "200"),
        ("cut", Outcome.ERROR, "RemoteProtocolError"),
    ],
)
def test_each_answer_has_its_meaning(web: Web, path: str, outcome: Outcome, detail: str) -> None:
    answer = ask(f"{web.url}/{path}")
    assert (answer.outcome, answer.detail) == (outcome, detail)


def test_a_move_for_good_names_the_new_address_as_far_as_it_is_for_good(web: Web) -> None:
    assert ask(f"{web.url}/moved").moved_to == f"{web.url}/200"
    assert ask(f"{web.url}/moved-then-elsewhere").moved_to == f"{web.url}/elsewhere"
    assert len(ask(f"{web.url}/far").moved_to) == 500


def test_who_asks_says_so_and_asks_for_the_head_first(web: Web) -> None:
    ask(f"{web.url}/get-only")
    assert web.asked == [("HEAD", "get-only"), ("GET", "get-only")]
    assert web.agents == {client.AGENT}
    assert yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]["repository"] in client.AGENT


@pytest.mark.parametrize(("path", "limits"), [("slow", {"read_timeout": 0.1}), ("drip", {"deadline": 0.1})])
def test_a_host_that_does_not_answer_in_time_is_given_up(web: Web, path: str, limits: dict[str, float]) -> None:
    with asking(None, **limits) as made:
        assert made.ask(f"{web.url}/{path}") == Answer(Outcome.ERROR, "ReadTimeout")
        assert web.asked == [("HEAD", path), ("GET", path)]
        assert made.ask(f"{web.url}/200") == Answer(Outcome.OK, "200")


@pytest.mark.parametrize("url", ["https://", f"https://{'a' * 64}.example/", "file:///etc/passwd"])
def test_what_is_no_address_is_an_error(url: str) -> None:
    with Client(StoppedClock().clock) as made:
        answer = made.ask(url)
    assert answer
    assert answer.outcome is Outcome.ERROR


def test_a_host_is_asked_once_a_second(web: Web) -> None:
    stopped = StoppedClock()
    with asking(stopped) as made:
        for number in range(200, 205):
            made.ask(f"{web.url}/{number}")
    assert stopped.slept == [1, 1, 1, 1]
    assert len(web.callers) == 1  # one connection for all


@pytest.mark.parametrize(
    ("path", "slept", "detail"),
    [
        ("hasty", [7], "200"),
        ("hasty-without-words", [client.WAIT], "200"),
        ("always-hasty", [client.MAX_WAIT], "429"),
        ("always-down", [client.WAIT, client.PAUSE, client.WAIT], "503"),
    ],
)
def test_a_host_that_wants_a_moment_gets_it_once(web: Web, path: str, slept: list[float], detail: str) -> None:
    stopped = StoppedClock()
    assert ask(f"{web.url}/{path}", stopped).detail == detail
    assert stopped.slept == slept


def test_a_host_that_has_enough_is_asked_no_more_in_this_run(web: Web) -> None:
    with asking() as made:
        assert made.ask(f"{web.url}/always-hasty") == Answer(Outcome.REFUSED, "429")
        assert made.ask(f"{web.url}/200") is None
    assert web.asked == [("HEAD", "always-hasty"), ("HEAD", "always-hasty")]


def test_when_the_time_is_up_nothing_is_asked(web: Web) -> None:
    stopped = StoppedClock()
    with asking(stopped, run=60) as made:
        assert made.ask(f"{web.url}/200")
        stopped.time += 61
        assert made.ask(f"{web.url}/200") is None


@pytest.mark.parametrize(
    ("host", "is_public"), [("127.0.0.1", False), ("10.1.2.3", False), ("169.254.169.254", False), ("::1", False)]
)
def test_nothing_within_a_private_network_is_asked(host: str, is_public: bool) -> None:
    assert client.is_public(host) is is_public


def run(urls: list[str], memory: visit.Memory, web: Web, day: date = TODAY) -> visit.Memory:
    web.asked.clear()
    with asking() as made:
        for learned in visit.visit(urls, memory, made, day, lambda *_: None):
            memory = learned
    return visit.recall(visit.remember(memory))


def test_what_was_fine_lately_is_not_asked_again(web: Web) -> None:
    urls = [f"{web.url}/200?{number}" for number in range(30)]
    memory = run(urls, {}, web)
    assert run(urls, memory, web) == memory
    assert web.asked == []
    run(urls, memory, web, TODAY + timedelta(days=4))
    assert web.asked == []
    run(urls, memory, web, TODAY + timedelta(days=6))
    assert 0 < len(web.asked) < len(urls)
    run(urls, memory, web, TODAY + timedelta(days=7))
    assert len(web.asked) == len(urls)


def test_an_error_is_broken_when_it_was_met_on_three_days(web: Web) -> None:
    url = f"{web.url}/500"
    memory: visit.Memory = {}
    for day, is_broken in ((0, False), (0, False), (1, False), (2, True)):
        memory = run([url], memory, web, TODAY + timedelta(days=day))
        assert memory[url].is_broken is is_broken
    assert run([f"{web.url}/404"], {}, web)[f"{web.url}/404"].is_broken


def test_what_was_learned_before_a_run_was_killed_is_kept(web: Web) -> None:
    urls = [f"{web.url}/{number}" for number in range(200, 210)]
    with asking() as made:
        learned = visit.visit(urls, {}, made, TODAY, lambda *_: None)
        memory = [next(learned) for _ in range(4)][-1]
    run(urls, visit.recall(visit.remember(memory)), web)
    assert len(web.asked) == 6


class Listening(Client):
    """Answers from a list, without a network; `asked` is the order."""

    answers: Mapping[str, Answer | None]
    asked: list[str]

    def ask(self, url: str) -> Answer | None:
        self.asked.append(url)
        return self.answers.get(url, Answer(Outcome.OK, "200"))


def listen(
    urls: list[str], memory: visit.Memory | None = None, answers: Mapping[str, Answer | None] | None = None
) -> tuple[list[str], list[visit.Memory]]:
    """Return the order in which a run asks, and every memory it yields."""
    with Listening() as made:
        made.asked, made.answers = [], answers or {}
        yielded = list(visit.visit(urls, memory or {}, made, TODAY, lambda *_: None))
    return made.asked, yielded


A1, A2, B1, B2 = (f"https://{host}.example/{number}" for host in "ab" for number in (1, 2))


def test_the_hosts_take_turns() -> None:
    assert listen([A1, A2, B1, B2])[0] == [A1, B1, A2, B2]


def test_what_waited_longest_is_asked_first() -> None:
    early, late = (seen("error", checked=date(2026, 11, day)) for day in (1, 2))
    assert listen([A1, A2], {A1: late, A2: early})[0] == [A2, A1]
    assert listen([A1, A2], {A1: early})[0] == [A2, A1]


def test_what_was_not_asked_stays_as_it_was() -> None:
    old = seen("error", checked=date(2026, 11, 1))
    _, yielded = listen([A1, B1], {A1: old}, {A1: None})
    assert yielded == [{A1: old, B1: visit.Seen(Outcome.OK, "200", TODAY)}]


def test_without_a_network_nothing_is_learned() -> None:
    urls = [f"https://{number}.example/" for number in range(100, 130)]
    answers = dict.fromkeys(urls, Answer(Outcome.ERROR, "ConnectError"))
    with pytest.raises(visit.NoNetworkError):
        listen(urls, answers=answers)
    assert len(listen(urls, answers=answers | {urls[5]: Answer(Outcome.OK, "200")})[1][0]) == 6
    assert len(listen(urls[:3], answers=answers)[1][0]) == 3


def test_only_errors_count_towards_broken() -> None:
    refused = seen("refused", checked=date(2026, 11, 1))
    answers = {A1: Answer(Outcome.ERROR, "500"), B1: Answer(Outcome.REFUSED, "403")}
    memory = listen([A1, B1], {A1: refused, B1: refused}, answers)[1][-1]
    assert (memory[A1].failures, memory[B1].failures) == (1, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"a": 1}',
        '{"a": {"outcome": "odd"}}',
        '{"a": {"outcome": "ok", "detail": "200", "checked": "yesterday"}}',
        '{"a": {"outcome": "ok", "detail": "200", "checked": "2026-11-21", "failures": "many"}}',
        "[" * 100_000,
        "\0",
    ],
)
def test_a_damaged_memory_is_no_memory(text: str) -> None:
    assert visit.recall(text) == {}


def test_every_address_of_the_real_data_is_collected() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "data").rglob("*.yaml")]
    without_comments = re.sub(r"^\s*#.*$", "", "\n".join(texts), flags=re.MULTILINE)
    written = {found.rstrip(".;)'") for found in re.findall(r"https?://[^\s\",\]}]+", without_comments)}
    assert collect.addresses(read_project(ROOT, today())[0]).keys() == written
    assert len(written) > 500


def test_every_exception_has_a_reason_and_is_needed() -> None:
    hosts = visit.allowed_hosts()
    used = {url.split("/")[2] for url in collect.addresses(read_project(ROOT, today())[0])}
    assert all(entry.keys() == {"reason", "since"} for entry in hosts.values())
    assert set(hosts) <= used


def seen(outcome: str, **more: Any) -> visit.Seen:
    return visit.Seen(**{"outcome": Outcome(outcome), "detail": "403", "checked": TODAY, **more})


def test_the_report_says_where_and_offers_the_archived_copy(small: Catalog) -> None:
    addresses = collect.addresses(small, "data/models/globex/oracle-1.yaml")
    url = "https://globex.example.com/oracle"
    memory = {url: seen("gone", detail="404")}
    made = report.markdown(addresses, memory, {})
    assert made.startswith(f"{len(addresses)} addresses: 0 can be opened, 1 cannot, 0 refuse robots, 0 could not be ")
    assert f", {len(addresses) - 1} were not asked yet.\n" in made
    assert "## Broken (" in made
    assert "| `data/models/globex/oracle-1.yaml:" in made
    assert f"`https://web.archive.org/web/20261120/{url}`" in made
    assert report.broken(addresses, memory) == [url]


def test_an_address_that_nobody_dated_leads_to_all_its_copies() -> None:
    assert report.archived(A1, collect.Place("x.yaml", 1)) == f"https://web.archive.org/web/*/{A1}"


def test_every_kind_has_its_table_and_what_a_host_says_is_harmless() -> None:
    hostile = "https://a.example/`|<img src=x>\n\n@everyone [x](javascript:1)\x1b"
    memory = {
        A1: seen("moved", moved_to=hostile),
        A2: seen("refused"),
        B1: seen("error", detail=hostile, failures=1),
        B2: seen("error", failures=3),
    }
    made = report.markdown({url: (collect.Place("x.yaml", 1),) for url in memory}, memory, {})
    headings = ["## Broken (1)", "## Moved for good (1)", "## Refused to robots (1)", "## Could not tell (1)"]
    assert [line for line in made.splitlines() if line.startswith("#")] == headings
    outside = re.sub(r"`[^`]*`", "", made)
    assert not re.search(r"[<@\[\x1b]", outside)
    assert all(line.count("|") in {0, 4, 5} for line in outside.splitlines())


def test_a_refusal_by_an_excused_host_is_no_news_and_an_idle_excuse_is(small: Catalog) -> None:
    url = "https://globex.example.com/oracle"
    addresses = {url: collect.addresses(small)[url]}
    other = f"{url}/other"
    addresses[other] = addresses[url]
    hosts = {"globex.example.com": {"reason": "x", "since": "x"}, "unused.example": {"reason": "x", "since": "x"}}
    refused, fine = seen("refused"), seen("ok")
    assert "##" not in report.markdown(addresses, {url: refused}, hosts)
    assert "##" not in report.markdown(addresses, {url: refused, other: fine}, hosts)
    assert "- `globex.example.com` in" in report.markdown(addresses, {url: fine}, hosts)
    assert "## Refused to robots" in report.markdown(addresses, {url: refused}, {})


def answer_all(monkeypatch: pytest.MonkeyPatch, outcome: Callable[[str], Outcome]) -> None:
    monkeypatch.setattr(Client, "ask", lambda _, url: Answer(outcome(url), "404"))


def test_the_command_keeps_a_memory_and_ends_with_a_code(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_all(monkeypatch, lambda url: Outcome.GONE if "oracle" in url else Outcome.OK)
    arguments = ["links", "globex/oracle-1", "--root", str(project), "--report", str(project / "links.md")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert "## Broken" in (project / "links.md").read_text(encoding="utf-8")
    memory = json.loads((project / "build/links.json").read_text(encoding="utf-8"))
    assert memory["https://globex.example.com/oracle"]["outcome"] == "gone"
    assert CliRunner().invoke(app, ["links", "acme/aurora-7b", "--root", str(project)]).exit_code == 0
    assert CliRunner().invoke(app, ["links", "nothing", "--root", str(project)]).exit_code == 2


def test_the_command_says_why_it_cannot_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["links", "--root", str(project)]
    answer_all(monkeypatch, lambda _: Outcome.ERROR)
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, done.stderr) == (2, "Not one address answers; is there a network?\n")
    assert not (project / "build").exists()
    answer_all(monkeypatch, lambda _: Outcome.OK)
    done = CliRunner().invoke(app, [*arguments, "--cache", "data"])
    assert done.exit_code == 2
    assert done.stderr.startswith("What was learned cannot be kept: ")
    done = CliRunner().invoke(app, [*arguments, "--report", str(project / "data")])
    assert done.exit_code == 2
    assert "The report cannot be written: " in done.stderr


def test_a_run_killed_while_it_writes_leaves_the_old_memory(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class KilledError(Exception):
        """Stands for the end of the process."""

    def killed(*_: object) -> None:
        raise KilledError

    answer_all(monkeypatch, lambda _: Outcome.OK)
    arguments = ["links", "--root", str(project)]
    assert CliRunner().invoke(app, [*arguments[:1], "globex/oracle-1", *arguments[1:]]).exit_code == 0
    before = (project / "build/links.json").read_bytes()
    monkeypatch.setattr("pathlib.Path.replace", killed)
    assert isinstance(CliRunner().invoke(app, arguments).exception, KilledError)
    assert (project / "build/links.json").read_bytes() == before
