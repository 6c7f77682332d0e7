"""The client against a real server on 127.0.0.1: it recognizes each failure, and no wait takes real time."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hub_server import FAULTS, CannedResponse, HubServer

from generator.core.clock import Clock
from generator.hub import endpoints, parse
from generator.hub.client import Client, Limits, QuotaExhaustedError, Response
from generator.hub.errors import Failure, FatalError
from generator.schema.hub import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "acme/one"
PATH = f"/api/models/{KEY}"


@dataclass
class StoppedClock:
    """A clock that moves only during a sleep."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.time, sleep=self.sleep, chance=lambda: 0.5)


@pytest.fixture
def hub() -> Iterator[HubServer]:
    with HubServer() as server:
        server.add(KEY)
        yield server


@pytest.fixture
def stopped() -> StoppedClock:
    return StoppedClock()


def get(
    hub: HubServer, clock: StoppedClock | None = None, limits: Limits | None = None, path: str = PATH
) -> Response | Failure:
    with Client((clock or StoppedClock()).clock, limits or Limits(), hub.url) as client:
        return client.get(path, [("expand", "sha")])


def test_a_response_holds_the_requested_fields(hub: HubServer) -> None:
    response = get(hub)
    assert isinstance(response, Response)
    assert response.data.keys() == {"_id", "id", "sha"}


@pytest.mark.parametrize(
    ("fault", "outcome", "requests"),
    [
        ("redirect_loop", Outcome.SERVER_ERROR, 6),
        ("redirect_elsewhere", Outcome.SERVER_ERROR, 1),
        ("redirect_nowhere", Outcome.SERVER_ERROR, 1),
        ("gated_401", Outcome.GATED_ONLY, 1),
        ("gated_403", Outcome.GATED_ONLY, 1),
        ("bare_401", Outcome.PRIVATE_OR_MISSING, 1),
        ("not_found_401", Outcome.NOT_FOUND, 1),
        ("not_found_404", Outcome.NOT_FOUND, 1),
        ("revision_404", Outcome.SERVER_ERROR, 1),
        ("bare_404", Outcome.SERVER_ERROR, 1),
        ("html_404", Outcome.SERVER_ERROR, 1),
        ("disabled_403", Outcome.DISABLED, 1),
        ("other_403", Outcome.SERVER_ERROR, 1),
        ("gone_410", Outcome.NOT_FOUND, 1),
        ("legal_451", Outcome.DISABLED, 1),
        ("timeout_408", Outcome.SERVER_ERROR, 5),
        ("error_500", Outcome.SERVER_ERROR, 5),
        ("html_503", Outcome.SERVER_ERROR, 5),
        ("invalid_json", Outcome.BAD_BODY, 2),
        ("html_200", Outcome.BAD_BODY, 2),
        ("truncated", Outcome.NETWORK, 5),
        ("cut_off", Outcome.BAD_BODY, 2),
        ("reset", Outcome.NETWORK, 5),
        ("huge_body", Outcome.NETWORK, 1),
    ],
)
def test_each_failure_has_its_outcome(hub: HubServer, fault: str, outcome: Outcome, requests: int) -> None:
    hub.fail(KEY, FAULTS.get(fault, fault))
    hub.fail("acme/redirect_loop", FAULTS["redirect_loop"])
    response = get(hub)
    assert isinstance(response, Failure)
    assert (response.outcome, len(hub.log)) == (outcome, requests)


@pytest.mark.parametrize(("fault", "message"), [("bad_token", "the token"), ("bad_request", "the request")])
def test_a_bad_token_or_a_bad_request_is_fatal(hub: HubServer, fault: str, message: str) -> None:
    hub.fail(KEY, FAULTS[fault])
    with pytest.raises(FatalError, match=message):
        get(hub)
    assert len(hub.log) == 1


def test_a_temporary_error_is_retried_after_growing_pauses(hub: HubServer, stopped: StoppedClock) -> None:
    hub.fail(KEY, FAULTS["error_500"], "reset", FAULTS["html_503"], "whole")
    assert isinstance(get(hub, stopped), Response)
    assert stopped.slept == [1, 2, 4]


def test_a_refused_connection_is_a_network_failure() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with Client(StoppedClock().clock, Limits(), url) as client:
        response = client.get(PATH)
    assert response == Failure(Outcome.NETWORK, "ConnectError", retry=True)


def test_a_redirect_keeps_the_query(hub: HubServer) -> None:
    hub.moved["acme/old"] = KEY
    response = get(hub, path="/api/models/acme/old")
    assert isinstance(response, Response)
    assert response.data["id"] == KEY
    assert [request.query for request in hub.log] == [(("expand", "sha"),)] * 2


def test_a_token_never_goes_to_another_host(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret")
    with HubServer() as other:
        hub.fail(KEY, CannedResponse(307, Location=f"{other.url}{PATH}"))
        response = get(hub)
    assert isinstance(response, Failure)
    assert "refused" in response.detail
    assert [request.headers["authorization"] for request in hub.log] == ["Bearer secret"]
    assert other.log == []


def test_no_token_means_no_authorization_header(hub: HubServer) -> None:
    get(hub)
    assert "authorization" not in hub.log[0].headers
    assert hub.log[0].headers["user-agent"].startswith("openness-scorecard")


@pytest.mark.parametrize(("fault", "wait"), [("too_many_quota", 121), ("too_many_after", 31), ("too_many_bare", 61)])
def test_a_429_is_retried_after_the_required_wait(
    hub: HubServer, stopped: StoppedClock, fault: str, wait: float
) -> None:
    hub.fail(KEY, FAULTS[fault], "whole")
    assert isinstance(get(hub, stopped), Response)
    assert stopped.slept == [wait]


def test_a_wait_for_quota_does_not_count_toward_the_deadline(hub: HubServer, stopped: StoppedClock) -> None:
    hub.fail(KEY, FAULTS["too_many_quota"], FAULTS["error_500"], "whole")
    assert isinstance(get(hub, stopped, Limits(deadline=10)), Response)
    assert stopped.slept == [121, 1]


def test_the_client_waits_before_it_uses_the_reserve_of_the_quota(hub: HubServer, stopped: StoppedClock) -> None:
    hub.quota = 53
    with Client(stopped.clock, Limits(), hub.url) as client:
        for _ in range(4):
            client.get(PATH)
            hub.quota = hub.quota or 500
    assert stopped.slept == [301]


def test_a_wait_longer_than_the_run_ends_the_run(hub: HubServer, stopped: StoppedClock) -> None:
    hub.fail(KEY, FAULTS["too_many_quota"])
    with pytest.raises(QuotaExhaustedError):
        get(hub, stopped, Limits(run=100))
    assert stopped.slept == []


def test_a_body_that_arrives_too_slowly_hits_the_deadline(hub: HubServer) -> None:
    hub.fail(KEY, "drip")
    with Client(Clock(), Limits(deadline=0.3), hub.url) as client:
        assert client.get(PATH) == Failure(Outcome.NETWORK, "deadline")


def test_a_response_that_does_not_start_times_out(hub: HubServer) -> None:
    hub.fail(KEY, "slow")
    with Client(Clock(), Limits(read=0.1, retries=0), hub.url) as client:
        assert client.get(PATH) == Failure(Outcome.NETWORK, "ReadTimeout", retry=True)


def test_a_list_is_read_to_its_last_page(hub: HubServer) -> None:
    for number in range(7):
        hub.add(f"many/model-{number}")
    hub.page = 3
    with Client(StoppedClock().clock, Limits(), hub.url) as client:
        rows = list(endpoints.organization("many", client))
    assert [row["id"] for row in rows] == [f"many/model-{number}" for number in range(7)]
    assert len(hub.log) == 3
    assert rows[0].keys() >= {"sha", "gated", "cardData", "tags"}
    assert "siblings" not in rows[0]


def test_a_next_page_on_another_host_is_ignored(hub: HubServer) -> None:
    link = '<http://127.0.0.2:1/api/models?cursor=1>; rel="next"'
    hub.fail(KEY, CannedResponse(200, [{"id": "x/y"}], Link=link))
    response = get(hub)
    assert isinstance(response, Response)
    assert response.next_page is None


def test_missing_file_sizes_cost_a_second_request(hub: HubServer) -> None:
    hub.ignores_blobs = True
    with Client(StoppedClock().clock, Limits(), hub.url) as client:
        data = endpoints.repository(KEY, client)
    assert len(hub.log) == 2
    assert not parse.lacks_sizes(data)
