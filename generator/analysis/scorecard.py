"""The scorecard: one card for each release of a catalog, made once, when it is first needed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from generator.analysis import claims, external, hub_facts, license_answers, sentences
from generator.analysis.blockers import blockers
from generator.analysis.card import SCHEMA, ComponentState, PublishedJudgment, Rank, Reference, ReleaseCard
from generator.analysis.conclusions import Conclusions
from generator.analysis.count import GROUPS, count, counted
from generator.analysis.drift import drifts
from generator.analysis.quote import quote
from generator.analysis.ranks import rank_intervals
from generator.analysis.size import parameters
from generator.analysis.verdicts import Place, Verdict
from generator.core import paths, spdx
from generator.core.memo import remembered
from generator.evaluation.evaluator import Evaluator
from generator.evaluation.license_tests import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from pydantic import BaseModel

    from generator.core.memo import Memo
    from generator.evaluation.assessment import Assessment
    from generator.loading.catalog import Catalog
    from generator.schema.component import Component, Group
    from generator.schema.record import Record


_EXAMPLES = {name for names in EXAMPLES.values() for name in names}
"""The licenses that remediation can name, besides those of the record."""


class Scorecard:
    """The cards of all releases of one catalog."""

    def __init__(self, catalog: Catalog, memo: Memo | None = None) -> None:
        """Take a catalog, which must have no problems. With a memo, only what a change touches is concluded again."""
        self.catalog = catalog
        self.memo = memo
        """What remembers the values of earlier rounds, if there were any."""
        self._evaluator = Evaluator(catalog)
        self._cards: dict[str, ReleaseCard] = {}

    @cached_property
    def cards(self) -> tuple[ReleaseCard, ...]:
        """All cards, newest release first."""
        made = map(self.card, self.catalog.records)
        return tuple(sorted(made, key=lambda card: (card.released, card.id), reverse=True))

    def card(self, record_id: str) -> ReleaseCard:
        """Return the card of one release, by the id of its record."""
        if record_id not in self._cards:
            made_from = (self._rests_on(record_id), tuple(self.catalog.frameworks.values()))
            card = remembered(self.memo, ("card", record_id), made_from, lambda: self._concluded(record_id))
            self._cards[record_id] = replace(card, rank=self._ranks[record_id])
        return self._cards[record_id]

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The ids of the components that the open share counts."""
        return counted(self.catalog.components, self._counted_framework)

    @cached_property
    def _counted_groups(self) -> Mapping[Group, tuple[str, ...]]:
        return {group: counted(self.catalog.components, self._counted_framework, group) for group in GROUPS}

    @cached_property
    def _counted_framework(self) -> str:
        return next(name for name, framework in self.catalog.frameworks.items() if framework.counted)

    @cached_property
    def _ranks(self) -> Mapping[str, Rank]:
        groups = self._counted_groups.values()
        counts = [[count(record, group) for group in groups] for record in self.catalog.records.values()]
        shares = tuple(tuple((each.low, each.high) for each in of_record) for of_record in counts)
        intervals = remembered(self.memo, "ranks", (shares,), lambda: rank_intervals(shares))
        ranks = (Rank(interval.best, interval.worst, len(intervals)) for interval in intervals)
        return dict(zip(self.catalog.records, ranks, strict=True))

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """The digest of each license and each framework, by file."""
        licenses = {paths.license_file(name): _digest(entry) for name, entry in self.catalog.licenses.items()}
        return licenses | {paths.framework_file(name): _digest(each) for name, each in self.catalog.frameworks.items()}

    def _rests_on(self, record_id: str) -> tuple[object, ...]:
        """Return what the card of a release rests on, besides the frameworks and the ranks."""
        catalog, record = self.catalog, self.catalog.records[record_id]
        names = {name for text in record.licenses() for name in spdx.names(spdx.parse(text, catalog.license_ids))}
        files = [paths.record_file(record_id), *(paths.license_file(name) for name in sorted(names | _EXAMPLES))]
        sources = tuple(catalog.sources.get(file) for file in files)
        shared = (catalog.components, catalog.judgments, catalog.license_tests, catalog.hub)
        return (*sources, *shared, catalog.developers[paths.developer_of(record_id)], _base(record, catalog))

    def _judged(self, record_id: str) -> tuple[Mapping[str, Assessment], tuple[Verdict, ...]]:
        """Return the assessment and the verdict of each framework."""
        release = self._evaluator.release(record_id)
        conclusions, rests_on = Conclusions(release.record, self.catalog), self._rests_on(record_id)

        def judge(name: str) -> tuple[Assessment, Verdict]:
            assessment = self._evaluator.assess(release, name)
            return assessment, conclusions.verdict(assessment)

        judged = {
            name: remembered(self.memo, (record_id, name), (rests_on, framework), partial(judge, name))
            for name, framework in self.catalog.frameworks.items()
        }
        return {name: assessment for name, (assessment, _) in judged.items()}, tuple(v for _, v in judged.values())

    def _concluded(self, record_id: str) -> ReleaseCard:
        catalog, record = self.catalog, self.catalog.records[record_id]
        assessments, verdicts = self._judged(record_id)
        developer = paths.developer_of(record_id)
        maker = catalog.developers[developer].name
        reviews = claims.review(record, assessments, catalog)
        repositories = hub_facts.repositories(record, catalog)
        return ReleaseCard(
            schema=SCHEMA,
            id=record_id,
            name=record.name,
            developer=Reference(developer, maker),
            family=record.family,
            released=record.released,
            summary=record.summary,
            sentence=sentences.what_was_released(record, catalog),
            quote=quote(maker, record, claims.worst(reviews), assessments, catalog),
            modalities=record.modalities,
            parameters=parameters(record, repositories),
            base=_base(record, catalog),
            aliases=record.aliases,
            evidence=record.evidence,
            checked=_newest(record),
            claims=reviews,
            replies=record.replies,
            verdicts=verdicts,
            blockers=blockers(verdicts, record, catalog),
            count=count(record, self.counted),
            counts={group: count(record, names) for group, names in self._counted_groups.items()},
            rank=Rank(1, 1, 1),  # `card` puts the rank in, which rests on all releases
            license=license_answers.answers(record.fact("weights-final"), catalog, self._evaluator.licenses),
            components=tuple(_component(record_id, *item, catalog) for item in catalog.components.items()),
            training_data=sentences.training_data_status(record),
            judgments=tuple(_judgments(record, catalog)),
            comparisons=external.compare(record, assessments),
            drifts=drifts(record, catalog),
            repositories=repositories,
            hub_day=catalog.hub.date,
            made_from_it=hub_facts.made_from_it(record_id, catalog),
            rests_on={file: self._digests[file] for file in sorted(_files(verdicts) & self._digests.keys())},
        )


def _base(record: Record, catalog: Catalog) -> Reference | None:
    base = catalog.records.get(record.base or "")
    return Reference(record.base, base.name) if record.base and base else None


def _newest(record: Record) -> date | None:
    return max((fact.checked for fact in record.components.values() if fact.checked), default=None)


def _component(record_id: str, name: str, component: Component, catalog: Catalog) -> ComponentState:
    fact, file = catalog.records[record_id].fact(name), paths.record_file(record_id)
    line = catalog.sources[file].line(("components", name))
    return ComponentState(
        id=name,
        name=component.name,
        group=component.group,
        type=component.type,
        fact=fact,
        license_names=license_answers.names(fact.license, catalog),
        dataset_licenses=tuple(license_answers.names(each.license, catalog) for each in fact.datasets),
        place=Place(file, ("components", name), line),
    )


def _judgments(record: Record, catalog: Catalog) -> Iterator[PublishedJudgment]:
    for name, question in catalog.judgments.items():
        if name in record.judgments:
            yield PublishedJudgment(name, question.name, record.judgments[name])


def _files(verdicts: Iterable[Verdict]) -> set[str]:
    """Return every file that the verdicts depend on."""
    found = {paths.framework_file(verdict.definition.id) for verdict in verdicts}
    findings = (finding for verdict in verdicts for finding in verdict.findings())
    return found | {place.file for finding in findings for place in finding.places}


def _digest(entity: BaseModel) -> str:
    return hashlib.sha256(entity.model_dump_json().encode()).hexdigest()[:16]
