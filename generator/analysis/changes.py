"""What a change of the data does to the scorecard: which verdicts, counts and ranks move, and through which facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.core import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.ranks import RankInterval
    from generator.analysis.scorecard import Scorecard
    from generator.evaluation.assess import Assessment, ClauseResult
    from generator.evaluation.findings import Finding
    from generator.loading.catalog import Catalog
    from generator.schema.record import Fact, Record


@dataclass(frozen=True, order=True)
class Moved:
    """Something that was one thing and is another; `name` says what, empty when the context does."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class VerdictMoved:
    """A verdict that changed, and what made it change."""

    framework: str
    before: str
    after: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class ReleaseDiff:
    """What changed about one release."""

    record_id: str
    name: str
    components: tuple[Moved, ...]
    verdicts: tuple[VerdictMoved, ...]
    count: Moved | None
    rank: Moved | None


class Release(NamedTuple):
    """A release that is new or gone, and its verdicts, each with the name of the framework."""

    record_id: str
    name: str
    verdicts: tuple[tuple[str, str], ...]


class NewFramework(NamedTuple):
    """A framework that is new, and how many releases get each verdict."""

    name: str
    tally: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Diff:
    """What changed from one scorecard to another."""

    changed: tuple[ReleaseDiff, ...]
    """Releases whose own facts, verdicts or count changed."""
    added: tuple[Release, ...]
    removed: tuple[Release, ...]
    renamed: tuple[Moved, ...]
    """Releases whose id changed while the old one stays as an alias."""
    ranks_moved: int
    """Other releases whose rank moved."""
    frameworks: tuple[NewFramework, ...]
    dropped: tuple[str, ...]
    """The names of frameworks that are gone."""


def diff(before: Scorecard, after: Scorecard) -> Diff:
    """Compare two scorecards. A record whose old id is an alias of a new one is the same release."""
    old, new = before.catalog.records, after.catalog.records
    aliases = {
        alias: name for name, record in new.items() for alias in record.aliases if alias in old and alias not in new
    }
    was = {name: alias for alias, name in aliases.items()}
    same = [name for name in new if was.get(name, name) in old]
    found = {name: _release(was.get(name, name), name, before, after) for name in same}
    changed = tuple(each for each in found.values() if each.components or each.verdicts or each.count)
    known, present = before.catalog.frameworks, after.catalog.frameworks
    return Diff(
        changed=changed,
        added=tuple(_whole(name, after) for name in new if name not in found),
        removed=tuple(_whole(name, before) for name in old if name not in new and name not in aliases),
        renamed=tuple(Moved(new[name].name, alias, name) for alias, name in aliases.items()),
        ranks_moved=sum(bool(each.rank) for each in found.values() if each not in changed),
        frameworks=tuple(
            NewFramework(framework.name, _tally(name, after))
            for name, framework in present.items()
            if name not in known
        ),
        dropped=tuple(framework.name for name, framework in known.items() if name not in present),
    )


def _whole(record_id: str, card: Scorecard) -> Release:
    verdicts = ((assessment.framework.short, assessment.verdict) for assessment in card.assessments[record_id].values())
    return Release(record_id, card.catalog.records[record_id].name, tuple(verdicts))


def _tally(framework: str, card: Scorecard) -> tuple[tuple[str, int], ...]:
    verdicts = [assessments[framework].verdict for assessments in card.assessments.values()]
    return tuple((verdict, verdicts.count(verdict)) for verdict in dict.fromkeys(verdicts))


def _release(old: str, new: str, before: Scorecard, after: Scorecard) -> ReleaseDiff:
    one, other = before.catalog.records[old], after.catalog.records[new]
    pairs = (
        (assessment, after.assessments[new][name])
        for name, assessment in before.assessments[old].items()
        if name in after.assessments[new]
    )
    return ReleaseDiff(
        new,
        other.name,
        tuple(_components(one, other, after.catalog)),
        tuple(_verdict(pair, before.catalog, after.catalog) for pair in pairs if pair[0].verdict != pair[1].verdict),
        _moved(str(before.counts[old].words), str(after.counts[new].words)),
        _moved(_say_rank(before.ranks[old]), _say_rank(after.ranks[new])),
    )


def _moved(before: str, after: str) -> Moved | None:
    return Moved("", before, after) if before != after else None


def _say_rank(rank: RankInterval) -> str:
    return str(rank.best) if rank.best == rank.worst else f"{rank.best} to {rank.worst}"


def _components(one: Record, other: Record, catalog: Catalog) -> Iterator[Moved]:
    for name in catalog.components:
        moved = _facts_moved(one.fact(name), other.fact(name), name)
        if moved:
            yield moved


def _facts_moved(was: Fact, now: Fact, name: str) -> Moved | None:
    """Compare what a definition can see of a fact; what stayed the same is left out of the words."""
    pairs = [pair for pair in zip(_aspects(was), _aspects(now), strict=True) if pair[0] != pair[1]]
    return Moved(name, *(", ".join(aspects) for aspects in zip(*pairs, strict=True))) if pairs else None


def _aspects(fact: Fact) -> tuple[str, str, str]:
    gate = f" ({fact.access.value})" if fact.access else ""
    kinds = ", ".join(sorted({each.kind.value for each in fact.datasets}))
    return f"{fact.status.value}{gate}", f"license {fact.license or 'not known'}", f"datasets {kinds or 'not listed'}"


def _verdict(pair: tuple[Assessment, Assessment], before: Catalog, after: Catalog) -> VerdictMoved:
    one, other = pair
    because = dict.fromkeys(_causes(one, other, before, after))
    return VerdictMoved(other.framework.short, one.verdict, other.verdict, tuple(because))


def _causes(one: Assessment, other: Assessment, before: Catalog, after: Catalog) -> Iterator[str]:
    """Yield what changed among the things that the clauses with another answer speak of."""
    if one.framework != other.framework:
        yield f"{paths.framework_file(other.framework_id)} changed"
        return
    for was, now in zip(_findings(one), _findings(other), strict=True):
        if was.answer is not now.answer:
            found = [*_facts(was, now, one, other, before, after), *_licenses(now, before, after)]
            yield from found or [f"{now.about} changed"]


def _facts(  # noqa: PLR0913, PLR0917  # a finding and its whole context, before and after
    was: Finding, now: Finding, one: Assessment, other: Assessment, before: Catalog, after: Catalog
) -> Iterator[str]:
    """Yield the components that a finding rests on, before or after, and that changed."""
    old, new = before.records[one.record_id], after.records[other.record_id]
    places_ = [where.path for where in (*was.where, *now.where) if where.path[:1] == ("components",)]
    for name in dict.fromkeys([was.about, now.about, *(str(path[1]) for path in places_ if len(path) > 1)]):
        moved = _facts_moved(old.fact(name), new.fact(name), name)
        if moved:
            yield f"{name} {moved.before} -> {moved.after}"


def _licenses(now: Finding, before: Catalog, after: Catalog) -> Iterator[str]:
    """Yield the license files that a finding rests on and that changed."""
    for name, license_ in after.licenses.items():
        file = paths.license_file(name)
        if before.licenses.get(name) != license_ and any(where.file == file for where in now.where):
            yield f"{file} changed"


def _findings(assessment: Assessment) -> Iterator[Finding]:
    rulings = [ruling for outcome in assessment.outcomes for ruling in outcome.rulings]
    rulings += [ruling for score in assessment.scores for ruling in score.rulings]
    return (finding for ruling in rulings for finding in _all_findings(ruling))


def _all_findings(ruling: ClauseResult) -> Iterator[Finding]:
    if ruling.finding:
        yield ruling.finding
    for alternative in ruling.alternatives:
        yield from _all_findings(alternative)
