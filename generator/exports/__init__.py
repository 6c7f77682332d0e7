"""Text for programs: one module for each kind."""
