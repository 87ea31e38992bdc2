"""What an application may ask for. Stricter than the provider it stands in front of.

Where the provider is lenient we are not: PKCE with S256 always (RFC 9700, 2.1.1), a redirect address to the letter
(RFC 9700, 4.1.3), a code once (RFC 6749, 4.1.2), a refresh token once (RFC 9700, 4.14.2). Codes are rows, not entries
of a cache: every web process sees them, and the second use of one is noticed.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.internal import httpkit
from allauth.idp.oidc.internal.oauthlib.request_validator import OAuthLibRequestValidator
from allauth.idp.oidc.internal.oauthlib.utils import ValidatorContext, get_validator_context
from allauth.idp.oidc.models import Client, Token
from django.contrib.auth.hashers import check_password
from oauthlib.common import Request

from ayo.common import clock
from ayo.identity.models import Account, AuthorizationCode, SpentRefreshToken
from ayo.identity.oidc import actions, assurance


class Validator(OAuthLibRequestValidator):
    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        return True

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return redirect_uri in request.client.get_redirect_uris()

    def validate_response_type(
        self, client_id: str, response_type: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return response_type == "code"

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        """Take the present secret, or the one before it while their overlap lasts."""
        if super().authenticate_client(request, *args, **kwargs):
            return True
        client_id, secret = httpkit.extract_basic_auth(request.headers)
        if not client_id and not secret:
            client_id, secret = getattr(request, "client_id", None), getattr(request, "client_secret", None)
        client = self._lookup_client(request, client_id) if isinstance(client_id, str) else None
        if client is None or not isinstance(secret, str) or not _is_older(client, secret):
            return False
        self._use_client(request, client)
        return True

    # The code

    def save_authorization_code(
        self, client_id: str, code: dict[str, Any], request: Request, *args: Any, **kwargs: Any
    ) -> None:
        asked = {
            "redirect_uri": request.redirect_uri,
            "scopes": list(request.scopes),
            "nonce": getattr(request, "nonce", None) or "",
            "claims": request.claims or {},
            "challenge": request.code_challenge,
            "challenge_method": request.code_challenge_method,
            "methods": assurance.methods(get_authentication_records(context.request, request.user)),
        }
        actions.keep_code(code["code"], client=request.client, account=request.user, asked=asked)

    def validate_code(
        self, client_id: str, code: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """Take the code, or, when it was taken before, end everything that was ever given for it."""
        row = AuthorizationCode.objects.select_for_update().filter(digest=actions.digest(code)).first()
        if row is None or row.client_id != request.client.pk:
            return False
        if row.used_at is not None:
            actions.end_family(row.family, account_id=row.account_id, client_id=row.client_id, why="code_replayed")
            return False
        account = Account.objects.filter(pk=row.account_id, is_active=True).first()
        if account is None or row.expires_at <= clock.now():
            return False
        request.user = account
        request.scopes = row.scopes
        request.claims = row.claims
        request.code_challenge, request.code_challenge_method = row.challenge, row.challenge_method
        _remember(row.family, row.methods)
        return True

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Request, *args: Any, **kwargs: Any
    ) -> None:
        actions.use_code(code)

    def _lookup_authorization_code(self, request: Request, client_id: str, code: str) -> dict[str, Any] | None:
        row = AuthorizationCode.objects.filter(digest=actions.digest(code)).first()
        if row is None or row.client_id != client_id:
            return None
        return {
            "redirect_uri": row.redirect_uri,
            "scopes": row.scopes,
            "code": {"nonce": row.nonce} if row.nonce else {},
            "pkce": {"code_challenge": row.challenge, "code_challenge_method": row.challenge_method},
        }

    # Tokens

    def validate_refresh_token(
        self, refresh_token: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """Accept the newest token of a family; an older one means that somebody has a copy, and ends the family."""
        rows = Token.objects.valid().select_for_update().by_value(refresh_token)
        token = rows.filter(client=client, type=Token.Type.REFRESH_TOKEN).first()
        if token is None:
            spent = SpentRefreshToken.objects.filter(digest=actions.digest(refresh_token)).first()
            if spent is not None and spent.client_id == client.pk:
                actions.end_family(
                    spent.family, account_id=spent.account_id, client_id=spent.client_id, why="refresh_token_replayed"
                )
            return False
        if token.user is None or not token.user.is_active:
            return False
        request.user = token.user
        get_validator_context().refresh_token = token
        _remember(actions.family_of(token), actions.methods_of(token))
        return True

    def _prep_refresh_token(self, ctx: ValidatorContext, refresh_token: str, request: Request) -> Token:
        old = ctx.refresh_token
        if old is not None:
            actions.spend(old)
        return _marked(super()._prep_refresh_token(ctx, refresh_token, request))

    def _prep_access_token(self, ctx: ValidatorContext, token: dict[str, Any], request: Request) -> Token:
        return _marked(super()._prep_access_token(ctx, token, request))

    def revoke_token(self, token: str, token_type_hint: str, request: Request, *args: Any, **kwargs: Any) -> None:
        """Revoke only what is the asking application's own; a refresh token takes its access tokens along."""
        found = Token.objects.by_value(token).filter(client=request.client).first()
        if found is not None:
            actions.revoke(found)

    def validate_silent_authorization(self, request: Request) -> bool:
        """Without a page only what this very application was granted before is granted again."""
        granted: set[str] = set()
        own = Token.objects.valid().filter(user=request.user, client=request.client)
        for token in own.filter(type__in=[Token.Type.REFRESH_TOKEN, Token.Type.ACCESS_TOKEN]):
            granted.update(token.get_scopes())
        return request.client.skip_consent or set(request.scopes) <= granted


def _is_older(client: Client, secret: str) -> bool:
    older = (client.data or {}).get("older")
    if not older or datetime.fromisoformat(older["ends_at"]) <= clock.now():
        return False
    return check_password(secret, older["secret"])


def _remember(family: UUID | None, methods: list[str]) -> None:
    found = get_validator_context()
    found.family, found.methods = family, methods


def _marked(token: Token) -> Token:
    """Write into a token which sign-in it descends from, and what was shown there."""
    found = get_validator_context()
    family = getattr(found, "family", None)
    if family is not None:
        token.data = {**(token.data or {}), "family": str(family), "methods": found.methods}
    return token
