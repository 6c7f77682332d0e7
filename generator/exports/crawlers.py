"""What programs ask for first: `robots.txt` for search engines, and `llms.txt` for language models (https://llmstxt.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis.citation import ABOUT, TITLE
from generator.core import urls
from generator.exports.citations import LICENSE, markdown_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.analysis.scorecard import Scorecard

_ABOUT = (
    ("about.md", "About", "who makes this, the sources, how to cite"),
    ("how-to-read.md", "How to read a card", "every part of a card explained"),
    ("methodology.md", "Methodology", "how facts become findings and verdicts"),
    ("glossary.md", "Glossary", "the words that cards use"),
)


def robots(home: str) -> str:
    """Return the text for robots: they may read everything. They ask for it only at the root of a host."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {home}sitemap.xml\n"


def llms(scorecard: Scorecard, address: Callable[[str], str]) -> str:
    """Return the text for language models; `address` returns the full address of a path."""
    return (
        f"# {TITLE}\n\n"
        f"> {ABOUT}\n\n"
        "Each card gives facts with a source and the day on which somebody checked them, and a verdict under each\n"
        "definition. Unknown does not mean closed: nobody has recorded the fact yet. The data and texts are under\n"
        f"CC BY 4.0 ({LICENSE}). Cite the link that a card gives.\n\n"
        f"## Cards\n\n{_list(_cards(scorecard, address))}\n\n"
        f"## About\n\n{_list((name, address(path), said) for path, name, said in _ABOUT)}\n\n"
        f"## Optional\n\n{_list(_definitions(scorecard, address))}\n"
    )


def _cards(scorecard: Scorecard, address: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    for card in scorecard.cards:
        yield card.name, address(urls.plain_card(card.id)), f"{card.developer.name}, {card.released}"


def _definitions(scorecard: Scorecard, address: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    for name, framework in scorecard.catalog.frameworks.items():
        yield framework.name, address(urls.page("frameworks", name)), framework.question


def _list(links: Iterable[tuple[str, str, str]]) -> str:
    return "\n".join(f"- [{markdown_text(name)}]({url}): {markdown_text(said)}" for name, url, said in links)
