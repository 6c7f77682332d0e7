"""A record that is right in form and wrong in sense is refused, or the test says why the check cannot know.

Each operator makes one mistake in every place of the invented releases where it can be made.
"""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from conftest import FROZEN, TODAY

from generator.core.codes import Code
from generator.core.yaml_source import Source, read
from generator.schema.entity import Context
from generator.schema.errors import parse
from generator.schema.record import Record
from generator.validation.project import check, warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.core.problem import Problem
    from generator.loading.catalog import Catalog

Data = dict[str, Any]
RECORDS = {
    f"{file.parent.name}/{file.stem}": yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506  # text only
    for file in sorted((FROZEN / "data/models").rglob("*.yaml"))
}
GONE = {"status": "closed", "note": "Nowhere in the repositories.", "checked": "2026-11-20"}
COMPUTE = {"evidence": ["https://acme.example.org/paper"], "checked": "2026-11-20"}
THERE = {"status": "open", "evidence": ["https://acme.example.org/there"], "checked": "2026-11-20"}


def facts(data: Data, *states: str) -> list[Data]:
    return [fact for fact in data["components"].values() if not states or fact["status"] in states]


def datasets(data: Data, *kinds: str) -> list[Data]:
    return [each for fact in facts(data) for each in fact.get("datasets", []) if not kinds or each["kind"] in kinds]


def set_each(found: list[Data], **values: Any) -> Iterator[None]:
    """Set values in one entry after the other, each time putting back what was there."""
    for entry in found:
        before = dict(entry)
        entry.update(values)
        yield
        entry.clear()
        entry.update(before)


def with_address(change: Callable[[str], str]) -> Callable[[Data], Iterator[None]]:
    def operator(data: Data) -> Iterator[None]:
        for fact in facts(data):
            for url in fact.get("evidence", [])[:1] if "archived" not in fact else []:  # a copy names its address
                yield from set_each([fact], evidence=[change(url)])

    return operator


def with_components(**changes: Data) -> Callable[[Data], Iterator[None]]:
    return lambda data: set_each(
        [data["components"]], **{name.replace("_", "-"): copy.deepcopy(fact) for name, fact in changes.items()}
    )


def without(found: Callable[[Data], list[Data]], *keys: str) -> Callable[[Data], Iterator[None]]:
    def operator(data: Data) -> Iterator[None]:
        for entry in found(data):
            taken = {key: entry.pop(key) for key in keys if key in entry}
            if taken:
                yield
            entry.update(taken)

    return operator


def training(data: Data) -> list[Data]:
    return [data["components"][name] for name in ("pretraining-data",) if name in data["components"]]


REFUSED: dict[str, tuple[Code, Callable[[Data], Iterator[None]]]] = {
    "checked before the release": (
        Code.CHECKED_TOO_EARLY,
        lambda data: set_each([fact for fact in facts(data) if "checked" in fact], checked="2012-03-04"),
    ),
    "claim read before the release": (
        Code.CHECKED_TOO_EARLY,
        lambda data: set_each(data.get("claims", []), checked="2012-03-04"),
    ),
    "a base that came later": (Code.BASE_NEWER, lambda data: set_each([data], base="acme/comet-9b")),
    "a copy of the source": (Code.NO_SOURCE, with_address(lambda _: "https://hf-mirror.com/acme/aurora-7b")),
    "a search": (Code.NO_SOURCE, with_address(lambda _: "https://github.com/search?q=aurora&type=code")),
    "a placeholder": (Code.NO_SOURCE, with_address(lambda _: "https://example.com/report")),
    "a shortened address": (Code.NO_SOURCE, with_address(lambda _: "https://bit.ly/3abc")),
    "a reader in between": (Code.NO_SOURCE, with_address(lambda url: f"https://r.jina.ai/{url}")),
    "a period after the address": (Code.LOOSE_ADDRESS, with_address(lambda url: f"{url}).")),
    "a tracking tag": (Code.LOOSE_ADDRESS, with_address(lambda url: f"{url}?utm_source=x")),
    "a secret": (Code.LOOSE_ADDRESS, with_address(lambda url: f"{url}?token=hf_abc")),
    "a port": (Code.LOOSE_ADDRESS, with_address(lambda url: re.sub(r"(://[^/]+)", r"\1:8080", url))),
    "without encryption": (Code.NOT_HTTPS, with_address(lambda url: url.replace("https", "http", 1))),
    "the same evidence twice": (
        Code.REPEATED,
        lambda data: (
            step
            for fact in facts(data)
            if fact.get("evidence")
            for step in set_each([fact], evidence=fact["evidence"] * 2)
        ),
    ),
    "a modality twice": (Code.REPEATED, lambda data: set_each([data], modalities=data["modalities"] * 2)),
    "a claim twice": (
        Code.REPEATED,
        lambda data: (
            set_each([data], claims=data["claims"] + copy.deepcopy(data["claims"]))
            if data["claims"][0]["label"] != "none"
            else iter(())
        ),
    ),
    "a license of what is closed": (
        Code.LICENSE_WITHOUT_WORK,
        lambda data: set_each(facts(data, "closed"), license="MIT"),
    ),
    "the license of a paper on weights": (
        Code.LICENSE_MISFIT,
        lambda data: (
            set_each([data["components"]["weights-final"]], license="arxiv-nonexclusive")
            if data["components"]["weights-final"]["status"] != "closed"
            else iter(())
        ),
    ),
    "open, but its note says no": (
        Code.NOTE_CONTRADICTS,
        lambda data: set_each(facts(data, "open"), note="Not released. It cannot be downloaded."),
    ),
    "closed, but its note says yes": (
        Code.NOTE_CONTRADICTS,
        lambda data: set_each(facts(data, "closed"), note="It is public in the repository."),
    ),
    "partial without a word": (Code.UNEXPLAINED, without(lambda data: facts(data, "partial"), "note", "access")),
    "the word of an index without its page": (
        Code.INDEX_NOT_SHOWN,
        lambda data: set_each(facts(data, "open", "closed"), via="model-openness-tool"),
    ),
    "a result on another host": (
        Code.INDEX_NOT_SHOWN,
        lambda data: set_each(data.get("elsewhere", []), url="https://medium.com/ranking"),
    ),
    "the final weights closed, the base open": (
        Code.CONTRADICTION,
        with_components(weights_final=GONE, weights_base=THERE),
    ),
    "checkpoints, but no base": (
        Code.CONTRADICTION,
        with_components(weights_intermediate=THERE, weights_base=GONE, weights_final=THERE),
    ),
    "no tuning, but a base apart": (
        Code.CONTRADICTION,
        with_components(post_training_data={"status": "not-applicable"}, weights_base=THERE),
    ),
    "video comes out, and is no modality": (Code.CONTRADICTION, lambda data: set_each([data], outputs=["video"])),
    "text comes out, and is no modality": (Code.CONTRADICTION, lambda data: set_each([data], modalities=["image"])),
    "an output twice": (Code.REPEATED, lambda data: set_each([data], outputs=["text", "text"])),
    "reviewed, but no paper": (Code.CONTRADICTION, with_components(peer_reviewed_paper=THERE, research_paper=GONE)),
    "documentation of no code": (
        Code.CONTRADICTION,
        with_components(
            code_documentation=THERE, data_preprocessing_code=GONE, training_code=GONE, inference_code=GONE
        ),
    ),
    "code without the network": (Code.CONTRADICTION, with_components(inference_code=THERE, architecture=GONE)),
    "a report without results": (Code.CONTRADICTION, with_components(technical_report=THERE, evaluation_results=GONE)),
    "open data without a list": (Code.NO_DATASETS, with_components(pretraining_data=THERE)),
    "the list left out": (
        Code.NO_DATASETS,
        without(lambda data: [fact for fact in training(data) if fact["status"] == "open"], "datasets"),
    ),
    "open data with a part that is not": (
        Code.OPEN_YET_CLOSED,
        lambda data: set_each(datasets(data, "open"), kind="obtainable"),
    ),
    "closed data with an open part": (
        Code.CLOSED_YET_OPEN,
        lambda data: set_each(
            [fact for fact in training(data) if fact["status"] == "closed"],
            datasets=[{"name": "Web", "kind": "public"}],
        ),
    ),
    "open, but not for commercial use": (
        Code.DATASET_NOT_OPEN,
        lambda data: set_each(datasets(data, "open"), license="CC-BY-NC-4.0"),
    ),
    "a reason on what anyone can get": (
        Code.DATASET_REASON,
        lambda data: set_each(datasets(data, "open"), reason="legal"),
    ),
    "an undisclosed dataset with an address": (
        Code.UNDISCLOSED_SHOWN,
        lambda data: set_each(datasets(data, "undisclosed"), url="https://acme.example.org/web"),
    ),
    "a label that nobody said": (
        Code.LABEL_NOT_QUOTED,
        lambda data: set_each(
            [each for each in data.get("claims", []) if each["label"] == "open weights"], label="fully open"
        ),
    ),
    "less than was said": (
        Code.LABEL_NOT_QUOTED,
        lambda data: set_each(
            [each for each in data.get("claims", []) if each["label"] == "open source"], label="open"
        ),
    ),
    "a quote of no claim": (
        Code.QUOTE_OF_NONE,
        lambda data: set_each([each for each in data.get("claims", []) if each["label"] == "none"], quote="our model"),
    ),
    "a quote of dots": (
        Code.SAYS_NOTHING,
        lambda data: set_each([each for each in data.get("claims", []) if "quote" in each], quote="..."),
    ),
    "the name of another release": (
        Code.TAKEN_NAME,
        lambda data: set_each([data], name="Oracle-1" if data["name"] != "Oracle-1" else "Aurora 7B"),
    ),
    "a letter of another alphabet": (
        Code.MIXED_SCRIPTS,
        lambda data: set_each([data], name=re.sub("[ao]", "\N{CYRILLIC SMALL LETTER A}", data["name"], count=1)),
    ),
    "a name to be written": (Code.UNWRITTEN, lambda data: set_each([data], name="(to be written)")),
    "a note to be done": (Code.UNWRITTEN, lambda data: set_each(facts(data, "open"), note="TODO: look again")),
    "a summary that is no sentence": (Code.POOR_SUMMARY, lambda data: set_each([data], summary="LLM.")),
    "a family of another developer": (
        Code.FAMILY_OF_ANOTHER,
        lambda data: set_each([data], family="Oracle" if data["family"] == "Aurora" else "Aurora"),
    ),
    "a dataset among the models": (Code.NOT_AN_ID, lambda data: set_each([data], hub=["datasets/web"])),
    "an organization of another developer": (
        Code.HUB_OF_ANOTHER,
        lambda data: set_each([data], hub=["globex/x" if "acme" in str(data.get("hub", "")) else "acme/x"]),
    ),
    "open weights that are nowhere": (
        Code.WEIGHTS_WITHOUT_HUB,
        lambda data: set_each([data], hub=[]) if data["components"]["weights-final"]["status"] == "open" else iter(()),
    ),
    "an impossible figure": (
        Code.OUT_OF_RANGE,
        lambda data: set_each([data], **{"training-compute": {"flop": "1", **COMPUTE}}),
    ),
    "a lost power of ten": (
        Code.UNLIKE_ITS_NAME,
        lambda data: (
            set_each([data], **{"training-compute": {"parameters": "7e8", "tokens": "9e12", **COMPUTE}})
            if data["name"] == "Aurora 7B"
            else iter(())
        ),
    ),
}
ACCEPTED: dict[str, tuple[str, Callable[[Data], Iterator[None]]]] = {
    "evidence of another release": (
        "only a person who opens the page sees what it is about",
        with_address(lambda _: "https://acme.example.org/another"),
    ),
    "closed, with evidence and without a license": (
        "nobody can tell from the record what the page shows; a reviewer opens it",
        lambda data: (
            step
            for name in ("model-card", "usage-information")
            if name in data["components"]
            for step in set_each([data["components"]], **{name: {**THERE, "status": "closed"}})
        ),
    ),
    "another license": (
        "the license is in a file that the check cannot read; the Hub's word is compared after `refresh`",
        lambda data: set_each(
            [fact for fact in facts(data, "open") if fact.get("license") == "MIT"], license="Apache-2.0"
        ),
    ),
    "a modality too many": (
        "no other fact of a record speaks of modalities",
        lambda data: set_each([data], modalities=["text", "image", "audio"]),
    ),
    "a year that is too early": (
        "any year since 2010 can be right, if everything was checked later",
        lambda data: set_each([data], released="2015-01-01") if not data.get("base") else iter(()),
    ),
    "a dataset that is missing in the list": (
        "only the sources know all datasets; the list has to have one at least",
        lambda data: set_each(
            [fact for fact in training(data) if fact["status"] == "open"], datasets=datasets(data, "open")[:1]
        ),
    ),
}
"""Mistakes that the check cannot see, with the reason. Move an entry to REFUSED when the check learns to see it."""


def problems_of(name: str, data: Data, catalog: Catalog) -> list[Problem]:
    """Return the problems and warnings of a record in the invented project, in which everything else is right."""
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    kinds = ("components", "judgments", "licenses", "frameworks")
    context = Context(TODAY, {kind: frozenset(getattr(catalog, kind)) for kind in kinds})
    file = f"data/models/{name}.yaml"
    source = read(text.encode(), file)
    assert isinstance(source, Source)
    outcome = parse(Record, source, context)
    if isinstance(outcome, tuple):
        return list(outcome)
    records, sources = {**catalog.records, name: outcome}, {**catalog.sources, file: source}
    changed = replace(catalog, records=records, sources=sources)
    return [each for each in (*check(changed), *warnings(changed, TODAY)) if each.code is not Code.KEY_ORDER]


def mutants(operator: Callable[[Data], Iterator[None]]) -> Iterator[tuple[str, Data]]:
    for name, record in RECORDS.items():
        data = copy.deepcopy(record)
        for _ in operator(data):
            yield name, data
        assert data == record, "the operator has to put everything back"


@pytest.fixture(scope="module")
def catalog(small: Catalog) -> Catalog:
    """The invented project with one release that is newer than all others."""
    newest = small.records["acme/borealis-13b"].model_copy(
        update={"name": "Comet 9B", "released": "2026-11", "hub": (), "aliases": (), "base": None}
    )
    file = "data/models/acme/comet-9b.yaml"
    source = replace(small.sources["data/models/acme/borealis-13b.yaml"], file=file)
    return replace(
        small,
        records={**small.records, "acme/comet-9b": newest.model_copy(update={"components": {}, "claims": ()})},
        sources={**small.sources, file: source},
        files=small.files | {file},
    )


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_mistake_in_sense_is_told(mistake: str, catalog: Catalog) -> None:
    code, operator = REFUSED[mistake]
    made = 0
    for name, data in mutants(operator):
        made += 1
        assert code in {problem.code for problem in problems_of(name, data, catalog)}, (name, data)
    assert made, "the operator found no place"


@pytest.mark.parametrize("mistake", ACCEPTED)
def test_what_the_check_cannot_know_has_a_reason(mistake: str, catalog: Catalog) -> None:
    reason, operator = ACCEPTED[mistake]
    found = [problems_of(name, data, catalog) for name, data in mutants(operator)]
    assert reason
    assert found
    assert [] in found, "the check sees it now; move it to REFUSED"
