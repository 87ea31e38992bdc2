"""Signing in with login and password. Wrong login and wrong password take the same time."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from ayo.identity import queries
from ayo.identity.models import Account


class LoginBackend:
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Account | None:
        if not username or not password:
            return None
        account = queries.account_called(username)
        if account is None:
            make_password(password)
            return None
        return account if account.check_password(password) else None

    def get_user(self, account_id: Any) -> Account | None:
        return Account.objects.filter(pk=account_id, is_active=True).first()
