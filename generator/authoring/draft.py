"""Drafts a record: what a machine can know is filled in, everything else is unknown with a note on where to look.

A draft never states what nobody has looked at: a component is `unknown` until a person has, with the one exception of
the weights, whose files and gate the Hub itself lists.
"""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.core import paths, urls
from generator.loading import license_tags
from generator.schema.hub import Gate
from generator.schema.record import TO_WRITE, Modality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.loading.catalog import Catalog
    from generator.schema.hub import Snapshot
    from generator.schema.record import Record

_PLAIN = re.compile(
    r"(?!(?:null|true|false|yes|no|on|off)$)[A-Za-z][A-Za-z0-9 ._/+()-]*|\d{4}-\d\d-\d\d|https?://[\w./%-]+",
    re.IGNORECASE,
)
_WIDTH = 100


@dataclass(frozen=True)
class Sheet:
    """What is known of a release before a person has looked: values for the record, and hints by component."""

    name: str
    family: str
    released: str = TO_WRITE
    summary: str = TO_WRITE
    modalities: tuple[Modality, ...] = (Modality.TEXT,)
    hub: tuple[str, ...] = ()
    base: str | None = None
    evidence: tuple[str, ...] = ()
    claim: Mapping[str, str] = field(default_factory=dict)
    """What the developer calls it, as keys and values of the record."""
    facts: Mapping[str, Mapping[str, str | tuple[str, ...]]] = field(default_factory=dict)
    """What is known of a component, as keys and values of the record."""
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Notes for whoever fills in, by top-level key or component."""


def model_id(name: str) -> str:
    """Return the second half of a record's id for a name: `OLMo-2-0325-32B` is `olmo-2-0325-32b`."""
    return urls.slug(name)


def developer_id(organization: str, catalog: Catalog) -> str:
    """Return the developer whose records name repositories of this organization, or else its name as an id."""
    for record_id, record in catalog.records.items():
        if any(key.lower().startswith(f"{organization.lower()}/") for key in record.hub):
            return paths.developer_of(record_id)
    return urls.slug(organization)


def from_name(key: str) -> Sheet:
    """Return what the name of a repository says; nothing else is known."""
    name = key.partition("/")[2].replace("-", " ").replace("_", " ")
    family = re.split(r"[\s.]?\d", name, maxsplit=1)[0].strip() or name
    return Sheet(name=name, family=family, hub=(key,), evidence=(f"https://huggingface.co/{key}",))


def from_hub(snapshot: Snapshot, catalog: Catalog, today: date) -> Sheet:
    """Return what the Hub says of a repository, put into the words of a record."""
    named = from_name(snapshot.key)
    papers = tuple(f"https://arxiv.org/abs/{paper}" for paper in snapshot.arxiv if re.fullmatch(r"[\d.]+", paper))
    base, base_hint = _base(snapshot, catalog)
    license_, license_hint = _license(snapshot, catalog)
    return Sheet(
        name=named.name,
        family=named.family,
        released=snapshot.created_at[:10] if snapshot.created_at else TO_WRITE,
        summary=_summary(snapshot),
        modalities=_modalities(snapshot.pipeline_tag),
        hub=(snapshot.key,),
        base=base,
        evidence=(*named.evidence, *papers),
        facts=_weights(snapshot, license_, today),
        hints={
            "released": ("The day the repository was made; the announcement counts.",),
            "base": base_hint,
            "weights-final": (license_hint,) if license_hint else (),
            "pretraining-data": _datasets(snapshot),
            "post-training-data": _datasets(snapshot),
            "research-paper": tuple(f"The card links {paper}" for paper in papers),
        },
    )


def from_sibling(sheet: Sheet, record_id: str, record: Record) -> Sheet:
    """Return the sheet with what holds for a family, and with the sibling's facts as hints to be looked at anew."""
    hints = {
        name: (*sheet.hints.get(name, ()), f"In {record_id}: {_say(fact.status.value, fact.license, fact.evidence)}")
        for name, fact in record.components.items()
    }
    base = sheet.base or record.base
    return replace(sheet, family=record.family, modalities=record.modalities, base=base, hints={**sheet.hints, **hints})


def _say(status: str, license_: str | None, evidence: Iterable[str]) -> str:
    return ", ".join(part for part in (status, license_, *evidence) if part)


def _summary(snapshot: Snapshot) -> str:
    kind = (snapshot.pipeline_tag or "").replace("-", " ")
    sizes = ", ".join(f"{count:,} {name}" for name, count in snapshot.parameters.by_dtype.items())
    return f"{kind.capitalize()} model{f' with parameters: {sizes}' if sizes else ''}." if kind else TO_WRITE


def _modalities(task: str | None) -> tuple[Modality, ...]:
    """Return the modalities that the words of a task name: `image-text-to-text` is image and text."""
    words = set((task or "").replace("speech", "audio").split("-"))
    return tuple(modality for modality in Modality if modality.value in words) or (Modality.TEXT,)


def _base(snapshot: Snapshot, catalog: Catalog) -> tuple[str | None, tuple[str, ...]]:
    names = {name.lower() for name in snapshot.base_models.ids}
    for record_id, record in catalog.records.items():
        if names & {key.lower() for key in record.hub}:
            return record_id, ()
    return None, (f"The Hub says it was made from {', '.join(snapshot.base_models.ids)}",) if names else ()


def _license(snapshot: Snapshot, catalog: Catalog) -> tuple[str | None, str]:
    """Return the one license of our catalog that a repository can only mean, else None and what to do."""
    meant = license_tags.ids(snapshot.license_, catalog.hub_tags)
    if meant and all(len(each) == 1 for each in meant):
        return " AND ".join(sorted(one for each in meant for one in each)), ""
    says = ", ".join(license_tags.stated(snapshot.license_))
    if not says:
        return None, "The Hub states no license; look for a license file."
    could = sorted({one for each in meant for one in each})
    return None, f"The Hub says `{says}`" + (
        f", which can be {' or '.join(could)}" if could else ", which is not in data/licenses/"
    )


def _weights(snapshot: Snapshot, license_: str | None, today: date) -> dict[str, dict[str, str | tuple[str, ...]]]:
    """Return the fact about the final weights: their files and their gate are what the Hub lists."""
    if not snapshot.files.weights or snapshot.gated is None or snapshot.private or snapshot.disabled:
        return {}
    is_open = snapshot.gated is Gate.NONE
    fact: dict[str, str | tuple[str, ...]] = {"status": "open" if is_open else "partial"}
    fact |= {"license": license_} if license_ else {}
    fact |= {} if is_open else {"access": "gated"}
    return {"weights-final": fact | {"evidence": (f"https://huggingface.co/{snapshot.key}",), "checked": str(today)}}


def _datasets(snapshot: Snapshot) -> tuple[str, ...]:
    return (f"The card names {', '.join(snapshot.datasets)}",) if snapshot.datasets else ()


def from_form(answers: Mapping[str, str], today: date) -> Sheet:
    """Return what somebody wrote into the form that suggests a model (`.github/ISSUE_TEMPLATE/suggest-model.yml`)."""
    named = from_name(answers["repository"])
    claim = {"label": answers["label"], "quote": answers["quote"], "url": answers["quote-url"], "checked": str(today)}
    license_ = (f"The form says `{answers['license']}`",) if answers["license"] else ()
    notes = tuple(answers["notes"].splitlines())
    return replace(
        named,
        name=answers["name"] or named.name,
        released=answers["released"] or TO_WRITE,
        evidence=tuple(dict.fromkeys((*named.evidence, *answers["evidence"].split()))),
        claim={key: value for key, value in claim.items() if value} if answers["quote-url"] else {},
        hints={"released": notes, "weights-final": license_},
    )


def joined(known: Sheet, told: Sheet) -> Sheet:
    """Return what the Hub knows, with what a person told put in its place where a person said something."""
    hints = {name: (*told.hints.get(name, ()), *known.hints.get(name, ())) for name in {**told.hints, **known.hints}}
    return replace(
        known,
        name=told.name,
        released=told.released if told.released != TO_WRITE else known.released,
        evidence=tuple(dict.fromkeys((*known.evidence, *told.evidence))),
        claim=told.claim,
        hints=hints,
    )


def text(sheet: Sheet, catalog: Catalog, schema: str) -> str:
    """Return the draft as YAML; `schema` is the address of the schema that editors check it with."""
    return "\n".join(_lines(sheet, catalog, schema)).rstrip("\n") + "\n"


def developer(organization: str, kind: str) -> str:
    """Return the file of a developer we do not have yet, as YAML; the name and homepage are the Hub's."""
    lines = {"name": organization, "kind": kind, "homepage": f"https://huggingface.co/{organization}"}
    return "".join(f"{key}: {_value(value)}\n" for key, value in lines.items())


def _lines(sheet: Sheet, catalog: Catalog, schema: str) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={schema}"
    yield from _pairs(sheet)
    yield from ("", "components:")
    for name, component in catalog.components.items():
        yield from _comment(f"{component.name}: {component.what}", "  ")
        states = {"open": component.open, "partial": component.partial, "closed": component.closed}
        states |= {"not-applicable": component.not_applicable} if component.not_applicable else {}
        for state, words in states.items():
            yield from _comment(f"{state}: {words}", "    ")
        for hint in sheet.hints.get(name, ()):
            yield from _comment(hint, "  ")
        yield f"  {name}:"
        fact = sheet.facts.get(name, {"status": "unknown"})
        yield from (f"    {key}: {_value(value)}" for key, value in fact.items())
        yield ""


def _pairs(sheet: Sheet) -> Iterator[str]:
    yield f"name: {_value(sheet.name)}"
    yield f"family: {_value(sheet.family)}"
    yield from _with_hints("released", sheet.released, sheet)
    yield f"summary: {_value(sheet.summary)}"
    yield f"modalities: {_value(sheet.modalities)}"
    yield f"hub: {_value(sheet.hub)}"
    if sheet.base or sheet.hints.get("base"):
        yield from _with_hints("base", sheet.base, sheet)
    yield f"evidence: {_value(sheet.evidence)}"
    yield from ("", "# What the developer calls it, in its own words; label is one of: open source, fully open,")
    yield "# open weights, open, open science, other, none."
    if sheet.claim:
        lines = [f"    {key}: {_value(value)}" for key, value in sheet.claim.items()]
        yield from ("claims:", lines[0].replace("    ", "  - ", 1), *lines[1:])
    else:
        yield "claims: []"


def _with_hints(key: str, value: str | None, sheet: Sheet) -> Iterator[str]:
    for hint in sheet.hints.get(key, ()):
        yield from _comment(hint, "")
    yield f"{key}: {_value(value)}" if value else f"# {key}:"


def _comment(words: str, indent: str) -> list[str]:
    visible = "".join(char if char.isprintable() else " " for char in words)
    return textwrap.wrap(
        visible,
        _WIDTH,
        initial_indent=f"{indent}# ",
        subsequent_indent=f"{indent}#   ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
