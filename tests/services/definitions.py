"""Definitions to judge: the shipped ones, and small changes of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ayo.services.catalogue import loading
from ayo.services.data import Condition, Definition, DocumentNeed, Field, FieldKind, Option


def shipped() -> tuple[Definition, ...]:
    """Return the newest version of every service of the region."""
    newest: dict[str, Definition] = {}
    for made, _values in loading.shipped():
        if made.code not in newest or made.number > newest[made.code].number:
            newest[made.code] = made
    return tuple(newest.values())


def service(code: str) -> Definition:
    return next(one for one in shipped() if one.code == code)


def field(name: str, label: str, english: str = "", kind: FieldKind = FieldKind.TEXT, **more: Any) -> Field:
    plain: dict[str, Any] = {
        "help": {}, "step": "keperluan", "concept": "", "is_required": True, "when": None, "options": (), "columns": (),
        "pattern": "", "least": None, "most": None, "is_asked_anew": True,
    }  # fmt: skip
    return Field(name=name, kind=kind, label={"id": label, "en": english or label}, **(plain | more))


def paper(kind: str, label: str, **more: Any) -> DocumentNeed:
    plain: dict[str, Any] = {
        "help": {}, "is_required": True, "when": None, "valid_days": 30, "produced_by": "", "confirms": "",
    }  # fmt: skip
    return DocumentNeed(kind=kind, label={"id": label, "en": label}, **(plain | more))


def options(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value, {"id": value, "en": value}) for value in values)


def when(name: str, *values: str) -> Condition:
    return Condition(name, values)


def with_fields(made: Definition, *fields: Field) -> Definition:
    return replace(made, fields=(*made.fields, *fields))


def with_papers(made: Definition, *papers: DocumentNeed) -> Definition:
    return replace(made, documents=(*made.documents, *papers))


def other(made: Definition, **changes: Any) -> Definition:
    return replace(made, **changes)


def values_of(code: str) -> Mapping[str, Any]:
    """Return what the newest version of a service was read from."""
    newest = service(code).number
    return next(values for made, values in loading.shipped() if (made.code, made.number) == (code, newest))
