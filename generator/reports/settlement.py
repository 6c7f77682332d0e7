"""How much of a record is settled, as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.unsettled import Settled
    from generator.loading.catalog import Catalog


def text(settled: Settled, catalog: Catalog) -> str:
    """Return one sentence a line, such as "11 of 28 components settled.", and the addresses that may change."""
    return "\n".join(_sentences(settled, catalog))


def _sentences(settled: Settled, catalog: Catalog) -> Iterator[str]:
    yield f"{settled.count} of {settled.of} components settled."
    named = ", ".join(f"{catalog.components[name].name} ({moved})" for name, moved in settled.decisive)
    if named:
        yield f"These would decide the most verdicts: {named}."
    elif settled.count < settled.of:
        yield "None of the others would decide a verdict."
    if settled.moving:
        yield "Where one file or commit counts, press y on GitHub for an address that stays:"
        yield from settled.moving
