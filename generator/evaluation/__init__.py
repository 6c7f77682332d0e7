"""Puts the facts of a release to the clauses of a framework."""
