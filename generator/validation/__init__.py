"""Checks a project: each file by itself, then the files against each other."""
