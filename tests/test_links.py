"""The link check against a real server on 127.0.0.1: each answer has its meaning, and nothing is asked in haste."""

from __future__ import annotations

import json
import re
import threading
import time
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT, TODAY, make_project
from test_hub_client import StoppedClock
from typer.testing import CliRunner

from generator import doors
from generator.cli import app
from generator.clock import Clock
from generator.links import client, collect, report, visit
from generator.links.client import Answer, Client, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.catalog import Catalog


class Web(ThreadingHTTPServer):
    """A few pages, each with its way to answer; `asked` holds the methods and paths."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()

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
        path = self.path.strip("/")
        self.server.asked.append((self.command, path))
        self.server.agents.add(self.headers["user-agent"])
        times = sum(asked == path for _, asked in self.server.asked)
        status, headers, body = answer_to(path, self.command, times)
        if status == 0:
            self.close_connection = True
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

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def answer_to(path: str, method: str, times: int) -> tuple[int, dict[str, str], bytes]:
    if path.isdecimal():
        return int(path), {}, b""
    if path == "slow":
        time.sleep(1)
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
        "huge": (405 if method == "HEAD" else 200, {}, b"x" * 3_000_000),
        "cut": (0, {}, b""),
    }.get(path, (200, {}, b""))


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def asking(stopped: StoppedClock | None = None, timeout: float = 5) -> Iterator[Client]:
    clock = (stopped or StoppedClock()).clock
    with Client(clock, lambda host: host == "127.0.0.1", timeout) as made:
        yield made


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
        ("nowhere", Outcome.ERROR, "a redirect to no address"),
        ("inside", Outcome.ERROR, "not a public address"),
        ("huge", Outcome.OK, "200"),
        ("cut", Outcome.ERROR, "RemoteProtocolError"),
    ],
)
def test_each_answer_has_its_meaning(web: Web, path: str, outcome: Outcome, detail: str) -> None:
    with asking() as made:
        answer = made.ask(f"{web.url}/{path}")
    assert (answer.outcome, answer.detail) == (outcome, detail)


def test_a_move_for_good_names_the_new_address_as_far_as_it_is_for_good(web: Web) -> None:
    with asking() as made:
        assert made.ask(f"{web.url}/moved").moved_to == f"{web.url}/200"
        assert made.ask(f"{web.url}/moved-then-elsewhere").moved_to == f"{web.url}/elsewhere"


def test_who_asks_says_so_and_asks_for_the_head_first(web: Web) -> None:
    with asking() as made:
        made.ask(f"{web.url}/get-only")
    assert web.asked == [("HEAD", "get-only"), ("GET", "get-only")]
    assert web.agents == {client.AGENT}


def test_a_host_that_does_not_answer_is_given_up(web: Web) -> None:
    with asking(timeout=0.1) as made:
        assert made.ask(f"{web.url}/slow") == Answer(Outcome.ERROR, "ReadTimeout")


def test_a_host_is_asked_once_a_second(web: Web) -> None:
    stopped = StoppedClock()
    with asking(stopped) as made:
        for number in range(200, 205):
            made.ask(f"{web.url}/{number}")
    assert stopped.slept == [1, 1, 1, 1]


@pytest.mark.parametrize(("path", "waits"), [("hasty", [7]), ("always-hasty", [120, 1, 120])])
def test_a_host_that_wants_a_moment_gets_it_once(web: Web, path: str, waits: list[float]) -> None:
    stopped = StoppedClock()
    with asking(stopped) as made:
        made.ask(f"{web.url}/{path}")
    assert [seconds for seconds in stopped.slept if seconds in waits][: len(waits)] == [
        w for w in waits if w in stopped.slept
    ]
    assert stopped.slept[0] == waits[0]


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


def test_the_hosts_take_turns() -> None:
    order: list[str] = []

    class Listening(Client):
        def ask(self, url: str) -> Answer:
            order.append(url)
            return Answer(Outcome.OK, "200")

    urls = ["https://a.example/1", "https://a.example/2", "https://b.example/1", "https://b.example/2"]
    with Listening(Clock()) as made:
        list(visit.visit(urls, {}, made, TODAY, lambda *_: None))
    assert order == [urls[0], urls[2], urls[1], urls[3]]


@pytest.mark.parametrize("text", ["", "[]", "null", '{"a": 1}', '{"a": {"outcome": "odd"}}', "\0"])
def test_a_damaged_memory_is_no_memory(text: str) -> None:
    assert visit.recall(text) == {}


def test_every_address_of_the_real_data_is_collected() -> None:
    catalog = doors.read(ROOT)[0]
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "data").rglob("*.yaml")]
    without_comments = re.sub(r"^\s*#.*$", "", "\n".join(texts), flags=re.MULTILINE)
    expected = {
        match.rstrip(".,;)\"'") for match in re.findall(r"(?<=[\s\"'\[])https?://[^\s\"',\]}]+", without_comments)
    }
    missed = {url for url in expected - collect.addresses(catalog).keys() if f'"{url}"' in without_comments}
    assert missed == set()
    assert len(collect.addresses(catalog)) > 500


def test_every_exception_has_a_reason_and_is_needed() -> None:
    hosts = visit.allowed_hosts()
    used = {url.split("/")[2] for url in collect.addresses(doors.read(ROOT)[0])}
    assert all(entry.keys() == {"reason", "since"} for entry in hosts.values())
    assert set(hosts) <= used


def seen(outcome: str, **more: Any) -> visit.Seen:
    return visit.Seen(**{"outcome": Outcome(outcome), "detail": "403", "checked": "2026-11-21", **more})


def test_the_report_says_where_and_offers_the_archived_copy(small: Catalog) -> None:
    addresses = collect.addresses(small, "data/models/globex/oracle-1.yaml")
    url = "https://globex.example.com/oracle"
    memory = {url: seen("gone", detail="404")}
    made = report.markdown(addresses, memory, {})
    assert "## Broken (" in made
    assert "| `data/models/globex/oracle-1.yaml:" in made
    assert f"`https://web.archive.org/web/20261120/{url}`" in made
    assert report.broken(addresses, memory) == [url]


def test_a_refusal_by_an_excused_host_is_no_news_and_an_idle_excuse_is(small: Catalog) -> None:
    url = "https://globex.example.com/oracle"
    addresses = {url: collect.addresses(small)[url]}
    hosts = {"globex.example.com": {"reason": "x", "since": "x"}, "unused.example": {"reason": "x", "since": "x"}}
    refused = report.markdown(addresses, {url: seen("refused")}, hosts)
    assert "Refused" not in refused
    assert "`unused.example`" in refused
    assert "`globex.example.com` in" not in refused
    assert "`globex.example.com` in" in report.markdown(addresses, {url: seen("ok")}, hosts)
    assert "## Refused to robots" in report.markdown(addresses, {url: seen("refused")}, {})


def test_the_command_keeps_a_memory_and_ends_with_a_code(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_project(tmp_path)
    monkeypatch.setattr(Client, "ask", lambda _, url: Answer(Outcome.GONE if "oracle" in url else Outcome.OK, "404"))
    arguments = ["links", "globex/oracle-1", "--root", str(root), "--report", str(root / "links.md")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert "## Broken" in (root / "links.md").read_text(encoding="utf-8")
    memory = json.loads((root / "build/links.json").read_text(encoding="utf-8"))
    assert memory["https://globex.example.com/oracle"]["outcome"] == "gone"
    assert CliRunner().invoke(app, ["links", "acme/aurora-7b", "--root", str(root)]).exit_code == 0
    assert CliRunner().invoke(app, ["links", "nothing", "--root", str(root)]).exit_code == 2
    assert web.asked == []
