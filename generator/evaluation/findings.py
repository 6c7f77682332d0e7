"""Entity: the three answers, how they combine, and a finding with its reason.

The algebra is Kleene's strong three-valued logic: an unknown leg decides nothing that the known legs do not
already decide. So replacing an unknown by a fact never changes a verdict that was met or not met.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.core.enums import DescribedEnum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.core.problem import KeyPath


class Answer(DescribedEnum):
    """What a question, a requirement or a framework answers; each member carries its glyph."""

    glyph: str

    MET = "met", "✓"
    NOT_MET = "not met", "✗"
    NOT_KNOWN = "not known", "?"

    @property
    def slug(self) -> str:
        """The answer as one word, for style sheets and addresses."""
        return self.value.replace(" ", "-")


def every(answers: Iterable[Answer]) -> Answer:
    """Return not met if any is not met, else not known if any is not known, else met."""
    return _first(answers, Answer.NOT_MET, Answer.MET)


def some(answers: Iterable[Answer]) -> Answer:
    """Return met if any is met, else not known if any is not known, else not met."""
    return _first(answers, Answer.MET, Answer.NOT_MET)


def _first(answers: Iterable[Answer], decisive: Answer, otherwise: Answer) -> Answer:
    """Return the decisive answer if it is among them, else not known if that is, else the other one."""
    result = otherwise
    for answer in answers:
        if answer is decisive:
            return decisive
        if answer is Answer.NOT_KNOWN:
            result = answer
    return result


class Where(NamedTuple):
    """A place in the data: a file and a key path in it."""

    file: str
    path: KeyPath


class Action(DescribedEnum):
    """What somebody would have to do; each member carries the template of its sentence, and what is missing now."""

    sentence: str
    gap: str

    RELEASE = "release", "Release the {name}{under}", "not released"
    COMPLETE = "complete", "Release all of the {name}{under}", "released in part"
    UNGATE = "ungate", "Open the {name} to everybody{under}", "given out on request only"
    RELICENSE = "relicense", "Put the {name}{under}", "under another license"
    ESTABLISH = "establish", "Establish that the {name} can be had{under}", "not known"
    ESTABLISH_LICENSE = "establish-license", "Establish that the {name} can be used{under}", "license not known"
    JUDGE = "judge", "Publish the judgment: {name}", "no judgment published"
    MEASURE = "measure", "Show that the {name} is at most {answer} operations", "not known"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A change to the facts of one component (or judgment, or figure) that would meet a clause.

    `license` is an example of a license that would do, `under` says in words which licenses would. `answer` is the
    judgment, or the figure, that would do.
    """

    about: str
    action: Action
    license: str | None = None
    under: tuple[str, ...] = ()
    answer: str | None = None


class Finding(NamedTuple):
    """An answer, the fact that decided it in a sentence, where that fact is written, and its evidence.

    `about` is the component (or judgment, or figure) it speaks of, `changes` are what would meet the clause where it is
    not met, and `caution` is a remark that changes no answer.
    """

    answer: Answer
    reason: str
    where: tuple[Where, ...] = ()
    evidence: tuple[str, ...] = ()
    about: str = ""
    changes: tuple[Change, ...] = ()
    caution: str = ""


def joined(findings: Sequence[Finding], combine: Callable[[Iterable[Answer]], Answer] = every) -> Finding:
    """Return findings as one: met if every one (or some) of them is, with the reasons of those that decide it."""
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
