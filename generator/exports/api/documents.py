"""The documents of the API: what a card, a license, a definition or a developer says, in the types of the API."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.core import urls
from generator.exports import tables
from generator.exports.api import entries, types

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from generator.analysis.blockers import Blocker
    from generator.analysis.card import ComponentState, PublishedJudgment, ReleaseCard
    from generator.analysis.card import Reference as Named
    from generator.analysis.claims import ClaimReview
    from generator.analysis.external import Comparison
    from generator.analysis.scorecard import Scorecard
    from generator.analysis.verdicts import Verdict
    from generator.loading.settings import Settings
    from generator.schema.framework import Criterion, Framework, Requirement
    from generator.schema.history import Edition


_FILES = (
    ("OpenAPI description", urls.API_DESCRIPTION),
    ("SQLite", urls.API_SQLITE),
    *((f"CSV: {name}", urls.api_table(name, "csv")) for name in tables.NAMES),
    *((f"Parquet: {name}", urls.api_table(name, "parquet")) for name in tables.NAMES),
)
"""What is published besides the documents, and its path."""


@dataclass(frozen=True)
class Documents:
    """The documents that a scorecard gives, with the addresses of the site."""

    scorecard: Scorecard
    edition: Callable[[str], str | None]
    """Returns the edition that published the card of today, if there is one."""
    addresses: Settings

    @cached_property
    def data_date(self) -> date | None:
        """The newest day on which somebody checked a component."""
        return max((card.checked for card in self.scorecard.cards if card.checked), default=None)

    def address(self, path: str) -> str:
        """Return the address of a published file or page."""
        return f"{self.addresses.site}{urls.url(path)}"

    def release(self, card: ReleaseCard) -> types.Release:
        """Return all that is concluded about a release."""
        edition = self.edition(card.id)
        return types.Release(
            id=card.id,
            name=card.name,
            developer=self._reference("developers", card.developer),
            family=card.family,
            released=card.released,
            summary=card.summary,
            sentence=card.sentence,
            quote=card.quote,
            modalities=card.modalities,
            base=self._reference("releases", card.base) if card.base else None,
            aliases=card.aliases,
            hub=tuple(repository.id for repository in card.repositories),
            evidence=card.evidence,
            edition=edition,
            permanent=self.address(urls.dated_page(card.id, edition)) if edition else None,
            claims=tuple(map(_claim, card.claims)),
            verdicts=tuple(map(_verdict, card.verdicts)),
            blockers=tuple(map(_blocker, card.blockers)),
            counts=types.Counts.model_validate(card.count),
            rank=types.Rank.model_validate(card.rank),
            license=types.WeightsLicense.model_validate(card.license),
            components=tuple(map(_component, card.components)),
            judgments=tuple(map(_judgment, card.judgments)),
            elsewhere=tuple(map(_elsewhere, card.comparisons)),
        )

    def summary(self, card: ReleaseCard) -> entries.ReleaseSummary:
        """Return a release as the list has it."""
        return entries.ReleaseSummary(
            id=card.id,
            name=card.name,
            developer=card.developer.id,
            family=card.family,
            released=card.released,
            labels=card.labels,
            license=card.license.expression,
            verdicts=_words(card),
            url=self.address(urls.api_document("releases", card.id)),
            page=self.address(urls.model_page(card.id)),
        )

    def license(self, license_id: str) -> entries.License:
        """Return the terms of a license, and the releases whose weights have it."""
        entry = self.scorecard.catalog.licenses[license_id]
        return entries.License(
            id=license_id,
            name=entry.name,
            short=entry.short,
            source=entry.url,
            summary=entry.summary,
            read=entry.read,
            terms={term.value: entries.Term.model_validate(provision) for term, provision in entry.terms.items()},
            releases=tuple(card.id for card in self.scorecard.cards if license_id in card.license.ids),
        )

    def definition(self, framework_id: str) -> entries.Definition:
        """Return a definition, and how many releases get each verdict."""
        framework = self.scorecard.catalog.frameworks[framework_id]
        words = (card.verdict(framework_id).words for card in self.scorecard.cards)
        return entries.Definition(
            id=framework_id,
            name=framework.name,
            short=framework.short,
            version=framework.version,
            question=framework.question,
            source=framework.source,
            parts=tuple(_part(part, framework) for part in framework.requirements or framework.points),
            verdicts=dict(sorted(Counter(words).items())),
        )

    def developer(self, developer_id: str) -> entries.Developer:
        """Return a developer and its releases, newest first."""
        entry = self.scorecard.catalog.developers[developer_id]
        own = (card for card in self.scorecard.cards if card.developer.id == developer_id)
        return entries.Developer(
            id=developer_id,
            name=entry.name,
            kind=entry.kind,
            country=entry.country,
            homepage=entry.homepage,
            releases=tuple(self._reference("releases", card) for card in own),
        )

    def claims(self) -> tuple[entries.ClaimOfRelease, ...]:
        """Return every claim of a developer, newest release first."""
        return tuple(
            entries.ClaimOfRelease(release=self._reference("releases", card), claim=_claim(review))
            for card in self.scorecard.cards
            for review in card.claims
        )

    def history(self, record_id: str) -> tuple[entries.Edition, ...]:
        """Return the editions of a card, newest first."""
        ledger = self.scorecard.catalog.history.get(record_id, ())
        return tuple(self._edition(record_id, edition) for edition in reversed(ledger))

    def changes(self) -> tuple[entries.Edition, ...]:
        """Return every edition in which a verdict changed, newest first."""
        editions = (
            self._edition(record_id, edition)
            for record_id, ledger in self.scorecard.catalog.history.items()
            for edition in ledger
            if edition.changes
        )
        return tuple(sorted(editions, key=lambda each: (each.id, each.release), reverse=True))

    def index(self) -> entries.Index:
        """Return all documents and files."""
        catalog = self.scorecard.catalog
        return entries.Index(
            releases=tuple(map(self.summary, self.scorecard.cards)),
            licenses=tuple(self._entry("licenses", name, each.short) for name, each in catalog.licenses.items()),
            definitions=tuple(self._entry("definitions", name, each.name) for name, each in catalog.frameworks.items()),
            developers=tuple(self._entry("developers", name, each.name) for name, each in catalog.developers.items()),
            files=tuple(entries.File(kind=kind, url=self.address(path)) for kind, path in _FILES),
        )

    def _edition(self, record_id: str, edition: Edition) -> entries.Edition:
        return entries.Edition(
            release=record_id,
            id=edition.id,
            page=self.address(urls.dated_page(record_id, edition.id)),
            reasons=edition.reasons,
            quote=edition.quote,
            verdicts=edition.verdicts,
            changes=tuple(map(entries.Change.model_validate, edition.changes)),
            digest=edition.digest,
        )

    def _reference(self, kind: str, named: Named | ReleaseCard) -> types.Reference:
        return self._entry(kind, named.id, named.name)

    def _entry(self, kind: str, entry_id: str, name: str) -> types.Reference:
        return types.Reference(id=entry_id, name=name, url=self.address(urls.api_document(kind, entry_id)))


def _words(card: ReleaseCard) -> dict[str, str]:
    return {verdict.definition.id: verdict.words for verdict in card.verdicts}


def _claim(review: ClaimReview) -> types.Claim:
    claim = review.claim
    return types.Claim(
        label=claim.label,
        quote=claim.quote,
        source=claim.url,
        checked=claim.checked,
        archived=claim.archived,
        standing=review.standing,
        sentence=review.sentence,
    )


def _verdict(verdict: Verdict) -> types.Verdict:
    return types.Verdict(
        definition=verdict.definition.id,
        short=verdict.definition.short,
        version=verdict.definition.version,
        answer=verdict.answer,
        words=verdict.words,
        is_decided=verdict.is_decided,
        applies=verdict.applies,
        at_least=verdict.at_least,
        at_most=verdict.at_most,
        most=verdict.most,
        requirements=tuple(map(types.Requirement.model_validate, verdict.requirements)),
        would_take=verdict.would_take,
    )


def _blocker(blocker: Blocker) -> types.Blocker:
    return types.Blocker(
        about=blocker.about,
        words=blocker.words,
        is_unknown=blocker.is_unknown,
        definitions=tuple(definition.id for definition in blocker.definitions),
    )


def _component(component: ComponentState) -> types.Component:
    fact = component.fact
    return types.Component(
        id=component.id,
        group=component.group,
        state=fact.status,
        access=fact.access,
        license=fact.license,
        note=fact.note,
        evidence=fact.evidence,
        archived=fact.archived,
        checked=fact.checked,
        via=fact.via,
        datasets=tuple(map(types.Dataset.model_validate, fact.datasets)),
    )


def _judgment(judged: PublishedJudgment) -> types.Judgment:
    judgment = judged.judgment
    return types.Judgment(
        id=judged.id,
        answer=judgment.answer,
        by=judgment.by,
        evidence=judgment.evidence,
        checked=judgment.checked,
        note=judgment.note,
    )


def _elsewhere(comparison: Comparison) -> types.Elsewhere:
    entry = comparison.entry
    return types.Elsewhere(
        index=entry.index, says=entry.says, url=entry.url, checked=entry.checked, agreement=comparison.agreement
    )


def _part(part: Requirement | Criterion, framework: Framework) -> entries.DefinitionPart:
    return entries.DefinitionPart(
        id=part.id,
        name=part.name,
        summary=part.summary,
        quote=part.quote,
        source=part.at or framework.source,
    )
