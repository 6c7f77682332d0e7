"""How a change to the data changes the scorecard: which verdicts, counts and ranks, and because of which facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.analysis.review import Review, Side, review
from generator.core import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.analysis.card import Rank, ReleaseCard
    from generator.analysis.scorecard import Scorecard
    from generator.analysis.verdicts import CardFinding, Verdict
    from generator.schema.record import Fact


JUDGING = "our way of judging"
"""What changed if neither the facts nor the files explain a new answer."""


@dataclass(frozen=True, order=True)
class Changed:
    """A value before and after a change; `name` says which value, or is empty if the context does."""

    name: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """The change in words, for people who know the ids."""
        return f"{self.name} {self.before} -> {self.after}" if self.before != self.after else f"{self.name} changed"


@dataclass(frozen=True)
class VerdictChanged:
    """A verdict that changed, and why."""

    definition: str
    before: str
    after: str
    because: tuple[Changed, ...]
    """What changed under it: components, or files by their path, which have no values."""


@dataclass(frozen=True)
class ReleaseChanges:
    """Everything that changed about one release."""

    record_id: str
    name: str
    components: tuple[Changed, ...]
    verdicts: tuple[VerdictChanged, ...]
    count: Changed | None
    rank: Changed | None


class Release(NamedTuple):
    """A release that was added or removed, its verdicts as pairs of short name and words, its count and its rank."""

    record_id: str
    name: str
    verdicts: tuple[tuple[str, str], ...]
    counted: str = ""
    ranked: str = ""


class NewDefinition(NamedTuple):
    """A definition that was added, and the number of releases with each verdict."""

    name: str
    tally: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Diff:
    """The differences between two scorecards."""

    changed: tuple[ReleaseChanges, ...]
    """Releases whose own facts, verdicts or count changed."""
    added: tuple[Release, ...]
    removed: tuple[Release, ...]
    renamed: tuple[Changed, ...]
    """Releases with a new id that keep the old id as an alias."""
    ranks_changed: int
    """The number of other releases whose rank changed."""
    added_definitions: tuple[NewDefinition, ...]
    removed_definitions: tuple[str, ...]
    review: Review = field(default_factory=Review)
    """What a reviewer has to look at."""


def diff(before: Scorecard, after: Scorecard) -> Diff:
    """Return the differences between two scorecards. A new record with an old id as its alias is the same release."""
    old, new = ({card.id: card for card in each.cards} for each in (before, after))
    aliases = {alias: card.id for card in after.cards for alias in card.aliases if alias in old and alias not in new}
    was = {name: name for name in new if name in old} | {name: alias for alias, name in aliases.items()}
    pairs = [(old[was[name]], new[name]) for name in after.catalog.records if name in was]
    compared = [release_changes(*pair) for pair in pairs]
    kept = {each.record_id for each in compared}
    changed = tuple(each for each in compared if each.components or each.verdicts or each.count)
    known, present = before.catalog.frameworks, after.catalog.frameworks
    return Diff(
        changed=changed,
        added=tuple(_whole(new[name]) for name in after.catalog.records if name not in kept),
        removed=tuple(_whole(old[name]) for name in before.catalog.records if name not in {*new, *aliases}),
        renamed=tuple(Changed(new[name].name, alias, name) for alias, name in aliases.items()),
        ranks_changed=sum(bool(each.rank) for each in compared if each not in changed),
        added_definitions=tuple(_added(name, each.name, after) for name, each in present.items() if name not in known),
        removed_definitions=tuple(framework.name for name, framework in known.items() if name not in present),
        review=review((_side(was.get(name), before), Side(after.catalog.records[name], new[name])) for name in new),
    )


def _side(record_id: str | None, scorecard: Scorecard) -> Side | None:
    return Side(scorecard.catalog.records[record_id], scorecard.card(record_id)) if record_id else None


def _whole(card: ReleaseCard) -> Release:
    verdicts = tuple((verdict.definition.short, verdict.words) for verdict in card.verdicts)
    return Release(card.id, card.name, verdicts, card.count.words, f"{_rank_words(card.rank)} of {card.rank.of}")


def _added(framework_id: str, name: str, scorecard: Scorecard) -> NewDefinition:
    verdicts = [scorecard.card(record_id).verdict(framework_id).words for record_id in scorecard.catalog.records]
    return NewDefinition(name, tuple((verdict, verdicts.count(verdict)) for verdict in dict.fromkeys(verdicts)))


def release_changes(one: ReleaseCard, other: ReleaseCard) -> ReleaseChanges:
    """Return everything that changed between two cards of one release."""
    known = {verdict.definition.id: verdict for verdict in one.verdicts}
    pairs = [(known[now.definition.id], now) for now in other.verdicts if now.definition.id in known]
    return ReleaseChanges(
        other.id,
        other.name,
        tuple(_components(one, other)),
        tuple(_verdict(was, now, one, other) for was, now in pairs if was.words != now.words),
        _changed(one.count.words, other.count.words),
        _changed(_rank_words(one.rank), _rank_words(other.rank)),
    )


def _changed(before: str, after: str) -> Changed | None:
    return Changed("", before, after) if before != after else None


def _rank_words(rank: Rank) -> str:
    return str(rank.best) if rank.best == rank.worst else f"{rank.best} to {rank.worst}"


def _components(one: ReleaseCard, other: ReleaseCard) -> Iterator[Changed]:
    for component in other.components:
        if changed := _facts_changed(one.fact(component.id), component.fact, component.id):
            yield changed


def _facts_changed(was: Fact, now: Fact, name: str) -> Changed | None:
    """Compare what definitions can see of a fact; leave out what stayed the same."""
    pairs = [pair for pair in zip(_aspects(was), _aspects(now), strict=True) if pair[0] != pair[1]]
    return Changed(name, *(", ".join(aspects) for aspects in zip(*pairs, strict=True))) if pairs else None


def _aspects(fact: Fact) -> tuple[str, str, str]:
    gate = f" ({fact.access.value})" if fact.access else ""
    kinds = ", ".join(sorted({each.kind.value for each in fact.datasets}))
    return f"{fact.status.value}{gate}", f"license {fact.license or 'not known'}", f"datasets {kinds or 'not listed'}"


def _verdict(was: Verdict, now: Verdict, one: ReleaseCard, other: ReleaseCard) -> VerdictChanged:
    because = dict.fromkeys(_causes(was, now, one, other))
    return VerdictChanged(now.definition.short, was.words, now.words, tuple(because))


def _causes(was: Verdict, now: Verdict, one: ReleaseCard, other: ReleaseCard) -> Iterator[Changed]:
    """Yield the changes behind every clause whose answer changed."""
    file = paths.framework_file(now.definition.id)
    findings = tuple(was.findings()), tuple(now.findings())
    if one.rests_on[file] != other.rests_on[file]:
        yield Changed(file, "", "")
        return
    if len(findings[0]) != len(findings[1]):  # a card that an older program made
        yield Changed(JUDGING, "", "")
        return
    for before, after in zip(*findings, strict=True):
        if before.answer is not after.answer:
            found = [*_facts(before, after, one, other), *_licenses(after, one, other)]
            yield from found or _uncited(after, one, other)


def _uncited(now: CardFinding, one: ReleaseCard, other: ReleaseCard) -> Iterable[Changed]:
    """Return what changed if a finding cites none of it: all components, or else what the finding is about."""
    return tuple(_components(one, other)) or (Changed(now.about, "", ""),)


def _facts(was: CardFinding, now: CardFinding, one: ReleaseCard, other: ReleaseCard) -> Iterator[Changed]:
    """Yield every component that changed and that a finding uses, before or after."""
    for name in dict.fromkeys([was.about, now.about, *_components_of((was, now))]):
        if changed := _facts_changed(one.fact(name), other.fact(name), name):
            yield changed


def _components_of(findings: Iterable[CardFinding]) -> Iterator[str]:
    for finding in findings:
        for place in finding.places:
            if place.path[:1] == ("components",) and len(place.path) > 1:
                yield str(place.path[1])


def _licenses(now: CardFinding, one: ReleaseCard, other: ReleaseCard) -> Iterator[Changed]:
    """Yield every license file that changed and that a finding uses."""
    for file in dict.fromkeys(place.file for place in now.places):
        if file in one.rests_on and file in other.rests_on and one.rests_on[file] != other.rests_on[file]:
            yield Changed(file, "", "")
