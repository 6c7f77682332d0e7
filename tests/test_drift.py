"""Drift between the Hub and a record: each kind shows both sides, and agreement gives none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from conftest import make_project
from test_hub_facts import BODY

from generator.analysis.drift import Drift, DriftKind, drifts
from generator.hub import parse
from generator.loading import catalog
from generator.schema.hub import HubData, Run, Trouble
from generator.validation.project import warnings

if TYPE_CHECKING:
    from pathlib import Path

    from generator.loading.catalog import Catalog

RECORD, KEY = "acme/aurora-7b", "acme/aurora-7b"
TODAY = date(2026, 11, 21)
AGREEING = {**BODY, "gated": False, "cardData": {"license": "apache-2.0"}, "baseModels": None, "tags": []}


def found(
    small: Catalog, *, changed: dict[str, Any] | None = None, trouble: Trouble | None = None, **body: Any
) -> tuple[Drift, ...]:
    """Return the drift of Aurora 7B (open, Apache-2.0, no base) if this is what the Hub says about it."""
    heard = hearing(small, changed=changed, trouble=trouble, **body)
    return drifts(heard.records[RECORD], heard)


def hearing(
    small: Catalog, *, changed: dict[str, Any] | None = None, trouble: Trouble | None = None, **body: Any
) -> Catalog:
    """Return the catalog if this is what the Hub says about Aurora 7B."""
    snapshot = parse.snapshot({**AGREEING, **body}, KEY, TODAY)
    if changed:
        snapshot = snapshot.model_copy(update={"changed": snapshot.changed.model_copy(update=changed)})
    run = Run.model_validate({"schema": 1, "date": str(TODAY), "tracked": 1, "ok": 1, "pending": []})
    return replace(small, hub=HubData({KEY: snapshot}, {KEY: trouble} if trouble else {}, {}, run))


def test_agreement_gives_no_drift(small: Catalog) -> None:
    assert found(small) == ()


def test_the_check_warns_if_the_repositories_state_another_license(small: Catalog) -> None:
    said = [str(problem) for problem in warnings(hearing(small, cardData={"license": "mit"}), TODAY)]
    assert said == [
        "data/models/acme/aurora-7b.yaml:17:42: OPN351 the Hub says `mit`; read the license file, and say in the note "
        "which one counts"
    ]
    assert warnings(hearing(small), TODAY) == warnings(small, TODAY) == ()


@pytest.mark.parametrize(
    ("body", "kind", "record_says", "hub_says"),
    [
        ({"cardData": {"license": "mit"}}, DriftKind.LICENSE, "Apache-2.0", "mit"),
        ({"cardData": {"license": ["mit", "apache-2.0"]}}, DriftKind.LICENSE, "Apache-2.0", "apache-2.0, mit"),
        ({"cardData": {"license": "other", "license_name": "qwen"}}, DriftKind.LICENSE, "Apache-2.0", "qwen"),
        ({"cardData": {}, "tags": ["license:gemma"]}, DriftKind.LICENSE, "Apache-2.0", "gemma"),
        ({"tags": ["license:mit"]}, DriftKind.LICENSE, "Apache-2.0", "card apache-2.0, but tag mit"),
        ({"gated": "auto"}, DriftKind.GATE, "no gate", "gated (auto)"),
        ({"id": "acme/aurora-2"}, DriftKind.RENAMED, KEY, "acme/aurora-2"),
        ({"disabled": True}, DriftKind.DISABLED, "public", "disabled"),
        ({"private": True}, DriftKind.DISABLED, "public", "private"),
        (
            {"baseModels": {"relation": "finetune", "models": [{"id": "globex/colossus-70b"}]}},
            DriftKind.BASE,
            "not made from another model",
            "globex/colossus-70b",
        ),
    ],
)
def test_each_difference_shows_both_sides(
    small: Catalog, body: dict[str, Any], kind: DriftKind, record_says: str, hub_says: str
) -> None:
    (drift,) = found(small, **body)
    assert (drift.kind, drift.record_says, drift.hub_says) == (kind, record_says, hub_says)


@pytest.mark.parametrize(
    "body",
    [
        {"cardData": {"license": "other"}},
        {"cardData": {"license": "other", "license_name": "a-license-we-do-not-know"}},
        {"cardData": {}},
        {"gated": None},
        {"baseModels": {"models": [{"id": "acme/aurora-7b-sft"}]}},
    ],
    ids=["other", "unknown name", "no license", "no word on a gate", "an earlier stage of the same work"],
)
def test_a_missing_or_unknown_value_on_the_hub_gives_no_drift(small: Catalog, body: dict[str, Any]) -> None:
    assert found(small, **body) == ()


def test_a_gate_that_only_the_record_knows_is_drift(small: Catalog) -> None:
    record = small.records["globex/colossus-70b"]
    key = "globex/colossus-70b"
    open_ = parse.snapshot({**AGREEING, "id": key, "cardData": {}}, key, TODAY)
    assert [drift.kind for drift in drifts(record, replace(small, hub=HubData({key: open_})))] == [DriftKind.GATE]


@pytest.mark.parametrize(("name", "kind"), [("weights", DriftKind.WEIGHTS), ("license_", DriftKind.LICENSE_CHANGED)])
def test_a_change_is_reported_until_someone_checks_again(small: Catalog, name: str, kind: DriftKind) -> None:
    (drift,) = found(small, changed={name: date(2026, 11, 21)})
    assert (drift.kind, drift.record_says) == (kind, "checked on 2026-11-20")
    assert found(small, changed={name: date(2026, 11, 20)}) == ()


def trouble(outcome: str, since: str, failures: int) -> Trouble:
    data = {"outcome": outcome, "since": since, "last_ok": None, "failures": failures, "detail": "401"}
    return Trouble.model_validate(data)


@pytest.mark.parametrize(
    ("outcome", "since", "failures", "kinds"),
    [
        ("private_or_missing", "2026-11-20", 2, []),
        ("private_or_missing", "2026-11-14", 2, []),
        ("not_found", "2026-11-15", 9, []),
        ("private_or_missing", "2026-11-14", 3, [DriftKind.GONE]),
        ("not_found", "2026-11-01", 12, [DriftKind.GONE]),
        ("network", "2026-01-01", 99, []),
        ("identity_changed", "2026-11-21", 1, [DriftKind.IDENTITY]),
        ("disabled", "2026-11-21", 1, [DriftKind.DISABLED]),
    ],
)
def test_gone_is_reported_after_a_grace_period(
    small: Catalog, outcome: str, since: str, failures: int, kinds: list[DriftKind]
) -> None:
    assert [drift.kind for drift in found(small, trouble=trouble(outcome, since, failures))] == kinds


def test_a_name_that_was_never_seen_is_reported_at_once(small: Catalog) -> None:
    hub = HubData({}, {KEY: trouble("private_or_missing", "2026-11-21", 1)})
    assert [drift.kind for drift in drifts(small.records[RECORD], replace(small, hub=hub))] == [DriftKind.MISSING]


def snapshot_text() -> str:
    return parse.snapshot(AGREEING, KEY, TODAY).model_dump_json(by_alias=True, indent=2)


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("models/acme/aurora-7b.json", "{", ":1:2: OPN016 not valid JSON"),
        (
            "models/acme/aurora-7b.json",
            snapshot_text().replace('"gated": "none"', '"gated": "odd"'),
            "OPN103 `odd` is not one of",
        ),
        ("models/acme/aurora-7b.json", snapshot_text().replace('"schema"', '"scheme"'), "unknown key `scheme`"),
        ("models/acme/aurora-8b.json", snapshot_text(), "describes `acme/aurora-7b`"),
        ("status.json", '{"a/b": {}}', "`outcome` is missing"),
        ("run.json", "[]", "run.json:1:1: "),
        ("counters/2026-11.csv", "id,likes\n", "the first line must be id,"),
        (
            "counters/2026-11.csv",
            "id,downloads_30d,downloads_all_time,likes,adapter,finetune,merge,quantized\na/b,x,1,1,1,1,1,1\n",
            ":2:1: OPN016 not a row",
        ),
        ("counters/now.csv", "", "neither `refresh` nor `census` writes this file"),
        ("notes.txt", "x", "neither `refresh` nor `census` writes this file"),
    ],
)
def test_a_damaged_hub_file_is_a_problem_at_its_line(tmp_path: Path, file: str, text: str, problem: str) -> None:
    root = make_project(tmp_path)
    (root / "data/hub" / file).parent.mkdir(parents=True)
    (root / "data/hub" / file).write_text(text, encoding="utf-8")
    problems = [str(one) for one in catalog.read_catalog(root, TODAY)[1]]
    assert problems, "no problem was found"
    assert all(one.startswith(f"data/hub/{file}:") for one in problems)
    assert any(problem in one for one in problems), problems
