"""The command line: the only package that prints or exits.

Exit codes: 0 all is well, 1 problems in the data, 2 the command cannot run.
"""

from generator.cli import assess, build, check, new, refresh

__all__ = ["assess", "build", "check", "new", "refresh"]
