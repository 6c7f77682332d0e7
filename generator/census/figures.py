"""Turns the rows of the queries into the figures of a census."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from generator.census.engine import query
from generator.census.labels import OUTCOMES
from generator.census.rules import asks
from generator.schema.census_words import LicenseClass, Outcome, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.census.engine import Engine, Row
    from generator.census.labels import Labels
    from generator.schema.license import License

Document = dict[str, Any]
"""A part of a census, as its entity reads it."""


def figures(engine: Engine, labels: Labels, licenses: Mapping[str, License]) -> Document:
    """Run every query. Return all parts of the census but its date and source."""
    found = {name: _figure(name, shape, engine) for name, shape in _shapes(labels).items()}
    cited = [row for name in ("transitions", "conflicts", "mixed_merges") for row in found[name]["rows"]]
    cited += [{**row, "rules": [Rule.NAME_PREFIX]} for row in found["names"]["rows"]]
    return {**found, "clauses": list(_clauses(cited, labels, licenses))}


def _figure(name: str, shape: Callable[[list[Row]], list[Document]], engine: Engine) -> Document:
    """Return the rows of a query in the shape of their entity; `total` is what there was before the query's limit."""
    rows = [{key: _shown(value) for key, value in row.items()} for row in engine.rows(query(name))]
    total = rows[0].get("total") if rows else None
    shaped = shape(rows)
    return {"query": name, "rows": shaped, "left_out": total - len(shaped) if total is not None else 0}


def _shown(value: Any) -> Any:
    """Return a text with its invisible characters replaced; they could turn or hide what stands next to them."""
    if not isinstance(value, str) or value.isprintable():
        return value
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)


def _shapes(labels: Labels) -> Mapping[str, Callable[[list[Row]], list[Document]]]:
    """Return what makes the rows of each figure from those of the query with its name."""
    rules = {number: [rule.value for rule in found] for found, number in labels.rule_sets.items()}
    slices = ("by_month", "by_downloads", "by_task", "by_modality", "by_size", "by_organization")
    return {
        **dict.fromkeys(slices, _slices),
        **dict.fromkeys(_PLAIN, _plain),
        "by_downloads": _by_number,
        "by_size": _by_number,
        "classes": _classes,
        "licenses": lambda rows: [{**row, "ids": sorted(labels.ids(row["tag"]))} for row in _plain(rows)],
        "tests": lambda rows: _tests(rows, labels),
        "depths": lambda rows: [{**row, "key": str(row["key"])} for row in _plain(rows)],
        "lineage": lambda rows: [_nested(row, "derivatives") for row in _plain(rows)],
        "bases": lambda rows: [_nested(row, "derivatives") for row in _plain(rows)],
        "transitions": lambda rows: [_transition(row, rules) for row in _plain(rows)],
        "conflicts": lambda rows: [_ruled(row, rules) for row in _plain(rows)],
        "mixed_merges": lambda rows: [_mixed(row, rules) for row in _plain(rows)],
        "names": _names,
        "license_uses": lambda rows: [_license_use(row, labels) for row in _plain(rows)],
        "release_uses": lambda rows: [_release_use(row) for row in _plain(rows)],
    }


_PLAIN = (
    "totals",
    "gates",
    "datasets",
    "relations",
    "missing_bases",
    "outcomes",
    "reasons",
    "rules",
    "merges",
    "candidates",
)
"""The figures whose queries give the rows as they are."""


def _plain(rows: Iterable[Row]) -> list[Document]:
    return [{key: value for key, value in row.items() if key not in {"total", "place"}} for row in rows]


def _slices(rows: Sequence[Row]) -> list[Document]:
    """Put the classes of each key together."""
    return [_slice(key, list(group)) for key, group in groupby(rows, itemgetter("key"))]


def _slice(key: str, rows: Sequence[Row]) -> Document:
    return {"key": key, **_sum(rows), "classes": {row["license_class"]: _count(row) for row in rows}}


def _by_number(rows: Sequence[Row]) -> list[Document]:
    """Sort bands by the number they begin with, and those without a number last."""
    return sorted(_slices(rows), key=lambda each: int(each["key"]) if each["key"].isdigit() else 10**12)


def _count(row: Row) -> Document:
    return {"repositories": row["repositories"], "downloads": row["downloads"]}


def _sum(rows: Sequence[Row]) -> Document:
    return {name: sum(row[name] for row in rows) for name in ("repositories", "downloads")}


def _classes(rows: Sequence[Row]) -> list[Document]:
    found = {row["license_class"]: row for row in rows}
    none = {"repositories": 0, "downloads": 0, "with_weights": 0}
    return [{**none, **found.get(each.value, {}), "license_class": each.value} for each in LicenseClass]


def _tests(rows: Sequence[Row], labels: Labels) -> list[Document]:
    found = {(row["test"], row["answer"]): _count(row) for row in rows}
    return [
        {
            "test": test.id,
            "name": test.test.name,
            "definition": test.definition,
            "passing": labels.passing(test.test),
            **{
                word: found.get((test.id, word), {"repositories": 0, "downloads": 0})
                for word in ("yes", "no", "unknown")
            },
        }
        for test in labels.tests
    ]


def _nested(row: Document, name: str) -> Document:
    """Put the two counts of a row into one value."""
    rest = {key: value for key, value in row.items() if key not in {"repositories", "downloads"}}
    return {**rest, name: _count(row)}


def _ruled(row: Document, rules: Mapping[int, list[str]]) -> Document:
    rest = {key: value for key, value in row.items() if key != "rule_set"}
    return {**rest, "rules": rules.get(row["rule_set"], [])}


def _transition(row: Document, rules: Mapping[int, list[str]]) -> Document:
    outcome = OUTCOMES[row["outcome"] - 1]
    ruled = _ruled(row, rules if outcome is Outcome.CONFLICT else {})
    return {**ruled, "outcome": outcome.value}


def _mixed(row: Document, rules: Mapping[int, list[str]]) -> Document:
    named = {*rules.get(row["first_rules"], []), *rules.get(row["second_rules"], [])}
    return {
        **{key: row[key] for key in ("id", "downloads", "declared_tag")},
        "bases": [row["first_base"], row["second_base"]],
        "base_tags": [row["first_tag"], row["second_tag"]],
        "rules": [rule.value for rule in Rule if rule.value in named],
    }


def _names(rows: Sequence[Row]) -> list[Document]:
    """Put those that keep to a name and those that do not together."""
    none = {"repositories": 0, "downloads": 0}
    found = []
    for (tag, prefix), group in groupby(rows, itemgetter("base_tag", "prefix")):
        counts = {row["keeps"]: _count(row) for row in group}
        found.append({"base_tag": tag, "prefix": prefix, "keeps": counts.get(1, none), "lacks": counts.get(0, none)})
    return found


def _license_use(row: Document, labels: Labels) -> Document:
    tags = labels.tags_of(row["license"])
    others = {name for tag in tags for name in labels.ids(tag)} - {row["license"]}
    return {**row, "tags": tags, "shared_with": sorted(others)}


def _release_use(row: Document) -> Document:
    derived = {"repositories": row["derivatives"], "downloads": row["derivative_downloads"]}
    rest = {key: value for key, value in row.items() if key != "derivative_downloads"}
    return {**rest, "derivatives": derived}


def _clauses(cited: Iterable[Document], labels: Labels, licenses: Mapping[str, License]) -> Iterable[Document]:
    """Yield the words behind each rule that a row names, for every license that the tags of its bases stand for."""
    pairs = {
        (name, Rule(rule))
        for row in cited
        for tag in row.get("base_tags", [row.get("base_tag")])
        for name in labels.ids(tag)
        for rule in row["rules"]
    }
    for name, rule in sorted(pairs, key=lambda pair: (pair[0], list(Rule).index(pair[1]))):
        provision = licenses[name].terms.get(rule.term)
        if provision and asks(licenses[name], rule):  # of two bases, only one may ask for it
            url = provision.url or licenses[name].url
            yield {"license": name, "rule": rule.value, "quote": provision.quote, "url": url}
