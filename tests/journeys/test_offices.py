"""Roles, posts and delegation from beginning to end, each step with its accessibility twin, on phone and desk."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.identity import facade as identity
from ayo.identity.models import Delegation, RoleGrant
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry.models import Acting, Organisation
from tests import cast as people
from tests.cast import Cast
from tests.journeys.conftest import LOOKS, enter, findings, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
NIP = "197803122005011002"


class Twin:
    """Looks at each page a journey stops at, in every window, and keeps what axe finds."""

    def __init__(self, page: Page) -> None:
        self.page, self.found = page, list[str]()

    def __call__(self) -> None:
        for width, scheme in LOOKS:
            look(self.page, width, scheme)
            self.found += findings(self.page)


@pytest.fixture
def hasan(city: Cast) -> str:
    """An employee of Kelurahan Cikokol who holds nothing yet; the kelurahan has a lurah."""
    unit = Organisation.objects.get(code="KEL-CIKOKOL").pk
    person = people.person("Hasan Basri", "3671011203780044")
    people.employee(person, NIP, unit, "Sekretaris Kelurahan")
    people.employee(city.sari, "197505052000012001", unit, "Lurah Cikokol")
    registry.make_post(
        organisation_id=unit, rank=Rank.HEAD, title="Lurah Cikokol", valid_from=people.LONG_AGO, actor=SYSTEM
    )
    return str(person)


def test_given_a_new_officer_when_the_lurah_gives_a_role_then_it_holds_until_it_is_ended(
    city: Cast, hasan: str, open_page: Open
):
    page = open_page(width=375)
    see = Twin(page)
    enter(page, "Sari", to="/peran/")
    see()
    page.get_by_role("link", name="Beri peran").click()
    see()
    page.get_by_role("link", name="Petugas kelurahan").click()
    page.get_by_label("NIP").fill("199001012015011009")
    page.get_by_label("Alasan").fill("SK 800/15/2026")
    page.get_by_role("button", name="Periksa").click()
    expect(page.locator(".errors")).to_contain_text("Tidak ada pegawai unit ini dengan NIP itu.")
    see()
    page.get_by_label("NIP").fill(NIP)
    page.get_by_role("button", name="Periksa").click()
    expect(page.locator("main")).to_contain_text("Hasan Basri")
    see()
    page.get_by_role("button", name="Beri peran").click()

    expect(page.locator("#notices")).to_contain_text("Hasan Basri kini")
    assert identity.actor_of(RoleGrant.objects.get(person_id=hasan).person_id).has(Role.KELURAHAN_OFFICER)
    see()
    page.get_by_role("link", name=re.compile("Akhiri .* Hasan")).click()
    page.get_by_label("Hari terakhir").fill((clock.today() - timedelta(days=1)).isoformat())
    page.get_by_label("Alasan").fill("Pindah tugas")
    see()
    page.get_by_role("button", name="Akhiri").click()
    expect(page.locator("#notices")).to_contain_text("diakhiri")
    assert not identity.actor_of(RoleGrant.objects.get(person_id=hasan).person_id).has(Role.KELURAHAN_OFFICER)
    assert see.found == []


def test_given_a_lurah_on_leave_when_an_order_is_written_down_then_somebody_stands_in(
    city: Cast, hasan: str, open_page: Open
):
    page = open_page()
    see = Twin(page)
    enter(page, "Rini", to="/jabatan/")
    see()
    page.get_by_role("link", name="Lurah Cikokol").click()
    see()
    page.get_by_label("NIP yang menggantikan").fill(NIP)
    page.get_by_label("Hari terakhir").fill((clock.today() + timedelta(days=400)).isoformat())
    page.get_by_role("textbox", name="Surat perintah").fill("800/12-SP/2026")
    page.get_by_role("button", name="Catat").click()
    expect(page.locator(".errors")).to_be_visible()
    see()
    page.get_by_label("Hari terakhir").fill((clock.today() + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Catat").click()

    expect(page.locator("#penggantian")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Plh. Hasan Basri")
    assert identity.actor_of(Acting.objects.get().employee.person_id).has(Role.LURAH)
    see()
    page.get_by_role("button", name=re.compile("Akhiri")).click()
    expect(page.locator("#notices")).to_contain_text("Penggantian diakhiri.")
    page.get_by_role("link", name="Tambah jabatan").click()
    see()
    assert see.found == []


@pytest.mark.parametrize("script", [True, False])
def test_given_a_code_when_it_is_passed_on_then_somebody_acts_until_it_is_ended(
    city: Cast, open_page: Open, script: bool
):
    hers, his = open_page(width=375, script=script), open_page(width=375, script=script)
    see, look_on = Twin(hers), Twin(his)
    enter(hers, "Ratna", to="/saya/kuasa/")
    hers.get_by_role("link", name="Beri kuasa").click()
    hers.get_by_label("Orang lain, dengan kode").check()
    hers.get_by_label("Membetulkan data saya").check()
    if script:
        see()
    hers.get_by_role("button", name="Beri kuasa").click()
    code = hers.locator("[translate=no]").inner_text()
    if script:
        see()

    enter(his, "Joko", to="/saya/kuasa/terima/")
    his.get_by_label("Kode kuasa").fill("AAAA-AAAA-AAAA")
    his.get_by_role("button", name="Lanjut").click()
    expect(his.locator(".errors")).to_contain_text("Kode ini tidak dikenal")
    his.get_by_label("Kode kuasa").fill(code.lower())
    his.get_by_role("button", name="Lanjut").click()
    expect(his.locator("main")).to_contain_text("Ratna")
    if script:
        look_on()
    his.locator("main form button[type=submit]").last.click()
    his.get_by_role("button", name="Bertindak").click()
    expect(his.get_by_role("status").first).to_contain_text("Anda bertindak untuk Ratna")
    if script:
        look_on()
    his.goto("/saya/")
    expect(his.locator("main")).to_contain_text("Jl. Perintis 14")
    if script:
        look_on()

    hers.goto("/saya/kuasa/")
    if script:
        see()
    hers.get_by_role("button", name=re.compile("Akhiri")).click()
    his.goto("/saya/")
    expect(his.locator("main")).to_contain_text("Kuasa ini sudah berakhir")
    his.get_by_role("button", name="Jadi diri sendiri lagi").click()
    expect(his.get_by_role("heading", level=1)).to_have_text("Kuasa")
    assert Delegation.objects.get().ended_at is not None
    assert see.found + look_on.found == []
