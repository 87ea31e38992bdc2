"""The second step at the door and its keys, at Ayo's addresses. What they do is django-allauth's."""

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.views.generic import RedirectView

from ayo.identity import views
from ayo.identity.oidc import landing
from ayo.ui.guard import open_to_all, signed_in


@open_to_all("the door's second step")
def authenticate(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code; its answer may lead on to the application that somebody is on the way to."""
    response: HttpResponseBase = base.authenticate(request)
    stage = getattr(request, "_login_stage", None)
    way_on = stage.login.redirect_url if stage else ""
    response.form_target = landing.origin_of(way_on or "")  # type: ignore[attr-defined]
    return response


# The names are django-allauth's: it finds its own pages by them.
urlpatterns = [
    path("masuk/", views.sign_in, name="account_login"),
    path("keluar/", views.sign_out, name="account_logout"),
    path("masuk/kode/", authenticate, name="mfa_authenticate"),
    path("saya/pengaman/kata-sandi/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("saya/pengaman/kode/", signed_in(base.reauthenticate), name="mfa_reauthenticate"),
    path("saya/pengaman/", signed_in(RedirectView.as_view(pattern_name="identity:devices")), name="mfa_index"),
    path("saya/pengaman/aplikasi/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("saya/pengaman/aplikasi/lepas/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("saya/pengaman/cadangan/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("saya/pengaman/cadangan/baru/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("saya/pengaman/cadangan/unduh/", signed_in(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
