"""Draws each conclusion about a release in one place."""
