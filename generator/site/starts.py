"""The pages on which readers with one question start: a few live figures, each with the view behind it, on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.analysis.freedoms import Freedom
from generator.analysis.headline import headline
from generator.analysis.overview import overview
from generator.analysis.shortfall import NEAR
from generator.core import urls
from generator.evaluation.findings import Answer
from generator.schema.term import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.site.context import Site
    from generator.site.page import Maker, Page


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go on: a page, what follows its address, and words."""

    page: str
    after: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and the view that lists what was counted."""

    number: int
    words: str
    page: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a start page says."""

    lead: str
    figures: tuple[Figure, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """A start page: its path, the question on the way in, who asks it, and how to fill it."""

    path: str
    question: str
    who: str
    content: Callable[[Site], Content]


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """Yield each start page as its path and how to make it."""
    for each in STARTS:
        yield each.path, partial(start_page, site, each)


def start_page(site: Site, start: Start) -> Page:
    """Return one start page."""
    day = headline(site.scorecard.cards).day
    return site.page(start.path, "start", start=start, content=start.content(site), others=STARTS, day=day)


def _engineers(site: Site) -> Content:
    counts = overview(site.scorecard.cards)
    plain, outputs = Freedom.PLAIN_COMMERCIAL_USE.value, Freedom.OUTPUT_TRAINING.value
    return Content(
        f"What the license of the weights lets you do with each of {counts.releases} releases, before you ship.",
        (
            Figure(
                counts.allow[Freedom.PLAIN_COMMERCIAL_USE],
                "allow commercial use without conditions",
                urls.HOME,
                f"?license={plain}",
            ),
            Figure(
                counts.download_and_sell,
                "of them give the weights to anyone, without an account",
                urls.HOME,
                f"?license={plain}&weights=open",
            ),
            Figure(
                counts.commercial_with_conditions,
                "allow it with conditions, such as a number of users or a use policy",
                urls.INDEXES["licenses"],
            ),
            Figure(
                counts.allow[Freedom.OUTPUT_TRAINING],
                "let you train other models on their outputs",
                urls.HOME,
                f"?license={outputs}",
            ),
        ),
        (
            Link(urls.HOME, "?columns=date,weights,license-name,license", "All releases with what each license allows"),
            Link(urls.CHOOSE, "", "Which models may I use? Say what you want to do"),
            Link(urls.COMPARE, "", "Up to four releases side by side"),
        ),
    )


def _compliance(site: Site) -> Content:
    counts = overview(site.scorecard.cards)
    licenses = urls.INDEXES["licenses"]
    return Content(
        f"Limits and duties in the licenses of {counts.releases} releases. Each leads to the clause that says so.",
        (
            Figure(counts.bind[Term.USE_POLICY], "bind you by a separate use policy", licenses),
            Figure(
                counts.bind[Term.USER_CAP],
                "depend on the number of your users",
                licenses,
            ),
            Figure(counts.bind[Term.NAMING], "make you show a name, or put it into yours", licenses),
            Figure(counts.gated, "hand out the weights behind a gate", urls.HOME, "?weights=gated"),
        ),
        (
            Link(licenses, "", "All licenses side by side, with the clause behind each answer"),
            Link(urls.CHOOSE, "", "Which models may I use? Say what you want to do"),
            Link(urls.INDEXES["frameworks"], "", "Definitions, with the exemption of the EU AI Act"),
            Link("methodology.md", "", "How verdicts are made, and what unknown means"),
        ),
    )


def _journalists(site: Site) -> Content:
    figures = headline(site.scorecard.cards)
    definition = next(name for name, framework in site.catalog.frameworks.items() if framework.headline)
    judged = f"judged {figures.steward_judged} of them itself, and passed {figures.steward_passed}"
    asks = f"What the definition asks. {figures.steward} {judged}" if figures.steward else "What the definition asks"
    return Content(
        figures.sentence,
        (
            Figure(
                figures.call_themselves_open_source,
                "are called open source by their developer",
                urls.HOME,
                "?label=open-source",
            ),
            Figure(
                figures.overclaim,
                f"of those do not meet the {figures.definition}",
                urls.HOME,
                f"?label=open-source&{definition}=not-met",
            ),
            Figure(
                figures.answers[Answer.MET],
                f"of all releases {'meets' if figures.answers[Answer.MET] == 1 else 'meet'} it",
                urls.HOME,
                f"?{definition}=met",
            ),
        ),
        (
            Link(urls.AUDIT, "", "What each developer says, next to what was released"),
            Link(urls.page("frameworks", definition), "", asks),
            Link(urls.PICTURES, "", "Pictures for an article, with their source and date"),
            Link(urls.CENSUS, "", "What all repositories of the Hub declare" if site.catalog.hub.census else ""),
            Link("cite.md", "", "How to cite a card, and what to embed"),
        ),
    )


def _policy(site: Site) -> Content:
    counts, frameworks = overview(site.scorecard.cards), site.catalog.frameworks
    tables = [(name, framework) for name, framework in frameworks.items() if framework.in_tables]
    return Content(
        f"{len(frameworks)} definitions of open, applied to the same facts about {counts.releases} releases.",
        (
            Figure(
                counts.disputed,
                "releases are open under one definition and not under another",
                urls.DISAGREEMENTS,
            ),
            *(
                Figure(
                    counts.met[name],
                    f"{'is' if counts.met[name] == 1 else 'are'} open under {framework.short}",
                    urls.page("frameworks", name),
                )
                for name, framework in tables[:3]
            ),
        ),
        (
            Link(urls.INDEXES["frameworks"], "", "All definitions, with their clauses quoted"),
            Link(urls.DISAGREEMENTS, "", "Where the definitions disagree, and which clause decides"),
            Link(urls.INDEXES["components"], "", "What counts as open for each component"),
            Link("methodology.md", "", "How a clause becomes a verdict"),
        ),
    )


def _developers(site: Site) -> Content:
    counts = overview(site.scorecard.cards)
    definition, framework = next(each for each in site.catalog.frameworks.items() if each[1].headline)
    return Content(
        "Find your release: its card lists, per definition, the shortest way to the next level.",
        (
            Figure(
                counts.near,
                f"releases need at most {NEAR} changes to meet {framework.short}",
                urls.HOME,
                f"?sort=-{definition}",
            ),
            Figure(
                counts.unknown,
                f"components of {counts.releases} releases are unknown: a link to a source settles one",
                urls.HOME,
                "?sort=open-share",
            ),
        ),
        (
            Link(urls.INDEXES["developers"], "", "Your organization and its releases"),
            Link("judging.md", "", "How each component is judged"),
            Link(urls.INDEXES["components"], "", "What counts as open, partial and closed"),
            Link("governance.md", "", "How to reply to a card, and who decides"),
        ),
    )


STARTS = (
    Start(urls.start_page("engineers"), "May I use it commercially?", "For engineers", _engineers),
    Start(urls.start_page("compliance"), "Which restrictions apply?", "For compliance officers", _compliance),
    Start(urls.start_page("journalists"), "Is “open source” true?", "For journalists", _journalists),
    Start(urls.start_page("policy"), "Compare definitions", "For policy people", _policy),
    Start(urls.start_page("developers"), "Raise my score", "For developers of models", _developers),
)
"""The ways in, in the order of the home page."""
