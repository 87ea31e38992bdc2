"""An officer helps a resident in two browsers: the code goes by the gateway to the resident's phone, and back by voice.

Every page on the way is looked at by axe as well.
"""

import os
import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

import orjson
import pytest
from playwright.sync_api import Page, expect

from ayo.common import vault
from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from ayo.identity.models import Assistance, Code
from ayo.notices import tasks
from ayo.services import actions
from ayo.services.models import Case, Help
from tests.cast import Cast
from tests.journeys.conftest import LOOKS, enter, findings
from tests.journeys.test_passkeys import Device, by_password, make_key
from tests.journeys.test_passkeys import ratna as ratna

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
SHOTS = os.environ.get("AYO_SHOTS", "")


@pytest.fixture
def phone(settings: Any) -> Iterator[list[dict[str, str]]]:
    """Stand in for the city's gateway and keep what it would carry to telephones."""
    carried: list[dict[str, str]] = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            carried.append(orjson.loads(self.rfile.read(int(self.headers["content-length"]))))
            body = b'{"id": "1"}'
            self.send_response(202)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.AYO_GATEWAY_URL, settings.AYO_GATEWAY_KEY = f"http://127.0.0.1:{server.server_address[1]}", "k"
    yield carried
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_an_officer_helps_a_resident_with_a_code_from_their_phone(
    city: Cast, open_page: Open, phone: list[dict[str, str]], width: int, scheme: str
):
    actions.settle_catalogue(actor=SYSTEM)
    faults: list[str] = []

    def look(page: Page, name: str) -> None:
        faults.extend(findings(page))
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png", full_page=True)

    ratna, budi = open_page(width=375, scheme=scheme), open_page(width=width, scheme=scheme)
    enter(ratna, "Ratna", to="/layanan/surat-domisili/")
    ratna.get_by_role("link", name="Minta dibantu petugas").click()
    ratna.get_by_label("Petugas datang ke rumah").check()
    ratna.get_by_label("Apa yang sulit?").fill("Huruf di telepon terlalu kecil")
    look(ratna, "ask")
    ratna.get_by_role("button", name="Minta dibantu").click()
    expect(ratna.locator("main")).to_contain_text("Menunggu petugas")
    look(ratna, "mine")

    enter(budi, "Budi")
    look(budi, "home")
    expect(budi.get_by_role("region", name="Kebutuhan warga")).to_contain_text("Surat keterangan domisili")
    budi.get_by_role("link", name=re.compile(r"Semua \(1\)")).click()
    expect(budi.locator("main")).not_to_contain_text("Ratna")
    look(budi, "needs")
    budi.get_by_role("button", name="Ambil").click()
    expect(budi.get_by_role("heading", level=1)).to_have_text("Ratna")
    look(budi, "need")
    budi.get_by_role("button", name="Mulai membantu").click()
    look(budi, "asked")
    budi.get_by_role("button", name="Kirim kode ke telepon").click()
    tasks.send_code(str(Code.objects.latest("created_at").pk))
    told = phone[-1]["text"]
    assert "Budi Santoso" in told and "Surat keterangan domisili" in told and "60 menit" in told
    code = re.search(r"\b\d{6}\b", told)
    assert code is not None and code[0] not in budi.content()
    budi.get_by_label("Kode dari warga").fill("000000" if code[0] != "000000" else "111111")
    budi.get_by_role("button", name="Periksa kode dan mulai").click()
    expect(budi.get_by_role("alert").or_(budi.locator(".errors"))).to_be_visible()
    look(budi, "wrong")
    budi.get_by_label("Kode dari warga").fill(code[0])
    budi.get_by_role("button", name="Periksa kode dan mulai").click()

    expect(budi.locator(".acting")).to_contain_text("Anda membantu Ratna")
    look(budi, "begin")
    budi.get_by_role("button", name="Mulai isi").click()
    look(budi, "step")
    budi.get_by_label("Bank atau kredit").check()
    budi.get_by_label("Tempat lahir").fill("Tangerang")
    budi.get_by_label("Agama").fill("Islam")
    budi.get_by_role("textbox", name="Pekerjaan").fill("Guru")
    budi.get_by_role("button", name="Lanjut").click()
    budi.wait_for_url("**/periksa/")
    budi.get_by_role("checkbox").check()
    look(budi, "check")
    budi.get_by_role("button", name="Kirim").click()
    expect(budi.get_by_role("heading", level=1)).to_have_text("Permohonan terkirim")
    expect(budi.locator("main")).to_contain_text("dibantu oleh Budi Santoso")
    look(budi, "sent")
    budi.get_by_role("button", name="Kembali menjadi diri sendiri").click()
    expect(budi.locator("main")).to_contain_text("Sudah terkirim")
    look(budi, "done")

    case = Case.objects.get()
    assert (case.applicant_id, case.helper_id) == (city.ratna, city.budi)
    ratna.goto(f"/urusan/{case.pk}/")
    expect(ratna.locator("#jejak, main").first).to_contain_text("dibantu oleh Budi Santoso")
    ratna.goto("/minta-bantuan/")
    look(ratna, "given")
    ratna.get_by_role("link", name=re.compile("Bukan saya yang meminta")).click()
    ratna.get_by_label("Apa yang terjadi?").fill("Saya hanya bertanya")
    look(ratna, "object")
    ratna.get_by_role("button", name="Bukan saya yang meminta").click()
    expect(ratna.locator("main")).to_contain_text("Keberatan diperiksa")
    agus = open_page(width=width, scheme=scheme)
    enter(agus, "Agus", to=f"/bantu/{Help.objects.get().pk}/keberatan/")
    look(agus, "judge")

    assert faults == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_where_help_is_asked_and_answered(
    city: Cast, open_page: Open, phone: list[dict[str, str]], width: int, scheme: str
):
    actions.settle_catalogue(actor=SYSTEM)
    made = actions.begin_help(code="sktm", person_id=city.ratna, actor=city.actor("budi"))
    budi, ratna = (open_page(width=width, scheme=scheme) for _one in range(2))
    found: list[str] = []
    enter(budi, "Budi", to="/kebutuhan/")
    for address in ("/kebutuhan/", "/kebutuhan/?saring=dekat", "/bantu/", f"/bantu/{made.pk}/"):
        budi.goto(address)
        found += findings(budi)
        if SHOTS:
            budi.screenshot(path=f"{SHOTS}/x{address.strip('/').split('/')[0]}-{width}.png", full_page=True)
    budi.get_by_role("button", name="Kirim kode ke telepon").click()
    enter(ratna, "Ratna", to="/saya/bantuan/")
    found += findings(ratna)
    if SHOTS:
        ratna.screenshot(path=f"{SHOTS}/permission-{width}.png", full_page=True)
    digits = vault.unseal(Code.objects.latest("created_at").sealed)
    assert identity.confirm_by_code(assistance_id=made.assistance_id, typed=digits, actor=city.actor("budi"))
    ratna.goto("/saya/bantuan/")
    expect(ratna.locator("main")).to_contain_text("sedang membantu Anda")
    found += findings(ratna)
    budi.get_by_role("link", name="Warga sudah mengizinkan").click()
    found += findings(budi)
    budi.get_by_role("button", name="Isi bersama warga").click()
    expect(budi.locator(".acting")).to_contain_text("Anda membantu Ratna")
    budi.goto("/saya/")
    expect(budi.get_by_role("heading", level=1)).to_have_text("Anda membantu Ratna")
    found += findings(budi)

    assert found == []


def test_a_resident_agrees_with_the_passkey_of_their_phone(
    ratna: Cast, open_page: Open, phone: list[dict[str, str]], settings: Any
):
    """In their own browser; an answer that a device gave before, or about another help, opens nothing."""
    actions.settle_catalogue(actor=SYSTEM)
    page = open_page(width=375)
    Device(page)
    by_password(page)
    make_key(page, "Ponsel saya")
    first, second = (
        actions.begin_help(code=code, person_id=ratna.ratna, actor=ratna.actor("budi"))
        for code in ("sktm", "surat-domisili")
    )
    page.goto("/saya/bantuan/")
    found = findings(page)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/passkey-375.png", full_page=True)
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.post_data or "") if one.method == "POST" else None)

    page.locator("section", has_text="Surat keterangan tidak mampu").get_by_role(
        "button", name="Ya, saya izinkan"
    ).click()
    expect(page.locator("main")).to_contain_text("sedang membantu Anda")

    rows = {row.pk: row for row in Assistance.objects.all()}
    assert rows[first.assistance_id].confirmed_by == "PASSKEY"
    assert rows[second.assistance_id].confirmed_at is None
    again = dict(parse_qsl(sent[-1]))
    for assistance_id in (second.assistance_id, first.assistance_id):
        answer = page.request.post(f"/saya/bantuan/{assistance_id}/", form=again, headers={"Referer": page.url})
        assert answer.status == 422
    assert Assistance.objects.get(pk=second.assistance_id).confirmed_at is None
    found += findings(page)
    assert found == []
