"""Runs the command line: `python -m generator`."""

import gc

import generator.cli  # noqa: F401  # the commands register themselves
from generator.cli.app import app

# A catalog consists of many small values without cycles. Looking for cycles less often halves the time to read it.
gc.set_threshold(200_000, 20, 100)
app(prog_name="python -m generator")
