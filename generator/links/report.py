"""What became of the addresses, in words: by record, with the archived copy to cite."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from generator.links.client import Outcome
from generator.markdown import code, fit, table

if TYPE_CHECKING:
    from generator.links.collect import Place
    from generator.links.visit import Memory, Seen

ARCHIVE = "https://web.archive.org/web"

Addresses = Mapping[str, tuple["Place", ...]]
Hosts = Mapping[str, Mapping[str, Any]]


def broken(addresses: Addresses, memory: Memory) -> list[str]:
    """Return the addresses that nobody can open any more."""
    return [url for url in addresses if url in memory and memory[url].is_broken]


def archived(url: str, place: Place) -> str:
    """Return where the copy of an address from the day somebody opened it would be; nobody asks whether it is there."""
    return f"{ARCHIVE}/{place.checked.replace('-', '') or '2026'}/{url}"


def markdown(addresses: Addresses, memory: Memory, hosts: Hosts) -> str:
    """Return the report for an issue."""
    known = {url: memory[url] for url in addresses if url in memory}
    excused = {url for url, seen in known.items() if seen.outcome is Outcome.REFUSED and _host(url) in hosts}
    fine = sum(seen.is_fine for seen in known.values())
    return fit(
        section
        for section in (
            f"{len(addresses)} addresses: {fine} can be opened, {len(broken(addresses, memory))} cannot.",
            _table("Broken", addresses, known, lambda _, seen: seen.is_broken, _copy),
            _table("Moved for good", addresses, known, lambda _, seen: seen.outcome is Outcome.MOVED, _target),
            _table("Refused to robots", addresses, known, lambda url, seen: _is_refused(url, seen, excused), _nothing),
            _table("Could not tell", addresses, known, lambda _, seen: _is_unsure(seen), _nothing),
            _unneeded(known, hosts),
        )
        if section
    )


def _is_refused(url: str, seen: Seen, excused: set[str]) -> bool:
    return seen.outcome is Outcome.REFUSED and url not in excused


def _is_unsure(seen: Seen) -> bool:
    return seen.outcome is Outcome.ERROR and not seen.is_broken


def _copy(url: str, place: Place, _: Seen) -> str:
    return code(archived(url, place), 400)


def _target(_: str, __: Place, seen: Seen) -> str:
    return code(seen.moved_to, 400)


def _nothing(_: str, __: Place, ___: Seen) -> str:
    return ""


_HINTS = {_copy: "Perhaps archived", _target: "New address", _nothing: ""}


def _table(
    heading: str,
    addresses: Addresses,
    known: Memory,
    belongs: Callable[[str, Seen], bool],
    hint: Callable[[str, Place, Seen], str],
) -> str:
    rows = sorted(
        (
            code(f"{place.file}:{place.line}"),
            code(url, 400),
            code(f"{seen.detail}, {seen.checked}"),
            hint(url, place, seen),
        )
        for url, seen in known.items()
        if belongs(url, seen)
        for place in addresses[url]
    )
    headings = ("Where", "Address", "Answer", _HINTS[hint])
    return f"## {heading} ({len(rows)})\n\n{table(headings, rows)}" if rows else ""


def _answered(seen: Seen) -> str:
    return code(f"{seen.detail}, {seen.checked}")


def _unneeded(known: Memory, hosts: Hosts) -> str:
    """Name the hosts that are excused and answer all the same, or that no address uses."""
    used = {_host(url) for url in known}
    answering = {_host(url) for url, seen in known.items() if seen.is_fine}
    found = [host for host in sorted(hosts) if host in answering or host not in used]
    if not found:
        return ""
    return "\n".join(["## Exceptions no longer needed", "", *(f"- {code(host)} in `hosts.yaml`" for host in found)])


def _host(url: str) -> str:
    return urlsplit(url).netloc
