"""Renders the pages of the site."""
