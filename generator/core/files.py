"""Reads and writes files. Every file that the project writes passes through here.

At any moment a file holds either its old or its new content, even if the process is killed or the power fails.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def read_text(file: Path) -> str:
    """Return the text of a file with its line endings unchanged; "" if the file does not exist or is not UTF-8."""
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def stamp(file: Path) -> tuple[int, int]:
    """Return what changes when somebody writes the file: its time of modification in nanoseconds, and its size."""
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def write(file: Path, content: str | bytes) -> None:
    """Replace the content of a file, or create the file and its folders. Raises OSError, and then changes nothing.

    A device or a pipe, such as /dev/stdout, is never replaced; the content goes through it.
    """
    if file.exists() and not file.is_file() and not file.is_dir():
        file.write_bytes(_bytes(content))
        return
    new = _write_temporary(file, content)
    try:
        if file.exists():
            new.chmod(file.stat().st_mode)  # only the content is ours to change
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def write_output(file: Path, content: str | bytes) -> None:
    """Write one of thousands of files that a build makes, in a folder that the build emptied. Raises OSError.

    It is several times as fast as `write`. A build that is stopped may leave half a file; the next build replaces it.
    """
    try:
        file.write_bytes(_bytes(content))
    except FileNotFoundError:  # the first file of a folder
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_bytes(content))


def write_new(root: Path, contents: Mapping[str, str | bytes]) -> None:
    """Create files, each at its path under `root`, or none of them.

    Raises FileExistsError if one of them exists, and OSError if one cannot be written.
    """
    made: list[str] = []
    try:
        for path, content in contents.items():
            _create(root / path, content)
            made.append(path)
    except BaseException:
        remove(root, made)
        _prune(root, contents)
        raise


def remove(root: Path, paths: Iterable[str]) -> None:
    """Remove files by their paths under `root`, and the folders that become empty. Raises OSError."""
    gone = tuple(paths)
    for path in gone:
        (root / path).unlink(missing_ok=True)
    _prune(root, gone)


def write_all(root: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write files in order, each to its path under `root`. Raises OSError; no file is left half-written."""
    for path, content in contents.items():
        write(root / path, content)


def append(file: Path, text: str) -> None:
    """Append text to a file that another program owns, such as the outputs of a workflow step. Raises OSError."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text)


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a temporary folder, for a library that can only read and write files."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


def _create(file: Path, content: str | bytes) -> None:
    new = _write_temporary(file, content)
    try:
        file.hardlink_to(new)
    finally:
        new.unlink()


def _prune(root: Path, paths: Iterable[str]) -> None:
    """Remove those folders of files that are empty."""
    for folder in (folder for path in paths for folder in PurePath(path).parents[:-1]):
        with suppress(OSError):  # it holds other files, or does not exist
            (root / folder).rmdir()


def _write_temporary(file: Path, content: str | bytes) -> Path:
    """Write the content to a hidden file in the same folder and sync it, so that it can replace the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    try:
        with new.open("wb") as stream:
            stream.write(_bytes(content))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        new.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(file)) from None  # names the file that people know
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return new


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
