"""Links to the very words on a page, for browsers that can scroll to them (https://wicg.github.io/scroll-to-text-fragment/).

A browser that cannot, or that does not find the words, opens the page at its top.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

FEWEST_WORDS = 2
"""A single word would mark the first place where it occurs, which is most likely another one."""
_SURE = re.compile(r"(?!.*(?:\.\.|_))[\w,.;:!?()/&%+@#$=-]+")
"""A word that a page and a quote of it write the same way: without marks of quotation, gaps, long dashes and markup."""
_NOT_IN_THE_PAGE = re.compile(
    r"/blob/"  # GitHub and Hugging Face show files with line numbers, or load their text by a script
    r"|^https?://(?:raw\.githubusercontent\.com|x\.com|twitter\.com)/"
    r"|/(?:raw|resolve)/"
    r"|^https?://(?:www\.)?arxiv\.org/pdf/"
)


def to_words(url: str, words: str) -> str:
    """Return the address of these words on a page, or the address of the page if its words are not in its HTML."""
    said = _longest_run(words)
    if not said or not _is_page(url):
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={quote(said, safe='').replace('-', '%2D')}"


def _is_page(url: str) -> bool:
    """Return whether an address is likely to give a page of HTML: no PDF, no file of code, no page made by a script."""
    name = urlsplit(url).path.rpartition("/")[2].lower()
    is_file = bool(re.search(r"\.(?:pdf|txt|json|ya?ml|docx?|xlsx?|csv|zip|ipynb|py|mdx?)$", name))
    return not is_file and not _NOT_IN_THE_PAGE.search(url)


def _longest_run(words: str) -> str:
    """Return the longest run of words of a quote that a page writes the same way, or "" if it is too short."""
    runs: list[list[str]] = [[]]
    for word in words.split():
        if _SURE.fullmatch(word):
            runs[-1].append(word)
        else:
            runs.append([])
    longest = max(runs, key=lambda run: len(" ".join(run)))
    return " ".join(longest) if len(longest) >= FEWEST_WORDS else ""
