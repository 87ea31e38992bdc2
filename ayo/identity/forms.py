"""Signing in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignIn(forms.Form):
    """Password managers and pasting are welcome: the names and autocomplete words are the ones they know."""

    login = forms.CharField(
        label=_("Nomor ponsel, surel, atau NIP"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Isi nomor ponsel, surel, atau NIP Anda.")},
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Isi kata sandi Anda.")},
    )
