"""The command line: the only room that prints or exits.

Exit codes: 0 all is well, 1 problems in the data, 2 the command cannot run.
"""

from generator.cli import checking, drafting, network, reading, sites
from generator.cli.shared import app

__all__ = ["app", "checking", "drafting", "network", "reading", "sites"]
