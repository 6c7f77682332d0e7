"""The command line: the only package that prints or exits.

Exit codes: 0 success, 1 problems in the data, 2 the command cannot run, 130 stopped with Ctrl-C.
"""

from generator.cli import (
    assess,
    build,
    census,
    check,
    diff,
    doctor,
    explain,
    links,
    new,
    record,
    refresh,
    sample,
    serve,
)

__all__ = [
    "assess",
    "build",
    "census",
    "check",
    "diff",
    "doctor",
    "explain",
    "links",
    "new",
    "record",
    "refresh",
    "sample",
    "serve",
]
