"""django-allauth's forms for passkeys, stricter: the origin is compared to the letter, and a copied key is noticed.

The library looks at neither the port of the origin nor the key's own counter (WebAuthn level 3, 7.2, steps 13 and 22).
"""

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from ayo.identity import passkeys
from ayo.identity.guards import actions


class Add(forms.AddWebAuthnForm):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["name"].max_length = 60
        self.fields["name"].required = False

    def clean_name(self) -> str:
        return str(super().clean_name())[:60]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("credential") is not None:
            _check_origin(self, RegistrationResponse)
        return _in_our_words(super().clean)


class _Shown(forms.AuthenticateWebAuthnForm):
    """A key that is shown: known, ours, and further on than when it was shown before."""

    def clean_credential(self) -> Authenticator:
        shown = _check_origin(self, AuthenticationResponse)
        guard: Authenticator = _in_our_words(super().clean_credential)
        if not actions.use_passkey(guard=guard, counter=shown.response.authenticator_data.counter, agent=_agent()):
            raise _unknown()
        return guard


class Authenticate(_Shown):
    pass


class SignIn(_Shown, forms.LoginWebAuthnForm):
    pass


class Reauthenticate(_Shown, forms.ReauthenticateWebAuthnForm):
    pass


def _check_origin(form: Form, sort: Any) -> Any:
    """Return the answer of the device, read; raise when it was given to any other page than one of this house."""
    try:
        shown = sort.from_dict(form.cleaned_data.get("credential"))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise _unknown() from error
    if shown is None or not passkeys.rp_id() or shown.response.client_data.origin != passkeys.origin():
        raise _unknown()
    return shown


def _in_our_words(judge: Any) -> Any:
    try:
        return judge()
    except ValidationError as error:
        raise _unknown() from error


def _unknown() -> ValidationError:
    return ValidationError(
        _("Kunci sandi ini tidak berlaku di sini. Coba lagi atau pakai cara lain."), code="unknown_key"
    )


def _agent() -> str:
    return str(context.request.headers.get("User-Agent", ""))
