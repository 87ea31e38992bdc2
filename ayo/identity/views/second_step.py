"""The second step at the door. What it does is django-allauth's."""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponseBase

from ayo.identity import passkeys
from ayo.identity.oidc import landing
from ayo.identity.views.passkeys import written
from ayo.ui.guard import open_to_all


class _Authenticate(base.AuthenticateView):
    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Say by which keys this person can go on, and what was wrong about the one that was shown."""
        context: dict[str, Any] = super().get_context_data(**named)
        kinds = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        has_passkey = Authenticator.Type.WEBAUTHN in kinds and bool(passkeys.rp_id())
        shown = self.webauthn_form if self.webauthn_form and self.webauthn_form.is_bound else context["form"]
        return {
            **context,
            "has_app": Authenticator.Type.TOTP in kinds,
            "options": written(context["js_data"]["request_options"]) if has_passkey else "",
            "shown": shown,
        }


@open_to_all("the door's second step")
def authenticate(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code; its answer may lead on to the application that somebody is on the way to."""
    response: HttpResponseBase = _Authenticate.as_view()(request)
    stage = getattr(request, "_login_stage", None)
    way_on = stage.login.redirect_url if stage else ""
    response.form_target = landing.origin_of(way_on or "")  # type: ignore[attr-defined]
    return response
