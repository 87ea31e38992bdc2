"""Coming in and going out: no guessing, no locking others out, no way to somebody else's site."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.identity import actions, arriving
from ayo.identity import facade as identity
from ayo.identity.models import Account, Session
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "pintu-air-sepuluh"


@pytest.fixture
def ratna(cast: Cast) -> Account:
    return identity.open_account(
        login="Ratna@Contoh.id", person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM
    )


def sign_in(client: Client, login: str = "ratna@contoh.id", password: str = PASSWORD, **more: str):
    return client.post("/masuk/", {"login": login, "password": password, **more})


def errors(page: str) -> str:
    return page.partition('<div class="errors"')[2].partition("</div>")[0]


def test_the_right_password_opens_the_house_and_is_noted(ratna: Account):
    client = Client()

    assert sign_in(client, " RATNA@contoh.id ")["Location"] == "/"
    assert client.get("/saya/").status_code == 200
    assert Inbox.objects.get(act="identity.sign_in").subject_id == str(ratna.person_id)


def test_a_wrong_name_and_a_wrong_password_look_the_same(ratna: Account):
    wrong_password, wrong_name = sign_in(Client(), password="x" * 12), sign_in(Client(), "siapa@contoh.id")

    assert wrong_password.status_code == wrong_name.status_code == 422
    assert errors(wrong_password.text) == errors(wrong_name.text)
    assert "tidak cocok" in wrong_name.text


def test_an_account_that_was_closed_stays_outside(ratna: Account):
    Account.objects.update(is_active=False)

    assert sign_in(Client()).status_code == 422


@pytest.mark.parametrize(
    "wanted", ["https://jahat.example/", "//jahat.example/", "/\\jahat.example/", "javascript:alert(1)", ""]
)
def test_nobody_is_sent_to_another_site(ratna: Account, wanted: str):
    assert sign_in(Client(), next=wanted)["Location"] == "/"


def test_one_comes_back_to_the_page_one_wanted(ratna: Account):
    assert sign_in(Client(), next="/saya/akses/?sebelum=3")["Location"] == "/saya/akses/?sebelum=3"


def test_the_cast_is_offered_only_in_a_demo(cast: Cast):
    assert "Kota contoh" not in Client().get("/masuk/").text

    identity.open_account(login="budi", person_id=cast.budi, password="", is_demo=True, actor=SYSTEM)
    page = Client().get("/masuk/").text

    assert "Budi Santoso" in page
    assert "Petugas kelurahan: melayani warga satu kelurahan" in page


def test_one_click_enters_as_one_of_the_cast_and_as_nobody_else(cast: Cast, ratna: Account):
    budi = identity.open_account(login="budi", person_id=cast.budi, password="", is_demo=True, actor=SYSTEM)

    assert Client().post("/masuk/contoh/", {"account": str(budi.pk)})["Location"] == "/"
    for account in (str(ratna.pk), "x", ""):
        assert Client().post("/masuk/contoh/", {"account": account})["Location"] == "/masuk/"


def test_signing_out_ends_the_session(ratna: Account):
    client = Client()
    sign_in(client)
    client.post("/keluar/")

    assert client.get("/saya/").status_code == 302
    assert Inbox.objects.filter(act="identity.sign_out").count() == 1


def test_a_new_session_begins_with_the_sign_in(ratna: Account):
    client = Client()
    client.session["before"] = 1
    client.get("/masuk/")
    before = client.cookies.get("ayo_session")
    sign_in(client)

    assert client.cookies["ayo_session"].value != (before.value if before else "")


class TestWhoComesWithASession:
    def test_it_is_exactly_the_person_with_the_roles_of_today(self, cast: Cast):
        for name in ("ratna", "budi", "wati", "dewi", "agus", "rini"):
            account = identity.open_account(
                login=name, person_id=getattr(cast, name), password="", is_demo=False, actor=SYSTEM
            )
            client = Client()
            client.force_login(account, backend="ayo.identity.backends.LoginBackend")

            assert arriving.actor_of(_request(client)) == cast.actor(name)

    def test_a_change_of_password_ends_every_session(self, ratna: Account):
        client = Client()
        client.force_login(ratna, backend="ayo.identity.backends.LoginBackend")
        ratna.set_password("kata-sandi-lain")
        ratna.save()

        assert client.get("/saya/").status_code == 302

    def test_a_session_without_its_account_is_nobodys(self, ratna: Account):
        client = Client()
        client.force_login(ratna, backend="ayo.identity.backends.LoginBackend")
        Account.objects.update(is_active=False)

        assert arriving.actor_of(_request(client)).is_anonymous

    def test_a_broken_session_is_nobodys(self, ratna: Account):
        client = Client()
        client.force_login(ratna, backend="ayo.identity.backends.LoginBackend")
        session = client.session
        session["_auth_user_id"] = "bukan-nomor"
        session.save()

        assert arriving.actor_of(_request(client)).is_anonymous

    def test_the_session_brings_its_person_along_in_one_statement(self, ratna: Account, django_assert_num_queries):
        client = Client()
        client.force_login(ratna, backend="ayo.identity.backends.LoginBackend")
        request = _request(client)

        with django_assert_num_queries(1):
            assert arriving.actor_of(request).person_id == ratna.person_id

    def test_a_session_knows_its_account_and_loses_it_when_it_ends(self, ratna: Account):
        client = Client()
        client.force_login(ratna, backend="ayo.identity.backends.LoginBackend")
        assert Session.objects.get().account_id == ratna.pk

        client.logout()

        assert not Session.objects.filter(account_id=ratna.pk).exists()

    def test_only_sessions_that_have_ended_are_forgotten(self, ratna: Account):
        Client().force_login(ratna, backend="ayo.identity.backends.LoginBackend")

        assert actions.forget_sessions(before=clock.now()) == 0
        assert actions.forget_sessions(before=clock.now() + timedelta(hours=13)) == 1


def _request(client: Client):
    request = RequestFactory().get("/")
    request.session = client.session
    return request
