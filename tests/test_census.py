"""The census: what it counts in synthetic snapshots, what it says of hand-made lineages, and what it does not accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from conftest import FIXTURES, FROZEN, TODAY, make_project
from hub_rows import write, write_few
from typer.testing import CliRunner

from generator.census.document import to_json
from generator.census.engine import EngineError, duck, query
from generator.census.run import ChangedSourceError, SourceError, findings, take
from generator.cli.app import app
from generator.loading import catalog
from generator.schema.census import MOST_BYTES, Census
from generator.schema.census_origin import Origin
from generator.schema.census_words import LicenseClass, Outcome, Reason, Relation, Rule

if TYPE_CHECKING:
    from pathlib import Path

    from generator.loading.catalog import Catalog

EXAMPLE = FIXTURES / "census/2026-11-18.json"
SYNTHETIC = Origin(name="synthetic snapshot")
MEMORY = 400


def census(path: Path, catalog_: Catalog, origin: Origin = SYNTHETIC) -> Census:
    with duck(MEMORY) as engine:
        return take(path, catalog_, engine, origin)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hub") / "models.parquet"
    write(path, 10_000)
    return path


@pytest.fixture(scope="module")
def taken(snapshot: Path, small: Catalog) -> Census:
    return census(snapshot, small)


def test_the_example_is_what_the_census_finds(taken: Census, request: pytest.FixtureRequest) -> None:
    source = taken.source.model_copy(update={"sha256": "0" * 64})  # the bytes of Parquet change with DuckDB
    text = to_json(taken.model_copy(update={"source": source}))
    if request.config.getoption("--update-golden"):
        EXAMPLE.write_text(text, encoding="utf-8")
    assert text == EXAMPLE.read_text(encoding="utf-8"), "make golden updates the example"


def test_the_same_snapshot_gives_the_same_bytes(snapshot: Path, taken: Census, small: Catalog) -> None:
    text = to_json(taken)
    assert to_json(census(snapshot, small)) == text
    assert len(text.encode()) < MOST_BYTES


def test_the_parts_add_up(taken: Census) -> None:
    total = taken.totals.rows[0]
    assert total.repositories == taken.source.rows == sum(row.repositories for row in taken.classes.rows)
    for figure in (taken.by_month, taken.by_downloads, taken.by_size, taken.by_modality):
        assert sum(row.repositories for row in figure.rows) == total.repositories
        assert sum(row.downloads for row in figure.rows) == total.downloads
        for row in figure.rows:
            assert sum(count.repositories for count in row.classes.values()) == row.repositories
    with_weights = taken.totals.rows[1]
    assert with_weights.key == "with-weights"
    for test in taken.tests.rows:
        assert test.yes.repositories + test.no.repositories + test.unknown.repositories == with_weights.repositories
    assert sum(row.repositories for row in taken.outcomes.rows) == taken.lineage.rows[0].derivatives.repositories
    lineage = taken.lineage.rows[0]
    assert lineage.resolved + lineage.renamed + lineage.missing + lineage.itself == lineage.statements


def test_every_query_says_what_it_counts_and_is_named(taken: Census) -> None:
    for name in Census.model_fields:
        figure = getattr(taken, name)
        if hasattr(figure, "query"):
            assert figure.query == name
            text = query(figure.query)
            assert text.startswith("-- "), name
            assert max(map(len, text.splitlines())) <= 120, name


def test_the_classes_are_those_of_the_license_tests(taken: Census) -> None:
    classes = {row.tag: row.license_class for row in taken.licenses.rows}
    assert classes["apache-2.0"] is LicenseClass.OSI_APPROVED
    assert classes["afl-3.0"] is LicenseClass.OSI_APPROVED, "the SPDX list knows more licenses than our catalog"
    assert classes["cc-by-4.0"] is LicenseClass.UNLIMITED
    assert classes["llama3.1"] is LicenseClass.LIMITED
    assert classes["cc-by-nc-4.0"] is LicenseClass.NONCOMMERCIAL
    assert classes["other"] is LicenseClass.OTHER
    assert classes["openrail"] is LicenseClass.UNCATALOGED
    assert classes["apache-2.0 + mit"] is LicenseClass.UNSURE
    assert classes["qwen-research"] is LicenseClass.NONCOMMERCIAL, "the model card names it, and the tag is `other`"


def test_what_was_made_from_our_releases(taken: Census) -> None:
    uses = {row.release: row for row in taken.release_uses.rows}
    colossus = uses["globex/colossus-70b"]
    assert (colossus.direct, colossus.derivatives.repositories) == (3, 4)
    assert (colossus.other_terms, colossus.silent, colossus.conflicts) == (3, 0, 3)
    assert uses["acme/aurora-7b"].silent == 1
    known = {"acme/aurora-7b", "acme/borealis-13b", "globex/colossus-70b"}
    assert not known & {row.id for row in taken.candidates.rows}


# -- hand-made lineages


def said(tmp_path: Path, catalog_: Catalog, *rows: dict[str, Any]) -> Census:
    path = tmp_path / "few.parquet"
    write_few(path, rows)
    return census(path, catalog_)


def pair(
    base: str | None, declared: str | None, relation: str = "finetune", place: str = ""
) -> tuple[dict[str, Any], ...]:
    """Return a base and what was made from it."""
    tags = ([f"license:{declared}"] if declared else []) + [f"base_model:{relation}:lab{place}/base"]
    first = {"id": f"lab{place}/base", "tags": [f"license:{base}"] if base else []}
    return first, {"id": f"fan{place}/made", "tags": tags}


def outcomes(taken: Census) -> dict[Outcome, int]:
    return {row.outcome: row.repositories for row in taken.outcomes.rows if row.repositories}


ANSWERS = [
    ("apache-2.0", "apache-2.0", "finetune", Outcome.ALLOWED, ()),
    ("apache-2.0", "gpl-3.0", "finetune", Outcome.ALLOWED, ()),
    ("apache-2.0", "llama3.1", "merge", Outcome.ALLOWED, ()),
    ("mit", "cc-by-nc-4.0", "quantized", Outcome.ALLOWED, ()),
    ("llama3.1", "llama3.1", "finetune", Outcome.ALLOWED, ()),
    ("llama3.1", "apache-2.0", "finetune", Outcome.CONFLICT, (Rule.USER_CAP, Rule.USE_POLICY, Rule.NAMING)),
    ("llama3.1", "apache-2.0", "quantized", Outcome.CONFLICT, (Rule.USER_CAP, Rule.USE_POLICY, Rule.NAMING)),
    ("llama3.1", "apache-2.0", "adapter", Outcome.NOT_KNOWN, Reason.ADAPTER),
    ("gemma", "mit", "finetune", Outcome.CONFLICT, (Rule.USE_POLICY, Rule.SAME_RESTRICTIONS)),
    ("creativeml-openrail-m", "apache-2.0", "finetune", Outcome.CONFLICT, (Rule.FIELD_OF_USE, Rule.SAME_RESTRICTIONS)),
    ("creativeml-openrail-m", "llama3.1", "finetune", Outcome.NOT_KNOWN, Reason.TERMS),
    ("cc-by-nc-4.0", "apache-2.0", "finetune", Outcome.CONFLICT, (Rule.NONCOMMERCIAL,)),
    ("cc-by-nc-nd-4.0", "cc-by-nc-nd-4.0", "finetune", Outcome.CONFLICT, (Rule.NO_DERIVATIVES,)),
    ("cc-by-nc-nd-4.0", "cc-by-nc-nd-4.0", "quantized", Outcome.NOT_KNOWN, Reason.TERMS),
    ("cc-by-nc-nd-4.0", "cc-by-nc-nd-4.0", "adapter", Outcome.NOT_KNOWN, Reason.ADAPTER),
    ("gpl-3.0", "mit", "finetune", Outcome.CONFLICT, (Rule.SAME_LICENSE,)),
    ("gpl-3.0", "cc-by-sa-4.0", "finetune", Outcome.NOT_KNOWN, Reason.TERMS),
    ("gpl-3.0", "gemma", "finetune", Outcome.CONFLICT, (Rule.SAME_LICENSE,)),
    ("llama3.2", "llama3.1", "finetune", Outcome.NOT_KNOWN, Reason.TERMS),
    ("llama2", "llama3.1", "finetune", Outcome.CONFLICT, (Rule.OUTPUT_TRAINING,)),
    ("cc-by-sa-4.0", "apache-2.0", "finetune", Outcome.CONFLICT, (Rule.SAME_LICENSE,)),
    ("mit", "cc0-1.0", "finetune", Outcome.CONFLICT, (Rule.ATTRIBUTION,)),
    ("apache-2.0", None, "finetune", Outcome.NOT_KNOWN, Reason.DERIVATIVE_SILENT),
    (None, "apache-2.0", "finetune", Outcome.NOT_KNOWN, Reason.BASE_SILENT),
    ("other", "other", "finetune", Outcome.NOT_KNOWN, Reason.UNCATALOGED),
    ("apache-2.0", "made-up", "finetune", Outcome.NOT_KNOWN, Reason.UNCATALOGED),
]


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory, small: Catalog) -> tuple[Census, dict[str, tuple[Any, ...]]]:
    """One snapshot with the lineages of all cases: its census, and the finding on each derivative."""
    folder = tmp_path_factory.mktemp("answers")
    cases = [pair(*case[:3], place=str(number)) for number, case in enumerate(ANSWERS)]
    write_few(folder / "few.parquet", [row for rows in cases for row in rows])
    with duck(MEMORY) as engine:
        taken = take(folder / "few.parquet", small, engine, SYNTHETIC)
        (folder / "findings.parquet").write_bytes(findings(engine))
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT id, outcome, reason, rules FROM '{folder}/findings.parquet'").fetchall()
    return taken, {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("number", range(len(ANSWERS)), ids=lambda number: "-".join(map(str, ANSWERS[number][:3])))
def test_every_answer_of_the_rules(answered: tuple[Census, dict[str, tuple[Any, ...]]], number: int) -> None:
    taken, found = answered
    *_, relation, expected, why = ANSWERS[number]
    outcome, reason, rules = found[f"fan{number}/made"]
    assert outcome == expected
    if expected is Outcome.CONFLICT:
        assert rules == ", ".join(sorted(why))
        (conflict,) = (row for row in taken.conflicts.rows if row.id == f"fan{number}/made")
        assert (conflict.base, conflict.relation, conflict.steps) == (f"lab{number}/base", relation, 1)
        assert conflict.rules == why
        ids = small_ids(conflict.base_tag, taken)
        quoted = {clause.rule for clause in taken.clauses if clause.license in ids and clause.quote and clause.url}
        assert set(why) <= quoted, "each rule cites the clause"
    if expected is Outcome.NOT_KNOWN:
        assert reason == why


def small_ids(tag: str, taken: Census) -> set[str]:
    """Return the licenses that a tag stands for."""
    return {row.license for row in taken.license_uses.rows if tag in row.tags}


def test_the_base_of_the_base_counts(tmp_path: Path, small: Catalog) -> None:
    taken = said(
        tmp_path,
        small,
        {"id": "lab/base", "tags": ["license:llama3.1"]},
        {"id": "fan/tuned", "tags": ["base_model:finetune:lab/base", "license:llama3.1"]},
        {"id": "copy/small", "tags": ["base_model:quantized:fan/tuned", "license:mit"], "downloads": 9},
        {"id": "copy/smaller", "tags": ["base_model:quantized:copy/small", "license:mit"], "downloads": 5},
    )
    first, second = taken.conflicts.rows
    assert (first.id, first.base, first.steps, first.relation) == ("copy/small", "fan/tuned", 1, Relation.QUANTIZED)
    assert (second.id, second.base, second.steps, second.relation) == (
        "copy/smaller",
        "fan/tuned",
        2,
        Relation.QUANTIZED,
    )
    assert [(row.key, row.repositories) for row in taken.depths.rows] == [("0", 1), ("1", 1), ("2", 1), ("3", 1)]
    assert taken.lineage.rows[0].deepest == 3


def test_an_organization_is_free_to_change_the_terms_of_its_own(tmp_path: Path, small: Catalog) -> None:
    rows = pair("cc-by-nc-4.0", "apache-2.0")
    assert outcomes(said(tmp_path, small, rows[0], {**rows[1], "id": "lab/made"})) == {Outcome.ALLOWED: 1}


def test_circles_missing_and_renamed_bases(tmp_path: Path, small: Catalog) -> None:
    taken = said(
        tmp_path,
        small,
        {"id": "a/one", "tags": ["base_model:finetune:a/two"]},
        {"id": "a/two", "tags": ["base_model:finetune:A/Three"]},
        {"id": "a/three", "tags": ["base_model:finetune:a/one"]},
        {"id": "a/below", "tags": ["base_model:merge:a/one", "base_model:merge:gone/model"]},
        {"id": "a/self", "tags": ["base_model:finetune:a/self"]},
    )
    lineage = taken.lineage.rows[0]
    assert (lineage.resolved, lineage.renamed, lineage.missing, lineage.itself) == (3, 1, 1, 1)
    assert (lineage.in_cycles, lineage.roots) == (3, 0)
    assert [(row.key, row.repositories) for row in taken.missing_bases.rows] == [("gone/model", 1)]


def test_a_merge_of_bases_that_rule_each_other_out(tmp_path: Path, small: Catalog) -> None:
    bases = (
        {"id": "a/llama", "tags": ["license:llama3.1"]},
        {"id": "b/nc", "tags": ["license:cc-by-nc-4.0"]},
        {"id": "c/free", "tags": ["license:mit"]},
        {"id": "d/copyleft", "tags": ["license:gpl-3.0"]},
    )
    mixed = {"id": "m/mixed", "tags": ["license:mit", *(f"base_model:merge:{row['id']}" for row in bases)]}
    fine = {"id": "m/fine", "tags": ["base_model:merge:c/free", "base_model:merge:d/copyleft"]}
    taken = said(tmp_path, small, *bases, mixed, fine)
    assert {row.outcome: row.repositories for row in taken.merges.rows} == {
        Outcome.CONFLICT: 1,
        Outcome.NOT_KNOWN: 0,
        Outcome.ALLOWED: 1,
    }
    (merge,) = taken.mixed_merges.rows
    assert merge.id == "m/mixed"
    assert (merge.bases, merge.base_tags) == (("a/llama", "b/nc"), ("llama3.1", "cc-by-nc-4.0"))
    assert merge.rules == (Rule.NONCOMMERCIAL, Rule.NAMING)


def test_names_that_a_license_asks_for(tmp_path: Path, small: Catalog) -> None:
    made = [
        {"id": f"fan/{name}", "tags": ["license:llama3.1", f"base_model:{relation}:lab/base"]}
        for name, relation in [("Llama-tuned", "finetune"), ("tuned", "finetune"), ("tuned-gguf", "quantized")]
    ]
    taken = said(tmp_path, small, {"id": "lab/base", "tags": ["license:llama3.1"]}, *made)
    (row,) = taken.names.rows
    assert (row.prefix, row.keeps.repositories, row.lacks.repositories) == ("Llama", 1, 1)


def test_hostile_text_stays_text(taken: Census) -> None:
    text = to_json(taken)
    assert Census.model_validate_json(text) == taken
    assert "y" * 201 not in text
    assert "<img src=x onerror=alert(1)>" in text, "shown as it is; pages escape it"


# -- snapshots that are not what they should be


def table(path: Path, sql: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({sql}) TO '{path}' (FORMAT PARQUET)")
    return path


ROW = "SELECT 'a/b' AS id, 3 AS downloads, TIMESTAMP '2024-05-06' AS createdAt, ['license:mit'] AS tags"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT 'a/b' AS id, 3 AS downloads", "no column `createdAt` and no column `tags`; it has id, downloads."),
        (f"SELECT * REPLACE (7 AS tags) FROM ({ROW})", "it has to be a list of texts"),
        (f"SELECT * REPLACE (7 AS createdAt) FROM ({ROW})", "which is no time and no text"),
        (f"SELECT * REPLACE (7 AS id) FROM ({ROW})", "it has to be text"),
        (f"SELECT * REPLACE ([3] AS downloads) FROM ({ROW})", "it has to be a number"),
        (f"SELECT * REPLACE ([{{'a': 1}}] AS tags) FROM ({ROW})", "it has to be a list of texts"),
        (f"SELECT * REPLACE (NULL::TIMESTAMP AS createdAt) FROM ({ROW})", "with --date"),
        (f"SELECT * REPLACE ('2026-13-99T00:00' AS createdAt) FROM ({ROW})", "with --date"),
        (f"SELECT * FROM ({ROW}) LIMIT 0", "lists no repository"),
    ],
)
def test_a_schema_that_has_moved_is_said(tmp_path: Path, small: Catalog, sql: str, message: str) -> None:
    with pytest.raises(SourceError) as error:
        census(table(tmp_path / "moved.parquet", sql), small)
    assert message in str(error.value)


@pytest.mark.parametrize("columns", [
    "['license:mit', 'base_model:finetune:x/y'] AS tags",
    "'[\"license:mit\", \"base_model:finetune:x/y\"]' AS tags",
    "['license:mit', 'base_model:finetune:x/y'] AS tags, ['text-generation', 'other'] AS pipeline_tag, true AS gated",
    "['license:mit'] AS tags, {'models': [{'_id': '1', 'id': 'x/y'}], 'relation': 'finetune'} AS baseModels",
    "['license:mit'] AS tags, '{\"models\": [{\"_id\": \"1\", \"id\": \"x/y\"}], \"relation\": \"finetune\"}' AS baseModels",
    "['license:other', 'base_model:finetune:x/y'] AS tags, '{\"license_name\": \"MIT\"}' AS cardData",
    "['license:other', 'base_model:finetune:x/y'] AS tags, {'license_name': 'MIT'} AS cardData, '12' AS likes, 1.5e9 AS safetensors",
])  # fmt: skip
def test_odd_types_are_read(tmp_path: Path, small: Catalog, columns: str) -> None:
    sql = f"SELECT 'a/b' AS id, 3.0 AS downloads, '2024-05-06T10:00:00.000Z' AS createdAt, {columns}"
    taken = census(table(tmp_path / "odd.parquet", sql), small)
    assert [(row.tag, row.repositories) for row in taken.licenses.rows] == [("mit", 1)]
    assert [row.relation for row in taken.relations.rows] == [Relation.FINETUNE]
    assert [row.key for row in taken.by_month.rows] == ["2024-05"]
    assert str(taken.date) == "2024-05-06"


def test_a_folder_of_partitions_is_one_snapshot(tmp_path: Path, small: Catalog) -> None:
    (tmp_path / "part").mkdir()
    table(tmp_path / "part/1.parquet", ROW)
    table(tmp_path / "part/2.parquet", f"{ROW} UNION ALL SELECT 'c/d', 1, TIMESTAMP '2024-05-07', NULL")
    taken = census(tmp_path / "part", small)
    assert taken.source.rows == 2, "a repository on two pages counts once"


@pytest.mark.parametrize("content", [None, b"not Parquet"])
def test_what_is_no_parquet_is_said(tmp_path: Path, small: Catalog, content: bytes | None) -> None:
    path = tmp_path / "models.parquet"
    if content:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=r"There is no|cannot be read as Parquet"):
        census(path, small)


def test_damaged_rows_are_said(tmp_path: Path, snapshot: Path, small: Catalog) -> None:
    content = bytearray(snapshot.read_bytes())
    content[1000 : len(content) // 2] = b"?" * (len(content) // 2 - 1000)
    path = tmp_path / "models.parquet"
    path.write_bytes(content)
    with pytest.raises(EngineError, match="The database cannot go on"):
        census(path, small)


def test_a_snapshot_that_shrank_or_lost_a_column_stops(tmp_path: Path, small: Catalog) -> None:
    path = table(tmp_path / "models.parquet", f"{ROW} UNION ALL SELECT 'c/d', 1, TIMESTAMP '2024-05-07', NULL")
    with pytest.raises(ChangedSourceError, match="The SHA-256 of"):
        census(path, small, Origin(name="x", sha256="0" * 64))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["census", *arguments])
    return result.exit_code, result.output


def test_the_command_writes_figures_and_findings(tmp_path: Path, project: Path) -> None:
    path = tmp_path / "few.parquet"
    write_few(path, pair("llama3.1", "apache-2.0"))
    code, text = run(str(path), "--root", str(project), "--findings", str(tmp_path / "out/findings.parquet"))
    assert (code, text) == (0, "2026-01-01: 2 repositories. Derivatives: 1 conflict, 0 not-known, 0 allowed.\n")
    loaded, problems = catalog.read_catalog(project, TODAY)
    assert not problems
    assert loaded.hub.census
    assert loaded.hub.census.source.name == "few.parquet"
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT id, base, outcome, rules FROM '{tmp_path}/out/findings.parquet'").fetchone()
    assert found == ("fan/made", "lab/base", "conflict", "naming, use-policy, user-cap")


def test_the_command_stops_at_a_snapshot_that_has_lost_rows_or_columns(tmp_path: Path, project: Path) -> None:
    path = tmp_path / "few.parquet"
    write_few(path, [{"id": f"a/{number}"} for number in range(10)])
    assert run(str(path), "--root", str(project), "--date", "2026-11-01")[0] == 0
    write_few(path, [{"id": f"a/{number}"} for number in range(8)])
    code, text = run(str(path), "--root", str(project), "--date", "2026-11-08")
    assert (code, text) == (
        5,
        "The snapshot lists 8 repositories; that of 2026-11-01 listed 10. It has lost more than a tenth.\n",
    )
    assert not (project / "data/hub/census/2026-11-08.json").exists()
    file = project / "data/hub/census/2026-11-01.json"
    file.write_text(file.read_text().replace('"createdAt"', '"createdAt", "likes"'), encoding="utf-8")
    write_few(path, [{"id": f"a/{number}"} for number in range(10)])
    assert run(str(path), "--root", str(project)) == (5, "The snapshot has lost the column `likes`.\n")


def test_the_command_says_what_it_cannot_read(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none"), "--root", str(FROZEN)) == (2, f"There is no {tmp_path / 'none'}.\n")


def test_a_snapshot_of_the_future_is_refused(tmp_path: Path, project: Path) -> None:
    file = table(tmp_path / "models.parquet", ROW)
    told = "9999-01-01 is in the future. Name the day of the snapshot with --date.\n"
    assert run(str(file), "--root", str(project), "--date", "9999-01-01") == (2, told)
