"""Structured data in JSON-LD for search engines and fact checkers: https://schema.org terms, one text for a page.

A review of a claim follows https://developers.google.com/search/docs/appearance/structured-data/factcheck: it is about
one claim in the developer's own words, and its rating is on a scale that the review states.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.analysis.citation import ABOUT, AUTHORS, TITLE
from generator.analysis.claims import Standing
from generator.exports.citations import LICENSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from generator.analysis.card import ReleaseCard
    from generator.analysis.claims import ClaimReview

_RATINGS = {Standing.FAILS: 1, Standing.DISPUTED: 2, Standing.HOLDS: 3}
"""The ratings of claims; a claim that no definition tests, or that is not decided yet, has none and no review."""
_SCALE = "1: no definition that tests the label is met; 2: some are; 3: all are."
_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""What could end the script, or begin a comment or an entity in it."""


def of_card(card: ReleaseCard, day: date | None, trail: Sequence[tuple[str, str]]) -> str:
    """Return the data of a card: a review of each claim, and the way to the card.

    `trail` has the name and address of each page on the way, from the home page to the card.
    """
    return _text([_breadcrumbs(trail), *_reviews(card, day, trail[0][1], trail[-1][1])])


def of_dataset(home: str, day: date | None, files: Sequence[tuple[str, str]], source: str) -> str:
    """Return the data of the whole: its page, the day of its data, its files as media type and address, its source."""
    return _text(
        [
            {
                "@type": "Dataset",
                "@id": home,
                "name": TITLE,
                "description": ABOUT,
                "url": home,
                "sameAs": source,
                "license": LICENSE,
                "isAccessibleForFree": True,
                "creator": {"@type": "Organization", "name": AUTHORS, "url": home},
                "keywords": ["open source AI", "open weights", "AI model licenses", "openness"],
                **({"dateModified": day.isoformat()} if day else {}),
                "distribution": [
                    {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address} for kind, address in files
                ],
            }
        ]
    )


def _breadcrumbs(trail: Iterable[tuple[str, str]]) -> dict[str, Any]:
    steps = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _reviews(card: ReleaseCard, day: date | None, home: str, page: str) -> Iterator[dict[str, Any]]:
    by = {"@type": "Organization", "name": TITLE, "url": home}
    published = {"datePublished": day.isoformat()} if day else {}
    for review in card.claims:
        if review.standing in _RATINGS and review.claim.quote:
            head = {"@type": "ClaimReview", "url": f"{page}#label", "author": by, **published}
            yield head | _reviewed(review, card)


def _reviewed(review: ClaimReview, card: ReleaseCard) -> dict[str, Any]:
    """Return the claim in the developer's own words, where to read it, and how far it fits."""
    return {
        "claimReviewed": review.claim.quote,
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": card.developer.name},
            "about": card.name,
            "appearance": {"@type": "CreativeWork", "url": review.claim.url},
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": _RATINGS[review.standing],
            "worstRating": 1,
            "bestRating": 3,
            "alternateName": review.heading,
            "ratingExplanation": _SCALE,
        },
    }


def _text(graph: Sequence[dict[str, Any]]) -> str:
    """Return JSON that no text in it can lead out of the element of a page that holds it."""
    data = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
