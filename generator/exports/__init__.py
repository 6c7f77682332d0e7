"""Output for programs: one module per kind of output, each turning the scorecard into plain data or text."""
