"""The mail server and the gateway beside the demo: opened where Ayo was told to send, and shown as messages arrive."""

import asyncio
import json
import shutil
import smtplib
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

import pytest

from sandbox import post
from sandbox.gateway import BUSY, WELL
from sandbox.page.sent import Sent
from sandbox.page.site import Site
from sandbox.page.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
AYO = "http://127.0.0.1:8000"
LINK = f"{AYO}/kotak-masuk/01a20cb7-f8e8-7d43-9834-791f51130f95/"
MAIL = {"AYO_SMTP_HOST": "127.0.0.1", "AYO_SMTP_PORT": "9197"}
GATEWAY = {"AYO_GATEWAY_URL": "http://127.0.0.1:9198", "AYO_GATEWAY_KEY": "k", "AYO_GATEWAY_SECRET": "whsec_c2VjcmV0"}


@pytest.fixture
def opened() -> Iterator[post.Post]:
    """Both, on free ports, in a loop of their own; the gateway is busy once, then well."""
    made = post.of(MAIL | GATEWAY, ayo_url=AYO, manners=(BUSY, WELL))
    assert made.sink and made.door and made.gateway
    made.sink.port = made.door.port = 0
    made.gateway.receipt_after_s = -1
    loop, ready = asyncio.new_event_loop(), Future[None]()

    async def begin() -> None:
        await made.open()
        ready.set_result(None)

    def run() -> None:
        loop.create_task(begin())
        loop.run_forever()

    thread = Thread(target=run)
    thread.start()
    ready.result(10)
    yield made
    loop.call_soon_threadsafe(made.shut)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def write(made: post.Post, title: str) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = title, "ayo@localhost", "ratna@example.org"
    letter.set_content(f"Data Anda berubah.\n\n{LINK}\n")
    assert made.sink
    with smtplib.SMTP("127.0.0.1", made.sink.port, timeout=10) as server:
        server.send_message(letter)


def message(made: post.Post, channel: str, key: str) -> int:
    assert made.door
    body = {"channel": channel, "to": "+6281234567801", "text": f"Kabar <b>{channel}</b> {LINK}", "reference": key}
    request = urllib.request.Request(
        f"http://127.0.0.1:{made.door.port}/messages", json.dumps(body).encode(),
        {"authorization": "Bearer k", "idempotency-key": key}, method="POST",
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_what_arrives_is_shown_by_channel_newest_first_and_escaped(opened: post.Post) -> None:
    write(opened, "Data Anda diubah")
    write(opened, "Usulan menunggu")
    assert [message(opened, "whatsapp", "1"), message(opened, "whatsapp", "1")] == [429, 202]

    parts = Sent(LANGUAGES["en"], "en", opened, AYO).parts()

    assert parts["email"].index("Usulan menunggu") < parts["email"].index("Data Anda diubah")
    assert f'<a href="{LINK}">' in parts["email"]
    assert "Kabar &lt;b&gt;whatsapp" in parts["whatsapp"]
    assert "None yet" in parts["sms"]
    assert "3 messages" in parts["head"]
    assert "1 answered too busy" in parts["head"]


def test_the_page_says_what_a_receipt_said(opened: post.Post) -> None:
    message(opened, "sms", "1")
    message(opened, "sms", "2")
    assert opened.gateway
    (taken,) = opened.gateway.taken.values()

    assert "taken by the gateway" in Sent(LANGUAGES["en"], "en", opened, AYO).parts()["sms"]
    opened.gateway.states[taken.id] = "failed"
    assert "not delivered" in Sent(LANGUAGES["en"], "en", opened, AYO).parts()["sms"]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"AYO_SMTP_HOST": "mail.example.org", "AYO_SMTP_PORT": "9197"},
        {"AYO_SMTP_HOST": "127.0.0.1", "AYO_SMTP_PORT": "25"},
        {**GATEWAY, "AYO_GATEWAY_URL": "https://gateway.example.org"},
        {**GATEWAY, "AYO_GATEWAY_SECRET": ""},
    ],
)
def test_nothing_opens_where_ayo_sends_elsewhere(told: dict[str, str]) -> None:
    made = post.of(told, ayo_url=AYO, manners=(WELL,))

    assert (made.sink, made.gateway, made.door) == (None, None, None)
    assert "Ayo does not send through here" in Sent(LANGUAGES["en"], "en", made, AYO).page()


def test_the_page_and_its_live_parts_have_an_address(opened: post.Post) -> None:
    site = Site([], 0, "Ratna", AYO, opened)
    page, live = asyncio.run(_two(site))

    assert page.status == live.status == 200
    assert b'data-live="/kabar/live"' in page.body
    assert set(json.loads(live.body)) == {"head", "email", "whatsapp", "sms"}


async def _two(site: Site):  # type: ignore[no-untyped-def]
    from sandbox.kit.http import Request

    def asked(path: str) -> Request:
        return Request("GET", path, {"lang": "id"}, {"host": "127.0.0.1"}, b"")

    return await site.handle(asked("/kabar")), await site.handle(asked("/kabar/live"))


@pytest.mark.skipif(shutil.which("make") is None, reason="the Makefile is what is asked")
@pytest.mark.parametrize(
    ("given", "opened"),
    [
        ([], {"mail", "gateway", "signing"}),
        (["AYO_SMTP_HOST=mail.example.org"], {"gateway", "signing"}),
        (["AYO_GATEWAY_URL=https://gateway.example.org"], {"mail", "signing"}),
        (["AYO_SIGNING_URL=https://sign.example.org"], {"mail", "gateway"}),
        (["AYO_DATABASE_URL=postgresql://city/ayo"], set()),
        (["AYO_DATABASE_URL=postgresql://city/ayo", "AYO_DEMO=1"], {"mail", "gateway", "signing"}),
    ],
)
def test_make_run_turns_to_the_sandbox_only_with_the_demo(given: list[str], opened: set[str]) -> None:
    clean = {"PATH": "/usr/bin:/bin"}
    said = subprocess.run(
        ["make", "-n", "run", *given], cwd=ROOT, env=clean, capture_output=True, text=True, check=True
    )

    settings = {
        "mail": "AYO_SMTP_PORT=9197",
        "gateway": "AYO_GATEWAY_URL=http://127.0.0.1:9198",
        "signing": "AYO_SIGNING_URL=http://127.0.0.1:9195",
    }
    assert {name for name, setting in settings.items() if setting in said.stdout} == opened
