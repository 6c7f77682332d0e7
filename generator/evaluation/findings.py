"""The three answers, how they combine, and a finding with its reason.

The answers combine by Kleene's strong three-valued logic: an unknown answer counts neither for nor against. So when a
fact becomes known, it never changes a verdict that was already met or not met.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.core.enums import DescribedEnum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.core.problem import KeyPath


class Answer(DescribedEnum):
    """The answer of a question, a requirement or a framework; each member carries its symbol."""

    glyph: str

    MET = "met", "✓"
    NOT_MET = "not met", "✗"
    NOT_KNOWN = "not known", "?"

    @property
    def slug(self) -> str:
        """The answer as one word, for style sheets and URLs."""
        return self.value.replace(" ", "-")


def every(answers: Iterable[Answer]) -> Answer:
    """Return "not met" if any answer is not met, else "not known" if any is not known, else "met"."""
    return _first(answers, Answer.NOT_MET, Answer.MET)


def some(answers: Iterable[Answer]) -> Answer:
    """Return "met" if any answer is met, else "not known" if any is not known, else "not met"."""
    return _first(answers, Answer.MET, Answer.NOT_MET)


def _first(answers: Iterable[Answer], decisive: Answer, otherwise: Answer) -> Answer:
    """Return the decisive answer if it is present, else "not known" if that is present, else the remaining answer."""
    result = otherwise
    for answer in answers:
        if answer is decisive:
            return decisive
        if answer is Answer.NOT_KNOWN:
            result = answer
    return result


class Where(NamedTuple):
    """A location in the data: a file and a key path in it."""

    file: str
    path: KeyPath


class Action(DescribedEnum):
    """What someone would have to do; each member carries a template for its sentence, and what is missing now."""

    sentence: str
    gap: str

    RELEASE = "release", "Release the {name}{under}", "not released"
    COMPLETE = "complete", "Release all of the {name}{under}", "released in part"
    UNGATE = "ungate", "Open the {name} to everyone{under}", "available on request only"
    RELICENSE = "relicense", "Put the {name}{under}", "under another license"
    ESTABLISH = "establish", "Show that anyone can get the {name}{under}", "not known"
    ESTABLISH_LICENSE = "establish-license", "Show that the {name} can be used{under}", "license not known"
    JUDGE = "judge", "Publish the judgment: {name}", "no judgment published"
    MEASURE = "measure", "Show that the {name} is at most {answer} operations", "not known"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A change to the facts of one component, judgment or figure that would meet a clause.

    `license` is an example of a license that would be enough, and `under` describes all such licenses. `answer` is the
    judgment or the figure that would be enough.
    """

    about: str
    action: Action
    license: str | None = None
    under: tuple[str, ...] = ()
    answer: str | None = None


class Finding(NamedTuple):
    """An answer, the sentence with the fact that decided it, where that fact is recorded, and its evidence.

    `about` is the id of the component, judgment or figure. `changes` would meet the clause if it is not met. `caution`
    is a remark that does not change the answer.
    """

    answer: Answer
    reason: str
    where: tuple[Where, ...] = ()
    evidence: tuple[str, ...] = ()
    about: str = ""
    changes: tuple[Change, ...] = ()
    caution: str = ""


def joined(findings: Sequence[Finding], combine: Callable[[Iterable[Answer]], Answer] = every) -> Finding:
    """Combine findings into one that is met if every one (or any one) is met, with the reasons that decide it."""
    answer = combine(finding.answer for finding in findings)
    decisive = [finding for finding in findings if finding.answer is answer]
    return Finding(
        answer,
        " ".join(finding.reason for finding in decisive),
        tuple(where for finding in decisive for where in finding.where),
        tuple(url for finding in decisive for url in finding.evidence),
        decisive[0].about,
        tuple(change for finding in findings for change in finding.changes),
        "; ".join(filter(None, (finding.caution for finding in decisive))),
    )
