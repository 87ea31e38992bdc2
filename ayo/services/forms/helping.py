"""What residents and employees write about help."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from ayo.services.data.helping import How
from ayo.services.helping import words

LONGEST = 500


class Ask(forms.Form):
    """How somebody wants to be helped, and with what."""

    how = forms.ChoiceField(
        label=later("Bagaimana Anda ingin dibantu?"), widget=forms.RadioSelect,
        choices=[(one.value, words.HOW[one]) for one in How], error_messages={"required": later("Pilih salah satu.")},
    )  # fmt: skip
    note = forms.CharField(
        label=later("Apa yang sulit?"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"max_length": later("Terlalu panjang.")},
        help_text=later("Jangan tulis NIK atau kata sandi. Dibaca hanya oleh petugas yang mengambilnya."),
    )  # fmt: skip


class Find(forms.Form):
    """Whom, by the number on the card in their hand, and with which service."""

    nik = forms.RegexField(
        r"^\s*[0-9]{16}\s*$", label=later("NIK warga"), help_text=later("Dari KTP yang warga tunjukkan."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "16"}),
        error_messages={"required": later("Isi NIK-nya."), "invalid": later("NIK terdiri dari 16 angka.")},
    )  # fmt: skip
    service = forms.ChoiceField(label=later("Jenis layanan"), error_messages={"required": later("Pilih layanannya.")})

    def __init__(self, data: Any = None, *, services: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["service"].choices = [("", later("Pilih layanan")), *services]  # type: ignore[attr-defined]

    @property
    def number(self) -> str:
        return str(self.cleaned_data["nik"]).strip()


class TypedCode(forms.Form):
    """The digits a resident passes on."""

    kode = forms.CharField(
        label=later("Kode dari warga"), max_length=12, help_text=later("Enam angka. Warga yang membacakannya."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": later("Isi kodenya.")},
    )  # fmt: skip


class Object(forms.Form):
    """What happened instead."""

    text = forms.CharField(
        label=later("Apa yang terjadi?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": later("Tulis singkat apa yang terjadi."), "max_length": later("Terlalu panjang.")},
    )  # fmt: skip
