"""Reads the body that GitHub makes of a filled-in issue form: a heading per field, in the order of the form.

The form itself says which headings there are, so that form and reader cannot differ.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_ANSWER = "_No response_"
"""What GitHub writes for a field that was left empty."""


class FormError(ValueError):
    """A text that is not the body of this form; the words say what is missing."""


def labels(form: str) -> dict[str, str]:
    """Return the fields of an issue form (YAML): the heading of each by its id, in order."""
    fields = [field for field in yaml.safe_load(form)["body"] if "id" in field]
    return {field["id"]: field["attributes"]["label"] for field in fields if field["type"] != "checkboxes"}


def answers(body: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return what was answered to each field; an empty text where nothing was.

    Raises FormError when a heading of the form is missing, or stands in another place.
    """
    text = body.replace("\r\n", "\n")
    places = []
    at = 0
    for label in fields.values():
        match = re.compile(rf"^### {re.escape(label)}[ \t]*$", re.MULTILINE).search(text, at)
        if match is None:
            raise FormError(f"the heading `### {label}` is missing, or not in the order of the form")
        places.append(match)
        at = match.end()
    if text[: places[0].start()].strip():
        raise FormError(f"something stands before `{places[0][0]}`")
    ends = [*(match.start() for match in places[1:]), len(text)]
    found = (text[match.end() : end].strip() for match, end in zip(places, ends, strict=True))
    return {name: "" if answer == NO_ANSWER else answer for name, answer in zip(fields, found, strict=True)}
