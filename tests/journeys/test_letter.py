"""From the need to the signed letter: Ratna on her phone, Budi and Sari at their desks, whoever is shown the letter."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ayo.files.signatures import verifying
from ayo.services import actions
from ayo.services.models import Case, Letter
from sandbox.tte.service import PASSPHRASE
from tests.cast import Cast
from tests.exchange import desk
from tests.journeys.conftest import LOOKS, enter, findings, look

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
PHONE = 375


def test_from_the_need_to_a_letter_whose_signature_holds(served: Cast, open_page: Open, tmp_path: Path):
    ratna = open_page(width=PHONE)
    enter(ratna, "Ratna")
    ratna.get_by_label("Apa yang Anda perlukan?").fill("surat domisili")
    ratna.get_by_label("Apa yang Anda perlukan?").press("Enter")
    ratna.get_by_role("link", name="Surat keterangan domisili").first.click()
    ratna.locator(".stickbar a").click()
    ratna.get_by_role("button", name="Mulai isi").click()
    asked = _answered(ratna)
    assert asked <= 2
    ratna.locator("main input[type=checkbox]").check()
    ratna.get_by_role("button", name="Kirim permohonan").click()
    ratna.wait_for_url(lambda address: "/periksa/" not in address)
    case = Case.objects.get(applicant=served.ratna)
    desk.sequence()

    budi = open_page()
    enter(budi, "Budi", to="/meja-kerja/")
    budi.get_by_role("link", name=re.compile("Ratna")).first.click()
    expect(budi.get_by_role("heading", name="Isian dan sumbernya")).to_be_visible()
    budi.locator("button[form=putusan][data-key=a]").click()
    expect(budi.get_by_role("heading", name="Isian dan sumbernya")).to_have_count(0)

    sari = open_page()
    enter(sari, "Sari", to="/meja-kerja/")
    sari.get_by_role("link", name=re.compile("Ratna")).first.click()
    expect(sari.get_by_role("heading", name="Surat yang Anda tandatangani")).to_be_visible()
    sari.wait_for_load_state("networkidle")
    assert sari.locator(".sheet img").evaluate("image => image.complete && image.naturalWidth > 0")
    sari.locator("input[type=password]").fill(PASSPHRASE)
    sari.locator("button[form=putusan][data-key=a]").click()
    expect(sari.get_by_role("heading", name="Surat yang Anda tandatangani")).to_have_count(0)

    ratna.goto(f"/urusan/{case.pk}/")
    for step in ("Ditandatangani", "Unduh surat (PDF)", "Apakah hasilnya benar?"):
        expect(ratna.locator("main")).to_contain_text(step)
    with ratna.expect_download() as coming:
        ratna.get_by_role("link", name="Unduh surat (PDF)").click()
    assert coming.value.suggested_filename == "surat-keterangan-domisili.pdf"
    file = tmp_path / "surat.pdf"
    coming.value.save_as(file)
    _holds(file)

    _anybody_checks(open_page, Letter.objects.get(case=case), file, tmp_path)
    ratna.get_by_role("button", name="Ya, benar").click()
    expect(ratna.get_by_text("Apakah hasilnya benar?")).to_have_count(0)


def _answered(page: Page) -> int:
    """Answer what the form asks, page by page; return how many questions that were."""
    asked = 0
    while re.search(r"/isian/[^/]+/(?!periksa)", page.url) or page.get_by_role("button", name="Lanjut").count():
        choices = page.locator("#pertanyaan fieldset")
        for number in range(choices.count()):
            choices.nth(number).get_by_text(re.compile("bank", re.IGNORECASE)).first.click()
            asked += 1
        for box in page.locator("#pertanyaan input[type=text], #pertanyaan textarea").all():
            box.fill("Membuka rekening")
            asked += 1
        with page.expect_navigation():
            page.get_by_role("button", name="Lanjut").click()
    return asked


def _holds(file: Path) -> None:
    """The signature covers the whole file, is time-stamped, and its chain ends at the authority we trust."""
    with ThreadPoolExecutor(1) as aside:  # the browser keeps a loop in this thread, the judge wants one of its own
        (one,) = aside.submit(verifying.signatures, file.read_bytes()).result() or ()
    assert one.is_intact and one.covers_all and one.is_known and one.is_stamped, one


def _anybody_checks(open_page: Open, letter: Letter, file: Path, folder: Path) -> None:
    """Somebody at a bank, without an account: every printed fact, and an altered copy told apart."""
    bank = open_page(width=PHONE)
    bank.goto(f"/cek/{letter.code}/")
    expect(bank.locator("main")).to_contain_text("Berlaku")
    for row in letter.printed:
        expect(bank.locator("main")).to_contain_text(row["label"])
    assert findings(bank) == []

    altered = folder / "ubah.pdf"
    altered.write_bytes(file.read_bytes().replace(b"/Type", b"/Tyqe", 1))
    for copy, word in ((file, "Berkas ini asli"), (altered, "bukan yang kami terbitkan")):
        bank.goto(f"/cek/{letter.code}/")
        bank.locator("input[type=file]").set_input_files(copy)
        bank.locator("form:has(input[type=file]) button").last.click()
        expect(bank.locator("main")).to_contain_text(word)


def test_axe_finds_nothing_on_the_way(served: Cast, open_page: Open):
    """The accessibility twin: the pages of applicant, officer and official, on phone and desk, in light and dark."""
    from tests.services import factories

    case = factories.handed_in(served.actor("ratna"))
    first = factories.only_task(case)
    paths = {
        "Ratna": ["/layanan/", "/layanan/surat-domisili/", "/layanan/surat-domisili/mulai/", "/urusan/",
                  f"/urusan/{case.pk}/"],
        "Budi": ["/meja-kerja/", f"/meja-kerja/{first.pk}/", f"/kasus/{case.pk}/", "/kasus/"],
    }  # fmt: skip
    found: list[str] = []
    for name, places in paths.items():
        found += _looked_at(open_page, name, places)
    actions.finish_task(task_id=first.pk, text="", expected=None, actor=served.actor("budi"))
    found += _looked_at(open_page, "Sari", [f"/meja-kerja/{factories.only_task(case).pk}/", "/meja-kerja/unit/"])
    letter = factories.letter_of(case, served.actor("sari"))
    ends = f"/kasus/{case.pk}/surat/{letter.pk}"
    found += _looked_at(open_page, "Sari", [f"/kasus/{case.pk}/?bagian=berkas", f"{ends}/cabut/", f"{ends}/ulang/"])
    found += _looked_at(open_page, "Ratna", [f"/urusan/{case.pk}/", "/cek/"])

    assert found == []


def _looked_at(open_page: Open, name: str, paths: list[str]) -> list[str]:
    page, found = open_page(width=LOOKS[0][0], scheme=LOOKS[0][1]), []
    enter(page, name)
    for path in paths:
        page.goto(path)
        for width, scheme in LOOKS:
            look(page, width, scheme)
            found += findings(page)
    return found
