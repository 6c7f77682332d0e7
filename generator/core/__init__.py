"""YAML with positions, problems and codes, paths, SPDX: knows nothing of models."""
