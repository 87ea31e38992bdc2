"""A contract as ticks and words, or as the JSON text that integrators keep."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from ayo.exchange import kinds
from ayo.exchange.data import ContractCard
from ayo.exchange.forms.fields import line
from ayo.region.facade import pack

MISSING_DAY = {"required": _("Tulis hari pertamanya."), "invalid": _("Tulis tanggal yang ada di kalender.")}
ADDRESS_PARTS = ("kelurahan", "rw", "rt", "street", "postal_code", "latitude", "longitude")


class Contract(forms.Form):
    """A contract as ticks and words; each kind of record has its own fields, places and groups."""

    purpose = forms.CharField(
        label=_("Tujuan"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis untuk apa data dipakai.")},
        help_text=_("Untuk apa data dipakai. Warga membacanya di halaman Data saya."),
    )  # fmt: skip
    legal_basis = line(
        _("Dasar hukum"), 300, missing=_("Tulis dasar hukumnya."), hint=_("Misalnya UU 1/2022 tentang HKPD.")
    )
    valid_from = forms.DateField(
        help_text=_("Hari pertama."),
        label=_("Berlaku mulai"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=MISSING_DAY,
    )
    valid_to = forms.DateField(
        label=_("Berlaku sampai"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Hari terakhir. Kosong berarti tanpa batas waktu."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = [(area.code, area.name) for area in pack().areas.kecamatan]
        for kind in kinds.codes():
            self.fields[f"{kind}_fields"] = _ticks(_("Isian"), [(name, name) for name in grantable(kind)])
            self.fields[f"{kind}_areas"] = _ticks(_("Wilayah"), districts)
            self.fields[f"{kind}_codes"] = line(
                _("Kode wilayah lain"), 400, missing="", hint=_("Kode kelurahan, dipisah spasi.")
            )
            if groups := kinds.groups(kind):
                self.fields[f"{kind}_groups"] = _ticks(kinds.groups_label(kind), list(groups.items()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"{kind}_fields") for kind in kinds.codes()):
            self.add_error(None, say("Pilih sedikitnya satu isian. Untuk menghentikan semua data, jeda aplikasinya."))
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", say("Tanggal akhir mendahului tanggal mulai."))
        for kind in kinds.codes():
            unknown = [code for code in str(cleaned.get(f"{kind}_codes", "")).split() if code not in pack().areas]
            if unknown:
                text = say("Wilayah tidak dikenal: %(codes)s.") % {"codes": ", ".join(unknown)}
                self.add_error(f"{kind}_codes", text)
        return cleaned

    def terms(self) -> dict[str, Any]:
        """Return the contract in the form that integrators write and actions take."""
        given = self.cleaned_data
        grants = [
            {
                "kind": kind,
                "fields": given[f"{kind}_fields"],
                "areas": [*given[f"{kind}_areas"], *given[f"{kind}_codes"].split()],
                "groups": given.get(f"{kind}_groups", []),
            }
            for kind in kinds.codes()
            if given[f"{kind}_fields"]
        ]
        end = given["valid_to"]
        return {
            "valid_from": given["valid_from"].isoformat(),
            "valid_to": end.isoformat() if end else None,
            "purpose": given["purpose"],
            "legal_basis": given["legal_basis"],
            "grants": grants,
        }


class ContractText(forms.Form):
    """The same contract as the JSON text that integrators keep in their own files."""

    text = forms.CharField(
        label=_("Kontrak sebagai JSON"), max_length=50_000, error_messages={"required": _("Tempel JSON kontraknya.")},
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "mono"}),
        help_text=_("Bentuk yang sama dengan ayo contract set."),
    )  # fmt: skip

    def clean_text(self) -> dict[str, Any]:
        try:
            read = json.loads(self.cleaned_data["text"])
        except ValueError as error:
            raise forms.ValidationError(say("Ini bukan JSON yang sah.")) from error
        if not isinstance(read, dict):
            raise forms.ValidationError(say("Kontrak adalah satu objek JSON."))
        return read


def grantable(kind: str) -> list[str]:
    """Return the fields a contract can name; of an address each part by itself."""
    names: list[str] = []
    for name in kinds.field_names(kind):
        names += [f"{name}.{part}" for part in ADDRESS_PARTS] if name in {"domicile", "address"} else [name]
    return names


def contract_initial(card: ContractCard | None) -> dict[str, Any]:
    """Fill the form with a contract; a whole address becomes all of its parts."""
    if card is None:
        return {}
    districts = {area.code for area in pack().areas.kecamatan}
    filled: dict[str, Any] = {
        "purpose": card.purpose, "legal_basis": card.legal_basis,
        "valid_from": card.valid_from, "valid_to": card.valid_to,
    }  # fmt: skip
    for terms in card.grants:
        filled[f"{terms.kind}_fields"] = [name for name in grantable(terms.kind) if _granted(name, terms.fields)]
        filled[f"{terms.kind}_areas"] = [code for code in terms.areas if code in districts]
        filled[f"{terms.kind}_codes"] = " ".join(code for code in terms.areas if code not in districts)
        filled[f"{terms.kind}_groups"] = list(terms.groups)
    return filled


def _granted(name: str, granted: tuple[str, ...]) -> bool:
    return name in granted or name.partition(".")[0] in granted


def _ticks(label: Any, choices: list[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Pilih dari daftar.")},
    )  # fmt: skip
