"""A small Hub on 127.0.0.1 that is as strict as the real one, and fails in every way we have seen the real one fail.

What it does comes from responses of the real Hub that others have recorded; each such detail names its source. The
bodies of its repositories are synthetic. It refuses a parameter or a field that the route does not allow. A request
that it does not know at all fails the test.
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
from urllib.parse import parse_qsl, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_COMMON = "author cardData createdAt disabled downloads downloadsAllTime gated lastModified likes private resourceGroup sha siblings tags trendingScore"
_MODELS = "config evalResults gguf inference inferenceProviderMapping library_name mask_token model-index pipeline_tag safetensors spaces transformersInfo widgetData"
ALLOWED = {
    "list": frozenset(f"{_COMMON} {_MODELS}".split()),
    "model": frozenset(f"{_COMMON} {_MODELS} baseModels childrenModelCount usedStorage".split()),
    "dataset": frozenset(f"{_COMMON} citation description mainSize paperswithcode_id usedStorage".split()),
}
"""The fields that each route allows, by the docstrings of huggingface_hub; test_hub_server.py compares them.

The list refuses `baseModels`, `childrenModelCount` and `usedStorage`
(https://github.com/huggingface/huggingface_hub/pull/3182). In 2026 others read from its message that it allows
`baseModels` now; we stay on the strict side.
"""
PARAMETERS = {
    "list": frozenset({"author", "limit", "cursor", "expand", "sort", "direction"}),
    "model": frozenset({"blobs", "expand"}),
    "dataset": frozenset({"expand"}),
}
NOBODY = "Invalid username or password."
"""The message about what is private or missing, without an error code (https://github.com/tmylla/NER_ZH/issues/1)."""
PREFIX = "/api/models"
ASTERISKS = "*" * 64
"""What can stand for the SHA-256 of a file behind a gate."""

TOKENS = {
    # https://github.com/huggingface/huggingface_hub/issues/3479
    "bad": "Invalid credentials in Authorization header",
    # https://github.com/huggingface/huggingface_hub/issues/1124 and later reports
    "expired": 'User Access Token "refresh" is expired',
    # reported by many projects in 2026 for public models
    "revoked": "OAuth token signature verification failed: signature verification failed",
}
"""Tokens that the Hub rejects, even for what everybody may read: with 401 and no error code."""
ROLES = frozenset({"read", "write", "fineGrained", "admin"})
"""Tokens that are named like their role; every other one may read."""


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


def dataset_body(key: str, **changes: Any) -> dict[str, Any]:
    """Return the whole body of a synthetic dataset, without the fields that only models have."""
    made = body(
        key.removeprefix("datasets/"), **{"tags": ["license:odc-by"], "cardData": {"license": "odc-by"}} | changes
    )
    return {name: value for name, value in made.items() if name in {"_id", "id", *ALLOWED["dataset"]}}


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
    """Return an error in the form the Hub sends it: the message in a header and in the body, a code only sometimes."""
    headers = {"X_Error_Message": message} | ({"X_Error_Code": code} if code else {})
    if status == 401:
        headers["WWW_Authenticate"] = 'Bearer realm="Authentication required", charset="UTF-8"'
    return CannedResponse(status, {"error": message}, **headers)


def moved_to(location: str) -> CannedResponse:
    """Return a redirect as recorded in
    https://github.com/huggingface/huggingface_hub/blob/7553646a5/tests/cassettes/TestInferenceClient.test_chat_completion_no_stream[together,conversational].yaml
    """
    text = f"Temporary Redirect. Redirecting to {location}".encode()
    return CannedResponse(307, text, Location=location, Content_Type="text/plain; charset=utf-8", Vary="Origin, Accept")


# https://github.com/rendeirolab/LazySlide/issues/52
RESTRICTED = (
    "Access to model is restricted. You must have access to it and be authenticated to access it. Please log in."
)


@dataclass(frozen=True)
class Table:
    """A large file: what the Hub promises about it, and what it sends."""

    content: bytes
    promised: str

    @classmethod
    def of(cls, content: bytes) -> Table:
        return cls(content, hashlib.sha256(content).hexdigest())


Fault = CannedResponse | str
"""A response in place of the right one, or a way to send it: truncated, cut_off, reset, slow, drip, or whole."""

FAULTS: dict[str, CannedResponse] = {
    "redirect_loop": CannedResponse(307, Location=f"{PREFIX}/acme/redirect_loop"),
    "redirect_elsewhere": CannedResponse(307, Location="http://127.0.0.2:1/api/models/acme/x"),
    "redirect_nowhere": CannedResponse(307, Location="http://[/"),
    "gated_401": refusal(401, RESTRICTED, "GatedRepo"),
    # https://github.com/IBM/unitxt/issues/837
    "gated_403": refusal(403, "Access is restricted and you are not in the authorized list.", "GatedRepo"),
    "bare_401": refusal(401, NOBODY),
    "not_found_401": refusal(401, "Repository not found", "RepoNotFound"),
    "not_found_404": refusal(404, "Repository not found", "RepoNotFound"),
    "revision_404": refusal(404, "Invalid rev id", "RevisionNotFound"),
    "bare_404": CannedResponse(404),
    "html_404": CannedResponse(404, b"<html>Not here</html>", Content_Type="text/html"),
    "disabled_403": refusal(403, "Access to this resource is disabled."),
    "other_403": refusal(403, "Forbidden"),
    "gone_410": CannedResponse(410),
    "legal_451": CannedResponse(451),
    "bad_request": refusal(400, 'Invalid option: expected one of "author"|"sha" at expand[0]'),
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
    "wrong_types": CannedResponse(200, {"_id": "1", "id": "acme/wrong_types"} | dict.fromkeys(ALLOWED["model"], 7)),
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
    texts: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """The texts of files, by repository, commit and path."""
    tables: dict[tuple[str, str, str], Table] = field(default_factory=dict)
    """Large files of datasets, by dataset, commit and path."""
    unknown: list[str] = field(default_factory=list)
    """The requests that no route knows, or that ask a route for what it does not allow."""
    log: list[Request] = field(default_factory=list)
    made: Callable[[str], dict[str, Any] | None] = lambda _: None
    """Makes the body of a repository that is not in `repos`."""

    def add(self, key: str, **changes: Any) -> None:
        self.repos[key] = (dataset_body if key.startswith("datasets/") else body)(key, **changes)

    def fail(self, key: str, *faults: Fault) -> None:
        self.faults[key] = list(faults)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), lambda *args: _Handler(self, *args))
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        if kind is None:
            assert not self.unknown, self.unknown

    def respond(self, path: str, query: list[tuple[str, str]], headers: dict[str, str]) -> tuple[Any, str]:
        """Return the JSON of a response and the way to send it. Raises CannedResponse for any other response."""
        token = headers.get("authorization", "").removeprefix("Bearer ")
        if token in TOKENS:
            raise refusal(401, TOKENS[token])
        if path == "/api/whoami-v2":
            raise self._who(token)
        if found := re.fullmatch(r"/(datasets/[^/]+/[^/]+)/resolve/([^/]+)/(.+\.parquet)", path):
            raise self._large(found[1], found[2], found[3])
        if found := re.fullmatch(r"/((?:datasets/)?[^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            raise self._resolve(found[1], found[2], found[3], token)
        if found := re.fullmatch(r"/api/resolve-cache/(?:models/)?((?:datasets/)?[^/]+/[^/]+)/([^/]+)/(.+)", path):
            raise CannedResponse(200, self.texts[found[1], found[2], found[3]].encode(), Content_Type="text/plain")
        route, key = self._route(path)
        self._allow(route, query, path)
        if route == "list":
            return self._list(dict(query), {value for name, value in query if name == "expand"}), "whole"
        fault = self._fault(key)
        if isinstance(fault, CannedResponse):
            raise fault
        return self._one(key, query, token), fault or "whole"

    def _route(self, path: str) -> tuple[str, str]:
        if path == PREFIX:
            return "list", ""
        found = re.fullmatch(r"/api/(?:models/([^/]+/[^/]+)|(datasets/[^/]+/[^/]+))", path)
        if not found:
            self.unknown.append(path)
            raise FAULTS["html_404"]
        return ("model", found[1]) if found[1] else ("dataset", found[2])

    def _allow(self, route: str, query: list[tuple[str, str]], path: str) -> None:
        """Refuse a whole request for one field that the route does not allow.

        The message is as recorded in the tests of https://github.com/getainode/ainode.
        """
        fields = [value for name, value in query if name == "expand"]
        wrong = [place for place, value in enumerate(fields) if value not in ALLOWED[route]]
        if wrong or {name for name, _ in query} - PARAMETERS[route]:
            self.unknown.append(f"{path}?{query}")
            options = "|".join(f'"{name}"' for name in sorted(ALLOWED[route]))
            raise refusal(400, f"Invalid option: expected one of {options} at expand[{(wrong or [0])[0]}]")

    def _who(self, token: str) -> CannedResponse:
        """Return who a token belongs to, as https://huggingface.co/docs/hub/security-tokens describes the roles."""
        if not token:
            return refusal(401, NOBODY)
        role = token if token in ROLES else "read"  # a real token is not to be printed
        return CannedResponse(200, {"type": "user", "name": "somebody", "auth": {"accessToken": {"role": role}}})

    def _fault(self, key: str) -> Fault | None:
        faults = self.faults.get(key, [])
        return faults.pop(0) if len(faults) > 1 else faults[0] if faults else None

    def _one(self, key: str, query: list[tuple[str, str]], token: str) -> dict[str, Any]:
        if key in self.moved:
            kind = "" if key.startswith("datasets/") else "models/"
            raise moved_to(f"/api/{kind}{self.moved[key]}?{'&'.join(f'{a}={b}' for a, b in query)}")
        repository = self.repos.get(key) or self.made(key)
        if repository is None:
            # https://github.com/trufflesecurity/trufflehog/pull/3000
            raise refusal(404, "Repository not found", "RepoNotFound") if token else refusal(401, NOBODY)
        expand = {value for name, value in query if name == "expand"}
        shown = filtered(repository, expand)
        if "siblings" in shown:
            full = ("blobs", "true") in query and not (self.ignores_blobs and expand)
            shown["siblings"] = [_sibling(item, full, bool(repository.get("gated"))) for item in shown["siblings"]]
        return shown

    def _list(self, query: dict[str, str], expand: set[str]) -> list[dict[str, Any]]:
        fault = self._fault(f"list of {query.get('author', 'all')}")
        if isinstance(fault, CannedResponse):
            raise fault
        rows = [
            one
            for key, one in self.repos.items()
            if not key.startswith("datasets/") and one["id"].partition("/")[0] == query.get("author", one["author"])
        ]
        if query.get("sort") == "createdAt":
            rows.sort(key=lambda one: one["createdAt"], reverse=query.get("direction") != "1")
        start = int(query.get("cursor", 0))
        size = min(int(query["limit"]), self.page)
        page = [filtered(one, expand) for one in rows[start : start + size]]
        if start + size < len(rows):
            given = {name: value for name, value in query.items() if name != "expand"} | {"cursor": str(start + size)}
            rest = urlencode([*given.items(), *(("expand", name) for name in sorted(expand))])
            raise CannedResponse(200, page, Link=f'<{self.url}{PREFIX}?{rest}>; rel="next"')
        return page

    def _large(self, key: str, commit: str, path: str) -> CannedResponse:
        """Return a large file with what its headers promise, as
        https://github.com/huggingface/huggingface_hub/blob/main/src/huggingface_hub/file_download.py reads them.

        The Hub sends the content from another server; here it comes from the same one.
        """
        table = self.tables.get((key, commit, path))
        if table is None:
            return refusal(404, "Entry not found", "EntryNotFound")
        size = str(len(table.content))
        promised = {"X_Linked_Etag": f'"{table.promised}"', "X_Linked_Size": size, "ETag": '"other"'}
        return CannedResponse(200, table.content, X_Repo_Commit=commit, **promised)

    def _resolve(self, key: str, commit: str, path: str, token: str) -> CannedResponse:
        """Return where the text of a file is, or why there is none.

        Since 2026 the Hub redirects to the endpoint that
        https://github.com/huggingface/hub-docs/blob/main/docs/hub/rate-limits.md names.
        """
        if self.repos.get(key, {}).get("gated") and not token:
            return FAULTS["gated_401"]
        if (key, commit, path) in self.texts:
            kind = "" if key.startswith("datasets/") else "models/"
            return moved_to(f"/api/resolve-cache/{kind}{key}/{commit}/{path}?etag=%22{sha(path)[:40]}%22")
        # recorded in https://github.com/huggingface/huggingface_hub/blob/main/tests/test_utils_errors.py
        return CannedResponse(404, b"Entry not found", X_Error_Code="EntryNotFound", X_Error_Message="Entry not found")


def _sibling(item: dict[str, Any], full: bool, gated: bool) -> dict[str, Any]:
    """Return a file as the Hub shows it: its name alone, or with sizes, and with hashes unless there is a gate."""
    if not full:
        return {"rfilename": item["rfilename"]}
    return item | ({"lfs": item["lfs"] | {"sha256": ASTERISKS}} if gated and "lfs" in item else {})


def filtered(repository: dict[str, Any], expand: Iterable[str]) -> dict[str, Any]:
    """Return the requested fields; `_id` and `id` are always included, absent fields stay absent."""
    requested = {"_id", "id", *(expand or repository)}
    return {name: value for name, value in repository.items() if name in requested}


def _with_quota(response: CannedResponse, left: int | None, path: str) -> CannedResponse:
    """Add what every response says about the quota, also an error and a redirect; files count on their own.

    The figures of each kind are in https://huggingface.co/docs/hub/rate-limits.
    """
    if "RateLimit" in response.headers or response.status == 429:
        return response
    is_file = "/resolve/" in path or "/resolve-cache/" in path
    kind, whole = ("resolvers", 3000) if is_file else ("api", 500)
    remaining = left if left is not None and kind == "api" else whole - 1
    headers = {
        "RateLimit": f'"{kind}";r={remaining};t=300',
        "RateLimit-Policy": f'"fixed window";"{kind}";q={whole};w=300',
    }
    made = CannedResponse(response.status, response.content)
    made.headers = response.headers | headers
    return made


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

    def do_HEAD(self) -> None:
        self.do_GET()

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
        response = _with_quota(response, self.hub.quota, parts.path)
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
        if way == "whole":
            self.send_header("Content-Length", str(len(response.content)))
        elif way == "truncated":
            self.send_header("Content-Length", str(len(response.content) + 100))
            self.close_connection = True
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if self.command == "HEAD":
            return
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
