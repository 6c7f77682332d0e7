"""Text for terminals and pull requests."""
