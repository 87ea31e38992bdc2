"""A mail server that delivers to nobody and prints what it got: `python -m sandbox.mail`, then AYO_SMTP_HOST=127.0.0.1.

Just enough of SMTP (RFC 5321) for any client. An address that begins with `nobody` is refused, with `later` put off.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(frozen=True)
class Letter:
    sender: str
    to: tuple[str, ...]
    body: bytes
    at: float

    @property
    def parsed(self) -> EmailMessage:
        made = message_from_bytes(self.body, policy=policy.default)
        assert isinstance(made, EmailMessage)
        return made


@dataclass
class Sink:
    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    server: asyncio.Server | None = None

    async def open(self) -> None:
        self.server = await asyncio.start_server(self._converse, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    def shut(self) -> None:
        if self.server is not None:
            self.server.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        say = Voice(writer)
        try:
            await say("220 sandbox")
            await self._listen(reader, say)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _listen(self, reader: asyncio.StreamReader, say: Voice) -> None:
        sender, to = "", list[str]()
        while line := (await reader.readline()).decode("latin-1").rstrip("\r\n"):
            verb = line.split(":")[0].upper()
            if verb == "MAIL FROM":
                sender, to = _address(line), []
                await say("250 ok")
            elif verb == "RCPT TO":
                reply = _reply_to(_address(line))
                if reply.startswith("250"):
                    to.append(_address(line))
                await say(reply)
            elif verb == "DATA":
                await say("354 go on")
                body = await reader.readuntil(b"\r\n.\r\n")
                letter = Letter(sender, tuple(to), body[:-3].replace(b"\r\n..", b"\r\n."), time.time())
                self.letters.append(letter)
                print(f"mail: to {', '.join(to)}: {letter.parsed['subject']}", flush=True)
                await say("250 taken")
            elif verb == "QUIT":
                await say("221 bye")
                return
            else:
                await say("250 sandbox")


class Voice:
    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.writer = writer

    async def __call__(self, line: str) -> None:
        self.writer.write(f"{line}\r\n".encode())
        await self.writer.drain()


def _address(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]


def _reply_to(address: str) -> str:
    if address.startswith("nobody"):
        return "550 no such person"
    return "451 come back later" if address.startswith("later") else "250 ok"


async def run(port: int) -> None:
    sink = Sink(port)
    await sink.open()
    print(f"mail: AYO_SMTP_HOST=127.0.0.1 AYO_SMTP_PORT={sink.port} AYO_SMTP_TLS=0", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.mail", description=__doc__)
    parser.add_argument("--port", type=int, default=9197)
    asyncio.run(run(parser.parse_args().port))


if __name__ == "__main__":
    main()
