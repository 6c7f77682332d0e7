"""What the license of the weights lets a reader do: its terms in sentences, and the questions readers ask first."""

# Not `from __future__ import annotations`: pydantic reads the annotations of what is stored.

import re
from dataclasses import dataclass

from generator.analysis import sentences
from generator.analysis.freedoms import Freedom, freedoms
from generator.analysis.sentences import Mood
from generator.core import spdx
from generator.evaluation.findings import Answer
from generator.evaluation.license_tests import LicenseJudge
from generator.loading.catalog import Catalog
from generator.schema.component import Status
from generator.schema.framework import LicenseQuestion, LicenseTest
from generator.schema.license import License, TriState
from generator.schema.license_words import sentence, short
from generator.schema.record import Fact
from generator.schema.term import Side, Term

_FIRST_RIGHTS = (Term.COMMERCIAL_USE, Term.REDISTRIBUTION, Term.DERIVATIVES)
_ORDER = (Mood.LIMIT, Mood.CONDITIONS, Mood.UNKNOWN, Mood.NEUTRAL, Mood.FREE)


@dataclass(frozen=True, slots=True)
class NamePart:
    """A part of a license expression as a reader sees it: the name of a license, or the text between two."""

    words: str
    id: str | None
    """The license, if it has a page."""


@dataclass(frozen=True, slots=True)
class TermSentence:
    """What a license says on one term: a sentence to its reader, a few words for a table, and what to know."""

    term: Term
    sentence: str
    short: str
    mood: Mood
    note: str | None
    is_duty_absent: bool
    """Whether this is a duty that the license does not set."""

    @property
    def is_binding(self) -> bool:
        """Whether it takes something from a reader or asks for something."""
        is_duty = self.term.side is Side.DUTY and self.mood is Mood.NEUTRAL and not self.is_duty_absent
        return is_duty or self.mood in {Mood.LIMIT, Mood.CONDITIONS}


@dataclass(frozen=True, slots=True)
class LicenseSummary:
    """One license: what it lets a reader do, and what its entry says on each term, limits first."""

    id: str
    short: str
    summary: str
    condition: str | None
    """Its most notable condition."""
    mood: Mood
    """Whether it gives freedom, gives it with conditions, or keeps a first right back."""
    terms: tuple[TermSentence, ...]

    @property
    def binding(self) -> tuple[TermSentence, ...]:
        """What binds a reader: limits and conditions, then duties."""
        return tuple(each for each in self.terms if each.is_binding)

    @property
    def remarks(self) -> tuple[TermSentence, ...]:
        """What else a reader may want to know: patents, what is not known, and what comes with a note."""
        others = (each for each in self.terms if not each.is_binding)
        return tuple(each for each in others if each.note or not (each.mood is Mood.FREE or each.is_duty_absent))

    @property
    def free(self) -> tuple[TermSentence, ...]:
        """What a reader may do without limits; a remark on it is among `remarks`."""
        return tuple(each for each in self.terms if each.mood is Mood.FREE)

    def on(self, term: Term) -> TermSentence | None:
        """Return what its entry says on one term."""
        return next((each for each in self.terms if each.term is term), None)


@dataclass(frozen=True, slots=True)
class LicenseAnswers:
    """The license of the weights. The three answers are None where there is no license to judge."""

    expression: str | None
    names: tuple[NamePart, ...]
    """The expression in the names of its licenses."""
    ids: tuple[str, ...]
    """Every license in the expression."""
    licenses: tuple[LicenseSummary, ...]
    """Those of them that have an entry in the catalog."""
    osi_approved: Answer | None
    any_business: Answer | None
    any_use: Answer | None
    freedoms: tuple[Freedom, ...]
    """What it allows without saying more, as tables filter by it."""

    @property
    def commercial_use(self) -> Mood | None:
        """Whether commercial use is free, under conditions, barred or not known; None if there is no license.

        If several licenses apply, the one that gives least decides.
        """
        if self.is_absent:
            return None
        moods = {said.mood for license_ in self.licenses if (said := license_.on(Term.COMMERCIAL_USE))}
        return next((mood for mood in _ORDER if mood in moods), Mood.UNKNOWN)

    @property
    def is_absent(self) -> bool:
        """Whether there is no license at all, because the weights were not released."""
        return self.any_use is None

    @property
    def mood(self) -> Mood | None:
        """What the license that gives least gives; None if the catalog has none of them."""
        return min((each.mood for each in self.licenses), key=_ORDER.index, default=None)

    @property
    def condition(self) -> str:
        """The most notable conditions, in a few words."""
        return ", ".join(each.condition for each in self.licenses if each.condition)

    @property
    def gap(self) -> str:
        """What to say where there is no expression: "no license", or "not known"."""
        return "no license" if self.is_absent else "not known"


def answers(weights: Fact, catalog: Catalog, judge: LicenseJudge) -> LicenseAnswers:
    """Answer the questions about the license of the weights."""
    ids = spdx.names(spdx.parse(weights.license, catalog.license_ids)) if weights.license else ()
    tests = catalog.license_tests
    return LicenseAnswers(
        expression=weights.license,
        names=names(weights.license, catalog),
        ids=ids,
        licenses=tuple(summary(name, catalog.licenses[name]) for name in ids if name in catalog.licenses),
        osi_approved=_answer(tests[LicenseQuestion.OSI_APPROVED], weights, judge),
        any_business=_answer(tests[LicenseQuestion.ANY_BUSINESS], weights, judge),
        any_use=_answer(tests[LicenseQuestion.ANY_USE], weights, judge),
        freedoms=freedoms(weights.license, catalog),
    )


def names(expression: str | None, catalog: Catalog) -> tuple[NamePart, ...]:
    """Return a license expression in names: "MIT", " and ", "Llama 3.1 Community"."""
    return tuple(_name(part, catalog) for part in re.split(r"([\s()]+)", expression or "") if part)


def _name(part: str, catalog: Catalog) -> NamePart:
    if part in catalog.licenses:
        return NamePart(catalog.licenses[part].short, part)
    return NamePart(part.lower() if part in {"AND", "OR", "WITH"} else part, None)


def summary(license_id: str, license_: License) -> LicenseSummary:
    """Return what one license lets a reader do, limits first."""
    said = [_said(term, license_) for term in Term if term in license_.terms]
    return LicenseSummary(
        id=license_id,
        short=license_.short,
        summary=license_.summary,
        condition=license_.condition,
        mood=_overall(license_),
        terms=tuple(sorted(said, key=lambda each: _ORDER.index(each.mood))),
    )


def _said(term: Term, license_: License) -> TermSentence:
    provision = license_.terms[term]
    is_absent = term.side is Side.DUTY and provision.answer is TriState.NO
    mood = sentences.mood(term, license_)
    return TermSentence(term, sentence(term, license_), short(term, license_), mood, provision.note, is_absent)


def _overall(license_: License) -> Mood:
    """Return the worst of all moods, where only a right that is kept back makes it a plain limit."""
    moods = {term: sentences.mood(term, license_) for term in Term}
    if Mood.LIMIT in {moods[term] for term in _FIRST_RIGHTS}:
        return Mood.LIMIT
    limited = {Mood.LIMIT, Mood.CONDITIONS} & set(moods.values())
    return Mood.CONDITIONS if limited else moods[Term.COMMERCIAL_USE]


def _answer(test: LicenseTest, weights: Fact, judge: LicenseJudge) -> Answer | None:
    if weights.license is None:
        return None if weights.status is Status.CLOSED else Answer.NOT_KNOWN
    return judge.judge(test, weights.license).answer
