"""What a form asks, and whether the answers will do. A field the registry holds is shown, never asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from ayo.common.jsons import Json
from ayo.services.data import Condition, Definition, DocumentNeed, Field, FieldKind

Answers = Mapping[str, Json]


def holds(when: Condition | None, said: Answers) -> bool:
    """Tell whether a condition holds for what has been said; a list answer holds by any of its members."""
    if when is None:
        return True
    answer = said.get(when.field)
    given = answer if isinstance(answer, list) else [answer]
    return any(_text(one) in when.values for one in given)


def asked(made: Definition, *, held: Answers, answers: Answers) -> tuple[Field, ...]:
    """Return the fields that apply and that nobody holds, in the order of the form."""
    said = {**answers, **held}
    return tuple(field for field in made.fields if field.name not in held and holds(field.when, said))


def shown(made: Definition, *, held: Answers) -> tuple[Field, ...]:
    """Return the fields that are known already and only shown."""
    return tuple(field for field in made.fields if field.name in held)


def needed(made: Definition, *, held: Answers, answers: Answers) -> tuple[DocumentNeed, ...]:
    """Return the papers that the case needs for these answers."""
    said = {**answers, **held}
    return tuple(need for need in made.documents if holds(need.when, said))


def judged(fields: Sequence[Field], answers: Answers) -> tuple[dict[str, Json], dict[str, str]]:
    """Return the answers to these fields, and a code for each that will not do; others are dropped.

    Codes: required, text, number, too_small, too_big, too_long, pattern, date, choice, shape, declaration.
    """
    kept: dict[str, Json] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        value = answers.get(field.name)
        if value in (None, "", [], {}) or value is False:
            if field.is_required:
                wrong[field.name] = "declaration" if field.kind is FieldKind.DECLARATION else "required"
            continue
        fault = _fault(field, value)
        if fault:
            wrong[field.name] = fault
        else:
            kept[field.name] = value
    return kept, wrong


def schema(fields: Sequence[Field]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the answers to these fields."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {field.name: field_schema(field) for field in fields},
        "required": [field.name for field in fields if field.is_required],
        "additionalProperties": False,
    }


def field_schema(field: Field) -> dict[str, Any]:
    """Return the JSON Schema of one answer."""
    made = dict(_SHAPES[field.kind])
    if field.kind in {FieldKind.TEXT, FieldKind.PARAGRAPH}:
        made |= {"minLength": field.least or 1, "maxLength": field.most or _LONGEST[field.kind]}
        made |= {"pattern": field.pattern} if field.pattern else {}
    if field.kind in {FieldKind.NUMBER, FieldKind.MONEY}:
        made |= {"minimum": field.least} if field.least is not None else {}
        made |= {"maximum": field.most} if field.most is not None else {}
    if field.options and field.kind is FieldKind.CHOICE:
        made["enum"] = [option.value for option in field.options]
    if field.options and field.kind is FieldKind.CHOICES:
        made["items"] = {"enum": [option.value for option in field.options]}
    if field.kind is FieldKind.TABLE:
        made |= _rows(field)
    return made


def _rows(field: Field) -> dict[str, Any]:
    columns = {column.name: dict(_SHAPES[column.kind]) for column in field.columns}
    for column in field.columns:
        if column.options:
            columns[column.name]["enum"] = [option.value for option in column.options]
    row = {"type": "object", "properties": columns, "required": list(columns), "additionalProperties": False}
    return {"items": row, "minItems": field.least or 1, "maxItems": field.most or 50}


def _fault(field: Field, value: Json) -> str:
    found = Draft202012Validator(field_schema(field), format_checker=_DATES).iter_errors(value)
    error = next(found, None)
    if error is None:
        return ""
    if error.validator == "format":
        return "date"
    return _FAULTS.get(str(error.validator), "shape") if not error.path else "shape"


_DATES = FormatChecker(["date"])


def _text(value: Json) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


_LONGEST = {FieldKind.TEXT: 200, FieldKind.PARAGRAPH: 2000}
_FAULTS = {
    "type": "shape", "minLength": "required", "maxLength": "too_long", "pattern": "pattern", "minimum": "too_small",
    "maximum": "too_big", "enum": "choice", "minItems": "required", "maxItems": "too_long", "const": "declaration",
}  # fmt: skip
_UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
_SHAPES: Mapping[FieldKind, Mapping[str, Any]] = {
    FieldKind.TEXT: {"type": "string"},
    FieldKind.PARAGRAPH: {"type": "string"},
    FieldKind.NUMBER: {"type": "number"},
    FieldKind.MONEY: {"type": "integer"},
    FieldKind.DATE: {"type": "string", "format": "date"},
    FieldKind.CHOICE: {"type": "string"},
    FieldKind.CHOICES: {"type": "array", "uniqueItems": True, "minItems": 1, "items": {"type": "string"}},
    FieldKind.PERSON: {
        "type": "object",
        "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 120}, "relation": {"type": "string"}},
        "required": ["name"],
        "additionalProperties": False,
    },
    FieldKind.MEMBER: _UUID,
    FieldKind.ADDRESS: {
        "type": "object",
        "properties": {
            "kelurahan": {"type": "string", "minLength": 1},
            "rw": {"type": "string", "pattern": "^[0-9]{3}$"},
            "rt": {"type": "string", "pattern": "^[0-9]{3}$"},
            "street": {"type": "string", "minLength": 1, "maxLength": 200},
            "postal_code": {"type": "string", "pattern": "^([0-9]{5})?$"},
        },
        "required": ["kelurahan", "rw", "rt", "street"],
        "additionalProperties": False,
    },
    FieldKind.POINT: {
        "type": "object",
        "properties": {
            "latitude": {"type": "number", "minimum": -90, "maximum": 90},
            "longitude": {"type": "number", "minimum": -180, "maximum": 180},
        },
        "required": ["latitude", "longitude"],
        "additionalProperties": False,
    },
    FieldKind.FILE: _UUID,
    FieldKind.TABLE: {"type": "array"},
    FieldKind.DECLARATION: {"const": True},
}
