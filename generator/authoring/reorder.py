"""Puts the keys of a record in order. Each key moves with its comments; what the record means never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.core.yaml_source import Source, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.core.problem import KeyPath

MODELINE = "# yaml-language-server:"


def reorder(text: str, file: str, orders: Mapping[KeyPath, Sequence[str]]) -> str:
    """Put the keys at each key path of `orders` in that order; return the same text if its meaning would change."""
    before, made = read(text.encode(), file), text
    for path, order in orders.items():
        made = _reordered(made, file, path, order)
    after = read(made.encode(), file)
    is_same = isinstance(before, Source) and isinstance(after, Source) and before.data == after.data
    return made if is_same else text


def _reordered(text: str, file: str, path: KeyPath, order: Sequence[str]) -> str:
    source, lines = read(text.encode(), file), text.split("\n")[:-1]
    if not isinstance(source, Source):
        return text
    starts = _starts(source, path)
    if not starts or _in_braces(lines, source, path):
        return text
    made = _sorted(lines, starts, order, _end(lines, source, path, max(starts.values())))
    return "\n".join(made) + "\n"


def _starts(source: Source, path: KeyPath) -> dict[str, int]:
    """Return the line of every key of a map, in the order of the file."""
    found = {str(key[-1]): line for key, (line, _) in source.keys.items() if key[:-1] == path}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def _in_braces(lines: list[str], source: Source, path: KeyPath) -> bool:
    """Return whether a map is in braces, where keys do not own their lines; its order stays as it is."""
    line, column = source.values[path]
    return lines[line - 1][column - 1] == "{"


def _end(lines: list[str], source: Source, path: KeyPath, last: int) -> int:
    """Return where a map ends whose last key is on this line: before the comments of the key that follows, if any."""
    following = [line for key, (line, _) in source.keys.items() if len(key) <= len(path) and line > last]
    if not following:
        return len(lines)
    stop = min(following) - 1
    while stop and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
        stop -= 1
    return stop


def _sorted(lines: list[str], starts: dict[str, int], order: Sequence[str], stop: int) -> list[str]:
    """Sort the blocks of some keys, each with the comments above it, unless the order lacks one of them."""
    rank = {key: number for number, key in enumerate(order)}
    ranks = [rank.get(key, -1) for key in starts]
    if -1 in ranks or ranks == sorted(ranks):
        return lines
    firsts = [_with_comments(lines, line) for line in starts.values()]
    blocks = [lines[a:b] for a, b in zip(firsts, [*firsts[1:], stop], strict=True)]
    pairs = sorted(zip(ranks, range(len(blocks)), blocks, strict=True))
    return [*lines[: firsts[0]], *(line for _, _, block in pairs for line in block), *lines[stop:]]


def _with_comments(lines: list[str], line: int) -> int:
    """Return the index where the comments and empty lines above a key begin."""
    at = line - 1
    while at and _is_comment_on(lines[line - 1], lines[at - 1]):
        at -= 1
    while at and not lines[at - 1].strip():
        at -= 1
    return at


def _is_comment_on(key: str, line: str) -> bool:
    """Return whether a line above a key is a comment on it: the modeline and deeper comments belong to no key below."""
    if not line.lstrip().startswith("#") or line.startswith(MODELINE):
        return False
    return len(line) - len(line.lstrip()) <= len(key) - len(key.lstrip())
