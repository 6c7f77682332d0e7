"""Checks the facts of a release against the clauses of a framework."""
