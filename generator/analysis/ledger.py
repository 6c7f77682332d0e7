"""The next edition of a card for its ledger, and the card of an edition.

A ledger stores the first card whole, and of each later one the lines that differ. What depends on other releases or
moves every day makes no new edition, but every edition holds it as it was.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from generator.analysis import card as stored
from generator.analysis.changes import release_changes
from generator.schema.history import Edition, Reason, VerdictChange, sealed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from pydantic import BaseModel

    from generator.analysis.card import ReleaseCard
    from generator.loading.catalog import Catalog
    from generator.schema.history import Ledger

Patch = tuple[tuple[int, int, tuple[str, ...]], ...]

_PASSING: Any = {
    "rank": True,
    "rests_on": True,
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


def next_edition(
    card: ReleaseCard, ledger: Ledger, inputs: str, day: date, commit: str | None = None
) -> Edition | None:
    """Return the edition of a card that follows those of its ledger, or None if nothing that matters has changed.

    `inputs` is the digest of what the card was made from, and `day` the day of publication.
    """
    if is_newest(card, ledger):
        return None
    lines, last = _lines(card), card_lines(ledger)
    before = _card(last) if ledger else None
    return Edition(
        id=_next_id(ledger, day),
        reasons=tuple(_reasons(before, card)),
        commit=commit,
        name=card.name,
        quote=card.quote,
        definitions={verdict.definition.id: verdict.definition.version for verdict in card.verdicts},
        verdicts={verdict.definition.id: verdict.words for verdict in card.verdicts},
        changes=tuple(_changes(before, card)) if before else (),
        inputs=inputs,
        digest=digest(card),
        card=None if ledger else _packed(lines),
        patch=_patch(last, lines) if ledger else None,
    )


def is_newest(card: ReleaseCard, ledger: Ledger) -> bool:
    """Return whether the last edition of a ledger published this card, apart from what makes no new edition."""
    return bool(ledger) and ledger[-1].digest == digest(card)


def digest(card: ReleaseCard) -> str:
    """Return the SHA-256 of all that makes a new edition when it changes."""
    return hashlib.sha256(_LINE.sub(b"", stored.dump_without(card, _PASSING))).hexdigest()


def line(edition: Edition, before: str) -> str:
    """Return the line of an edition in its ledger, which follows the line `before`."""
    return sealed(edition, before)


def card_of(editions: Ledger) -> ReleaseCard:
    """Return the card as the last of these editions published it. Raises ValueError if it cannot be read."""
    return _card(card_lines(editions))


def card_lines(editions: Ledger) -> list[str]:
    """Return the lines of the card that the last of these editions holds."""
    lines: list[str] = []
    for edition in editions:
        lines = _unpacked(edition.card) if edition.card else _patched(lines, edition.patch or ())
    return lines


def inputs(record_id: str, catalog: Catalog, code: str) -> str:
    """Return the SHA-256 of all that a card is made from; `code` is the digest of the program."""
    record = catalog.records[record_id]
    developer = catalog.developers[record_id.partition("/")[0]]
    base = catalog.records.get(record.base or "")
    about = [catalog.hub.snapshots[key] for key in record.hub if key in catalog.hub.snapshots]
    own = _digest([record, developer, *about])
    return _hex([code, shared(catalog), own, base.name if base else ""])


def shared(catalog: Catalog) -> str:
    """Return the SHA-256 of what the cards of all releases rest on."""
    folders: tuple[Any, ...] = (catalog.components, catalog.judgments, catalog.license_tests)
    entries = [each for folder in (*folders, catalog.licenses, catalog.frameworks) for each in folder.values()]
    return _digest(entries)


def _digest(entities: Sequence[BaseModel]) -> str:
    return _hex([each.model_dump_json() for each in entities])


def _hex(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _lines(card: ReleaseCard) -> list[str]:
    return stored.dump(card).decode().split("\n")


def _card(lines: Sequence[str]) -> ReleaseCard:
    return stored.load("\n".join(lines).encode())


def _packed(lines: Sequence[str]) -> str:
    return base64.b64encode(zlib.compress("\n".join(lines).encode(), 9)).decode()


def _unpacked(packed: str) -> list[str]:
    return zlib.decompress(base64.b64decode(packed)).decode().split("\n")


def _patch(before: Sequence[str], after: Sequence[str]) -> Patch:
    steps = SequenceMatcher(None, before, after).get_opcodes()
    return tuple((start, end, tuple(after[low:high])) for tag, start, end, low, high in steps if tag != "equal")


def _patched(lines: Sequence[str], patch: Patch) -> list[str]:
    made, done = [], 0
    for start, end, instead in patch:
        made += [*lines[done:start], *instead]
        done = end
    return [*made, *lines[done:]]


def _next_id(ledger: Ledger, day: date) -> str:
    """Return the id of the next edition. If the clock went back, it belongs to the day of the last one."""
    last, number = ledger[-1].order if ledger else ("", 0)
    return f"{last}.{number + 1}" if last >= day.isoformat() else day.isoformat()


def _reasons(before: ReleaseCard | None, after: ReleaseCard) -> Iterator[Reason]:
    if before is None:
        yield Reason.FIRST
        return
    changed = [Reason.DATA] * (_facts(before) != _facts(after))
    changed += [Reason.HUB] * (_hub(before) != _hub(after))
    rules_changed = any(after.rests_on.get(file, digest) != digest for file, digest in before.rests_on.items())
    yield from changed
    if rules_changed or not changed:
        yield Reason.RULES


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
            because=change.because,
        )
