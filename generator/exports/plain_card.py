"""A card as Markdown, for programs that read text: what the page says, without its frame and its folds.

Text from a record never becomes markup.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.core import urls
from generator.core.markdown import address
from generator.exports.citations import LICENSE, markdown_line, markdown_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.analysis.blockers import Blocker
    from generator.analysis.card import ComponentState, ReleaseCard
    from generator.analysis.citation import Citation
    from generator.analysis.claims import ClaimReview
    from generator.analysis.license_answers import LicenseAnswers
    from generator.analysis.scorecard import Scorecard
    from generator.analysis.verdicts import Verdict


def files(scorecard: Scorecard, cited: Callable[[str], Citation]) -> Mapping[str, Callable[[], str]]:
    """Return what makes the Markdown of each release's card, by path."""
    return {urls.plain_card(name): partial(_file, scorecard, cited, name) for name in scorecard.catalog.records}


def _file(scorecard: Scorecard, cited: Callable[[str], Citation], record_id: str) -> str:
    return markdown(scorecard.card(record_id), cited(record_id))


def markdown(card: ReleaseCard, citation: Citation) -> str:
    """Return a card as Markdown."""
    parts = (
        _head(card, citation),
        _section("May I use it?", _use(card.license)),
        _section("What it is called, and does that fit?", map(_claim, card.claims)),
        _section("What keeps it from more", map(_blocker, card.blockers)),
        _section("Definitions", map(_verdict, card.verdicts)),
        _section("Components", map(_component, filter(_is_described, card.components))),
        _unknowns(card),
    )
    return "\n".join(filter(None, parts))


def _head(card: ReleaseCard, citation: Citation) -> str:
    about = (
        f"- Developer: {markdown_text(card.developer.name)}",
        f"- Family: {markdown_text(card.family)}",
        f"- Released: {card.released}",
        f"- Data of: {card.checked or 'an unknown day'}",
        f"- {'Permanent link' if citation.is_permanent else 'Link'}: {address(citation.address)}",
        f"- License of this text: CC BY 4.0, {address(LICENSE)}; give the link and “{citation.site}” as the source",
    )
    said = "\n\n".join(map(markdown_line, (card.summary, card.sentence)))
    lines = "\n".join(about)
    return f"# {markdown_text(citation.title)}\n\n> {markdown_line(citation.sentence)}\n\n{said}\n\n{lines}\n"


def _section(title: str, items: Iterable[str]) -> str:
    lines = "\n".join(f"- {item}" for item in items)
    return f"## {title}\n\n{lines}\n" if lines else ""


def _use(answers: LicenseAnswers) -> Iterator[str]:
    for license_ in answers.licenses:
        condition = f", a license with {markdown_text(license_.condition)}" if license_.condition else ""
        yield f"The weights are under {markdown_text(license_.short)}{condition}."
        for each in (*license_.binding, *license_.free, *license_.remarks):
            note = f" {markdown_text(each.note)}" if each.note else ""
            yield f"{each.mood.glyph} {each.term.heading}. {markdown_text(each.sentence)}{note}"
    if not answers.licenses:
        yield markdown_text(answers.gap)


def _claim(review: ClaimReview) -> str:
    claim = review.claim
    quote = f": “{markdown_text(claim.quote)}”" if claim.quote else ""
    return f"{markdown_line(review.heading)}{quote} ({address(claim.url)}, read {claim.checked})"


def _blocker(blocker: Blocker) -> str:
    return f"{markdown_line(blocker.words)}: {', '.join(markdown_text(each.short) for each in blocker.definitions)}"


def _verdict(verdict: Verdict) -> str:
    words = f"{markdown_line(verdict.definition.name)}: **{markdown_text(verdict.words)}**"
    short = f" ({markdown_text(verdict.shortfall.words)})" if verdict.shortfall else ""
    reason = f". {markdown_text(verdict.blocking.reason)}" if verdict.blocking else ""
    return f"{words}{short}{reason}"


def _is_described(component: ComponentState) -> bool:
    return component.is_described


def _component(component: ComponentState) -> str:
    fact = component.fact
    gate = f", {fact.access.value.replace('-', ' ')}" if fact.access else ""
    license_ = markdown_text("".join(part.words for part in component.license_names))
    parts = (
        f"{markdown_line(component.name)}: **{fact.status.word}{gate}**",
        f", {license_}" if license_ else "",
        f". {markdown_text(fact.note)}" if fact.note else "",
        f" ({', '.join(map(address, fact.evidence))})" if fact.evidence else "",
        f", checked {fact.checked}" if fact.checked else "",
    )
    return "".join(parts)


def _unknowns(card: ReleaseCard) -> str:
    names = ", ".join(markdown_text(each.name) for each in card.unknowns)
    return f"Not known yet: {names}. Unknown does not mean closed.\n" if names else ""
