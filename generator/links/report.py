"""What became of the addresses, in words: by record, with the archived copy to cite."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from generator.core.markdown import code, fit, table
from generator.links.client import Outcome, host_of

if TYPE_CHECKING:
    from generator.links.collect import Place
    from generator.links.visit import Memory, Seen

ARCHIVE = "https://web.archive.org/web"
MAX_SHOWN = 600
"""No address is cut that is meant to be copied, and no host can flood the report."""

Addresses = Mapping[str, tuple["Place", ...]]
Hosts = Mapping[str, Mapping[str, Any]]

BROKEN, MOVED, REFUSED, UNSURE = "Broken", "Moved for good", "Refused to robots", "Could not tell"
_HEADINGS = {
    BROKEN: ("Where", "Address", "Answer", "Perhaps archived"),
    MOVED: ("Where", "Address", "Answer", "New address"),
    REFUSED: ("Where", "Address", "Answer"),
    UNSURE: ("Where", "Address", "Answer"),
}


def broken(addresses: Addresses, memory: Memory) -> list[str]:
    """Return the addresses that nobody can open any more."""
    return [url for url in addresses if url in memory and memory[url].is_broken]


def archived(url: str, place: Place) -> str:
    """Return where the copy of an address from the day somebody opened it would be; nobody asks whether it is there.

    Where no day is known, it is the list of all copies.
    """
    return f"{ARCHIVE}/{place.checked.replace('-', '') or '*'}/{url}"


def markdown(addresses: Addresses, memory: Memory, hosts: Hosts) -> str:
    """Return the report for an issue; a refusal by one of the `hosts` is counted, but no news."""
    known = {url: memory[url] for url in addresses if url in memory}
    rows: defaultdict[str, list[tuple[Place, str, Seen]]] = defaultdict(list)
    for url, seen in known.items():
        if kind := "" if seen.outcome is Outcome.REFUSED and host_of(url) in hosts else _kind(seen):
            rows[kind] += [(place, url, seen) for place in addresses[url]]
    tables = [_table(kind, rows[kind]) for kind in _HEADINGS if rows[kind]]
    return fit([_summary(len(addresses), known), *tables, *_unneeded(known, hosts)])


def _kind(seen: Seen) -> str:
    if seen.is_broken:
        return BROKEN
    return {Outcome.MOVED: MOVED, Outcome.REFUSED: REFUSED, Outcome.ERROR: UNSURE}.get(seen.outcome, "")


def _summary(total: int, known: Memory) -> str:
    fine = sum(seen.outcome.is_fine for seen in known.values())
    kinds = Counter(_kind(seen) for seen in known.values())
    return (
        f"{total} addresses: {fine} can be opened, {kinds[BROKEN]} cannot, {kinds[REFUSED]} refuse robots, "
        f"{kinds[UNSURE]} could not be told, {total - len(known)} were not asked yet."
    )


def _table(kind: str, rows: list[tuple[Place, str, Seen]]) -> str:
    cells = [_row(place, url, seen) for place, url, seen in sorted(rows, key=lambda row: row[:2])]
    note = "Nobody asked the archive whether it has the copy.\n\n" if kind == BROKEN else ""
    return f"## {kind} ({len(rows)})\n\n{note}{table(_HEADINGS[kind], cells)}"


def _row(place: Place, url: str, seen: Seen) -> tuple[str, ...]:
    shown = (f"{place.file}:{place.line}", url, f"{seen.detail}, {seen.checked}")
    instead = archived(url, place) if seen.is_broken else seen.moved_to
    return tuple(code(text, MAX_SHOWN) for text in (*shown, instead) if text)


def _unneeded(known: Memory, hosts: Hosts) -> list[str]:
    """Name the excused hosts that answer robots after all."""
    answering = {host_of(url) for url, seen in known.items() if seen.outcome.is_fine}
    refusing = {host_of(url) for url, seen in known.items() if seen.outcome is Outcome.REFUSED}
    idle = sorted(answering & hosts.keys() - refusing)
    names = "\n".join(f"- {code(host)} in `hosts.yaml`" for host in idle)
    return [f"## Exceptions no longer needed\n\n{names}"] if idle else []
