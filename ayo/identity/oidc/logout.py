"""Signing out on an application's request ends the session here like our own button does, and is noted as that."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import auth
from django.http import HttpRequest

from ayo.identity import actions


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account by themselves here: who somebody is, the registry knows."""
        return False

    def logout(self, request: HttpRequest) -> None:
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.is_anonymous:
            actions.note_sign_out(actor=actor)
        auth.logout(request)
