"""Runs the command line: `python -m generator`."""

import generator.cli  # noqa: F401  # the commands register themselves
from generator.cli.app import app

app(prog_name="python -m generator")
