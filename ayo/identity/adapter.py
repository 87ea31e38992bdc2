"""What django-allauth does for us, in our words and written down: signing in, signing out, the second step."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import auth
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from ayo.common import clock, vault
from ayo.identity import actions, attempts, passkeys, queries, words
from ayo.identity.models import Account
from ayo.identity.sessions import AGENT, BEGAN
from ayo.region.facade import pack

BACKEND = "ayo.identity.backends.LoginBackend"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("Kata sandi tidak cocok."),
        "too_many_login_attempts": _("Terlalu sering mencoba. Tunggu sebentar."),
        "rate_limited": _("Terlalu sering mencoba. Tunggu sebentar."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account by themselves here: who somebody is, the registry knows."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Let somebody in who has shown everything that was asked of them."""
        assert isinstance(user, Account)  # noqa: S101  AUTH_USER_MODEL
        agent = request.headers.get("User-Agent", "")
        is_news = user.last_login is not None and not user.is_demo and not attempts.is_known(request, user.pk)
        auth.login(request, user, backend=BACKEND)
        request.session.update({AGENT: agent, BEGAN: clock.now().isoformat()})
        actor = queries.actor_of_account(user)
        actions.note_sign_in(device=words.device(agent), actor=actor)
        if is_news:
            actions.note_security("new_device", account=user, agent=agent, actor=actor)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **named: Any) -> HttpResponse:
        """Remember the browser only now: whoever has come this far has shown every step."""
        response: HttpResponse = super().post_login(request, user, **named)
        attempts.mark(request, response, user.pk)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """An account that was closed looks like one that never was."""
        return redirect("identity:sign_in")

    def logout(self, request: HttpRequest) -> None:
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.is_anonymous:
            actions.note_sign_out(actor=actor)
        auth.logout(request)

    def add_message(self, *given: Any, **named: Any) -> None:
        """Our pages say themselves what has happened."""

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Write down what changed about somebody's way in; the person sees it in their own log."""
        assert isinstance(user, Account)  # noqa: S101  AUTH_USER_MODEL
        agent = self.request.headers.get("User-Agent", "") if self.request else ""
        act = template_prefix.rpartition("/")[2]
        actions.note_security(act, account=user, agent=agent, actor=queries.actor_of_account(user))


class SecondStepAdapter(DefaultMFAAdapter):
    """Codes of an authenticator app (RFC 6238) and spare codes; their secrets lie sealed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode tidak cocok. Tunggu kode berikutnya di aplikasi, lalu coba lagi."),
        "cannot_generate_recovery_codes": _("Kode cadangan hanya ada bersama aplikasi kode."),
    }

    def encrypt(self, text: str) -> str:
        return vault.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": passkeys.rp_id(), "name": pack().names.brand}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        assert isinstance(user, Account)  # noqa: S101  AUTH_USER_MODEL
        name = queries.actor_of_account(user).label
        return {"id": user.pk.hex.encode(), "display_name": name, "name": user.login}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Call a key after the device that makes it, for whoever gives it no name."""
        agent = context.request.headers.get("User-Agent", "")
        return words.device(agent) or str(_("Kunci sandi"))

    def get_totp_issuer(self) -> str:
        return pack().names.brand

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())
