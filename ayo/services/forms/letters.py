"""What somebody gives to have a letter checked."""

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
