"""Helps people write records: drafts, issue forms, repairs."""
