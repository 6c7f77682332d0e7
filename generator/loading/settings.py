"""Reads what the generator needs from `mkdocs.yml`: where the site is published and where its data can be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

FILE = "mkdocs.yml"


class SettingsError(Exception):
    """`mkdocs.yml` cannot be read; the message says why."""


@dataclass(frozen=True)
class Settings:
    """The addresses of a project; empty where `mkdocs.yml` gives none."""

    site: str = ""
    """Where the site is published; ends with a slash."""
    repository: str = ""
    """Where the data's files can be read and edited."""


def read_settings(root: Path) -> Settings:
    """Return the settings of the project at `root`; without `mkdocs.yml` they are empty. Raises SettingsError."""
    config = read_config(root) if (root / FILE).is_file() else {}
    return Settings(str(config.get("site_url") or ""), str((config.get("extra") or {}).get("repository") or ""))


def read_config(root: Path) -> dict[str, Any]:
    """Return all of `mkdocs.yml`. Raises SettingsError."""
    try:
        config = yaml.safe_load((root / FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"{FILE} cannot be read: {error}") from None
    if not isinstance(config, dict):
        raise SettingsError(f"{FILE} holds no keys and values")
    return config
