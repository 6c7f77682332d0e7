"""Closed lists whose members carry the words that the pages print, so that a list and its words cannot part."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self


class DescribedEnum(StrEnum):
    """A closed list: after its value each member gives its words, in the order in which the class declares them."""

    def __new__(cls, value: str, *words: Any) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        for name, word in zip(cls.__annotations__, words, strict=True):
            setattr(member, name, word)
        return member
