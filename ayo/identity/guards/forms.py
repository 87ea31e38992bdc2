"""django-allauth's forms behind our brake: the second step at the door, and showing once more who one is."""

from allauth.account.forms import ReauthenticateForm as _ByPassword
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as _Authenticate
from allauth.mfa.base.forms import BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as _Reauthenticate
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ayo.identity import attempts
from ayo.identity.attempts import Door
from ayo.identity.guards import actions


class _Braked(BaseAuthenticateForm):
    """Codes of the app and spare codes: each works once, in whichever process it is shown."""

    def clean_code(self) -> str:
        whose = self.user.pk.hex
        _hold(Door.SECOND_STEP, whose)
        code = str(self.cleaned_data["code"])
        used = actions.use_second_step(account=self.user, code=code)
        if used is None:
            attempts.failed(context.request, Door.SECOND_STEP, whose)
            raise get_adapter().validation_error("incorrect_code")
        attempts.succeeded(context.request, Door.SECOND_STEP, whose)
        self.authenticator = used
        return code


class Authenticate(_Braked, _Authenticate):
    pass


class Reauthenticate(_Braked, _Reauthenticate):
    pass


class ReauthenticateByPassword(_ByPassword):
    def clean_password(self) -> str:
        whose = self.user.pk.hex
        _hold(Door.PASSWORD, whose)
        try:
            password = str(super().clean_password())
        except ValidationError:
            attempts.failed(context.request, Door.PASSWORD, whose)
            raise
        attempts.succeeded(context.request, Door.PASSWORD, whose)
        return password


def _hold(door: Door, whose: str) -> None:
    wait = attempts.seconds_to_wait(context.request, door, whose)
    if wait:
        raise ValidationError(attempts.said(wait), code="rate_limited")


class KeyName(forms.Form):
    name = forms.CharField(
        label=_("Nama kunci"), max_length=60, error_messages={"required": _("Isi namanya.")},
        help_text=_("Supaya nanti Anda tahu yang mana, misalnya: Ponsel saya."),
    )  # fmt: skip
