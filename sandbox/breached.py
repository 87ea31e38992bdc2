"""A pretended service of breached passwords that speaks the range protocol, and misbehaves when told to.

`GET /range/<five signs>` answers lines of `<rest of the SHA-1>:<count>`, padded with ones that were seen zero times.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass, field

from sandbox.kit.http import Request, ResetError, Response, answer

WELL, DOWN, SLOW, NONSENSE, CUT, HUGE = "well", "down", "slow", "nonsense", "cut", "huge"


@dataclass
class Breached:
    known: dict[str, int]
    manner: str = WELL
    slow_s: float = 5.0
    asked: list[str] = field(default_factory=list)

    async def handle(self, request: Request) -> Response:
        prefix = request.path.rpartition("/")[2]
        self.asked.append(prefix)
        if self.manner == DOWN:
            return answer({"error": "down"}, 503)
        if self.manner == CUT:
            raise ResetError
        if self.manner == SLOW:
            await asyncio.sleep(self.slow_s)
        if self.manner == NONSENSE:
            return Response(body=b"\xff\xfe<html>:::\n:\n5", content_type="text/html")
        if self.manner == HUGE:
            return Response(body=b"0" * 3_000_000, content_type="text/plain")
        return Response(body="\r\n".join(self._lines(prefix)).encode(), content_type="text/plain")

    def _lines(self, prefix: str) -> list[str]:
        digests = {hashlib.sha1(one.encode()).hexdigest().upper(): count for one, count in self.known.items()}
        own = [f"{digest[5:]}:{count}" for digest, count in digests.items() if digest.startswith(prefix)]
        return own + [f"{secrets.token_hex(18).upper()[:35]}:0" for _line in range(20)]
