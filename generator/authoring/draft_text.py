"""Writes a draft as YAML: every guess ends with a mark, and a comment says what to look for.

The check accepts no record with a mark, so a draft that nobody has looked at never passes. The comments begin with
`#:`, so that `check --fix` can remove them from a finished record.
"""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

from generator.schema.component import TRAINING_DATA
from generator.schema.record import DatasetKind, Reason
from generator.schema.unfinished import TO_CONFIRM, TO_WRITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.authoring.draft import DraftContent
    from generator.loading.catalog import Catalog

_PLAIN = re.compile(
    r"(?!(?:null|true|false|yes|no|on|off)$)[A-Za-z][A-Za-z0-9 ._/+()-]*|\d{4}-\d\d-\d\d|https?://[\w./%-]+",
    re.IGNORECASE,
)
_WIDTH = 100
_DATASETS = (
    "datasets: open and partial data need a list, with an entry for each dataset that is named",
    '- {name: Example Web 2, kind: public, url: "https://...", license: CC-BY-4.0, note: What to know.}',
    *(f"kind {kind.value}: {kind.sentence}" for kind in DatasetKind),
    f"reason, if it is unshareable: {', '.join(Reason)}",
)
"""How to list the datasets of training data."""


def text(content: DraftContent, catalog: Catalog, schema: str) -> str:
    """Return the draft as YAML; `schema` is the address of the schema that editors check it with."""
    return "\n".join(_lines(content, catalog, schema)).rstrip("\n") + "\n"


def developer(organization: str, kind: str) -> str:
    """Return the file of a developer we do not have yet, as YAML, with its name and its page on the Hub."""
    lines = {"name": organization, "kind": kind, "homepage": f"https://huggingface.co/{organization}"}
    return "".join(f"{key}: {_value(value)}\n" for key, value in lines.items())


def _lines(content: DraftContent, catalog: Catalog, schema: str) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={schema}"
    yield from _pairs(content)
    yield from ("", "components:")
    for name, component in catalog.components.items():
        yield from _comment(f"{component.name}: {component.what}", "  ")
        states = {"open": component.open, "partial": component.partial, "closed": component.closed}
        states |= {"not-applicable": component.not_applicable} if component.not_applicable else {}
        for state, meaning in states.items():
            yield from _comment(f"{state}: {meaning}", "    ")
        if name in TRAINING_DATA:
            for line in _DATASETS:
                yield from _comment(line, "    ")
        for hint in content.hints.get(name, ()):
            yield from _comment(hint, "  ")
        yield f"  {name}:"
        if name in content.facts:
            yield from (f"    {key}: {_guess(value, key != 'evidence')}" for key, value in content.facts[name].items())
        else:
            yield "    status: unknown"
        yield ""


def _pairs(content: DraftContent) -> Iterator[str]:
    yield f"name: {_guess(content.name, 'name' in content.guessed)}"
    yield f"family: {_guess(content.family, 'family' in content.guessed)}"
    yield from _with_hints("released", content.released, content)
    yield f"summary: {_guess(content.summary, 'summary' in content.guessed)}"
    yield f"modalities: {_guess(content.modalities, 'modalities' in content.guessed)}"
    yield "#: outputs: what comes out, if not text: image, video, speech, sound, transcript, embedding, annotation"
    yield f"hub: {_value(content.hub)}"
    if content.base or content.hints.get("base"):
        yield from _with_hints("base", content.base, content)
    yield f"evidence: {_value(content.evidence)}"
    yield from ("", "#: What the developer calls it, in its own words; label is one of: open source, fully open,")
    yield "#: open weights, open, open science, other, none."
    if content.claim:
        lines = [f"    {key}: {_value(value)}" for key, value in content.claim.items()]
        yield from ("claims:", lines[0].replace("    ", "  - ", 1), *lines[1:])
    else:
        yield "claims: []"


def _with_hints(key: str, value: str | None, content: DraftContent) -> Iterator[str]:
    for hint in content.hints.get(key, ()):
        yield from _comment(hint, "")
    yield f"{key}: {_guess(value, key in content.guessed)}" if value else f"#: {key}:"


def _comment(comment: str, indent: str) -> list[str]:
    visible = "".join(char if char.isprintable() else " " for char in comment)
    return textwrap.wrap(
        visible,
        _WIDTH,
        initial_indent=f"{indent}#: ",
        subsequent_indent=f"{indent}#:   ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _guess(value: str | tuple[str, ...], is_guess: bool) -> str:
    """Return a value as YAML, with the mark of a guess unless a person gave it."""
    if not is_guess or value == TO_WRITE:
        return _value(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_guess(each, is_guess) for each in value)}]"
    plain = _value(value)
    return f'{plain[:-1]} {TO_CONFIRM}"' if plain.endswith('"') else f"{plain} {TO_CONFIRM}"


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
