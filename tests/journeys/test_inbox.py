"""The inbox in a browser: it counts by itself, and how one is reached is set without a script too."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ayo.notices import actions, queries
from ayo.notices.data import Channel
from ayo.notices.models import Sending
from tests.cast import Cast
from tests.journeys.conftest import LOOKS, enter, findings

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
SETTINGS = "/kotak-masuk/pengaturan/"


@pytest.fixture
def channels(settings: Any) -> None:
    """The city has a mail server and a gateway; nothing is sent, for no worker runs."""
    settings.EMAIL_HOST, settings.AYO_GATEWAY_URL = "127.0.0.1", "http://127.0.0.1:1"


def tell(cast: Cast, number: int) -> None:
    actions.tell(
        person_id=cast.ratna, code="proposal_refused", facts={"reason": "Akta lain"}, url="/saya/", about=f"n/{number}"
    )


def test_the_bell_counts_while_the_page_stays_open(city: Cast, open_page: Open):
    page = open_page()
    page.clock.install()
    enter(page, "Ratna")
    bell = page.locator("#lonceng")
    expect(bell).to_have_attribute("aria-label", "Kotak masuk")

    for number in (1, 2):
        tell(city, number)
        page.clock.fast_forward(31_000)
        expect(bell).to_have_attribute("aria-label", f"Kotak masuk, {number} baru")
        expect(page.locator("#belum-dibaca")).to_have_text(re.compile(rf"^\s*{number}\s*$"))


def test_how_one_is_reached_is_set_without_a_script(city: Cast, open_page: Open, channels: None):
    page = open_page(script=False, width=375)
    enter(page, "Ratna", to="/kotak-masuk/")
    page.get_by_role("link", name="Pengaturan kabar").click()
    tasks = page.get_by_role("group", name="Tugas yang menunggu Anda")
    tasks.get_by_label("WhatsApp").check()
    page.get_by_label("English").check()
    page.get_by_role("button", name="Simpan").click()

    expect(page.locator("#notices")).to_contain_text("Pengaturan disimpan.")
    expect(tasks.get_by_label("WhatsApp")).to_be_checked()
    wishes = queries.wishes_of(city.ratna)
    assert (wishes.tasks, wishes.language) == ({Channel.EMAIL, Channel.WHATSAPP}, "en")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_the_settings_and_beside_letters(
    city: Cast, open_page: Open, channels: None, width: int, scheme: str
):
    tell(city, 1)
    for way in Channel:
        Sending.objects.create(
            notice_id=queries.inbox(city.ratna, before=None, limit=1)[0].id, channel=way, state="FAILED",
            next_try_at="2026-11-24T05:00Z",
        )  # fmt: skip
    page = open_page(width=width, scheme=scheme)
    enter(page, "Ratna", to="/kotak-masuk/")
    found = findings(page)
    page.goto(SETTINGS)
    found += findings(page)
    page.screenshot(path=f"/tmp/settings-{width}.png", full_page=True)
    page.get_by_label("Sampai pukul").fill("21:00")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_selector(".errors")
    found += findings(page)

    assert found == []
