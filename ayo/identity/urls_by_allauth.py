"""The pages that django-allauth does for us and finds by names of its own: the second step and its keys."""

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.generic import RedirectView

from ayo.identity.views import entering, second_step
from ayo.ui.guard import signed_in

urlpatterns = [
    path("masuk/", entering.sign_in, name="account_login"),
    path("keluar/", entering.sign_out, name="account_logout"),
    path("masuk/kode/", second_step.authenticate, name="mfa_authenticate"),
    path("saya/pengaman/kata-sandi/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("saya/pengaman/kode/", signed_in(base.reauthenticate), name="mfa_reauthenticate"),
    path("saya/pengaman/", signed_in(RedirectView.as_view(pattern_name="identity:devices")), name="mfa_index"),
    path("saya/pengaman/aplikasi/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("saya/pengaman/aplikasi/lepas/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("saya/pengaman/cadangan/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("saya/pengaman/cadangan/baru/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("saya/pengaman/cadangan/unduh/", signed_in(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
