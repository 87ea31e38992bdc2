"""Forms of the portal: one field of a person at a time, the purpose of reading, the filters of lists."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.common import clock
from ayo.common.jsons import Json
from ayo.portal import acts, fields
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.registry.data import Kind

_INPUTS: Mapping[str, Mapping[str, str]] = {
    "phone": {"type": "tel", "inputmode": "tel", "autocomplete": "tel"},
    "email": {"type": "email", "inputmode": "email", "autocomplete": "email", "spellcheck": "false"},
    "nik": {"inputmode": "numeric", "autocomplete": "off", "maxlength": "16"},
    "name": {"autocomplete": "name"},
}
_CHOSEN = frozenset({"sex", "marital_status", "family_role"})
_PARTS_OF_FAULTS = {
    "unknown_kelurahan": "kelurahan",
    "missing_street": "street",
    "bad_postal_code": "postal_code",
    "bad_rt_rw": "rt",
    "bad_point": "latitude",
    "too_long": "street",
}


def day_input(**attrs: str) -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


class Change(forms.Form):
    """A new value for one field. `version` is what the person saw when the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    valid_from = forms.DateField(label=later("Berlaku sejak"), widget=day_input())
    note = forms.CharField(
        label=later("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, field: str, present: Json, version: int, is_spoken: bool):
        self.field = field
        first = {"version": version, "valid_from": clock.today(), **_first_values(field, present)}
        super().__init__(data, initial=first)
        self.fields.update(_inputs(field))
        self.order_fields([name for name in self.fields if name not in {"valid_from", "note"}])
        if is_spoken:
            del self.fields["note"]
            return
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = str(_("Tulis alasannya, supaya yang memutuskan mengerti."))

    def values(self) -> dict[str, Any]:
        """Return the change as the registry takes it."""
        if self.field == "domicile":
            parts = ("kelurahan", "rw", "rt", "street", "postal_code", "latitude", "longitude")
            return {"domicile": {name: self.cleaned_data.get(name) for name in parts}}
        return {self.field: self.cleaned_data["value"]}

    @property
    def valid_on(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        return day

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("note", ""))

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day.year < 1900:
            raise forms.ValidationError(_("Tanggal ini terlalu lama berlalu."))
        return day

    def narrow(self, kecamatan: str) -> None:
        """Offer only the kelurahan of one kecamatan; an unknown code offers all."""
        choice = self.fields["kelurahan"]
        known = {area.code for area in pack().areas.kecamatan}
        if isinstance(choice, forms.ChoiceField) and kecamatan in known:
            choice.choices = [("", _("Pilih kelurahan")), *kelurahan_choices(kecamatan)[0][1]]

    def add_faults(self, faults: Mapping[str, str]) -> None:
        """Put what the registry found wrong beside the input it is about."""
        for name, code in faults.items():
            place = _PARTS_OF_FAULTS.get(code, "street") if name == "domicile" else "value"
            self.add_error(place if name == self.field else None, registry.words.fault(code))


class Purpose(forms.Form):
    """What an officer opens somebody's data for; the person concerned reads it."""

    purpose = forms.ChoiceField(label=later("Untuk apa data ini dibaca?"))
    detail = forms.CharField(label=later("Nomor atau keterangan urusan"), max_length=120, required=False)

    PURPOSES = (
        ("SERVICE", later("Melayani permohonan orang ini")),
        ("CHECK", later("Memeriksa usulan atau data ganda")),
        ("PERSONNEL", later("Urusan kepegawaian")),
        ("COMPLAINT", later("Menangani pengaduan")),
        ("OVERSIGHT", later("Pengawasan")),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        choice = self.fields["purpose"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  declared four lines above
        choice.choices = [("", _("Pilih tujuan")), *self.PURPOSES]
        choice.error_messages["required"] = str(_("Pilih untuk apa data ini dibaca."))

    def said(self) -> str:
        """Return the purpose in the city's language, for it stays in the log."""
        words = str(dict(self.PURPOSES)[self.cleaned_data["purpose"]])
        detail = self.cleaned_data["detail"].strip()
        return f"{words}: {detail}" if detail else words


class AsKnown(forms.Form):
    """Two clocks: what was true on a day, and what had been written down by a moment."""

    pada = forms.DateField(label=later("Benar pada tanggal"), required=False, widget=day_input())
    dicatat = forms.DateTimeField(
        label=later("Seperti tercatat pada"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )


class Persons(forms.Form):
    """The filters of the list of persons."""

    wilayah = forms.ChoiceField(label=later("Wilayah"), required=False)
    kelompok = forms.ChoiceField(label=later("Kelompok"), required=False)
    jk = forms.ChoiceField(label=later("Jenis kelamin"), required=False)

    GROUPS = (
        ("", later("Semua orang")),
        ("RESIDENT", later("Warga yang tinggal di sini")),
        ("CHILD", later("Anak di bawah 18 tahun")),
        ("FAMILY_HEAD", later("Kepala keluarga")),
        ("EMPLOYEE", later("Pegawai")),
    )

    def __init__(self, initial: Mapping[str, str], areas: Sequence[tuple[str, Any]]) -> None:
        super().__init__(initial=dict(initial))
        offered: Mapping[str, Sequence[tuple[str, Any]]] = {
            "wilayah": [("", _("Semua wilayah")), *areas],
            "kelompok": self.GROUPS,
            "jk": [("", _("Semua")), *((code, str(said)) for code, said in registry.words.VALUES["sex"].items())],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(choices)


class Audit(forms.Form):
    """The filters of the audit log."""

    tindakan = forms.ChoiceField(label=later("Tindakan"), required=False)
    jenis = forms.ChoiceField(label=later("Tentang"), required=False)
    tentang = forms.CharField(label=later("Nomor subjek"), max_length=64, required=False)
    pelaku = forms.CharField(label=later("Nomor pelaku"), max_length=40, required=False)
    dari = forms.DateField(label=later("Dari tanggal"), required=False, widget=day_input())
    sampai = forms.DateField(label=later("Sampai tanggal"), required=False, widget=day_input())

    def __init__(self, initial: Mapping[str, str]) -> None:
        super().__init__(initial=dict(initial))
        said = sorted(((code, str(word)) for code, word in acts.ACTS.items()), key=lambda pair: pair[1])
        kinds = [(code, str(word)) for code, word in acts.SUBJECTS.items()]
        for name, choices in (("tindakan", said), ("jenis", kinds)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("Semua")), *choices]


def area_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every kecamatan as a whole and its kelurahan below it."""
    areas = pack().areas
    return [
        (
            whole.name,
            [
                (whole.code, _("Seluruh %(name)s") % {"name": whole.name}),
                *((part.code, part.name) for part in areas.children(whole.code)),
            ],
        )
        for whole in areas.kecamatan
    ]


def kelurahan_choices(kecamatan: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the kelurahan by kecamatan, of one kecamatan or of all: the list works without a second step."""
    areas = pack().areas
    return [
        (whole.name, [(part.code, part.name) for part in areas.children(whole.code)])
        for whole in areas.kecamatan
        if kecamatan in {"", whole.code}
    ]


def _inputs(field: str) -> dict[str, forms.Field]:
    if field == "domicile":
        return _address_inputs()
    label = registry.words.field(Kind.PERSON, field)
    missing = {"required": str(registry.words.fault("missing"))}
    if field in _CHOSEN:
        options = [(code, str(said)) for code, said in registry.words.VALUES[field].items()]
        return {
            "value": forms.ChoiceField(label=label, choices=options, widget=forms.RadioSelect, error_messages=missing)
        }
    if field == "birth_on":
        return {"value": forms.DateField(label=label, widget=day_input(autocomplete="bday"), error_messages=missing)}
    widget = forms.TextInput(attrs=dict(_INPUTS.get(field, {})))
    return {
        "value": forms.CharField(
            label=label,
            max_length=200,
            widget=widget,
            required=field not in fields.CONTACT and field not in {"front_title", "back_title"},
            error_messages=missing,
        )
    }


def _address_inputs() -> dict[str, forms.Field]:
    three = {"inputmode": "numeric", "maxlength": "3", "autocomplete": "off"}
    kecamatan = [("", _("Semua kecamatan")), *((area.code, area.name) for area in pack().areas.kecamatan)]
    return {
        "kecamatan": forms.ChoiceField(label=_("Kecamatan"), choices=kecamatan, required=False),
        "kelurahan": forms.ChoiceField(
            label=_("Kelurahan"),
            choices=[("", _("Pilih kelurahan")), *kelurahan_choices()],
            error_messages={"required": str(registry.words.fault("unknown_kelurahan"))},
        ),
        "street": forms.CharField(
            label=_("Jalan dan nomor rumah"),
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
            error_messages={"required": str(registry.words.fault("missing_street"))},
        ),
        "rt": forms.CharField(label=_("RT"), max_length=3, required=False, widget=forms.TextInput(attrs=three)),
        "rw": forms.CharField(label=_("RW"), max_length=3, required=False, widget=forms.TextInput(attrs=three)),
        "postal_code": forms.CharField(
            label=_("Kode pos"),
            max_length=5,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "maxlength": "5"}),
        ),
        "latitude": forms.FloatField(label=_("Lintang"), required=False, localize=False),
        "longitude": forms.FloatField(label=_("Bujur"), required=False, localize=False),
    }


def _first_values(field: str, present: Json) -> dict[str, Any]:
    if field != "domicile":
        return {"value": registry.words.phone(str(present)) if field == "phone" and present else present}
    if not isinstance(present, Mapping):
        return {}
    path = pack().areas.path(str(present.get("kelurahan") or ""))
    return {**present, "kecamatan": path[-2].code if len(path) > 1 else ""}
