"""The next edition of a card for its ledger, and the card of an edition.

A ledger stores the first card whole, and of each later one the pieces that differ. What depends on other releases or
moves every day makes no new edition, but every edition holds it as it was.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.analysis import card as stored
from generator.analysis.changes import release_changes
from generator.core import paths
from generator.schema.history import Edition, Reason, VerdictChange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.analysis.card import ReleaseCard
    from generator.analysis.changes import Changed
    from generator.schema.history import Ledger

_PASSING: Any = {
    "rank": True,
    "rests_on": True,
    "hub_day": True,
    "made_from_it": True,
    "repositories": {
        "__all__": {
            "trouble": True,
            "since": True,
            "downloads": True,
            "derivatives": True,
            "described": {"commit", "last_modified", "files", "bytes"},
        }
    },
}
"""What makes no new edition: what depends on other releases, and what the Hub counts."""
_LINE = re.compile(rb'"line":\d+')
"""The line of a fact in its file, which any other line moves. Inside a text, the quotes would be escaped."""
_PIECE = re.compile(r'(?<=[,{\[])(?=["{\[])')
"""Where a card on one line is cut into pieces, so that a difference is small. Inside a text it may cut as well."""


class Publication(NamedTuple):
    """When a card is published, and what it was made from: a digest, and the commit of the data, if it is known."""

    day: date
    inputs: str
    commit: str | None = None


def next_edition(card: ReleaseCard, ledger: Ledger, publication: Publication, earlier: Ledger = ()) -> Edition | None:
    """Return the edition of a card that follows those of its ledger, or None if nothing that matters has changed.

    `earlier` is the ledger under an earlier id of the release: the first edition says what changed since.
    """
    if is_newest(card, ledger):
        return None
    known = ledger or earlier
    before = card_of(known) if known else None
    return Edition(
        id=_next_id(known, publication.day),
        reasons=tuple(_reasons(before, card)),
        commit=publication.commit,
        name=card.name,
        quote=card.quote,
        definitions={verdict.definition.id: verdict.definition.version for verdict in card.verdicts},
        shorts={verdict.definition.id: verdict.definition.short for verdict in card.verdicts},
        verdicts={verdict.definition.id: verdict.words for verdict in card.verdicts},
        changes=tuple(_changes(before, card)) if before else (),
        inputs=publication.inputs,
        digest=digest(card),
        card=None if ledger else _packed(_text(card)),
        patch=_packed(_patch(_text_of(ledger), _text(card))) if ledger else None,
    )


def is_newest(card: ReleaseCard, ledger: Ledger) -> bool:
    """Return whether the last edition of a ledger published this card, apart from what makes no new edition."""
    return bool(ledger) and ledger[-1].digest == digest(card)


def digest(card: ReleaseCard) -> str:
    """Return the SHA-256 of all that makes a new edition when it changes."""
    return hashlib.sha256(_LINE.sub(b"", stored.compact(card, _PASSING))).hexdigest()


def card_of(ledger: Ledger) -> ReleaseCard:
    """Return the card as the last of these editions published it. Raises ValueError if it cannot be read."""
    return stored.load(_text_of(ledger).encode())


def _text_of(ledger: Ledger) -> str:
    text = ""
    for edition in ledger:
        text = _unpacked(edition.card) if edition.card else _patched(text, _unpacked(edition.patch or ""))
    return text


def _text(card: ReleaseCard) -> str:
    return stored.compact(card).decode()


def _packed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _unpacked(packed: str) -> str:
    return zlib.decompress(base64.b64decode(packed)).decode()


def _patch(before: str, after: str) -> str:
    """Return as JSON each stretch that differs: from which character, up to which, and what stands there instead."""
    one, other = _PIECE.split(before), _PIECE.split(after)
    begins = (0, *accumulate(map(len, one)))
    steps = SequenceMatcher(None, one, other).get_opcodes()
    differing = [
        (begins[start], begins[end], "".join(other[low:high])) for tag, start, end, low, high in steps if tag != "equal"
    ]
    return json.dumps(differing, ensure_ascii=False, separators=(",", ":"))


def _patched(text: str, patch: str) -> str:
    made: list[str] = []
    done = 0
    for start, end, instead in json.loads(patch):
        made += (text[done:start], instead)
        done = end
    return "".join((*made, text[done:]))


def _next_id(ledger: Ledger, day: date) -> str:
    """Return the id of the next edition. If the clock went back, it belongs to the day of the last one."""
    last, number = ledger[-1].order if ledger else ("", 0)
    return f"{last}.{number + 1}" if last >= day.isoformat() else day.isoformat()


def _reasons(before: ReleaseCard | None, after: ReleaseCard) -> Iterator[Reason]:
    if before is None:
        yield Reason.FIRST
        return
    has_data, has_hub = _facts(before) != _facts(after), _hub(before) != _hub(after)
    if has_data:
        yield Reason.DATA
    if has_hub:
        yield Reason.HUB
    if _rules_changed(before, after) or not (has_data or has_hub):
        yield Reason.RULES


def _rules_changed(before: ReleaseCard, after: ReleaseCard) -> bool:
    """Return whether the cards rest on different definitions, or on different words of a license that both rest on."""
    definitions = [{verdict.definition.id for verdict in card.verdicts} for card in (before, after)]
    both = before.rests_on.keys() & after.rests_on.keys()
    return definitions[0] != definitions[1] or any(before.rests_on[file] != after.rests_on[file] for file in both)


def _facts(card: ReleaseCard) -> tuple[object, ...]:
    """Return what the record of a release says, which people write."""
    head = (card.id, card.name, card.developer, card.family, card.released, card.summary, card.modalities, card.base)
    claims = tuple(review.claim for review in card.claims)
    facts = tuple((each.id, each.fact) for each in card.components)
    return (*head, card.aliases, card.evidence, card.replies, card.judgments, claims, facts)


def _hub(card: ReleaseCard) -> tuple[object, ...]:
    described = [(each.id, each.described and each.described.license) for each in card.repositories]
    return (*card.drifts, *described)


def _changes(before: ReleaseCard, after: ReleaseCard) -> Iterator[VerdictChange]:
    ids = {verdict.definition.short: verdict.definition.id for verdict in after.verdicts}
    for change in release_changes(before, after).verdicts:
        yield VerdictChange(
            definition=ids[change.definition],
            name=change.definition,
            before=change.before,
            after=change.after,
            because=tuple(_cause(cause, after) for cause in change.because),
        )


def _cause(cause: Changed, card: ReleaseCard) -> str:
    """Return what changed under a verdict, for readers who do not know our ids and files."""
    subjects = {each.id: each.name for each in card.components}
    subjects |= {paths.framework_file(each.definition.id): each.definition.short for each in card.verdicts}
    subject = subjects.get(cause.name, cause.name).removeprefix(f"{paths.LICENSES}/").removesuffix(".yaml")
    if cause.before != cause.after:
        return f"{subject}: {cause.before} → {cause.after}"
    return f"our reading of {subject} changed" if cause.name.startswith("data/") else f"{subject} changed"
