"""Reads and writes files. Every file that the project writes passes through here.

A file holds its old content or its new content at any moment, also when the process is killed or the power fails.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_text(file: Path) -> str:
    """Return the text of a file with its line endings as they are; "" if it does not exist or is not UTF-8."""
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def write(file: Path, content: str | bytes) -> None:
    """Replace the content of a file, or create it with its folders. Raises OSError, and then changes nothing."""
    new = _written_beside(file, content)
    try:
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def write_new(file: Path, content: str | bytes) -> bool:
    """Create a file; return False and change nothing if it exists. Raises OSError."""
    new = _written_beside(file, content)
    try:
        file.hardlink_to(new)
    except FileExistsError:
        return False
    finally:
        new.unlink()
    return True


def write_all(root: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write files one by one, by their path under `root`, in their order. Raises OSError; each file is whole."""
    for path, content in contents.items():
        write(root / path, content)


def append(file: Path, text: str) -> None:
    """Add text to a file that another program owns, such as the outputs of a workflow step. Raises OSError."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text)


def _written_beside(file: Path, content: str | bytes) -> Path:
    """Write the content to a hidden file in the same folder and sync it, so that it can take the file's place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    try:
        with new.open("wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return new
