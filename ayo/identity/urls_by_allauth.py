"""The pages that django-allauth does for us and finds by names of its own: the second step and its keys."""

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.generic import RedirectView

from ayo.common.actor import Right
from ayo.identity.views import entering, passkeys, second_step
from ayo.ui.guard import with_account

_own = with_account(Right.ACCOUNT)

urlpatterns = [
    path("masuk/", entering.sign_in, name="account_login"),
    path("keluar/", entering.sign_out, name="account_logout"),
    path("masuk/kode/", second_step.authenticate, name="mfa_authenticate"),
    path("masuk/kunci/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("saya/pengaman/kunci/", passkeys.add, name="mfa_add_webauthn"),
    path("saya/pengaman/kunci/<int:passkey_id>/lepas/", passkeys.remove, name="mfa_remove_webauthn"),
    path("saya/pengaman/kunci/lagi/", passkeys.reauthenticate, name="mfa_reauthenticate_webauthn"),
    path("saya/pengaman/kata-sandi/", _own(account.reauthenticate), name="account_reauthenticate"),
    path("saya/pengaman/kode/", _own(base.reauthenticate), name="mfa_reauthenticate"),
    path("saya/pengaman/", _own(RedirectView.as_view(pattern_name="identity:devices")), name="mfa_index"),
    path("saya/pengaman/aplikasi/", _own(totp.activate_totp), name="mfa_activate_totp"),
    path("saya/pengaman/aplikasi/lepas/", _own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("saya/pengaman/cadangan/", _own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("saya/pengaman/cadangan/baru/", _own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("saya/pengaman/cadangan/unduh/", _own(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
