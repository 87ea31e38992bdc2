"""An existing application that signs people in: what it sends, and what it gets back, over Django's test client."""

import base64
import hashlib
import html
import re
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from ayo.common.actor import SYSTEM
from ayo.exchange import facade as exchange
from ayo.identity.data import ClientMade
from tests.exchange import factories

CALLBACK = "https://pbb.example/callback"
AFTER = "https://pbb.example/keluar"


def made(
    slug: str = "pbb", *, fields: tuple[str, ...] = ("name", "email", "phone"), scopes: tuple[str, ...] = ("profile",),
    is_public: bool = False, asks: bool = False, **contract: Any,
) -> ClientMade:  # fmt: skip
    factories.app(slug, mode="PULL", contract=factories.terms(*fields, **contract))
    return exchange.create_client(
        app=exchange.app_for(SYSTEM, slug), redirect_uris=(CALLBACK,), logout_uris=(AFTER,),
        scopes=("openid", *scopes), is_public=is_public, asks_consent=asks, actor=SYSTEM,
    )  # fmt: skip


@dataclass
class Relying:
    """One attempt to sign somebody in, with its own PKCE pair."""

    client: ClientMade
    verifier: str = ""
    state: str = "keadaan-7"
    nonce: str = "sekali-9"

    def __post_init__(self) -> None:
        self.verifier = self.verifier or secrets.token_urlsafe(48)

    @property
    def challenge(self) -> str:
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()

    def question(self, **changed: Any) -> dict[str, str]:
        asked = {
            "response_type": "code", "client_id": self.client.client_id, "redirect_uri": CALLBACK,
            "scope": " ".join(self.client.scopes), "state": self.state, "nonce": self.nonce,
            "code_challenge": self.challenge, "code_challenge_method": "S256", **changed,
        }  # fmt: skip
        return {name: value for name, value in asked.items() if value is not None}

    def ask(self, browser: Client, **changed: Any) -> Any:
        return browser.get("/oidc/authorize", self.question(**changed))

    def code(self, browser: Client, **changed: Any) -> str:
        return answer(self.ask(browser, **changed))["code"]

    def exchange(self, code: str, **changed: Any) -> Any:
        return token(
            self.client, grant_type="authorization_code", code=code, redirect_uri=CALLBACK,
            **{"code_verifier": self.verifier, **changed},
        )  # fmt: skip

    def tokens(self, browser: Client, **changed: Any) -> dict[str, Any]:
        response = self.exchange(self.code(browser, **changed))
        assert response.status_code == 200, response.content
        return dict(response.json())

    def refresh(self, refresh_token: str, **more: Any) -> Any:
        return token(self.client, grant_type="refresh_token", refresh_token=refresh_token, **more)


def token(client: ClientMade, *, secret: str | None = None, **body: Any) -> Any:
    """Ask the token endpoint as the client would: with its secret in the header, or by name when it has none."""
    form = {name: value for name, value in body.items() if value is not None}
    if client.secret:
        pair = f"{client.client_id}:{client.secret if secret is None else secret}"
        headers = {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
        return Client().post("/oidc/token", form, headers=headers)
    return Client().post("/oidc/token", {**form, "client_id": client.client_id})


def answer(response: Any) -> dict[str, str]:
    """Return what the browser carries back to the application."""
    assert response.status_code == 302, response.content
    assert response["Location"].startswith(CALLBACK), response["Location"]
    return {name: values[0] for name, values in parse_qs(urlsplit(response["Location"]).query).items()}


def question_on(page: Any) -> str:
    """Return the signed question that the page of consent sends along with the answer."""
    found = re.search(r'name="request" value="([^"]+)"', page.text)
    assert found, page.text
    return html.unescape(found.group(1))


def known(access_token: str) -> Any:
    return Client().get("/oidc/userinfo", headers={"Authorization": f"Bearer {access_token}"})
