"""What every noun is made of: the frozen base, the shapes of its fields, and pydantic's errors in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    RootModel,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
)

from generator.core.codes import Code
from generator.core.problem import DataError, KeyPath, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.core.yaml_source import Source

FIRST_DAY = date(2010, 1, 1)
"""Nothing the scorecard speaks of was released or looked at before this day."""


class Entity(BaseModel):
    """A frozen data sheet. Keys in YAML are the field names with dashes; a key it does not know is an error."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        populate_by_name=True,
        use_attribute_docstrings=True,
    )


@dataclass(frozen=True)
class Context:
    """What a noun may refer to while it is read: today's date and the ids of the other rooms."""

    today: date
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)


def _iso_day(value: Any) -> date:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise DataError(Code.NOT_A_DATE, "not a date; write it as 2026-01-31")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise DataError(Code.NOT_A_DATE, "there is no such day") from None


def _past_day(value: date, info: ValidationInfo) -> date:
    if info.context and value > info.context.today:
        raise DataError(Code.IN_THE_FUTURE, f"{value} lies in the future")
    return value


def _recent_day(value: date) -> date:
    if value < FIRST_DAY:
        raise DataError(Code.TOO_EARLY, f"{value} is before {FIRST_DAY.year}")
    return value


def _release_day(value: str, info: ValidationInfo) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value):
        raise DataError(Code.NOT_A_DATE, "not a date; write it as 2026-01-31, or as 2026-01 when the day is not known")
    day = value if len(value) == len("2026-01-31") else f"{value}-01"
    _recent_day(_past_day(_iso_day(day), info))
    return value


# A name with dots whose last part is no number; letters of other scripts, which can pass for ours, as xn--...
_PUBLIC_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](?::[0-9]{1,5})?", flags=re.IGNORECASE
)


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"[\s<>\"'`\\{}|^]", value):
        raise DataError(
            Code.NOT_AN_ADDRESS, "not a web address; it has to start with https:// and hold no spaces or quotes"
        )
    if not _PUBLIC_HOST.fullmatch(parts.netloc):
        raise DataError(
            Code.NOT_AN_ADDRESS,
            "not a public web address; between // and / stands a name such as example.org, nothing else",
        )
    return value


def known_id(room: str, one: str) -> Callable[[str, ValidationInfo], str]:
    """Return a validator: the text has to be the id of an entry of this room (`one` names a single entry)."""

    def check(value: str, info: ValidationInfo) -> str:
        ids = info.context.ids.get(room) if info.context else None
        if ids is not None and value not in ids:
            raise DataError(Code.UNKNOWN_ID, f"unknown {one} `{value}`{did_you_mean(value, ids)}")
        return value

    return check


def _free_id(value: str) -> str:
    if value == RESERVED_ID:
        raise DataError(Code.RESERVED, f"`{RESERVED_ID}` is the address of a list; choose another id")
    return value


ID = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
"""An id: whole words in lower case, joined by dashes (a dot inside a version number is fine)."""
RESERVED_ID = "index"
"""The one id that nothing may have, because its page would stand where the list of its room is."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Url = Annotated[
    str,
    StringConstraints(max_length=500),
    AfterValidator(_web_address),
    WithJsonSchema({"type": "string", "maxLength": 500, "pattern": r"^https?://[^\s<>\"'`\\{}|^]+$"}),
]
Day = Annotated[
    date,
    BeforeValidator(_iso_day),
    AfterValidator(_past_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-01-31"]}),
]
CheckedDay = Annotated[Day, AfterValidator(_recent_day)]
ReleaseDay = Annotated[
    str,
    AfterValidator(_release_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$", "examples": ["2026-01-31", "2026-01"]}),
]
HUB_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*$"
COUNTRY = r"^[A-Z]{2}$"
Id = Annotated[str, StringConstraints(pattern=f"^{ID}$"), AfterValidator(_free_id)]
HubId = Annotated[str, StringConstraints(pattern=HUB_ID, max_length=96)]
Country = Annotated[str, StringConstraints(pattern=COUNTRY)]
ComponentId = Annotated[str, AfterValidator(known_id("components", "component"))]
RecordId = Annotated[str, StringConstraints(pattern=f"^{ID}/{ID}$")]

N = TypeVar("N", bound=BaseModel)


def parse(noun: type[N], source: Source, known: Context) -> N | tuple[Problem, ...]:
    """Read one noun from a source. Return the noun, or every problem that it has."""
    try:
        return noun.model_validate(source.data, context=known)
    except ValidationError as error:
        return tuple(_problem(noun, source, detail) for detail in _own_errors(error.errors(include_url=False)))


def _own_errors(details: Sequence[Any]) -> Sequence[Any]:
    """Drop "too short" where an item of that list is wrong itself: pydantic counts only the sound ones."""
    inside = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in inside]


def _problem(noun: type[BaseModel], source: Source, detail: Any) -> Problem:
    kind, context = detail["type"], detail.get("ctx", {})
    path: KeyPath = tuple(step for step in detail["loc"] if step != "[key]")
    error = context.get("error")
    path += getattr(error, "path", ())
    at_key = kind == "extra_forbidden" or "[key]" in detail["loc"]
    if isinstance(error, DataError):
        code, words = error.code, str(error)
    elif kind == "extra_forbidden":
        code = Code.UNKNOWN_KEY
        words = f"unknown key `{path[-1]}`{did_you_mean(str(path[-1]), _keys_at(noun, path[:-1]))}"
    elif kind == "missing":
        code, words, path = Code.MISSING_KEY, f"`{path[-1]}` is missing", path[:-1]
    elif kind == "enum":
        code, words = Code.NOT_ONE_OF, _not_one_of(detail["input"], re.findall(r"'([^']*)'", context["expected"]))
    elif kind == "string_pattern_mismatch":
        code, words = Code.NOT_AN_ID, _FORMS[context["pattern"]]
    else:
        code, form = _KINDS.get(kind, (Code.WRONG_SHAPE, "{msg}"))
        words = form.format(msg=detail["msg"], **context)
    return source.problem(path, code, words, at_key=at_key)


_KINDS = {
    "model_type": (Code.WRONG_SHAPE, "expected keys and values here"),
    "dict_type": (Code.WRONG_SHAPE, "expected keys and values here"),
    "mapping_type": (Code.WRONG_SHAPE, "expected keys and values here"),
    "tuple_type": (Code.WRONG_SHAPE, "expected a list here"),
    "string_type": (Code.WRONG_SHAPE, "expected text here"),
    "string_too_short": (Code.EMPTY, "the text is empty"),
    "string_too_long": (Code.TOO_LONG, "the text is longer than {max_length} characters"),
    "too_short": (Code.EMPTY, "at least {min_length} expected here"),
    "int_parsing": (Code.NOT_A_NUMBER, "not a whole number"),
    "int_parsing_size": (Code.NOT_A_NUMBER, "a number with too many digits"),
    "int_type": (Code.NOT_A_NUMBER, "expected a whole number here"),
    "bool_parsing": (Code.WRONG_SHAPE, "neither true nor false"),
    "bool_type": (Code.WRONG_SHAPE, "expected true or false here"),
    "decimal_parsing": (Code.NOT_A_NUMBER, "not a number"),
    "finite_number": (Code.NOT_A_NUMBER, "not a number"),
    "decimal_type": (Code.NOT_A_NUMBER, "expected a number here"),
    "greater_than": (Code.OUT_OF_RANGE, "has to be more than {gt}"),
    "less_than_equal": (Code.OUT_OF_RANGE, "has to be at most {le}"),
}


_FORMS = {
    f"^{ID}$": "not an id; write words in lower case, joined by dashes",
    f"^{ID}/{ID}$": "not the id of a record; write it as developer/model, in lower case with dashes",
    HUB_ID: "not the id of a repository on the Hub; write it as organization/name",
    COUNTRY: "not a country; write its two capital letters, such as CH",
}


def _not_one_of(value: Any, words: Sequence[str]) -> str:
    if not isinstance(value, str):
        return f"expected one of {', '.join(words)}"
    return f"`{value}` is not one of {', '.join(words)}{did_you_mean(value, words)}"


def _keys_at(noun: Any, path: KeyPath) -> list[str]:
    """Return the keys that the noun knows at a path, to suggest one of them."""
    for step in path:
        noun = _inner(noun, step)
    if isinstance(noun, type) and issubclass(noun, BaseModel):
        return [info.alias or name for name, info in noun.model_fields.items()]
    return []


def _inner(noun: Any, step: str | int) -> Any:
    if isinstance(noun, type) and issubclass(noun, RootModel):
        noun = noun.model_fields["root"].annotation
    if isinstance(noun, type) and issubclass(noun, BaseModel):
        fields = {info.alias or name: info.annotation for name, info in noun.model_fields.items()}
        return _without_none(fields.get(str(step)))
    arguments = [argument for argument in get_args(noun) if argument is not Ellipsis]
    is_map = get_origin(noun) in {dict, Mapping}
    return _without_none(arguments[1 if is_map else 0]) if arguments else None


def _without_none(annotation: Any) -> Any:
    """Return X for an annotation `X | None`."""
    arguments = [argument for argument in get_args(annotation) if argument is not type(None)]
    return arguments[0] if len(arguments) == 1 and type(None) in get_args(annotation) else annotation
