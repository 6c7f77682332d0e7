"""Drafts: what the Hub knows is filled in, nothing is guessed, and every draft from a response of the Hub is valid."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from conftest import ROOT, TODAY, make_project
from hub_runs import run
from hub_server import FAULTS, HubServer, body, sha
from typer.testing import CliRunner, Result

from generator.authoring import draft, draft_text, issue_form
from generator.cli.app import app
from generator.core.codes import Code
from generator.hub import parse
from generator.loading.catalog import read_catalog
from generator.schema.unfinished import TO_CONFIRM
from generator.validation.project import check

if TYPE_CHECKING:
    from pathlib import Path

    from generator.loading.catalog import Catalog
    from generator.schema.record import Record

KEY = "acme/comet-3b"
FILE = "data/models/acme/comet-3b.yaml"
FORM = ROOT / ".github/ISSUE_TEMPLATE/suggest-model.yml"


@pytest.fixture(autouse=True)
def on_the_day_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the day into drafts on which the tests read them."""
    for command in ("new", "check"):
        monkeypatch.setattr(f"generator.cli.{command}.today", lambda: TODAY)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = make_project(tmp_path)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / ".github/ISSUE_TEMPLATE").mkdir(parents=True)
    shutil.copy(FORM, root / ".github/ISSUE_TEMPLATE")
    return root


def new(root: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, ["new", "--root", str(root), *map(str, arguments)])


def drafted(root: Path, *arguments: object, **changes: Any) -> Record:
    """Return the record of a draft from a response of the Hub; once confirmed, the project must have no problems."""
    response = root / "response.json"
    response.write_text(json.dumps(body(KEY, **changes)), encoding="utf-8")
    result = new(root, KEY, "--from", response, *arguments)
    assert result.exit_code == 0, result.output
    confirm(root / FILE)
    catalog, problems = read_catalog(root, TODAY)
    assert (*problems, *check(catalog)) == ()
    return catalog.records["acme/comet-3b"]


def confirm(file: Path) -> None:
    """Confirm every guess in a draft."""
    text = file.read_text(encoding="utf-8")
    assert TO_CONFIRM in text
    file.write_text(text.replace(f" {TO_CONFIRM}", ""), encoding="utf-8")


def test_a_draft_holds_what_the_hub_knows(project: Path) -> None:
    said = {"tags": ["arxiv:2401.00001"], "baseModels": {"models": [{"id": "acme/aurora-7b"}]}}
    record = drafted(project, createdAt="2025-06-01T00:00:00.000Z", **said)
    weights = record.fact("weights-final")
    assert (record.name, record.family, record.released) == ("comet 3b", "comet", "2025-06-01")
    assert (record.hub, record.base) == ((KEY,), "acme/aurora-7b")
    assert (weights.status, weights.license, weights.access) == ("open", "Apache-2.0", None)
    assert record.evidence == (f"https://huggingface.co/{KEY}", "https://arxiv.org/abs/2401.00001")
    assert record.summary == "Text generation model with parameters: 7,000,000,000 BF16."


def test_all_else_is_unknown_with_a_comment_on_what_to_look_for(project: Path, small: Catalog) -> None:
    record = drafted(project)
    assert {name for name, fact in record.components.items() if fact.status != "unknown"} == {"weights-final"}
    assert record.components.keys() == small.components.keys()
    text = " ".join((project / FILE).read_text(encoding="utf-8").replace("#:", " ").split())
    for component in small.components.values():
        for words in (component.what, component.open, component.partial, component.closed):
            assert " ".join(words.split()) in text


@pytest.mark.parametrize(
    ("said", "license_", "note"),
    [
        ({"cardData": {"license": ["mit", "apache-2.0"]}}, "Apache-2.0 AND MIT", ""),
        (
            {"cardData": {"license": "other", "license_name": "strange"}},
            None,
            "The Hub says `strange`, which is not in",
        ),
        (
            {"cardData": {"license": "other", "license_name": "modified-mit"}},
            None,
            "which can be kimi-k2-modified-mit or",
        ),
        ({"cardData": {"license": "other", "license_name": "qwen-research"}}, "qwen-research", ""),
        ({"cardData": None, "tags": None}, None, "The Hub states no license; look for a license file."),
        ({"cardData": {"license": 7}, "tags": ["license:llama3.1"]}, "llama-3.1-community", ""),
    ],
    ids=["list", "other", "name of two", "name of one", "missing", "number"],
)
def test_a_license_is_filled_in_only_if_it_is_unambiguous(
    project: Path, said: dict[str, Any], license_: str | None, note: str
) -> None:
    assert drafted(project, **said).fact("weights-final").license == license_
    assert note in re.sub(r"\n *#: +", " ", (project / FILE).read_text(encoding="utf-8"))


def test_a_gate_makes_the_weights_partial(project: Path) -> None:
    weights = drafted(project, gated="manual").fact("weights-final")
    assert (weights.status, weights.access) == ("partial", "gated")


@pytest.mark.parametrize(
    "said",
    [{"siblings": []}, {"siblings": None}, {"gated": None}, {"disabled": True}, {"private": True}],
    ids=["no files", "files absent", "gate absent", "disabled", "private"],
)
def test_the_weights_are_unknown_without_files_or_a_gate(project: Path, said: dict[str, Any]) -> None:
    assert drafted(project, **said).fact("weights-final").status == "unknown"


def test_a_base_model_without_a_record_becomes_a_hint(project: Path) -> None:
    said = {"baseModels": {"relation": "quantized", "models": [{"id": "initech/base-1b"}]}}
    assert drafted(project, **said).base is None
    assert "#: The Hub says that it was made from initech/base-1b" in (project / FILE).read_text(encoding="utf-8")


def test_datasets_of_the_card_are_hints_not_facts(project: Path) -> None:
    record = drafted(project, cardData={"license": "mit", "datasets": ["acme/web", "acme/chat"]})
    assert record.fact("pretraining-data").datasets == ()
    assert "#: The model card names acme/chat, acme/web" in (project / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("task", "modalities"),
    [
        ("image-text-to-text", ["image", "text"]),
        ("automatic-speech-recognition", ["audio", "text"]),
        ("any-to-any", ["text"]),
        ("text-to-video", ["text", "video"]),
        ("odd", ["text"]),
    ],
)
def test_the_task_gives_the_modalities(project: Path, task: str | None, modalities: list[str]) -> None:
    assert sorted(drafted(project, pipeline_tag=task).modalities) == modalities


@pytest.mark.parametrize(
    ("tags", "modalities"),
    [
        (["image-text-to-text", "vision"], ["image", "text"]),
        (["audio"], ["audio", "text"]),
        (["en", "pytorch"], ["text"]),
    ],
)
def test_the_tags_add_modalities(project: Path, tags: list[str], modalities: list[str]) -> None:
    assert sorted(drafted(project, pipeline_tag="text-generation", tags=tags).modalities) == modalities


def test_the_day_the_hub_began_to_store_is_not_the_day_of_a_release(project: Path) -> None:
    response = project / "response.json"
    response.write_text(json.dumps(body(KEY, createdAt="2022-03-02T23:29:05.000Z")), encoding="utf-8")
    assert new(project, KEY, "--from", response).exit_code == 0
    assert 'released: "(to be written)"' in (project / FILE).read_text(encoding="utf-8")


HOSTILE = "x\u2028: [}]#\n'\"`{ !!python/object @ % &a *b"


def test_no_text_of_the_hub_breaks_the_draft(project: Path) -> None:
    said = {
        "pipeline_tag": HOSTILE,
        "cardData": {"license": HOSTILE, "datasets": [HOSTILE]},
        "baseModels": {"models": [{"id": HOSTILE}]},
        "tags": [f"arxiv:{HOSTILE}"],
        "safetensors": {"parameters": {HOSTILE: 7}},
    }
    assert drafted(project, **said).hub == (KEY,)


def test_a_sibling_gives_hints_not_facts(project: Path) -> None:
    record = drafted(project, "--like", "aurora-7b")
    assert record.family == "Aurora"
    assert record.fact("training-code").status == "unknown"
    assert "#: In acme/aurora-7b: open, MIT, https://acme.example.org/code" in (project / FILE).read_text(
        encoding="utf-8"
    )


def test_a_draft_finds_its_schema_in_the_checkout(project: Path) -> None:
    assert new(project, "acme/comet-3b", "--offline").exit_code == 0
    file = project / "data/models/acme/comet-3b.yaml"
    schema = file.read_text(encoding="utf-8").partition("$schema=")[2].partition("\n")[0]
    assert json.loads((file.parent / schema).read_text(encoding="utf-8"))["$id"].endswith("record.json")


@pytest.mark.parametrize("text", [None, "weights-final: ["])
def test_without_the_vocabulary_there_is_nothing_to_draft(project: Path, text: str | None) -> None:
    file = project / "data/components.yaml"
    file.write_text(text, encoding="utf-8") if text else file.unlink()
    result = new(project, "acme/comet-3b", "--offline")
    assert (result.exit_code, result.stderr.startswith("data/components.yaml is missing or has problems")) == (2, True)
    assert not (project / "data/models/acme/comet-3b.yaml").exists()


def test_a_sibling_with_problems_gives_none(project: Path) -> None:
    (project / "data/models/globex/colossus-70b.yaml").write_text("name: [\n", encoding="utf-8")
    result = new(project, "acme/x", "--offline", "--kind", "company", "--like", "colossus-70b")
    message = "data/models/globex/colossus-70b.yaml has problems, which `check` lists; repair it first.\n"
    assert (result.exit_code, result.stderr) == (2, message)


def test_a_record_is_never_overwritten(project: Path) -> None:
    drafted(project)
    before = (project / FILE).read_bytes()
    result = new(project, "acme/other", "--offline", "--id", "acme/comet-3b")
    assert (result.exit_code, (project / FILE).read_bytes()) == (2, before)
    assert "already exists" in result.stderr


def test_an_offline_draft_has_only_the_name_and_the_check_lists_the_rest(project: Path) -> None:
    result = new(project, "acme/Comet-3B-Instruct", "--offline")
    assert result.exit_code == 0
    assert result.stdout.count("OPN207 “(to be written)” is still to be filled in") == 2
    assert result.stdout.count("OPN207 a machine guessed this; hold it against the source") == 3
    data = yaml.safe_load((project / "data/models/acme/comet-3b-instruct.yaml").read_text(encoding="utf-8"))
    assert (data["name"], data["family"]) == (f"Comet 3B Instruct {TO_CONFIRM}", f"Comet {TO_CONFIRM}")


def test_a_repository_that_a_record_names_gets_no_draft(project: Path) -> None:
    result = new(project, "Acme/Aurora-7B", "--offline", "--id", "acme/another")
    assert result.exit_code == 2
    assert "data/models/acme/aurora-7b.yaml already names Acme/Aurora-7B" in result.stderr


def test_a_person_fills_in_a_day_that_the_hub_does_not_state(project: Path) -> None:
    response = project / "response.json"
    response.write_text(json.dumps(body(KEY, createdAt=None)), encoding="utf-8")
    assert new(project, KEY, "--from", response).exit_code == 0
    assert 'released: "(to be written)"' in (project / FILE).read_text(encoding="utf-8")


def test_a_new_developer_needs_a_kind(project: Path) -> None:
    result = new(project, "initech/tps-1b", "--offline")
    assert result.exit_code == 2
    assert "--kind (company, nonprofit, academic, government, community)" in result.stderr
    assert new(project, "initech/tps-1b", "--offline", "--kind", "company").exit_code == 0
    assert read_catalog(project, TODAY)[0].developers["initech"].kind == "company"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Name a repository"),
        (["no-slash"], "Name a repository"),
        ([KEY, "--from", "nowhere.json"], "cannot be read"),
        (["nobody/b", "--from", "nowhere.json"], "We have no developer `nobody` yet."),
        ([KEY, "--offline", "--id", "Acme/X"], "is not an id"),
        (["acme/index", "--offline"], "`index` is reserved for the list page"),
        (["--from-issue", "nowhere.md"], "nowhere.md cannot be read as the issue form: No such file or directory.\n"),
        ([KEY, "--offline", "--like", "nothing"], "There is no release `nothing`"),
    ],
)
def test_a_mistake_on_the_command_line_is_reported(project: Path, arguments: list[str], message: str) -> None:
    result = new(project, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("response", ["", "[]", "null", "{}", '{"id": 7}', "\xff"])
def test_a_file_that_is_not_a_response_is_reported(project: Path, response: str) -> None:
    (project / "response.json").write_text(response, encoding="latin-1")
    result = new(project, KEY, "--from", project / "response.json")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{project / 'response.json'}: not a response of the Hub")
    assert result.stderr.endswith(". Use --offline to draft from the name alone.\n")


def test_a_draft_requests_the_repository_from_the_hub(project: Path, hub: HubServer) -> None:
    hub.add(KEY)
    assert new(project, KEY).exit_code == 0
    assert "license: Apache-2.0" in (project / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("token", ["bad", "expired", "revoked"])
def test_a_draft_does_without_a_token_that_the_hub_rejects(
    project: Path, hub: HubServer, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    hub.add(KEY)
    monkeypatch.setenv("HF_TOKEN", token)
    result = new(project, KEY)
    assert result.exit_code == 0
    assert "This request is sent without a token." in result.stderr
    assert "license: Apache-2.0" in (project / FILE).read_text(encoding="utf-8")


def test_a_renamed_repository_is_drafted_under_its_new_name(project: Path, hub: HubServer) -> None:
    hub.add("acme/Comet-3B-Base")
    hub.moved["acme/comet-old"] = "acme/Comet-3B-Base"
    result = new(project, "acme/comet-old")
    assert result.exit_code == 0
    assert "The Hub calls acme/comet-old acme/Comet-3B-Base now" in result.stderr
    text = (project / "data/models/acme/comet-3b-base.yaml").read_text(encoding="utf-8")
    assert f"name: Comet 3B Base {TO_CONFIRM}\n" in text
    assert "comet-old" not in text


def test_a_record_is_found_by_the_old_and_by_the_new_name(project: Path, hub: HubServer) -> None:
    hub.add("acme/aurora-two", _id=sha("acme/aurora-7b")[:24])
    hub.moved["acme/aurora-7b"] = "acme/aurora-two"
    hub.moved["acme/aurora-first"] = "acme/aurora-7b"
    run(project)
    for name in ("acme/aurora-7b", "acme/aurora-two", "acme/aurora-first"):
        result = new(project, name)
        assert result.exit_code == 2
        assert "data/models/acme/aurora-7b.yaml already names" in result.stderr


def test_a_name_that_the_hub_does_not_know_is_reported(project: Path, hub: HubServer) -> None:
    hub.add("acme/other")
    result = new(project, KEY)
    assert result.exit_code == 2
    assert "Use --offline to draft from the name alone." in result.stderr
    assert not (project / FILE).exists()


def test_a_hub_that_fails_leaves_a_draft_from_the_name(project: Path, hub: HubServer) -> None:
    hub.fail(KEY, FAULTS["other_403"])
    result = new(project, KEY)
    assert result.exit_code == 0
    assert "The draft contains only what the name says." in result.stderr


ANSWERS = {
    "repository": KEY,
    "name": "Comet 3B",
    "released": "2026-02-03",
    "license": "MIT, they say",
    "label": "open",
    "quote": "our open model",
    "quote-url": "https://acme.example.org/comet",
    "evidence": "https://acme.example.org/comet\nhttps://acme.example.org/paper",
    "notes": "",
}


def form(**changes: str) -> str:
    """Return the body that GitHub makes of the filled-in form."""
    labels = issue_form.labels(FORM.read_text(encoding="utf-8"))
    return "\n\n".join(
        f"### {labels[name]}\n\n{value or '_No response_'}" for name, value in (ANSWERS | changes).items()
    )


def test_a_form_becomes_a_draft(project: Path) -> None:
    (project / "issue.md").write_text(form(), encoding="utf-8", newline="\r\n")
    result = new(project, "--from-issue", project / "issue.md", "--offline")
    assert result.exit_code == 0, result.output
    assert "OPN207 “(to be written)” is still to be filled in" in result.stdout
    file = project / FILE
    confirm(file)
    file.write_text(file.read_text(encoding="utf-8").replace('"(to be written)"', "A model."), encoding="utf-8")
    catalog, problems = read_catalog(project, TODAY)
    assert (*problems, *check(catalog)) == ()
    record = catalog.records["acme/comet-3b"]
    assert (record.name, record.released, record.claims[0].quote) == ("Comet 3B", "2026-02-03", "our open model")
    assert "https://acme.example.org/paper" in record.evidence
    assert "#: The form says `MIT, they say`" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the heading `### Repository on the Hugging Face Hub` is missing"),
        ("hello\n" + form(), "there is text before"),
        (form().replace("### Sources", "### Source"), "`### Sources` is missing"),
        (form(repository="not a repository"), "is not a repository of the Hub"),
    ],
    ids=["empty", "text before", "another heading", "no repository"],
)
def test_a_form_is_read_strictly(project: Path, text: str, message: str) -> None:
    (project / "issue.md").write_text(text, encoding="utf-8")
    result = new(project, "--from-issue", project / "issue.md", "--offline")
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_draft_made_twice_has_the_same_bytes(small: Catalog) -> None:
    said = parse.snapshot(body(KEY), KEY, TODAY)
    texts = {draft_text.text(draft.from_hub(said, small, TODAY), small, "https://example.org/") for _ in range(2)}
    assert len(texts) == 1


def test_a_draft_that_nobody_looked_at_never_passes(project: Path) -> None:
    response = project / "response.json"
    response.write_text(json.dumps(body(KEY)), encoding="utf-8")
    result = new(project, KEY, "--from", response)
    told = re.findall(rf"{FILE}:\d+:\d+: (OPN\d+)", result.stdout)
    assert (result.exit_code, set(told)) == (0, {"OPN207"})
    text = (project / FILE).read_text(encoding="utf-8")
    for guess in (
        "name: comet 3b",
        "released: ",
        "summary: ",
        "modalities: [text",
        "    status: open",
        "    checked: ",
    ):
        (line,) = [line for line in text.splitlines() if line.startswith(guess)]
        assert line.rstrip(']"').endswith(TO_CONFIRM)


def test_what_is_wrong_with_a_guess_is_told_beside_it(project: Path) -> None:
    assert new(project, KEY, "--offline").exit_code == 0
    file = project / FILE
    file.write_text(file.read_text(encoding="utf-8").replace("[text ", "[words "), encoding="utf-8")
    _, problems = read_catalog(project, TODAY)
    codes = {problem.code for problem in problems if problem.line == 6}
    assert codes == {Code.UNWRITTEN, Code.NOT_ONE_OF}


def finished(project: Path) -> str:
    """Return a draft that a person completed: two components settled, the rest and the comments left as they were."""
    drafted(project, createdAt="2025-06-01T00:00:00.000Z")
    file = project / FILE
    text = file.read_text(encoding="utf-8")
    settled = "    status: closed\n    note: Not in the repository.\n    checked: 2026-11-20\n"
    done = text.replace("  training-code:\n    status: unknown\n", f"  training-code:\n{settled}")
    file.write_text(done.replace("claims: []\n", "claims: []  \n\n# A remark of a person.\n"), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def check_command(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", "--root", str(project), *arguments])


def test_a_finished_record_loses_what_only_its_draft_needed(project: Path) -> None:
    before = finished(project)
    assert (
        "comments of the draft are left; `check --fix` removes them once there are no errors (warning)"
        in check_command(project).stdout
    )
    result = check_command(project, "--fix")
    assert result.exit_code == 0, result.output
    after = (project / FILE).read_text(encoding="utf-8")
    assert read_catalog(project, TODAY)[0].records["acme/comet-3b"].components.keys() == {
        "weights-final",
        "training-code",
    }
    assert ("#:" in before, "#:" in after, "unknown" in after) == (True, False, False)
    assert "# A remark of a person.\n" in after
    assert after.partition("components:\n")[2].count("\n\n") == 0
    assert check_command(project, "--fix").exit_code == 0
    assert (project / FILE).read_text(encoding="utf-8") == after


def test_an_unfinished_draft_keeps_its_comments(project: Path) -> None:
    assert new(project, KEY, "--offline").exit_code == 0
    before = (project / FILE).read_text(encoding="utf-8")
    assert check_command(project, "--fix").exit_code == 1
    assert (project / FILE).read_text(encoding="utf-8") == before


def test_a_repository_can_be_named_by_its_address(project: Path) -> None:
    assert new(project, f"https://huggingface.co/{KEY}/tree/main", "--offline").exit_code == 0
    assert f"hub: [{KEY}]" in (project / FILE).read_text(encoding="utf-8")


def test_prose_among_the_sources_of_a_form_becomes_a_comment(project: Path) -> None:
    sources = "https://acme.example.org/comet, see also the paper\nhttps://acme.example.org/paper."
    (project / "issue.md").write_text(form(evidence=sources), encoding="utf-8")
    assert new(project, "--from-issue", project / "issue.md", "--offline").exit_code == 0
    text = (project / FILE).read_text(encoding="utf-8")
    addresses = f"https://huggingface.co/{KEY}, https://acme.example.org/comet, https://acme.example.org/paper"
    assert f"evidence: [{addresses}]\n" in text
    assert "#: https://acme.example.org/comet, see also the paper\n" in text


def test_a_family_is_spelled_as_the_other_records_of_the_developer_spell_it(project: Path) -> None:
    assert new(project, "acme/AURORA-2.5-70B", "--offline").exit_code == 0
    assert f"family: Aurora {TO_CONFIRM}\n" in (project / "data/models/acme/aurora-2.5-70b.yaml").read_text(
        encoding="utf-8"
    )
