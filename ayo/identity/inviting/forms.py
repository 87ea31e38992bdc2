"""What an officer fills in to invite, and what the invited fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayo.common.errors import DomainError
from ayo.identity.joining.forms import Cards, Password

REASONS = {
    "no_address": _("Isi surel atau nomor ponselnya, misalnya 0812 3456 7890."),
    "no_way": _("Di sini undangan belum bisa dikirim ke sana. Pakai yang lain."),
    "too_often": _("Hari ini sudah cukup sering dikirim. Coba lagi besok."),
    "to_oneself": _("Tidak seorang pun mengundang dirinya sendiri."),
    "address_taken": _("Alamat undangan ini sudah dipakai akun lain. Masuk dengan akun itu, lalu verifikasi di sana."),
    "has_account": _("Pegawai ini sudah punya akun. Masuk dengan akun itu."),
}


class Faults(forms.Form):
    def add_fault(self, error: DomainError) -> None:
        self.add_error(None, str(REASONS.get(error.code, gettext("Undangan ini tidak dapat dikirim."))))


class Invite(Faults):
    address = forms.CharField(
        label=_("Surel atau nomor ponsel"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip


class Find(forms.Form):
    nip = forms.CharField(
        label=_("NIP"), max_length=24, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class Accept(Password, Faults):
    """The NIK shows that the link is in the right hands."""

    nik = Cards.base_fields["nik"]
    field_order = ("nik", "password")

    def __init__(self, *given: Any, login: str, **named: Any) -> None:
        super().__init__(*given, login=login, **named)

    clean_nik = Cards.clean_nik
