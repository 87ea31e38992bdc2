"""Signing in, and another password."""

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ayo.identity.models import Account

GOOD_PASSWORD = _(
    "Sedikitnya 10 huruf; tiga kata yang hanya Anda hubungkan sudah baik. Bukan yang pernah bocor, bukan nama, "
    "tanggal lahir atau nomor Anda, bukan deretan tombol."
)


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


class NewPassword(PasswordChangeForm):
    """Django's form in our words: the old one, the new one twice, judged by AUTH_PASSWORD_VALIDATORS."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": _("Kata sandi sekarang tidak cocok."),
        "password_mismatch": _("Kedua kata sandi baru tidak sama."),
    }

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["old_password"].label = _("Kata sandi sekarang")
        self.fields["new_password1"].label = _("Kata sandi baru")
        self.fields["new_password1"].help_text = GOOD_PASSWORD
        self.fields["new_password2"].label = _("Kata sandi baru sekali lagi")
        self.fields["new_password2"].help_text = ""
        for field in self.fields.values():
            field.error_messages["required"] = _("Isian ini perlu diisi.")


class Forgotten(forms.Form):
    """Whoever cannot come in by their password says which account they mean."""

    login = forms.CharField(
        label=_("Nomor ponsel, surel, atau NIP"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Isi nomor ponsel, surel, atau NIP Anda.")},
    )


class RenewedPassword(SetPasswordForm):  # type: ignore[type-arg]  # only the stubs are generic
    """A new password in place of a forgotten one, judged like every other."""

    error_messages = {**SetPasswordForm.error_messages, "password_mismatch": _("Kedua kata sandi baru tidak sama.")}

    def __init__(self, account: Account, data: QueryDict | None) -> None:
        super().__init__(account, data)
        self.fields["new_password1"].label = _("Kata sandi baru")
        self.fields["new_password1"].help_text = GOOD_PASSWORD
        self.fields["new_password2"].label = _("Kata sandi baru sekali lagi")
        self.fields["new_password2"].help_text = ""
        for field in self.fields.values():
            field.error_messages["required"] = _("Isian ini perlu diisi.")
