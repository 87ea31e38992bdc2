"""The provider's server with our validator in it, and without the challenge method that protects nothing."""

from typing import Any

from allauth.idp.oidc import app_settings
from allauth.idp.oidc.internal.oauthlib.server import generate_access_token, generate_refresh_token
from oauthlib.openid import Server

from ayo.identity.oidc.validator import Validator


def get_server(**kwargs: Any) -> Server:
    server = Server(
        request_validator=Validator(),
        token_generator=generate_access_token,
        refresh_token_generator=generate_refresh_token,
        token_expires_in=app_settings.ACCESS_TOKEN_EXPIRES_IN,
        **kwargs,
    )
    for grant in (server.auth_grant, server.openid_connect_auth.proxy_target):
        grant._code_challenge_methods = {"S256": grant._code_challenge_methods["S256"]}
    return server
