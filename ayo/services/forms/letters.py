"""What somebody gives to have a letter checked, and what an official says who ends one."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later


class Code(forms.Form):
    code = forms.CharField(
        label=later("Kode surat"), max_length=40,
        error_messages={"required": later("Ketik kode yang tercetak di bawah surat.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class Upload(forms.Form):
    file = forms.FileField(
        label=later("Berkas PDF surat"), error_messages={"required": later("Pilih berkas PDF suratnya.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip


class _Ending(forms.Form):
    """Why a letter ends: everybody who is shown it will read that, so no number of a person stands in it."""

    text = forms.CharField(
        label=later("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": later("Tulis alasannya; siapa pun yang memeriksa surat ini membacanya."),
                        "max_length": later("Terlalu panjang.")},
    )  # fmt: skip

    def clean_text(self) -> Any:
        text = self.cleaned_data["text"]
        if re.search(r"\d{16}", re.sub(r"[\s.-]", "", text)):
            raise forms.ValidationError(later("Jangan menulis NIK atau nomor KK: alasan ini dibaca siapa pun."))
        return text


class Revoke(_Ending):
    is_sure = forms.BooleanField(
        label=later("Ya, surat ini tidak boleh dipakai lagi"),
        error_messages={"required": later("Tandai dulu bahwa Anda yakin.")},
    )


class Reissue(_Ending):
    """`seen` is the mark of the letter that was looked at, as when it was signed the first time."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    is_sure = forms.BooleanField(
        label=later("Saya sudah membaca surat yang baru di atas"),
        error_messages={"required": later("Baca suratnya, lalu tandai.")},
    )
    passphrase = forms.CharField(
        label=later("Passphrase tanda tangan elektronik"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": later("Ketik passphrase Anda.")},
    )  # fmt: skip
