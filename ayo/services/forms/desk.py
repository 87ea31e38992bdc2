"""What an officer writes at the desk. Every deed on a case names the version of the case that the officer saw."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as later

from ayo.common import clock
from ayo.services.data.desk import For
from ayo.services.rules import phrases
from ayo.services.workbench import words

LONGEST = 2000


def _text(label: Any, *, required: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, required=bool(required), widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required, "max_length": later("Terlalu panjang.")},
    )  # fmt: skip


class Deed(forms.Form):
    """Something done with a stage; alone it is taking it or putting it back."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @property
    def expected(self) -> int:
        return int(self.cleaned_data["versi"])

    @property
    def said(self) -> str:
        return str(self.cleaned_data.get("text", ""))


class Finish(Deed):
    text = _text(later("Pesan untuk warga"))


class Sign(Deed):
    """The passphrase of the official's own certificate; `seen` is the mark of the letter that was looked at."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    passphrase = forms.CharField(
        label=later("Passphrase tanda tangan elektronik"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": later("Ketik passphrase Anda.")},
    )  # fmt: skip
    text = _text(later("Pesan untuk warga"))

    @property
    def sample(self) -> str:
        """Return the passphrase to try with, in a demo city; elsewhere nothing."""
        return str(settings.AYO_SIGNING_HINT)


class Ask(Deed):
    """What the applicant is asked to mend: fields and papers of the form, and why."""

    fields_asked = forms.MultipleChoiceField(
        label=later("Yang perlu diperbaiki"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = _text(later("Pesan untuk warga"), required=later("Tulis apa yang perlu diperbaiki."), rows=4)

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["fields_asked"].choices = list(choices)  # type: ignore[attr-defined]


class Transfer(Deed):
    """To which office a stage is passed on, and why."""

    office = forms.ChoiceField(label=later("Kantor tujuan"), error_messages={"required": later("Pilih kantornya.")})
    text = _text(later("Alasan"), required=later("Tulis alasannya; kantor tujuan membacanya."))

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["office"].choices = [("", later("Pilih kantor")), *choices]  # type: ignore[attr-defined]


class Reject(Deed):
    text = _text(later("Alasan penolakan"), required=later("Tulis alasannya; warga membacanya."), rows=4)


class Talk(forms.Form):
    """A message for the resident, or a note that stays in the offices."""

    text = _text(later("Pesan"), required=later("Tulis pesannya dulu."))
    kind = forms.ChoiceField(
        label=later("Untuk siapa"),
        choices=[("MESSAGE", later("Warga membacanya")), ("NOTE", later("Catatan dalam, hanya kantor"))],
        widget=forms.RadioSelect,
        initial="MESSAGE",
    )


class AcceptPaper(Deed):
    valid_until = forms.DateField(
        label=later("Berlaku sampai"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean_valid_until(self) -> Any:
        day = self.cleaned_data["valid_until"]
        if day and day < clock.today():
            raise forms.ValidationError(later("Berkas yang sudah lewat masa berlakunya tidak diterima."))
        return day


class RefusePaper(Deed):
    text = _text(later("Alasan"), required=later("Tulis mengapa berkas ini belum bisa diterima."), rows=2)


class SaveFilter(forms.Form):
    name = forms.CharField(
        label=later("Nama saringan"), max_length=40, error_messages={"required": later("Beri nama dulu.")}
    )


class Phrase(forms.Form):
    """A text of one's own, for a deed, for one service or all."""

    title = forms.CharField(label=later("Judul"), max_length=60, error_messages={"required": later("Beri judul.")})
    used_for = forms.ChoiceField(label=later("Untuk"), choices=[(one.value, words.USED_FOR[one]) for one in For])
    service = forms.ChoiceField(label=later("Jenis layanan"), required=False)
    text = forms.CharField(
        label=later("Teks"), max_length=phrases.LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": later("Tulis teksnya."), "max_length": later("Terlalu panjang.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, services: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["service"].choices = [("", later("Semua layanan")), *services]  # type: ignore[attr-defined]
