"""The world's mail server and message gateway beside a demo city, opened only where Ayo was told to send to them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sandbox.gateway import MANNERS, WELL, Gateway
from sandbox.kit.http import Door
from sandbox.mail import Sink

MAIL_PORT = 9197
GATEWAY_PORT = 9198
HERE = {"127.0.0.1", "localhost"}


@dataclass
class Post:
    """`sink` takes e-mail, `gateway` SMS and WhatsApp; each is missing where Ayo sends elsewhere or not at all."""

    sink: Sink | None
    gateway: Gateway | None
    door: Door | None

    async def open(self) -> None:
        if self.sink:
            await self.sink.open()
        if self.door:
            await self.door.open()

    def shut(self) -> None:
        if self.sink:
            self.sink.shut()
        if self.door:
            self.door.shut()


def of(env: Mapping[str, str], *, ayo_url: str, manners: tuple[str, ...]) -> Post:
    """Return what Ayo's own settings point to on this machine."""
    mail_port = int(env.get("SANDBOX_MAIL_PORT", MAIL_PORT))
    is_mail = env.get("AYO_SMTP_HOST", "") in HERE and env.get("AYO_SMTP_PORT", "") == str(mail_port)
    gateway = _gateway(env, ayo_url, manners)
    port = int(env.get("SANDBOX_GATEWAY_PORT", GATEWAY_PORT))
    return Post(Sink(mail_port) if is_mail else None, gateway, Door(gateway.handle, port) if gateway else None)


def _gateway(env: Mapping[str, str], ayo_url: str, manners: tuple[str, ...]) -> Gateway | None:
    address = urlsplit(env.get("AYO_GATEWAY_URL", ""))
    key, secret = env.get("AYO_GATEWAY_KEY", ""), env.get("AYO_GATEWAY_SECRET", "")
    is_ours = address.hostname in HERE and str(address.port) == env.get("SANDBOX_GATEWAY_PORT", str(GATEWAY_PORT))
    if not is_ours or not key or not secret.startswith("whsec_"):
        return None
    return Gateway(key=key, secret=secret, ayo_url=ayo_url, manners=itertools.cycle(manners))


def manners(*, is_calm: bool) -> tuple[str, ...]:
    return (WELL,) if is_calm else MANNERS
