"""The sign-in page of one application on a port of its own, for this machine's browsers."""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

from sandbox.kit.http import Door, Request, Response, answer
from sandbox.registration import Keyring, RegistrationError
from sandbox.signin import clients, pages
from sandbox.signin.relying import TROUBLE, Relying, Signed
from sandbox.signin.three import SignIn

STYLE = Path(__file__).parent / "style.css"
MOST_VISITS = 500
RETRY_S = 5


@dataclass(slots=True)
class Visit:
    """One browser: a question that is under way, or somebody who is signed in."""

    asked: dict[str, str] = field(default_factory=dict)
    signed: Signed | None = None
    notice: str = ""
    lang: str = "id"


class Front:
    def __init__(self, sign_in: SignIn, port: int, ayo_url: str) -> None:
        self.sign_in = sign_in
        self.ayo_url = ayo_url
        self.relying: Relying | None = None
        self.visits: dict[str, Visit] = {}
        self.door = Door(self.handle, port)
        # Cookies know no ports: Ayo and its neighbours on this machine would see and overwrite a common name.
        self.cookie = f"masuk_{sign_in.slug}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.door.port}"

    async def introduce(self, keyring: Keyring) -> None:
        """Have Ayo know the application, trying again until it does."""
        while self.relying is None:
            try:
                client_id, secret = await clients.client_of(self.sign_in, self.url, keyring)
            except (RegistrationError, ValueError, KeyError) as error:
                print(f"sandbox: {self.sign_in.slug} has no sign-in yet: {error}", file=sys.stderr, flush=True)
                await asyncio.sleep(RETRY_S)
            else:
                self.relying = Relying(
                    self.sign_in, ayo_url=self.ayo_url, own_url=self.url, client_id=client_id, secret=secret
                )

    async def handle(self, request: Request) -> Response:
        if not is_own(request):
            return answer({"error": "only from this machine's own browser"}, 403)
        if (request.method, request.path) == ("GET", "/style.css"):
            return Response(200, STYLE.read_bytes(), "text/css; charset=utf-8", self.headers())
        key, visit = self.visit_of(request)
        if request.query.get("lang") in pages.LANGUAGES:
            visit.lang = request.query["lang"]
        match request.method, request.path:
            case "GET", "/":
                return self.show(key, visit)
            case _ if self.relying is None:
                return self.go("/", key)
            case "GET", "/masuk":
                return await self.begin(self.relying, key, visit)
            case "GET", "/callback":
                return await self.finish(self.relying, request.query, visit)
            case "POST", "/segarkan":
                return await self.refresh(self.relying, key, visit)
            case "POST", "/keluar":
                return await self.leave(self.relying, key, visit)
            case "GET", "/keluar-selesai":
                visit.notice = "left"
                return self.go("/", key)
        return answer({"error": "not found"}, 404)

    def show(self, key: str, visit: Visit) -> Response:
        notice, visit.notice = visit.notice, ""
        page = pages.page(self.sign_in, visit.signed, notice, visit.lang, is_known=self.relying is not None)
        return Response(200, page.encode(), "text/html; charset=utf-8", self.headers(key))

    async def begin(self, relying: Relying, key: str, visit: Visit) -> Response:
        try:
            url, visit.asked = await asyncio.to_thread(relying.begin)
        except TROUBLE as error:
            return self.sorry(error, key, visit)
        return self.go(url, key)

    async def finish(self, relying: Relying, brought: Mapping[str, str], visit: Visit) -> Response:
        asked, visit.asked = visit.asked, {}
        try:
            signed = await asyncio.to_thread(relying.finish, brought, asked)
        except TROUBLE as error:
            return self.sorry(error, self.keep(visit), visit)
        # Who was anonymous under a key does not become somebody under the same one.
        return self.go("/", self.keep(Visit(signed=signed, lang=visit.lang)))

    async def refresh(self, relying: Relying, key: str, visit: Visit) -> Response:
        if visit.signed:
            try:
                visit.signed = await asyncio.to_thread(relying.refresh, visit.signed)
            except TROUBLE as error:
                visit.signed = None
                return self.sorry(error, key, visit, notice="ended")
        return self.go("/", key)

    async def leave(self, relying: Relying, key: str, visit: Visit) -> Response:
        signed, visit.signed = visit.signed, None
        if signed is None:
            return self.go("/", key)
        try:
            return self.go(await asyncio.to_thread(relying.leave, signed), key)
        except TROUBLE as error:
            return self.sorry(error, key, visit, notice="left")

    def sorry(self, error: Exception, key: str, visit: Visit, *, notice: str = "") -> Response:
        code = getattr(error, "error", "") or type(error).__name__
        print(f"sandbox: {self.sign_in.slug} sign-in: {code}", file=sys.stderr, flush=True)
        visit.notice = notice or ("declined" if code == "access_denied" else "failed")
        return self.go("/", key)

    def visit_of(self, request: Request) -> tuple[str, Visit]:
        morsel = SimpleCookie(request.headers.get("cookie", "")).get(self.cookie)
        key = morsel.value if morsel else ""
        if key not in self.visits:
            key = self.keep(Visit())
        return key, self.visits[key]

    def keep(self, visit: Visit) -> str:
        """Keep a visit under a new key and forget the oldest when there are too many."""
        self.visits = {key: held for key, held in self.visits.items() if held is not visit}
        while len(self.visits) >= MOST_VISITS:
            del self.visits[next(iter(self.visits))]
        key = secrets.token_urlsafe(24)
        self.visits[key] = visit
        return key

    def go(self, where: str, key: str) -> Response:
        return Response(303, headers={"location": where, **self.headers(key)})

    def headers(self, key: str = "") -> dict[str, str]:
        ayo = urlsplit(self.ayo_url)
        safe = {
            "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
            f"frame-ancestors 'none'; form-action 'self' {ayo.scheme}://{ayo.netloc}",
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cache-control": "no-store",
        }
        return safe | ({"set-cookie": f"{self.cookie}={key}; Path=/; HttpOnly; SameSite=Lax"} if key else {})


def is_own(request: Request) -> bool:
    """No other name resolves to us, and no other page presses our buttons; coming back from Ayo is a plain visit."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    came = request.headers.get("sec-fetch-site")
    return host in {"127.0.0.1", "localhost"} and (request.method == "GET" or came in {None, "same-origin", "none"})
