"""A certificate the city issued goes into the next form by itself: Ratna on her phone, Budi at his desk."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from ayo.services import actions
from ayo.services.letters import signing
from ayo.services.models import Case, CaseDocument, Letter, Task
from sandbox.tte.service import PASSPHRASE
from tests import cast as people
from tests.cast import Cast
from tests.journeys.conftest import LOOKS, enter, findings, look
from tests.services import desk, factories

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("AYO_SHOTS", "")
MEANS = {"purpose": "SCHOOL", "school": "SMPN 1", "income": 1_500_000, "true": True}


@pytest.fixture
def letter(served: Cast) -> Letter:
    """Ratna asked for a certificate of limited means, and Sari has signed it."""
    people.organisation("DINSOS", "Dinas Sosial", "DINAS")
    case, sari = factories.handed_in(served.actor("ratna"), MEANS, code="sktm"), served.actor("sari")
    for task in Task.objects.filter(case=case):
        actions.finish_task(task_id=task.pk, text="", expected=None, actor=sari)
    with ThreadPoolExecutor(1) as aside:  # the browser keeps a loop in this thread, signing wants one of its own
        return aside.submit(_signed, case, served).result()


def _signed(case: Case, city: Cast) -> Letter:
    case.refresh_from_db()
    task, sari = factories.only_task(case), city.actor("sari")
    draft = signing.draft_of_task(case, task, sari)
    try:
        return signing.sign_stage(
            task=task, draft=draft, seen=draft.contents.stamp, passphrase=PASSPHRASE, text="", expected=case.version,
            actor=sari,
        )  # fmt: skip
    finally:
        connection.close()


def test_a_certificate_of_the_city_needs_no_upload_in_the_next_form(
    city: Cast, letter: Letter, open_page: Callable[..., Page]
):
    faults: list[str] = []
    ratna = open_page(width=375)
    enter(ratna, "Ratna", to="/layanan/bantuan-sosial/")
    expect(ratna.locator("main")).to_contain_text(f"No. {letter.number}, kami lampirkan.")
    faults += _looked_at(ratna, "service")
    ratna.locator(".stickbar a").click()
    ratna.get_by_role("button", name="Mulai isi").click()
    ratna.get_by_text("Sembako").first.click()
    ratna.get_by_label("Ceritakan keadaannya").fill("Suami sakit sejak Juli")
    faults += _looked_at(ratna, "step")
    with ratna.expect_navigation():
        ratna.get_by_role("button", name="Lanjut").click()

    expect(ratna.locator("main")).to_contain_text(letter.number)
    expect(ratna.locator("main")).to_contain_text("Tidak perlu mengunggah apa pun.")
    assert ratna.locator("input[type=file]").count() == 0
    faults += _looked_at(ratna, "papers")
    with ratna.expect_download() as coming:
        ratna.get_by_role("link", name=letter.number).click()
    assert coming.value.suggested_filename == "surat-keterangan-tidak-mampu.pdf"
    ratna.get_by_role("button", name="Lanjut").click()
    ratna.wait_for_url("**/periksa/")
    expect(ratna.locator("main")).to_contain_text(f"Surat kota, No. {letter.number}")
    faults += _looked_at(ratna, "check")
    for box in ratna.locator("main input[type=checkbox]").all():
        box.check()
    ratna.get_by_role("button", name="Kirim permohonan").click()
    ratna.wait_for_url("**/terkirim/")

    case = Case.objects.get(service__code="bantuan-sosial")
    assert CaseDocument.objects.get(case=case).letter_id == letter.pk
    budi = open_page()
    enter(budi, "Budi", to=f"{desk.page_of(desk.task_of(case))}?bagian=berkas")
    expect(budi.locator("main")).to_contain_text(f"Surat kota, No. {letter.number}")
    blocked: list[str] = []
    budi.on("console", lambda said: blocked.append(said.text) if said.type == "error" else None)
    with budi.expect_response(lambda answer: "/berkas/" in answer.url and answer.status == 200):
        budi.get_by_text("Lihat di sini").click()
    assert blocked == []
    faults += _looked_at(budi, "desk")
    assert faults == []


def _looked_at(page: Page, name: str) -> list[str]:
    before, found = page.viewport_size or {"width": 1280}, []
    for width, scheme in LOOKS:
        look(page, width, scheme)
        found += findings(page)
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png", full_page=True)
    look(page, before["width"], "light")
    return found
