"""Records that no test has to write: drawn by hypothesis from the facts, licenses and judgments there can be.

`records` draws any record, `knowing_more` a record and the same with unknown facts settled, `releasing_more` a record and
the same after its developer opened more.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from generator.schema.component import TRAINING_DATA, Group, Status
from generator.schema.compute import TrainingCompute
from generator.schema.judgment import Judgment
from generator.schema.license import TriState
from generator.schema.record import Access, Dataset, DatasetKind, Fact, Reason, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hypothesis.strategies import SearchStrategy

    from generator.loading.catalog import Catalog

URL = "https://example.org/evidence"
DAY = "2026-01-31"


def maybe(values: Iterable[Any]) -> SearchStrategy[Any]:
    return st.sampled_from([None, *values])


def dataset(kind: DatasetKind, url: str | None, reason: Reason | None) -> Dataset:
    return Dataset(name="A dataset", kind=kind, url=URL if kind is DatasetKind.OPEN else url, reason=reason)


DATASETS = st.lists(st.builds(dataset, st.sampled_from(DatasetKind), maybe([URL]), maybe(Reason)), max_size=3)


def fact(status: Status, access: Access | None, expression: str | None, parts: Iterable[Dataset]) -> Fact:
    return Fact(
        status=status,
        access=access if status is Status.PARTIAL else None,
        license=None if status is Status.NOT_APPLICABLE else expression,
        evidence=(URL,),
        checked=DAY,
        datasets=tuple(parts),
    )


@cache
def data_components(catalog: Catalog) -> list[str]:
    return [name for name, entry in catalog.components.items() if entry.group is Group.DATA]


@cache
def expressions(catalog: Catalog) -> SearchStrategy[str]:
    """Draw a license of the catalog, or two of them together or to choose from."""
    one = st.sampled_from(sorted(catalog.licenses))
    return st.one_of(one, st.builds("{} {} {}".format, one, st.sampled_from(["AND", "OR"]), one))


@cache
def facts(catalog: Catalog, component: str) -> SearchStrategy[Fact]:
    parts = DATASETS if component in data_components(catalog) else st.just([])
    return st.builds(fact, st.sampled_from(Status), maybe(Access), st.none() | expressions(catalog), parts)


def judgment(reply: TriState) -> Judgment:
    return Judgment(answer=reply, by="A body", evidence=(URL,), checked=DAY)


def record(components: Mapping[str, Fact], judgments: Mapping[str, Judgment] = {}) -> Record:  # never changed
    return Record(
        name="Made up",
        family="Made up",
        released="2026-01-31",
        summary="A release of a test.",
        modalities=("text",),
        evidence=(URL,),
        components=components,
        judgments=judgments,
    )


OPEN = fact(Status.OPEN, None, "Apache-2.0", ())
CLOSED = fact(Status.CLOSED, None, None, ())
STATED = [{"flop": Decimal(flop)} for flop in ("1e22", "1e23", "3e25")]
ESTIMATED = [{"parameters": Decimal("1e11"), "tokens": Decimal(tokens)} for tokens in ("1e12", "15e12", "1e14")]
COMPUTE = [TrainingCompute(**figures, evidence=(URL,), checked=DAY) for figures in (*STATED, *ESTIMATED)]


def all_alike(catalog: Catalog, every_fact: Fact) -> Record:
    return record(dict.fromkeys(catalog.components, every_fact))


@cache
def all_open(catalog: Catalog) -> Record:
    judgments = dict.fromkeys(catalog.judgments, judgment(TriState.YES))
    data = fact(Status.OPEN, None, "Apache-2.0", [dataset(DatasetKind.OPEN, URL, None)])
    start = with_facts(all_alike(catalog, OPEN), dict.fromkeys(TRAINING_DATA, data))
    return start.model_copy(update={"judgments": judgments, "training_compute": COMPUTE[0]})


@cache
def starts(catalog: Catalog) -> SearchStrategy[Record]:
    return st.sampled_from([record({}), all_open(catalog), *catalog.records.values()])


@cache
def names(catalog: Catalog, *, at_least: int = 0) -> SearchStrategy[list[str]]:
    """Draw some components; those of data more often, since they have the most to say."""
    choices = st.sampled_from([*catalog.components, *data_components(catalog) * 3])
    return st.lists(choices, min_size=at_least, max_size=6, unique=True)


@cache
def judgments(catalog: Catalog) -> SearchStrategy[dict[str, Judgment]]:
    answer = st.sampled_from(TriState).map(judgment)
    return st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(catalog.judgments), answer))


@st.composite
def records(draw: st.DrawFn, catalog: Catalog) -> Record:
    """Make a record: an empty one, a wholly open one or one of the catalog, with some of its facts replaced."""
    start = draw(starts(catalog))
    changed = {name: draw(facts(catalog, name)) for name in draw(names(catalog))}
    return start.model_copy(
        update={
            "components": {**start.components, **changed},
            "judgments": {**start.judgments, **draw(judgments(catalog))},
            "training_compute": draw(maybe(COMPUTE)),
        }
    )


def with_facts(start: Record, changed: Mapping[str, Fact]) -> Record:
    return start.model_copy(update={"components": {**start.components, **changed}})


# Knowing more: every step replaces an unknown by a fact and leaves the facts alone


def known_dataset(old: Dataset, new: Dataset) -> Dataset:
    return dataset(old.kind, old.url or new.url, old.reason or new.reason)


def known_datasets(old: Fact, new: Fact, fill: Dataset) -> tuple[Dataset, ...]:
    """Fill the gaps of a list; a list that is missing is unknown too, but for closed data it says: not even named."""
    if old.datasets:
        return tuple(known_dataset(part, fill) for part in old.datasets)
    return () if old.status is Status.CLOSED else new.datasets


def known_fact(old: Fact, new: Fact, fill: Dataset) -> Fact:
    status, access = (new.status, new.access) if old.status is Status.UNKNOWN else (old.status, old.access)
    return fact(status, access, old.license or new.license, known_datasets(old, new, fill))


@st.composite
def knowing_more(draw: st.DrawFn, catalog: Catalog) -> tuple[Record, Record]:
    """Make a record, and the same record with unknown facts replaced by known ones."""
    before = draw(records(catalog))
    fill = st.builds(dataset, st.just(DatasetKind.PUBLIC), maybe([URL]), maybe(Reason))
    changed = {
        name: known_fact(before.fact(name), draw(facts(catalog, name)), draw(fill)) for name in draw(names(catalog))
    }
    settled = {name: entry for name, entry in before.judgments.items() if entry.answer is not TriState.UNKNOWN}
    compute = before.training_compute or draw(maybe(COMPUTE))
    known = {"judgments": {**draw(judgments(catalog)), **settled}, "training_compute": compute}
    return before, with_facts(before, changed).model_copy(update=known)


# Releasing more: every step opens something further

LADDERS = (
    ((Status.CLOSED, None), (Status.PARTIAL, None), (Status.OPEN, None)),
    ((Status.CLOSED, None), (Status.PARTIAL, Access.ON_REQUEST), (Status.PARTIAL, Access.GATED), (Status.OPEN, None)),
)
KINDS = (
    DatasetKind.UNDISCLOSED,
    DatasetKind.UNSHAREABLE,
    DatasetKind.OBTAINABLE,
    DatasetKind.PUBLIC,
    DatasetKind.OPEN,
)


def opened_states(old: Fact) -> list[tuple[Status, Access | None]]:
    here: tuple[Status, Access | None] = (old.status, old.access)
    higher: list[tuple[Status, Access | None]] = [
        step for ladder in LADDERS if here in ladder for step in ladder[ladder.index(here) :]
    ]
    return higher or [here]


def opened_dataset(old: Dataset, steps: int) -> Dataset:
    """Move a dataset some steps towards open; what people can get, they can get somewhere."""
    kind = KINDS[min(KINDS.index(old.kind) + steps, len(KINDS) - 1)]
    url = URL if steps and KINDS.index(kind) >= KINDS.index(DatasetKind.OBTAINABLE) else old.url
    return dataset(kind, url, old.reason)


@st.composite
def opened(draw: st.DrawFn, old: Fact) -> Fact:
    status, access = draw(st.sampled_from(opened_states(old)))
    terms = [old.license, f"({old.license}) OR Apache-2.0"] if old.license else [None]
    parts = [opened_dataset(part, draw(st.integers(0, len(KINDS)))) for part in old.datasets]
    return fact(status, access, draw(st.sampled_from(terms)), parts)


@st.composite
def releasing_more(draw: st.DrawFn, catalog: Catalog) -> tuple[Record, Record]:
    """Make a record, and the same record after its developer opened more of it."""
    before = draw(records(catalog))
    changed = draw(names(catalog, at_least=1))
    return before, with_facts(before, {name: draw(opened(before.fact(name))) for name in changed})
