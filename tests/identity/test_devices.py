"""Where one is signed in, and signing out from afar: one's own devices only, named without the key that opens them."""

import re

import pytest
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from ayo.identity import words
from ayo.identity.models import Session
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def ratna(cast: Cast) -> Client:
    return factories.visitor(cast, "ratna")


def open_elsewhere(cast: Cast, name: str = "ratna") -> Client:
    other = Client()
    other.force_login(factories.account(cast, name), backend="ayo.identity.backends.LoginBackend")
    return other


def marks(page) -> list[str]:
    return re.findall(r'name="mark" value="([0-9a-f]+)"', page.text)


def test_one_device_is_this_one(ratna: Client):
    page = ratna.get("/saya/perangkat/")

    assert "Perangkat ini" in page.text
    assert marks(page) == []


def test_another_device_is_signed_out_from_afar(cast: Cast, ratna: Client):
    other = open_elsewhere(cast)
    (mark,) = marks(ratna.get("/saya/perangkat/"))

    assert ratna.post("/saya/perangkat/keluar/", {"mark": mark}).status_code == 302

    assert other.get("/saya/").status_code == 302
    assert ratna.get("/saya/").status_code == 200
    assert Inbox.objects.filter(act="identity.end_session", subject_id=str(cast.ratna)).exists()


def test_all_others_at_once(cast: Cast, ratna: Client):
    others = [open_elsewhere(cast), open_elsewhere(cast)]

    ratna.post("/saya/perangkat/keluar/")

    assert [other.get("/saya/").status_code for other in others] == [302, 302]
    assert ratna.get("/saya/").status_code == 200


def test_nobody_signs_out_somebody_else(cast: Cast, ratna: Client):
    budi = open_elsewhere(cast, "budi")
    mark = Session.objects.get(session_key=budi.session.session_key).mark

    ratna.post("/saya/perangkat/keluar/", {"mark": mark})

    assert budi.get("/").status_code == 200


def test_the_page_holds_no_key_of_a_session(cast: Cast, ratna: Client):
    open_elsewhere(cast)
    page = ratna.get("/saya/perangkat/").text

    assert not [row.session_key for row in Session.objects.all() if row.session_key in page]


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (PHONE, "Chrome di Android"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
         "Safari di iPhone"),
        ("curl/8", ""),
        ("<script>", ""),
    ],
)  # fmt: skip
def test_a_device_is_named_as_people_would(agent: str, said: str):
    assert words.device(agent) == said


def test_signing_in_leaves_when_and_with_what(cast: Cast):
    identity.open_account(login="ratna@x.example", person_id=cast.ratna, password="pintu-air-sepuluh", is_demo=False,
                          actor=SYSTEM)  # fmt: skip
    browser = Client(headers={"User-Agent": PHONE})
    browser.post("/masuk/", {"login": "ratna@x.example", "password": "pintu-air-sepuluh"})

    assert "Chrome di Android" in browser.get("/saya/perangkat/").text


class TestPassword:
    OLD, NEW = "pintu-air-sepuluh", "perahu-teluk-naga"

    @pytest.fixture
    def browser(self, cast: Cast) -> Client:
        identity.open_account(
            login="ratna@x.example", person_id=cast.ratna, password=self.OLD, is_demo=False, actor=SYSTEM
        )
        return self.entered(self.OLD)

    def entered(self, password: str) -> Client:
        browser = Client()
        browser.post("/masuk/", {"login": "ratna@x.example", "password": password})
        return browser

    def changed(self, browser: Client, old: str, new: str, again: str):
        form = {"old_password": old, "new_password1": new, "new_password2": again}
        return browser.post("/saya/kata-sandi/", form)

    def test_a_new_one_signs_out_every_other_device_and_keeps_this(self, cast: Cast, browser: Client):
        other = self.entered(self.OLD)

        assert self.changed(browser, self.OLD, self.NEW, self.NEW).status_code == 302

        assert browser.get("/saya/").status_code == 200
        assert other.get("/saya/").status_code == 302
        assert self.entered(self.NEW).get("/saya/").status_code == 200
        assert self.entered(self.OLD).get("/saya/").status_code == 302
        assert Inbox.objects.filter(act="identity.change_password").exists()

    @pytest.mark.parametrize(
        ("old", "new", "again", "said"),
        [
            ("salah", NEW, NEW, "Kata sandi sekarang tidak cocok."),
            (OLD, NEW, NEW + "x", "Kedua kata sandi baru tidak sama."),
            (OLD, "pendek", "pendek", "10"),
            (OLD, "password1234", "password1234", "bocor"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_changes(
        self, browser: Client, old: str, new: str, again: str, said: str
    ):
        page = self.changed(browser, old, new, again)

        assert page.status_code == 422
        assert said in page.text
        assert self.entered(self.OLD).get("/saya/").status_code == 200

    def test_a_guest_of_the_demo_has_none(self, ratna: Client):
        assert "tidak punya kata sandi" in ratna.get("/saya/kata-sandi/").text
