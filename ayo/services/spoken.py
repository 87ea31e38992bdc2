"""How answers, states, deeds and faults are said to people; no code of ours reaches a page by itself."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.common.jsons import Json
from ayo.registry import facade as registry
from ayo.services.data import Column, Deed, Field, FieldKind, State, Words, said
from ayo.services.rules import concepts
from ayo.ui import filters
from ayo.ui.states import State as Look

FAULTS: Mapping[str, Promise] = {
    "required": later("Isian ini belum diisi."),
    "text": later("Tulis dengan huruf."),
    "number": later("Tulis dengan angka."),
    "too_small": later("Angka ini terlalu kecil."),
    "too_big": later("Angka ini terlalu besar."),
    "too_long": later("Terlalu panjang."),
    "pattern": later("Bentuknya belum sesuai. Lihat keterangan di atas isian."),
    "date": later("Tulis tanggal seperti 24/11/1990."),
    "choice": later("Pilih salah satu dari daftar."),
    "shape": later("Lengkapi isian ini."),
    "declaration": later("Centang pernyataan ini bila benar."),
    "changed": later("Dijawab lain di perangkat lain."),
    "too_many": later("Terlalu banyak baris."),
}
STATES: Mapping[str, Look] = {
    State.SUBMITTED: Look(later("Terkirim"), "flow", "inbox"),
    State.VERIFYING: Look(later("Diperiksa"), "flow", "search"),
    State.NEEDS_FIX: Look(later("Giliran Anda"), "turn", "edit"),
    State.PROCESSING: Look(later("Diproses"), "flow", "sync"),
    State.AWAITING_SIGNATURE: Look(later("Menunggu tanda tangan"), "flow", "edit"),
    State.DONE: Look(later("Selesai"), "ok", "check"),
    State.REJECTED: Look(later("Ditolak"), "bad", "x"),
    State.CANCELLED: Look(later("Dibatalkan"), "", "undo"),
    State.EXPIRED: Look(later("Kedaluwarsa"), "bad", "clock"),
}
DEEDS: Mapping[str, Promise] = {
    Deed.SUBMITTED: later("Permohonan terkirim"),
    Deed.TAKEN: later("Mulai dikerjakan"),
    Deed.RELEASED: later("Dikembalikan ke antrean"),
    Deed.STAGE_DONE: later("Selesai: %(stage)s"),
    Deed.RETURNED: later("Petugas meminta perbaikan"),
    Deed.RESUBMITTED: later("Anda menjawab"),
    Deed.TRANSFERRED: later("Diteruskan ke kantor lain"),
    Deed.ESCALATED: later("Naik ke atasan karena lewat janji"),
    Deed.MESSAGE: later("Pesan dari %(who)s"),
    Deed.NOTE: later("Catatan dalam"),
    Deed.REJECTED: later("Permohonan ditolak"),
    Deed.CANCELLED: later("Anda membatalkan permohonan"),
    Deed.EXPIRED: later("Permohonan kedaluwarsa"),
    Deed.CLOSED: later("Urusan selesai"),
    Deed.CONFIRMED: later("Hasil dinyatakan benar"),
    Deed.REOPENED: later("Anda meminta hasil diperbaiki"),
    Deed.LETTER: later("Surat terbit"),
    Deed.LETTER_REVOKED: later("Surat dicabut"),
    Deed.RATED: later("Anda menilai layanan ini"),
}
_BY_APPLICANT: Mapping[str, Promise] = {
    Deed.RESUBMITTED: later("Pemohon menjawab"),
    Deed.CANCELLED: later("Pemohon membatalkan permohonan"),
    Deed.REOPENED: later("Pemohon meminta hasil diperbaiki"),
    Deed.RATED: later("Pemohon menilai layanan ini"),
}
ELEMENTS: Mapping[str, tuple[Promise, Promise]] = {
    "U1": (later("Persyaratan"), later("Seberapa sesuai persyaratan dengan jenis layanannya?")),
    "U2": (later("Prosedur"), later("Seberapa mudah prosedurnya?")),
    "U3": (later("Waktu"), later("Seberapa cepat selesai?")),
    "U4": (later("Biaya"), later("Seberapa wajar biayanya?")),
    "U5": (later("Hasil"), later("Seberapa sesuai hasilnya dengan yang dijanjikan?")),
    "U6": (later("Kemampuan petugas"), later("Seberapa mampu petugasnya?")),
    "U7": (later("Sikap petugas"), later("Seberapa sopan dan ramah petugasnya?")),
    "U8": (later("Penanganan pengaduan"), later("Seberapa baik pertanyaan dan pengaduan ditangani?")),
    "U9": (later("Sarana"), later("Seberapa baik aplikasi dan tempat layanannya?")),
}
GRADES: Mapping[int, Promise] = {4: later("Sangat baik"), 3: later("Baik"), 2: later("Kurang"), 1: later("Buruk")}
QUALITIES: Mapping[str, Promise] = {
    "A": later("Sangat baik"),
    "B": later("Baik"),
    "C": later("Kurang baik"),
    "D": later("Tidak baik"),
}


def words(given: Words) -> str:
    """Return words of the catalogue in the reader's language."""
    return said(given, get_language() or "id")


def fault(code: str) -> str:
    """Return what is wrong with an answer; what the registry found wrong is said in its words."""
    return str(FAULTS[code]) if code in FAULTS else registry.words.fault(code)


def state(code: str) -> Look:
    return STATES[code]


def deed(code: str, *, stage: str, who: str, by_office: bool, is_mine: bool) -> str:
    """Return what happened. Who followed a case of somebody else did not do what the applicant did."""
    if not by_office and not is_mine and code in _BY_APPLICANT:
        return str(_BY_APPLICANT[code])
    if code == Deed.MESSAGE and not by_office:
        return _("Pesan Anda") if is_mine else _("Pesan pemohon")
    return str(DEEDS[code]) % {"stage": stage.lower(), "who": who}


def on_behalf(who: str) -> str:
    return _("oleh %(who)s, dengan kuasa") % {"who": who}


def helped_by(who: str) -> str:
    return _("dibantu oleh %(who)s") % {"who": who}


def filled_by_itself(known: int, total: int) -> str:
    return _("%(n)s dari %(of)s isian terisi sendiri") % {"n": known, "of": total}


def source(code: str) -> str:
    return registry.words.source(code) if code else ""


def said_in(number: str) -> str:
    """Return where somebody said something before: in a case that an office accepted."""
    return _("Anda, urusan %(number)s") % {"number": number}


def answer(field: Field, value: Json, names: Mapping[str, str]) -> str:
    """Return an answer as people read it; `names` says what the ids of persons and files in it are called."""
    if value in (None, "", [], {}):
        return ""
    if field.concept and not concepts.is_answer(field.concept):
        return held_value(field.concept, value, names)
    return _said(field.kind, field.options, value, names, field.columns)


def held_value(concept: str, value: Json, names: Mapping[str, str]) -> str:
    """Return a value of the registry; numbers of persons and families are masked."""
    _whose, kind, name = concepts.field_of(concept)
    if (kind, name) in {("person", "nik"), ("family", "number")}:
        return filters.masked_nik(str(value))
    if name == "phone":
        return filters.masked_phone(str(value))
    return registry.words.value(kind, name, value, names)


def _said(
    kind: FieldKind, options: Any, value: Json, names: Mapping[str, str], columns: tuple[Column, ...] = ()
) -> str:  # fmt: skip
    if kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        labels = {option.value: words(option.label) for option in options}
        given = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in given)
    if kind is FieldKind.TABLE and isinstance(value, list):
        return "; ".join(_row(columns, row, names) for row in value if isinstance(row, dict))
    if kind in _WRITTEN:
        return _WRITTEN[kind](value)
    if kind in {FieldKind.MEMBER, FieldKind.FILE}:
        return names.get(str(value), _("ada"))
    return str(value)


def _row(columns: tuple[Column, ...], row: Mapping[str, Json], names: Mapping[str, str]) -> str:
    said_by = (_said(column.kind, column.options, row.get(column.name), names) for column in columns)
    return ", ".join(one for one in said_by if one and one != "None")


def _person(value: Json) -> str:
    if not isinstance(value, dict):
        return ""
    relation = f" ({value['relation']})" if value.get("relation") else ""
    return f"{value.get('name', '')}{relation}"


def _point(value: Json) -> str:
    if not isinstance(value, dict):
        return ""
    return " · ".join(filters.number(_float(value.get(name)), 5) for name in ("latitude", "longitude"))


def _float(value: Json) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _number(value: Json) -> str:
    number = _float(value)
    if number is None:
        return str(value)
    return filters.number(number, 0 if number == int(number) else 2)


_WRITTEN: Mapping[FieldKind, Callable[[Json], str]] = {
    FieldKind.DATE: lambda value: filters.day_of_month(str(value)),
    FieldKind.MONEY: lambda value: filters.rupiah(_float(value)),
    FieldKind.NUMBER: _number,
    FieldKind.ADDRESS: registry.words.address,
    FieldKind.PERSON: _person,
    FieldKind.POINT: _point,
    FieldKind.DECLARATION: lambda _value: _("Ya"),
}
