"""Reads the data folder into one catalog."""
