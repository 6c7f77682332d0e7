"""Enums whose members carry the words that pages print, so that values and words stay together."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self


class DescribedEnum(StrEnum):
    """An enum whose members list their words after their value, in the order of the class annotations."""

    def __new__(cls, value: str, *words: Any) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        for name, word in zip(cls.__annotations__, words, strict=True):
            setattr(member, name, word)
        return member
