"""Reads the issue body that GitHub makes from a filled-in form: one heading per field, in the order of the form.

The headings come from the form itself, so that the form and its reader always agree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_ANSWER = "_No response_"
"""What GitHub writes for an empty field."""


class FormError(ValueError):
    """The text is not the body of this form; the message says why."""


def labels(form: str) -> dict[str, str]:
    """Return the heading of each field of an issue form (YAML) by the id of the field, in order."""
    fields = [field for field in yaml.safe_load(form)["body"] if "id" in field]
    return {field["id"]: field["attributes"]["label"] for field in fields if field["type"] != "checkboxes"}


def answers(body: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the answer to each field, or an empty text.

    Raises FormError if a heading of the form is missing or out of order.
    """
    text = body.replace("\r\n", "\n")
    headings = []
    at = 0
    for label in fields.values():
        match = re.compile(rf"^### {re.escape(label)}[ \t]*$", re.MULTILINE).search(text, at)
        if match is None:
            raise FormError(f"the heading `### {label}` is missing or out of order")
        headings.append(match)
        at = match.end()
    if text[: headings[0].start()].strip():
        raise FormError(f"there is text before `{headings[0][0]}`")
    ends = [*(match.start() for match in headings[1:]), len(text)]
    found = (text[match.end() : end].strip() for match, end in zip(headings, ends, strict=True))
    return {name: "" if answer == NO_ANSWER else answer for name, answer in zip(fields, found, strict=True)}
