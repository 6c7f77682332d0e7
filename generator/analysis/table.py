"""One row per release: the facts and verdicts that the tables show, already decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analysis import claims, sentences
from generator.core import paths, spdx
from generator.evaluation import license_tests
from generator.evaluation.findings import Answer
from generator.schema.component import Status
from generator.schema.framework import Flag, LicenseTest
from generator.schema.license import Term
from generator.schema.record import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.analysis.claims import ClaimReview, Standing
    from generator.analysis.count import Count
    from generator.evaluation.assess import Assessment
    from generator.loading.catalog import Catalog
    from generator.schema.record import Fact, Record

OSAID = "osaid-1.0"

OSI_APPROVED = LicenseTest(name="an OSI-approved license", flags=(Flag.OSI,))
COMMERCIAL = LicenseTest(
    name="a license for any business", permits=(Term.COMMERCIAL_USE,), without=(Term.USER_CAP, Term.REVENUE_CAP)
)
ANY_USE = LicenseTest(
    name="a license for any use", without=(Term.FIELD_OF_USE, Term.USE_POLICY, Term.REMOTE_RESTRICTION)
)


@dataclass(frozen=True, slots=True)
class Row:
    """One release in a table. The three license answers are None where there is no license to judge."""

    id: str
    name: str
    family: str
    developer: str
    developer_name: str
    released: str
    weights: Fact
    inference_code: Status
    training_code: Status
    training_data: Status
    license: str | None
    license_ids: tuple[str, ...]
    osi_approved: Answer | None
    commercial: Answer | None
    any_use: Answer | None
    labels: tuple[Label, ...]
    standing: Standing | None
    count: Count
    assessments: Mapping[str, Assessment]
    downloads: int | None
    """Downloads of all its repositories in 30 days, as the Hub counts them."""
    derivatives: int | None
    """Models on the Hub that name one of its repositories as their base."""

    @property
    def calls_open_source(self) -> bool:
        """Whether the developer calls the release open source."""
        return Label.OPEN_SOURCE in self.labels

    @property
    def osaid(self) -> Answer:
        """The answer of the Open Source AI Definition."""
        return self.assessments[OSAID].answer


def row(  # noqa: PLR0913, PLR0917  # a row joins what several rooms know
    record_id: str,
    record: Record,
    assessments: Mapping[str, Assessment],
    reviews: tuple[ClaimReview, ...],
    count: Count,
    catalog: Catalog,
) -> Row:
    """Gather what the tables show of one release."""
    developer = paths.developer_of(record_id)
    weights = record.fact("weights-final")
    hub = [catalog.hub.counters[key] for key in record.hub if key in catalog.hub.counters]
    return Row(
        id=record_id,
        name=record.name,
        family=record.family,
        developer=developer,
        developer_name=catalog.developers[developer].name,
        released=record.released,
        weights=weights,
        inference_code=record.fact("inference-code").status,
        training_code=record.fact("training-code").status,
        training_data=sentences.training_data_status(record),
        license=weights.license,
        license_ids=_license_ids(record, catalog),
        osi_approved=_test(OSI_APPROVED, weights, catalog),
        commercial=_test(COMMERCIAL, weights, catalog),
        any_use=_test(ANY_USE, weights, catalog),
        labels=tuple(dict.fromkeys(claim.label for claim in record.claims)),
        standing=claims.worst(reviews),
        count=count,
        assessments=assessments,
        downloads=_sum(counters.downloads_30d for counters in hub),
        derivatives=_sum(counters.derivatives for counters in hub),
    )


def _sum(figures: Iterable[int | None]) -> int | None:
    """Return the sum of the figures that are known; None if none is."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def _license_ids(record: Record, catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of the licenses of the final weights."""
    text = record.fact("weights-final").license
    return spdx.names(spdx.parse(text, catalog.license_ids)) if text else ()


def _test(test: LicenseTest, weights: Fact, catalog: Catalog) -> Answer | None:
    if weights.license is None:
        return None if weights.status is Status.CLOSED else Answer.NOT_KNOWN
    expression = spdx.parse(weights.license, catalog.license_ids)
    return license_tests.judge(test, expression, catalog.licenses).answer
