"""Passkeys: adding, taking off, showing one to come in or to prove who one is. What they do is django-allauth's."""

import json
from typing import Any

from allauth.account.models import Login
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.internal import auth, flows
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from ayo.common.actor import Right
from ayo.identity import passkeys
from ayo.identity.oidc import landing
from ayo.identity.views import entering
from ayo.ui.guard import open_to_all, with_account


class _Add(views.AddWebAuthnView):
    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Ask for a key that names its owner by itself and is opened by finger, face or PIN: it signs in alone."""
        elsewhere = passkeys.elsewhere(self.request.get_host())
        can_be_made = bool(passkeys.rp_id()) and not elsewhere
        offered = auth.begin_registration(self.request.user, True) if can_be_made else None
        return {
            "elsewhere": elsewhere,
            **FormView.get_context_data(self, **named),
            "options": written(offered),
            "is_first": not is_mfa_enabled(self.request.user),
        }


class _Remove(views.RemoveWebAuthnView):
    success_url = reverse_lazy("identity:devices")
    pk_url_kwarg = "passkey_id"


class _SignIn(views.LoginWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        return entering.refused(self.request, form.errors.get("credential", []))

    def form_valid(self, form: Any) -> HttpResponse:
        guard = form.cleaned_data["credential"]
        login = Login(user=guard.user, email_verification="none", redirect_url=entering.way_on(self.request))
        response: HttpResponse = flows.perform_passwordless_login(self.request, guard, login)
        return response


class _Reauthenticate(views.ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**named)
        return {**context, **named, "options": written(context["js_data"]["request_options"])}


@open_to_all("the door, opened with a passkey")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponseBase:
    response: HttpResponseBase = _SignIn.as_view()(request)
    response.form_target = landing.origin_of(entering.way_on(request))  # type: ignore[attr-defined]
    return response


def written(options: Any) -> str:
    """Write what a device is asked for as JSON, for an attribute of the page; nothing for nothing."""
    return json.dumps(options, default=dict) if options else ""


_own = with_account(Right.ACCOUNT)
add = _own(_Add.as_view())
remove = _own(_Remove.as_view())
reauthenticate = _own(_Reauthenticate.as_view())
