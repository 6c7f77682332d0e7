"""Runs the command line: `python -m generator`."""

import gc

import generator.cli  # noqa: F401  # the commands register themselves
from generator.cli.app import app

# A catalog is many small values without cycles: to look for cycles less often halves the time that reading takes.
gc.set_threshold(200_000, 20, 100)
app(prog_name="python -m generator")
