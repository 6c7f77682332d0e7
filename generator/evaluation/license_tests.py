"""Puts a license expression to a framework's license test.

`A OR B` passes if either does (the recipient chooses), `A AND B` if both do, `A WITH exception` as `A` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from license_expression import AND, OR, LicenseWithExceptionSymbol

from generator.core import paths, spdx
from generator.evaluation.findings import Answer, Finding, Where, every, some
from generator.schema.framework import Flag, LicenseTest
from generator.schema.license import License, Term, TriState, cap_words

if TYPE_CHECKING:
    from generator.core.spdx import Expression
    from generator.schema.component import ComponentType

Licenses = Mapping[str, License]

_FLAGS = {Flag.OSI: spdx.is_osi_approved, Flag.FSF: spdx.is_fsf_libre}
_ANSWERS = {TriState.YES: Answer.MET, TriState.NO: Answer.NOT_MET, TriState.UNKNOWN: Answer.NOT_KNOWN}
_LIMITS = {TriState.YES: Answer.NOT_MET, TriState.NO: Answer.MET, TriState.UNKNOWN: Answer.NOT_KNOWN}


def judge(test: LicenseTest, expression: Expression, licenses: Licenses) -> Finding:
    """Return whether a license expression passes a test, with the reason in a clause of a sentence."""
    if isinstance(expression, AND | OR):
        return _combined(test, expression, licenses)
    if isinstance(expression, LicenseWithExceptionSymbol):
        return judge(test, expression.license_symbol, licenses)
    return _single(test, expression.key, licenses)


def _combined(test: LicenseTest, expression: AND | OR, licenses: Licenses) -> Finding:
    parts = [judge(test, part, licenses) for part in expression.args]
    answer = (every if isinstance(expression, AND) else some)(part.answer for part in parts)
    deciding = [part for part in parts if part.answer is answer] or parts
    return Finding(
        answer,
        "; ".join(part.reason for part in deciding),
        tuple(where for part in deciding for where in part.where),
        tuple(url for part in deciding for url in part.evidence),
    )


def _single(test: LicenseTest, name: str, licenses: Licenses) -> Finding:
    title = title_of(name, licenses)
    if name in test.ids or any(_FLAGS[flag](name) for flag in test.flags):
        return Finding(Answer.MET, f"{title}, {test.name}", *_place(name, (), licenses))
    has_terms, has_lists = bool(test.permits or test.without), bool(test.flags or test.ids)
    if not has_terms:
        return Finding(Answer.NOT_MET, f"{title}, not {test.name}", *_place(name, (), licenses))
    by_terms = _by_terms(test, name, licenses)
    if has_lists and by_terms.answer is Answer.MET:
        words = f"{title}, which is on no list of such licenses but sets no limit that rules it out"
        return Finding(Answer.NOT_KNOWN, words, by_terms.where, by_terms.evidence)
    return by_terms


def _by_terms(test: LicenseTest, name: str, licenses: Licenses) -> Finding:
    """Judge by the terms: the first that fails decides, else the first that is not known."""
    title, entry = title_of(name, licenses), licenses.get(name)
    if entry is None:
        return Finding(Answer.NOT_KNOWN, f"{title}, whose terms are not in our catalog")
    legs = [(term, _ANSWERS[entry.answer(term)]) for term in test.permits]
    legs += [(term, _LIMITS[entry.answer(term)]) for term in test.without]
    answer = every(leg for _, leg in legs)
    if answer is Answer.MET:
        return Finding(answer, f"{title}, {test.name}", *_place(name, (), licenses))
    term = next(term for term, leg in legs if leg is answer)
    return Finding(answer, f"{title}, {_because(entry, term, answer)}", *_place(name, ("terms", term.value), licenses))


def _because(entry: License, term: Term, answer: Answer) -> str:
    if answer is Answer.NOT_KNOWN:
        return f"of which we do not know: {term.heading.lower()}"
    clause = entry.terms[term]
    sentence = term.yes if clause.answer is TriState.YES else term.no
    figures = cap_words(clause)
    return f"which says: {sentence.rstrip('.').lower()}{f' ({figures})' if figures else ''}"


def _place(name: str, path: tuple[str, ...], licenses: Licenses) -> tuple[tuple[Where, ...], tuple[str, ...]]:
    entry = licenses.get(name)
    if entry is None:
        return (), ()
    url = next((clause.url for term, clause in entry.terms.items() if term.value in path and clause.url), entry.url)
    return (Where(paths.license_file(name), path),), (url,)


def caution(test: LicenseTest, expression: Expression, kind: ComponentType) -> str:
    """Return a remark when a license passes although it was not made for this kind of component, else nothing."""
    fitting = test.fits.get(kind, ())
    odd = [name for name in spdx.names(expression) if name not in fitting]
    return f"{' and '.join(odd)} is open, but not made for {kind.plural}" if fitting and odd else ""


def title_of(name: str, licenses: Licenses) -> str:
    """Return how a sentence calls a license: its SPDX id, or the name in our catalog."""
    return name if name in spdx.SPDX_IDS or name not in licenses else licenses[name].name
