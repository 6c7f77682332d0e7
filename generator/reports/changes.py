"""A diff of two scorecards as text: plain for a terminal, Markdown for a pull request."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.core.markdown import address, code, fit, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analysis.changes import Diff, Release, ReleaseChanges, VerdictChanged
    from generator.analysis.review import Review

MARKER = "<!-- openness-scorecard-diff -->"
"""The first line of the Markdown, by which a workflow recognizes its own comment."""

MANY = 10
"""More releases than this with the same change under the same definition share one line."""
CAUSES = 3

Moves = dict[tuple[str, str, str, str], list[str]]
"""The names of the releases with the same change, by definition, before, after and cause."""


def text(diff: Diff, base: str) -> str:
    """Return a diff as text for a terminal; `base` says what the data are compared with."""
    return "\n".join([f"Compared with {base}:", _headline(diff), *_lines(diff)]) + "\n"


def markdown(diff: Diff, base: str, note: str = "") -> str:
    """Return a diff as Markdown for a pull request: the marker, then `note`, then the changes since `base`."""
    compared = f"Compared with {code(base)}."
    sections = (each for each in (note, f"**{_headline(diff)}** {compared}", *_sections(diff)) if each)
    return f"{MARKER}\n{fit(sections)}"


def _headline(diff: Diff) -> str:
    moved = [each for each in diff.changed if each.verdicts]
    definitions = {verdict.definition for each in moved for verdict in each.verdicts}
    parts = [
        (
            len(moved),
            f"changes a verdict, under {_number(len(definitions), 'definition')}",
            f"change a verdict, under {_number(len(definitions), 'definition')}",
        ),
        (len(diff.changed) - len(moved), "changes but keeps its verdicts", "change but keep their verdicts"),
        (len(diff.added), "is new", "are new"),
        (len(diff.removed), "is removed", "are removed"),
        (len(diff.renamed), "has a new id", "have a new id"),
    ]
    counts = [f"{_number(count, 'release')} {one if count == 1 else more}" for count, one, more in parts if count]
    counts += [f"{_number(len(diff.added_definitions), 'definition')} added"] if diff.added_definitions else []
    counts += [f"{_number(len(diff.removed_definitions), 'definition')} removed"] if diff.removed_definitions else []
    return f"{'; '.join(counts)}." if counts else "No release, verdict, count or rank changes."


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _because(verdict: VerdictChanged) -> str:
    shown = "; ".join(cause.words for cause in verdict.because[:CAUSES])
    rest = len(verdict.because) - CAUSES
    return f"{shown}; and {rest} more" if rest > 0 else shown


def _together(diff: Diff) -> Moves:
    moves: Moves = defaultdict(list)
    for release in diff.changed:
        for verdict in release.verdicts:
            moves[verdict.definition, verdict.before, verdict.after, _because(verdict)].append(release.name)
    return {move: names for move, names in moves.items() if len(names) > MANY}


def _alone(release: ReleaseChanges, together: Moves) -> list[VerdictChanged]:
    return [
        each for each in release.verdicts if (each.definition, each.before, each.after, _because(each)) not in together
    ]


def _lines(diff: Diff) -> Iterator[str]:
    together = _together(diff)
    for (framework, before, after, because), names in together.items():
        yield f"{len(names)} releases under {framework}: {before} -> {after}, because {because}"
    for release in diff.changed:
        verdicts = _alone(release, together)
        if not (verdicts or release.components):
            continue
        yield f"{release.name} ({release.record_id})"
        yield from (
            f"  {each.definition}: {each.before} -> {each.after}, because {_because(each)}" for each in verdicts
        )
        yield from (f"  {each.name}: {each.before} -> {each.after}" for each in release.components)
        yield from (f"  count: {each.before} -> {each.after}" for each in (release.count,) if each)
        yield from (f"  rank: {each.before} -> {each.after}" for each in (release.rank,) if each)
    for each in diff.added:
        yield f"new: {each.name} ({each.record_id})"
        yield from (f"  {name}: {value}" for name, value in (*each.verdicts, *_figures(each)))
    yield from (f"removed: {each.name} ({each.record_id})" for each in diff.removed)
    yield from (f"renamed: {each.name}, {each.before} -> {each.after}" for each in diff.renamed)
    for name, tally in diff.added_definitions:
        yield f"new definition: {name}"
        yield from (f"  {verdict}: {count}" for verdict, count in tally)
    yield from (f"removed definition: {name}" for name in diff.removed_definitions)
    yield from _ranks(diff)
    yield from (
        f"claim {each.change}: {each.release}, {each.label}: {each.quote or '(no words)'}"
        for each in diff.review.claims
    )
    yield from (
        f"{each.release} newly reaches {each.definition} ({each.verdict}). Two people have to review that."
        for each in diff.review.reached
    )


def _figures(release: Release) -> Iterator[tuple[str, str]]:
    if release.counted:
        yield from (("count", release.counted), ("rank", release.ranked))


def _ranks(diff: Diff) -> Iterator[str]:
    if diff.ranks_changed:
        yield f"The ranks of {_number(diff.ranks_changed, 'other release')} change."


def _sections(diff: Diff) -> Iterator[str]:
    together = _together(diff)
    yield _reached(diff.review)
    yield _verdict_table(diff, together)
    yield from (_fold(move, names) for move, names in together.items())
    yield _component_table(diff)
    yield _number_table(diff)
    for each in diff.added:
        rows = [(code(name), code(value)) for name, value in (*each.verdicts, *_figures(each))]
        yield f"### New: {code(each.name)} ({code(each.record_id)})\n\n{table(('Definition', 'Verdict'), rows)}"
    yield "\n".join(f"- Removed: {code(each.name)} ({code(each.record_id)})" for each in diff.removed)
    yield "\n".join(f"- Renamed: {code(each.name)}, {code(each.before)} to {code(each.after)}" for each in diff.renamed)
    for name, tally in diff.added_definitions:
        rows = [(code(verdict), str(count)) for verdict, count in tally]
        yield f"### New definition: {code(name)}\n\n{table(('Verdict', 'Releases'), rows)}"
    yield "\n".join(f"- Removed definition: {code(name)}" for name in diff.removed_definitions)
    yield "\n".join(_ranks(diff))
    yield _claim_table(diff.review)
    yield _source_table(diff.review)


def _reached(review: Review) -> str:
    lines = [f"- {code(name)} newly reaches {code(short)}: {code(verdict)}" for name, short, verdict in review.reached]
    return "\n".join(["### Two people have to review this", "", *lines]) if lines else ""


def _claim_table(review: Review) -> str:
    rows = [(code(each.release), each.change, code(each.label), code(each.quote, 400)) for each in review.claims]
    return f"### Claims\n\n{table(('Release', 'Change', 'Label', 'Words'), rows)}" if rows else ""


def _source_table(review: Review) -> str:
    rows = [(code(each.release), code(each.about), code(each.says), address(each.url)) for each in review.sources]
    return f"### Sources to open ({len(rows)})\n\n{table(('Release', 'For', 'Says', 'Address'), rows)}" if rows else ""


def _verdict_table(diff: Diff, together: Moves) -> str:
    rows = [
        (code(release.name), code(each.definition), code(each.before), code(each.after), code(_because(each), 400))
        for release in diff.changed
        for each in _alone(release, together)
    ]
    return f"### Verdicts\n\n{table(('Release', 'Definition', 'Before', 'Now', 'Because'), rows)}" if rows else ""


def _fold(move: tuple[str, str, str, str], names: list[str]) -> str:
    framework, before, after, because = map(code, move)
    said = f"{len(names)} releases under {framework}: {before} to {after}, because {because}"
    return f"- {said}\n  <details><summary>Which</summary>\n\n  {', '.join(map(code, names))}\n\n  </details>"


def _component_table(diff: Diff) -> str:
    rows = [
        (code(release.name), code(each.name), code(each.before), code(each.after))
        for release in diff.changed
        for each in release.components
    ]
    return f"### Components\n\n{table(('Release', 'Component', 'Before', 'Now'), rows)}" if rows else ""


def _number_table(diff: Diff) -> str:
    rows = [
        (code(release.name), what, code(each.before), code(each.after))
        for release in diff.changed
        for what, each in (("count", release.count), ("rank", release.rank))
        if each
    ]
    return f"### Counts and ranks\n\n{table(('Release', 'What', 'Before', 'Now'), rows)}" if rows else ""
