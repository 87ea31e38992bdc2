"""A pretended clamd that knows one evil, the EICAR test string, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import struct
from dataclasses import dataclass

WELL, SLOW, CUT, NONSENSE = "well", "slow", "cut", "nonsense"
# The test string of EICAR, in two parts so that no real scanner takes this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PORT = 9196
LARGEST = 32 * 1024 * 1024


@dataclass
class Scanner:
    """Speaks INSTREAM of clamd's protocol; `seen` counts what it was given."""

    port: int = 0
    manner: str = WELL
    slow_s: float = 5.0
    seen: int = 0
    server: asyncio.Server | None = None

    async def open(self) -> None:
        self.server = await asyncio.start_server(self._answer, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    def shut(self) -> None:
        if self.server:
            self.server.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(await self._said(reader) + b"\0")
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _said(self, reader: asyncio.StreamReader) -> bytes:
        command = await reader.readuntil(b"\0")
        if command != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND"
        content = bytearray()
        while size := struct.unpack("!I", await reader.readexactly(4))[0]:
            content += await reader.readexactly(size)
            if len(content) > LARGEST:
                return b"INSTREAM size limit exceeded. ERROR"
        self.seen += 1
        if self.manner == CUT:
            raise ConnectionError
        if self.manner == SLOW:
            await asyncio.sleep(self.slow_s)
        if self.manner == NONSENSE:
            return b"\xff\xfeperhaps"
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
