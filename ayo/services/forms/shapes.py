"""From a question of the catalogue to inputs and back: a value of several parts is several inputs under one name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ayo.common.jsons import Json
from ayo.region.facade import pack
from ayo.services import spoken
from ayo.services.data import Field, FieldKind
from ayo.services.forms import inputs
from ayo.services.rules import typed

MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Around:
    """What the inputs need to know beside the question: who can be chosen, how many rows each table has."""

    members: Sequence[tuple[str, str]] = ()
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shape:
    """Inputs by name, the first values for them, and the answer they come to."""

    inputs: Callable[[Field, Around], dict[str, forms.Field]]
    first: Callable[[Field, Json], dict[str, Any]]
    read: Callable[[Field, Mapping[str, Any]], Json]


def of(question: Field) -> Shape:
    return _SHAPES.get(question.kind, _ONE)


def part(question: Field, name: str) -> str:
    return f"{question.name}__{name}"


def _one(question: Field, around: Around) -> dict[str, forms.Field]:
    choices = around.members if question.kind is FieldKind.MEMBER else _choices(question)
    made = inputs.made(
        question.kind, label=spoken.words(question.label), required=question.is_required, choices=choices
    )
    made.help_text = spoken.words(question.help)
    return {question.name: made}


def _choices(question: Field) -> inputs.Choices:
    return inputs.choices_of(question.options, question.concept)


def _person(question: Field, _around: Around) -> dict[str, forms.Field]:
    return {
        part(question, "name"): _words(_("Nama lengkap"), 120, required=question.is_required),
        part(question, "relation"): _words(_("Hubungan dengan Anda"), 60, required=False),
    }


def _address(question: Field, _around: Around) -> dict[str, forms.Field]:
    areas, needed = pack().areas, question.is_required
    grouped = [(whole.name, [(one.code, one.name) for one in areas.children(whole.code)]) for whole in areas.kecamatan]
    missing = {"required": spoken.fault("unknown_kelurahan"), "invalid_choice": spoken.fault("unknown_kelurahan")}
    chosen = forms.ChoiceField(
        label=_("Kelurahan"), choices=[("", _("Pilih kelurahan")), *grouped], required=needed, error_messages=missing
    )
    return {
        part(question, "street"): _words(_("Jalan dan nomor"), 200, required=needed),
        part(question, "kelurahan"): chosen,
        part(question, "rt"): _digits(_("RT"), 3, required=needed),
        part(question, "rw"): _digits(_("RW"), 3, required=needed),
        part(question, "postal_code"): _digits(_("Kode pos"), 5, required=False),
    }


def _point(question: Field, _around: Around) -> dict[str, forms.Field]:
    return {
        part(question, name): inputs.made(FieldKind.NUMBER, label=label, required=question.is_required, choices=())
        for name, label in (("latitude", _("Lintang")), ("longitude", _("Bujur")))
    }


def _words(label: str, most: int, *, required: bool) -> forms.Field:
    missing = {"required": spoken.fault("required"), "max_length": spoken.fault("too_long")}
    return forms.CharField(label=label, required=required, max_length=most, error_messages=missing)


def _digits(label: str, most: int, *, required: bool) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": str(most), "autocomplete": "off"})
    fault = spoken.fault("bad_postal_code" if most > 3 else "bad_rt_rw")
    pattern = r"\d{5}" if most > 3 else r"\d{1,3}"
    return forms.RegexField(
        rf"^{pattern}$", label=label, required=required, widget=widget,
        error_messages={"invalid": fault, "required": fault},
    )  # fmt: skip


def _table(question: Field, around: Around) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        part(question, "rows"): forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=MOST_ROWS)
    }
    for row in range(around.rows.get(question.name, 1)):
        for column in question.columns:
            label = spoken.words(column.label)
            choices = inputs.choices_of(column.options, "")
            made[part(question, f"{row}__{column.name}")] = inputs.made(
                column.kind, label=label, required=False, choices=choices
            )
    return made


def _first_of_parts(question: Field, value: Json) -> dict[str, Any]:
    return {part(question, name): one for name, one in value.items()} if isinstance(value, dict) else {}


def _first_of_rows(question: Field, value: Json) -> dict[str, Any]:
    rows = value if isinstance(value, list) else []
    first: dict[str, Any] = {part(question, "rows"): max(1, len(rows))}
    for number, row in enumerate(rows):
        if isinstance(row, dict):
            first |= {part(question, f"{number}__{name}"): one for name, one in row.items()}
    return first


def _read_parts(question: Field, cleaned: Mapping[str, Any]) -> Json:
    found = {
        name.removeprefix(f"{question.name}__"): inputs.plain(value)
        for name, value in cleaned.items()
        if name.startswith(f"{question.name}__")
    }
    kept: dict[str, Json] = {name: value for name, value in found.items() if value is not None}
    for name in ("rt", "rw"):
        if question.kind is FieldKind.ADDRESS and name in kept:
            kept[name] = typed.three_digits(str(kept[name]))
    return kept or None


def _read_rows(question: Field, cleaned: Mapping[str, Any]) -> Json:
    """Return the rows that say anything; an empty one is no row."""
    found: list[Json] = []
    for number in range(MOST_ROWS):
        row = {
            column.name: inputs.plain(cleaned.get(part(question, f"{number}__{column.name}")))
            for column in question.columns
        }
        said: dict[str, Json] = {name: value for name, value in row.items() if value is not None}
        if said:
            found.append(said)
    return found or None


_ONE = Shape(
    _one,
    lambda question, value: {question.name: value},
    lambda question, cleaned: inputs.plain(cleaned.get(question.name)),
)
_SHAPES: Mapping[FieldKind, Shape] = {
    FieldKind.PERSON: Shape(_person, _first_of_parts, _read_parts),
    FieldKind.ADDRESS: Shape(_address, _first_of_parts, _read_parts),
    FieldKind.POINT: Shape(_point, _first_of_parts, _read_parts),
    FieldKind.TABLE: Shape(_table, _first_of_rows, _read_rows),
}
