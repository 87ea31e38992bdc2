"""One way to write JSON, so that the same facts always give the same bytes."""

import hashlib
from typing import TypeAlias

import orjson

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def canonical(value: object) -> bytes:
    """Return UTF-8 JSON with sorted keys and no spaces; dates and UUIDs become text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def read(column: "str | bytes | Json") -> "Json":
    """Return a JSON column as Python has it: Django's connections hand it over as text, others already read."""
    return orjson.loads(column) if isinstance(column, str | bytes) else column


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()
