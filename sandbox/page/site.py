"""Serves the page and its switches, on loopback and to this machine's own browser only."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from sandbox.fleet import Member, SilentError
from sandbox.kit import behaviour
from sandbox.kit.http import Door, Request, Response, answer
from sandbox.page.copies import Gallery
from sandbox.page.sent import Sent
from sandbox.page.view import View
from sandbox.page.words import LANGUAGES
from sandbox.post import Post
from sandbox.signin.front import Front

FILES = {"/style.css": "text/css; charset=utf-8", "/live.js": "text/javascript; charset=utf-8"}
HERE = Path(__file__).parent
HOME = "36.71.01.1005"
SAFE = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


class Site:
    def __init__(self, members: list[Member], port: int, person: str, ayo_url: str, post: Post) -> None:
        self.members = {member.app.slug: member for member in members}
        self.gallery = Gallery(members)
        self.person = person
        self.ayo_url = ayo_url
        self.post = post
        self.stage = "WAITING"
        self.loaded_at_ms = 0
        self.fronts: list[Front] = []
        self.door = Door(self.handle, port)

    def all_loaded(self) -> None:
        self.stage = "OPEN"
        self.loaded_at_ms = time.time_ns() // 1_000_000

    async def handle(self, request: Request) -> Response:
        if not is_own(request):
            return answer({"error": "only from this machine's own browser"}, 403)
        if request.method == "POST" and request.path == "/do":
            return await self.do(request)
        if request.path in FILES:
            content = (HERE / request.path[1:]).read_bytes()
            return Response(200, content, FILES[request.path], SAFE)
        if request.path == "/live":
            await self.look(request.query.get("orang", ""))
            return answer(self.view(request.query).parts(), headers=SAFE)
        if request.path == "/kabar":
            return Response(200, self.sent(request.query).page().encode(), "text/html; charset=utf-8", SAFE)
        if request.path == "/kabar/live":
            return answer(self.sent(request.query).parts(), headers=SAFE)
        if request.path == "/":
            return await self.show(request.query)
        return answer({"error": "not found"}, 404)

    async def show(self, query: Any) -> Response:
        name, found, notice = query.get("nama", "").strip(), [], ""
        words = LANGUAGES[language(query)]
        chosen = query.get("orang", "")
        if name:
            try:
                found = await self.find(name)
                notice = "" if found else words["none"].format(name=name)
            except SilentError:
                notice = words["silent"]
            chosen = preferred(found)["id"] if found else chosen
        await self.look(chosen)
        page = self.view(query).page(name=name, found=found, notice=notice, ayo_url=self.ayo_url)
        return Response(200, page.encode(), "text/html; charset=utf-8", SAFE)

    async def look(self, person_id: str) -> None:
        if not (person_id or self.gallery.person_id) and self.members["siak-cermin"].loaded:
            with contextlib.suppress(SilentError):
                found = await self.find_first()
                person_id = preferred(found)["id"] if found else ""
        self.gallery.choose(person_id or self.gallery.person_id)
        await self.gallery.refresh()

    async def find(self, name: str) -> list[dict[str, Any]]:
        member = self.members["siak-cermin"]
        found = await member.ask("find", field="NAMA_LGKP", text=name)
        return found if isinstance(found, list) else []

    async def find_first(self) -> list[dict[str, Any]]:
        """The person the page opens with: the whole name, else whoever shares the first name."""
        return await self.find(self.person) or await self.find(self.person.split(" ")[0])

    def view(self, query: Any) -> View:
        lang = language(query)
        return View(LANGUAGES[lang], lang, self.gallery, self.loaded_at_ms, self.stage, self.fronts)

    def sent(self, query: Any) -> Sent:
        lang = language(query)
        return Sent(LANGUAGES[lang], lang, self.post, self.ayo_url)

    async def do(self, request: Request) -> Response:
        form = {name: held[-1] for name, held in parse_qs(request.body.decode(errors="replace")).items()}
        member = self.members.get(form.get("app", ""))
        if member is None:
            return answer({"error": "no such application"}, 404)
        match form.get("do"), form.get("as", ""):
            case "kill", _:
                await member.kill()
            case "revive", _:
                if not member.running:
                    await member.start()
            case "behave", name if name in behaviour.NAMES:
                await member.behave(name)
            case _:
                return answer({"error": "no such wish"}, 400)
        back = urlencode({"lang": language(form), "orang": form.get("orang", "")})
        return Response(303, headers={"location": f"/?{back}#{member.app.slug}", **SAFE})


def language(query: Any) -> str:
    lang = str(query.get("lang", "id"))
    return lang if lang in LANGUAGES else "id"


def preferred(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Whoever lives in Cikokol first: the demo's Ratna does."""
    at_home = [one for one in found if (one["record"].get("domicile") or {}).get("kelurahan") == HOME]
    return (at_home or found)[0]


def is_own(request: Request) -> bool:
    """Another web page must not press our buttons, nor another name resolve to us."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    return host in {"127.0.0.1", "localhost"} and request.headers.get("sec-fetch-site") not in {
        "cross-site",
        "same-site",
    }
