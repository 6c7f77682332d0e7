"""A small Hub on 127.0.0.1 that responds like the real one, and fails in every way we have seen the real one fail.

Statuses, error headers, quota headers, the relative redirect and the fields that `expand` selects are recorded from the
real Hub; the bodies of repositories are synthetic. A request with an unknown parameter or an unknown value of `expand`
gets an error, so that no typo passes.
"""

from __future__ import annotations

import hashlib
import json
import re
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

EXPAND = frozenset(
    re.findall(
        r"\S+",
        "author baseModels cardData childrenModelCount config createdAt disabled downloads downloadsAllTime evalResults"
        " gated gguf inference inferenceProviderMapping lastModified library_name likes mask_token model-index"
        " pipeline_tag private resourceGroup safetensors sha siblings spaces tags transformersInfo trendingScore"
        " usedStorage widgetData",
    )
)
PARAMETERS = frozenset({"expand", "blobs", "author", "limit", "cursor"})
NOBODY = "Invalid username or password."
PREFIX = "/api/models"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def body(key: str, **changes: Any) -> dict[str, Any]:
    """Return the whole body of a synthetic repository; None removes a field."""
    made: dict[str, Any] = {
        "_id": sha(key)[:24],
        "id": key,
        "author": key.partition("/")[0],
        "sha": sha(f"{key} sha")[:40],
        "createdAt": "2025-01-01T00:00:00.000Z",
        "lastModified": "2025-06-01T00:00:00.000Z",
        "private": False,
        "gated": False,
        "disabled": False,
        "downloads": 1000,
        "downloadsAllTime": 50_000,
        "likes": 10,
        "childrenModelCount": {"adapter": 1, "finetune": 2, "merge": 0, "quantized": 3},
        "pipeline_tag": "text-generation",
        "library_name": "transformers",
        "tags": ["transformers", "license:apache-2.0", "region:us"],
        "cardData": {"license": "apache-2.0"},
        "safetensors": {"parameters": {"BF16": 7_000_000_000}, "total": 7_000_000_000},
        "siblings": [
            {"rfilename": "README.md", "size": 100, "blobId": sha(f"{key} readme")[:40]},
            {
                "rfilename": "model.safetensors",
                "size": 14_000_000_000,
                "blobId": sha(f"{key} pointer")[:40],
                "lfs": {"sha256": sha(f"{key} weights"), "size": 14_000_000_000, "pointerSize": 135},
            },
        ],
    }
    return {name: value for name, value in {**made, **changes}.items() if value is not None}


@dataclass(frozen=True)
class Request:
    """A request, and the status of its response."""

    path: str
    query: tuple[tuple[str, str], ...]
    headers: dict[str, str]
    status: int


class CannedResponse(Exception):  # noqa: N818  # no error: raised to replace the regular response
    """A response: a status, a body (bytes, or anything that JSON can hold) and headers."""

    def __init__(self, status: int, content: Any = b"", **headers: str) -> None:
        super().__init__(status)
        self.status = status
        self.content = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def refusal(status: int, message: str, code: str = "") -> CannedResponse:
    """Return an error in the form the Hub sends it."""
    headers = {"X_Error_Message": message} | ({"X_Error_Code": code} if code else {})
    return CannedResponse(status, {"error": message}, **headers)


Fault = CannedResponse | str
"""A response in place of the right one, or a way to send it: truncated, cut_off, reset, slow, drip, or whole."""

FAULTS: dict[str, CannedResponse] = {
    "redirect_loop": CannedResponse(307, Location=f"{PREFIX}/acme/redirect_loop"),
    "redirect_elsewhere": CannedResponse(307, Location="http://127.0.0.2:1/api/models/acme/x"),
    "redirect_nowhere": CannedResponse(307, Location="http://[/"),
    "gated_401": refusal(401, "Access to model is restricted.", "GatedRepo"),
    "gated_403": refusal(403, "Access to model is restricted.", "GatedRepo"),
    "bare_401": refusal(401, NOBODY),
    "not_found_401": refusal(401, "Repository not found", "RepoNotFound"),
    "not_found_404": refusal(404, "Repository not found", "RepoNotFound"),
    "revision_404": refusal(404, "Invalid rev id", "RevisionNotFound"),
    "bad_token": refusal(401, "Invalid credentials in Authorization header"),
    "bare_404": CannedResponse(404),
    "html_404": CannedResponse(404, b"<html>Not here</html>", Content_Type="text/html"),
    "disabled_403": refusal(403, "Access to this resource is disabled."),
    "other_403": refusal(403, "Forbidden"),
    "gone_410": CannedResponse(410),
    "legal_451": CannedResponse(451),
    "bad_request": refusal(400, "Invalid value for expand"),
    "timeout_408": CannedResponse(408),
    "error_500": CannedResponse(500),
    "html_503": CannedResponse(503, b"<html>Busy</html>", Content_Type="text/html"),
    "too_many_quota": CannedResponse(
        429, RateLimit='"api";r=0;t=120', RateLimit_Policy='"fixed window";"api";q=500;w=300'
    ),
    "too_many_after": CannedResponse(429, Retry_After="30"),
    "too_many_bare": CannedResponse(429),
    "invalid_json": CannedResponse(200, b'{"_id": '),
    "html_200": CannedResponse(200, b"<html>Hello</html>", Content_Type="text/html"),
    "list_body": CannedResponse(200, []),
    "null_body": CannedResponse(200, None),
    "no_id": CannedResponse(200, {"_id": "1", "sha": "x"}),
    "no_object_id": CannedResponse(200, {"id": "acme/no_object_id"}),
    "wrong_types": CannedResponse(200, {"_id": "1", "id": "acme/wrong_types"} | dict.fromkeys(EXPAND - {"id"}, 7)),
    "huge_body": CannedResponse(200, b" " * (9 * 1024 * 1024)),
}


@dataclass
class HubServer:
    """The repositories of a Hub, its faults, and a log of all requests."""

    repos: dict[str, dict[str, Any]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    """The faults of a repository, one per request; the last one stays."""
    quota: int | None = None
    """How many requests are allowed; a test raises it to open the next window."""
    ignores_blobs: bool = False
    page: int = 1000
    log: list[Request] = field(default_factory=list)
    made: Callable[[str], dict[str, Any] | None] = lambda _: None
    """Makes the body of a repository that is not in `repos`."""

    def add(self, key: str, **changes: Any) -> None:
        self.repos[key] = body(key, **changes)

    def fail(self, key: str, *faults: Fault) -> None:
        self.faults[key] = list(faults)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), lambda *args: _Handler(self, *args))
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def respond(self, path: str, query: list[tuple[str, str]], headers: dict[str, str]) -> tuple[Any, str]:
        """Return the JSON of a response and the way to send it. Raises CannedResponse for any other response."""
        if headers.get("authorization") == "Bearer bad":
            raise FAULTS["bad_token"]
        expand = {value for name, value in query if name == "expand"}
        if unknown := ({name for name, _ in query} - PARAMETERS) | (expand - EXPAND):
            raise refusal(400, f"unknown: {sorted(unknown)}; known: {sorted(EXPAND)}")
        if path == PREFIX:
            return self._list(dict(query), expand), "whole"
        key = path.removeprefix(f"{PREFIX}/")
        fault = self._fault(key)
        if isinstance(fault, CannedResponse):
            raise fault
        return self._one(key, query, expand), fault or "whole"

    def _fault(self, key: str) -> Fault | None:
        faults = self.faults.get(key, [])
        return faults.pop(0) if len(faults) > 1 else faults[0] if faults else None

    def _one(self, key: str, query: list[tuple[str, str]], expand: set[str]) -> dict[str, Any]:
        if key in self.moved:
            raise CannedResponse(307, Location=f"{PREFIX}/{self.moved[key]}?{'&'.join(f'{a}={b}' for a, b in query)}")
        repository = self.repos.get(key) or self.made(key)
        if repository is None:
            raise refusal(401, NOBODY)
        shown = filtered(repository, expand)
        if "siblings" in shown and (("blobs", "true") not in query or (self.ignores_blobs and expand)):
            shown["siblings"] = [{"rfilename": item["rfilename"]} for item in shown["siblings"]]
        return shown

    def _list(self, query: dict[str, str], expand: set[str]) -> list[dict[str, Any]]:
        rows = [one for one in self.repos.values() if one["id"].partition("/")[0] == query["author"]]
        start = int(query.get("cursor", 0))
        size = min(int(query["limit"]), self.page)
        page = [filtered(one, expand) for one in rows[start : start + size]]
        if start + size < len(rows):
            wanted = "&".join(f"expand={name}" for name in sorted(expand))
            rest = f"author={query['author']}&limit={query['limit']}&cursor={start + size}&{wanted}"
            raise CannedResponse(200, page, Link=f'<{self.url}{PREFIX}?{rest}>; rel="next"')
        return page


def filtered(repository: dict[str, Any], expand: Iterable[str]) -> dict[str, Any]:
    """Return the requested fields; `_id` and `id` are always included, absent fields stay absent."""
    requested = {"_id", "id", *(expand or repository)}
    return {name: value for name, value in repository.items() if name in requested}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Print nothing about clients that disconnect; some tests do so on purpose."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # sends each response at once, without the delay that joins small packets

    def __init__(self, hub: HubServer, *args: Any) -> None:
        self.hub = hub
        super().__init__(*args)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qsl(parts.query)
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            if self.hub.quota == 0:
                raise FAULTS["too_many_quota"]
            content, way = self.hub.respond(parts.path, query, headers)
            response = CannedResponse(200, content)
        except CannedResponse as thrown:
            response, way = thrown, "whole"
        if self.hub.quota:
            self.hub.quota -= 1
        self.hub.log.append(Request(parts.path, tuple(query), headers, response.status))
        self._send(response, way)

    def _send(self, response: CannedResponse, way: str) -> None:
        if way == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.close_connection = True
            return
        if way == "slow":
            time.sleep(3)
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if self.hub.quota is not None and "RateLimit" not in response.headers:
            self.send_header("RateLimit", f'"api";r={self.hub.quota};t=300')
            self.send_header("RateLimit-Policy", '"fixed window";"api";q=500;w=300')
        if way == "whole":
            self.send_header("Content-Length", str(len(response.content)))
        elif way == "truncated":
            self.send_header("Content-Length", str(len(response.content) + 100))
            self.close_connection = True
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self._send_body(response.content[: -20 if way == "cut_off" else None], way)

    def _send_body(self, content: bytes, way: str) -> None:
        try:
            if way == "drip":
                for byte in content:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.05)
            else:
                self.wfile.write(content)
        except OSError:
            self.close_connection = True  # the client has disconnected

    def log_message(self, *_: Any) -> None:
        """Print nothing; `log` has every request."""
