"""What an applicant writes on the page of a case."""

from django import forms
from django.utils.translation import gettext_lazy as later

LONGEST = 2000


class Message(forms.Form):
    """A word to the other side."""

    text = forms.CharField(
        label=later("Pesan untuk petugas"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": later("Tulis pesannya dulu."), "max_length": later("Terlalu panjang.")},
    )  # fmt: skip


class Reason(forms.Form):
    """Why a result is not right."""

    text = forms.CharField(
        label=later("Apa yang belum benar?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": later("Tulis apa yang belum benar."), "max_length": later("Terlalu panjang.")},
    )  # fmt: skip


class Cancelling(forms.Form):
    """Why somebody takes a case back; one need not say."""

    text = forms.CharField(
        label=later("Alasannya (boleh kosong)"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), error_messages={"max_length": later("Terlalu panjang.")},
    )  # fmt: skip


class Search(forms.Form):
    """Finding a case by its number."""

    q = forms.CharField(label=later("Cari dengan nomor urusan"), max_length=60, required=False)
