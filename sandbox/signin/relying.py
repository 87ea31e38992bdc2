"""One application's side of OpenID Connect: Authlib with requests, as any program would use it.

Nobody is believed before the identity token's signature, issuer, audience, nonce and times are checked.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OAuthError, OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from requests import RequestException

from sandbox.signin.three import SignIn

TROUBLE = (AuthlibBaseError, JoseError, RequestException, KeyError, ValueError)
"""What can come of talking to a provider: refused, badly signed, out of reach, nonsense."""
PATIENCE_S = 10


class Library(OAuth2Mixin, OpenIDMixin, BaseApp):  # type: ignore[misc]
    """The library's client for a program without a web framework."""

    client_cls = OAuth2Session


@dataclass(slots=True)
class Signed:
    """Somebody who is signed in: what the identity token vouches for, what Ayo told of them, the tokens for more."""

    token: dict[str, Any]
    vouched: dict[str, Any]
    known: dict[str, Any]
    refreshed: int = 0


class Relying:
    def __init__(self, sign_in: SignIn, *, ayo_url: str, own_url: str, client_id: str, secret: str) -> None:
        self.callback = callback(own_url)
        self.after = after(own_url)
        self.library = Library(
            None,
            client_id=client_id,
            client_secret=secret or None,
            server_metadata_url=f"{ayo_url}/.well-known/openid-configuration",
            client_kwargs={
                "scope": " ".join(sign_in.scopes),
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": "none" if sign_in.is_public else "client_secret_basic",
                "default_timeout": PATIENCE_S,
            },
        )

    def begin(self) -> tuple[str, dict[str, str]]:
        """Return where the browser goes, and what must be remembered until it comes back."""
        asked = self.library.create_authorization_url(self.callback)
        return asked.pop("url"), asked

    def finish(self, answer: Mapping[str, str], asked: Mapping[str, str]) -> Signed:
        """Take what the browser brings back. Raises one of TROUBLE unless everything is in order."""
        if not hmac.compare_digest(answer.get("state", ""), asked["state"]):
            raise OAuthError("mismatching_state", "the answer belongs to another question")
        if "error" in answer:
            raise OAuthError(answer["error"], answer.get("error_description"))
        token = self.library.fetch_access_token(
            self.callback, code=answer["code"], code_verifier=asked["code_verifier"]
        )
        return Signed(token, self._vouched(token, asked["nonce"]), self.known(token))

    def refresh(self, signed: Signed) -> Signed:
        """Exchange the refresh token for the next one; the old one is spent."""
        metadata = self.library.load_server_metadata()
        with self._session() as session:
            token = session.refresh_token(metadata["token_endpoint"], signed.token["refresh_token"])
        return Signed(token, signed.vouched, self.known(token), signed.refreshed + 1)

    def known(self, token: dict[str, Any]) -> dict[str, Any]:
        return dict(self.library.userinfo(token=token))

    def leave(self, signed: Signed) -> str:
        """Give the tokens back and return where the browser signs out at Ayo."""
        metadata = self.library.load_server_metadata()
        with self._session() as session:
            session.revoke_token(metadata["revocation_endpoint"], signed.token["refresh_token"], "refresh_token")
        return str(self.library.create_logout_url(self.after, signed.vouched["id_token"])["url"])

    def _vouched(self, token: dict[str, Any], nonce: str) -> dict[str, Any]:
        issuer = self.library.load_server_metadata()["issuer"]
        must = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": self.library.client_id},
            "nonce": {"essential": True, "value": nonce},
            "exp": {"essential": True},
        }
        claims = self.library.parse_id_token(token, nonce, claims_options=must, leeway=10)
        return {**claims, "id_token": token["id_token"]}

    def _session(self) -> OAuth2Session:
        library = self.library
        return OAuth2Session(library.client_id, library.client_secret, **library.client_kwargs)


def callback(own_url: str) -> str:
    return f"{own_url}/callback"


def after(own_url: str) -> str:
    return f"{own_url}/keluar-selesai"
