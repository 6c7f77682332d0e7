"""What the license of the weights lets a reader do: its terms in sentences, and the questions readers ask first."""

# Not `from __future__ import annotations`: pydantic reads the annotations of what is stored.

from dataclasses import dataclass

from generator.analysis import sentences
from generator.analysis.sentences import Mood
from generator.core import spdx
from generator.evaluation.findings import Answer
from generator.evaluation.license_tests import LicenseJudge
from generator.loading.catalog import Catalog
from generator.schema.component import Status
from generator.schema.framework import LicenseQuestion, LicenseTest
from generator.schema.license import License, Term
from generator.schema.record import Fact


@dataclass(frozen=True, slots=True)
class TermSentence:
    """What a license says on one term, as a sentence to its reader."""

    term: Term
    sentence: str
    mood: Mood


@dataclass(frozen=True, slots=True)
class LicenseSummary:
    """One license: what it lets a reader do, and what its entry says on each term."""

    id: str
    name: str
    summary: str
    terms: tuple[TermSentence, ...]


@dataclass(frozen=True, slots=True)
class LicenseAnswers:
    """The license of the weights. The three answers are None where there is no license to judge."""

    expression: str | None
    ids: tuple[str, ...]
    """Every license in the expression."""
    licenses: tuple[LicenseSummary, ...]
    """Those of them that have an entry in the catalog."""
    osi_approved: Answer | None
    any_business: Answer | None
    any_use: Answer | None


def answers(weights: Fact, catalog: Catalog, judge: LicenseJudge) -> LicenseAnswers:
    """Answer the questions about the license of the weights."""
    ids = spdx.names(spdx.parse(weights.license, catalog.license_ids)) if weights.license else ()
    tests = catalog.license_tests
    return LicenseAnswers(
        expression=weights.license,
        ids=ids,
        licenses=tuple(_summary(name, catalog.licenses[name]) for name in ids if name in catalog.licenses),
        osi_approved=_answer(tests[LicenseQuestion.OSI_APPROVED], weights, judge),
        any_business=_answer(tests[LicenseQuestion.ANY_BUSINESS], weights, judge),
        any_use=_answer(tests[LicenseQuestion.ANY_USE], weights, judge),
    )


def _summary(license_id: str, license_: License) -> LicenseSummary:
    said = [
        TermSentence(term, sentence, mood) for term, sentence, provision, mood in sentences.terms(license_) if provision
    ]
    return LicenseSummary(license_id, license_.name, license_.summary, tuple(said))


def _answer(test: LicenseTest, weights: Fact, judge: LicenseJudge) -> Answer | None:
    if weights.license is None:
        return None if weights.status is Status.CLOSED else Answer.NOT_KNOWN
    return judge.judge(test, weights.license).answer
