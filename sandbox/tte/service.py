"""The pretended signing service: multipart in, signed PDF out, with the codes and the moods of the real one.

`POST /api/sign/pdf` (HTTP Basic; file, nik, passphrase, tampilan …), `GET /api/sign/download/{id}`, and beside it time
stamps at `POST /tsa`. A wrong passphrase is answered with 2031, somebody unknown with 2011, both with HTTP 400.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import itertools
import re
import uuid
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sandbox.kit.http import Request, Response, answer
from sandbox.tte import stamping
from sandbox.tte.authority import Authority
from sandbox.tte.pades import Pades

WELL, LATE, BROKEN, SILENT, NONSENSE, OTHER = "well", "late", "broken", "silent", "nonsense", "other"
MANNERS = (WELL, WELL, WELL, LATE, WELL, WELL, WELL, BROKEN)
PASSPHRASE = "tangan-demo"
KEPT = 100


@dataclass(frozen=True)
class Official:
    name: str
    unit: str
    passphrase: str = PASSPHRASE


@dataclass
class SigningService:
    """`officials` says who is registered, by NIK; it is asked again when somebody unknown comes.

    `manners` says how each request is met; `met` counts them, `signed` counts signatures.
    """

    authority: Authority
    user: str
    password: str
    officials: Callable[[], Mapping[str, Official]]
    manners: Iterator[str] = field(default_factory=lambda: itertools.cycle(MANNERS))
    late_s: float = 3.0
    met: Counter[str] = field(default_factory=Counter)
    signed: int = 0
    documents: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _known: Mapping[str, Official] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pades = Pades(self.authority)

    async def handle(self, request: Request) -> Response:
        if (request.method, request.path) == ("POST", "/tsa"):
            reply = stamping.answer(request.body, self.authority.clock)
            return Response(body=reply, content_type="application/timestamp-reply")
        if not self._may_come_in(request):
            return answer({"error": "Unauthorized"}, 401)
        if (request.method, request.path) == ("POST", "/api/sign/pdf"):
            return await self._sign(request)
        if request.method == "GET" and request.path.startswith("/api/sign/download/"):
            found = self.documents.get(request.path.rpartition("/")[2])
            return Response(body=found, content_type="application/pdf") if found else answer({"error": "?"}, 404)
        return answer({"error": "Not Found"}, 404)

    def _may_come_in(self, request: Request) -> bool:
        expected = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return hmac.compare_digest(request.headers.get("authorization", ""), f"Basic {expected}")

    async def _sign(self, request: Request) -> Response:
        fields = parts(request)
        manner = next(self.manners)
        self.met[manner] += 1
        if manner == BROKEN:
            return answer({"error": "Internal Server Error"}, 500)
        if manner in {LATE, SILENT}:
            await asyncio.sleep(self.late_s)
        if manner == NONSENSE:
            return Response(body=b"<html>maintenance</html>", content_type="text/html")
        if not fields.get("file", b"").startswith(b"%PDF") or fields.get("tampilan") not in {b"visible", b"invisible"}:
            return answer({"status_code": 2005, "error": "Berkas atau tampilan tidak sesuai"}, 400)
        nik = fields.get("nik", b"").decode()
        official = await asyncio.to_thread(self._official, nik)
        if official is None:
            return answer({"status_code": 2011, "error": "User belum terdaftar"}, 400)
        if not hmac.compare_digest(fields.get("passphrase", b""), official.passphrase.encode()):
            return answer({"status_code": 2031, "error": "Passphrase anda salah"}, 400)
        content = fields["file"]
        if manner == OTHER and self.documents:
            return self._kept(next(iter(self.documents.values())))
        made = await asyncio.to_thread(self.pades.signed, content, nik=nik, name=official.name, unit=official.unit)
        return self._kept(made)

    def _kept(self, made: bytes) -> Response:
        number = uuid.uuid4().hex
        self.signed += 1
        self.documents[number] = made
        if len(self.documents) > KEPT:
            self.documents.popitem(last=False)
        return Response(body=made, content_type="application/pdf", headers={"id_dokumen": number})

    def _official(self, nik: str) -> Official | None:
        if nik not in self._known:
            self._known = self.officials()
        return self._known.get(nik)


def parts(request: Request) -> dict[str, bytes]:
    """Return the parts of a multipart body by name."""
    boundary = re.search(r'boundary="?([^";]+)', request.headers.get("content-type", ""))
    if boundary is None:
        return {}
    found: dict[str, bytes] = {}
    for part in request.body.split(b"--" + boundary[1].encode())[1:-1]:
        head, _blank, content = part.partition(b"\r\n\r\n")
        if name := re.search(rb'name="([^"]+)"', head):
            found[name[1].decode()] = content.removesuffix(b"\r\n")
    return found
