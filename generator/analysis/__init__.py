"""Draws every conclusion about a release, once."""
