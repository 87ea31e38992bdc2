"""The second step at the door. What it does is django-allauth's."""

from allauth.mfa.base import views as base
from django.http import HttpRequest, HttpResponseBase

from ayo.identity.oidc import landing
from ayo.ui.guard import open_to_all


@open_to_all("the door's second step")
def authenticate(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code; its answer may lead on to the application that somebody is on the way to."""
    response: HttpResponseBase = base.authenticate(request)
    stage = getattr(request, "_login_stage", None)
    way_on = stage.login.redirect_url if stage else ""
    response.form_target = landing.origin_of(way_on or "")  # type: ignore[attr-defined]
    return response
