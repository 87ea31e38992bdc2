"""Ways in without the password: the same answer for everybody, a code that works once and here, nothing skipped."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common import clock, vault
from ayo.common.actor import SYSTEM
from ayo.events.models import Outbox
from ayo.identity import facade as identity
from ayo.identity.data import CodeFor
from ayo.identity.joining import rules
from ayo.identity.models import Account, Code, Login, Session
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD, NEW = "ratna@contoh.id", "pintu-air-sepuluh", "kereta-malam-biru"
ASK, ENTER, RESET, PROVE, RENEW = (
    "/masuk/dengan-kode/", "/masuk/dengan-kode/isi/", "/lupa-kata-sandi/", "/lupa-kata-sandi/kode/",
    "/lupa-kata-sandi/baru/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def mail(settings) -> None:
    settings.EMAIL_HOST, settings.AYO_GATEWAY_URL = "127.0.0.1", ""


@pytest.fixture
def ratna(cast: Cast) -> Account:
    return identity.open_account(login=LOGIN, person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)


def digits() -> str:
    """Return the newest code as its letter has it."""
    row = Code.objects.order_by("-pk")[0]
    letter = identity.take_letter(code_id=row.pk)
    return letter.code if letter else ""


def asked(login: str = LOGIN, *, at: str = ASK, **more: str) -> Client:
    browser = Client()
    assert browser.post(at, {"login": login, **more}).status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/saya/").status_code == 200


def anonymous(page) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", page.text)


class TestComingIn:
    def test_the_code_opens_the_door_and_leads_where_one_was_going(self, ratna: Account):
        browser = asked(next="/saya/akses/")

        response = browser.post(ENTER, {"code": digits()})

        assert response["Location"] == "/saya/akses/"
        assert is_in(browser)
        assert Inbox.objects.filter(act="identity.sign_in").exists()

    @pytest.mark.parametrize("at", [ASK, RESET])
    def test_a_login_that_nobody_has_is_answered_to_the_letter_alike(self, ratna: Account, at: str):
        known, unknown = Client(), Client()

        first = known.post(at, {"login": LOGIN}), unknown.post(at, {"login": "siapa@contoh.id"})
        pages = [one.get(first[0]["Location"]) for one in (known, unknown)]

        assert first[0]["Location"] == first[1]["Location"]
        assert anonymous(pages[0]) == anonymous(pages[1]).replace("siapa@contoh.id", LOGIN)
        wrong = [one.post(first[0]["Location"], {"code": "000000"}) for one in (known, unknown)]
        assert wrong[0].status_code == wrong[1].status_code == 422
        assert anonymous(wrong[0]) == anonymous(wrong[1]).replace("siapa@contoh.id", LOGIN)

    def test_as_much_is_written_for_a_login_that_nobody_has(self, ratna: Account, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for login in (LOGIN, "siapa@contoh.id"):
            with CaptureQueriesContext(
                connection,
            ) as told:
                asked(login)
            counts.append(sum(one["sql"].lower().lstrip().startswith(("insert", "update")) for one in told))

        assert counts[0] == counts[1]
        assert Outbox.objects.filter(type="ayo.identity.code.wanted").count() == 2

    def test_nobody_is_written_to_about_a_login_that_nobody_has(self, ratna: Account):
        asked("siapa@contoh.id")

        assert digits() == ""

    def test_it_works_once(self, ratna: Account):
        browser, code = asked(), digits()
        browser.post(ENTER, {"code": code})
        browser.post("/keluar/")

        assert browser.post(ENTER, {"code": code})["Location"] == ASK
        assert not is_in(browser)

    def test_it_works_only_in_the_browser_that_asked(self, ratna: Account):
        asked()
        code = digits()
        thief = asked("siapa@contoh.id")

        assert thief.post(ENTER, {"code": code}).status_code == 422
        assert Client().post(ENTER, {"code": code})["Location"] == ASK

    def test_it_ends_after_ten_minutes(self, ratna: Account):
        browser, code = asked(), digits()

        with time_machine.travel(clock.now() + rules.CODE_LIVES + timedelta(seconds=1), tick=False):
            assert browser.post(ENTER, {"code": code}).status_code == 422
        assert not is_in(browser)

    def test_it_ends_after_five_tries(self, ratna: Account):
        browser, code = asked(), digits()
        wrong = "000000" if code != "000000" else "111111"
        for _try in range(rules.TRIES):
            browser.post(ENTER, {"code": wrong})

        with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
            assert browser.post(ENTER, {"code": code}).status_code == 422
        assert not is_in(browser)

    def test_guessing_is_slowed_down_over_all_codes(self, ratna: Account):
        statuses = []
        for _code in range(3):
            browser = Client(REMOTE_ADDR="203.0.113.9")
            browser.post(ASK, {"login": LOGIN})
            statuses += [browser.post(ENTER, {"code": "000000"}).status_code for _try in range(3)]

        assert 429 in statuses

    def test_it_is_kept_as_a_digest_and_sealed_until_it_has_left(self, ratna: Account):
        asked()
        row, code = Code.objects.get(), digits()
        kept = " ".join(str(value) for value in Code.objects.values_list().get())

        assert code not in kept
        assert vault.unseal(row.sealed) == code
        identity.note_sent(code_id=row.pk)
        assert Code.objects.get().sealed == ""
        assert code not in " ".join(str(one) for one in Outbox.objects.values_list())

    def test_a_second_step_is_asked_for_all_the_same(self, ratna: Account):
        Authenticator.objects.create(user=ratna, type=Authenticator.Type.TOTP, data={"secret": vault.seal("A" * 32)})
        browser = asked()

        response = browser.post(ENTER, {"code": digits()})

        assert response["Location"] == "/masuk/kode/"
        assert not is_in(browser)

    def test_a_code_for_one_purpose_serves_no_other(self, ratna: Account):
        browser = asked()
        code = digits()

        assert browser.post(PROVE, {"code": code})["Location"] == RESET
        assert browser.get(RENEW)["Location"] == RESET

    def test_nobody_is_flooded_with_letters_and_the_owner_is_not_used_up(self, ratna: Account):
        owner = Client()
        owner.post("/masuk/", {"login": LOGIN, "password": PASSWORD})
        owner.post("/keluar/")
        for number in range(8):
            for _time in range(4):
                Client(REMOTE_ADDR=f"192.0.2.{number}").post(ASK, {"login": LOGIN})
        assert Code.objects.exclude(address="").count() <= rules.WAY_IN.most

        owner.post(ASK, {"login": LOGIN})

        assert owner.post(ENTER, {"code": digits()})["Location"] == "/"

    def test_a_phone_is_written_to_where_there_is_a_gateway(self, ratna: Account, settings):
        Login.objects.create(account=ratna, kind="PHONE", value="+6281234567801")
        settings.AYO_GATEWAY_URL = "http://127.0.0.1:9"
        asked("0812 3456 7801")

        assert Code.objects.get().address == "+6281234567801"

    def test_where_nothing_can_be_sent_the_page_says_so(self, settings):
        settings.EMAIL_HOST = ""

        assert "belum mengirim surel" in Client().get(ASK).text
        assert "kantor kelurahan" in Client().get(RESET).text

    def test_a_closed_account_stays_closed(self, ratna: Account):
        browser = asked()
        code = digits()
        Account.objects.update(is_active=False)

        browser.post(ENTER, {"code": code})

        assert not is_in(browser)


class TestAnotherPassword:
    def proved(self) -> Client:
        browser = asked(at=RESET)
        assert browser.post(PROVE, {"code": digits()})["Location"] == RENEW
        return browser

    def renewed(self, browser: Client, new: str = NEW):
        return browser.post(RENEW, {"new_password1": new, "new_password2": new})

    def test_it_replaces_the_old_one_ends_every_session_and_is_told(self, ratna: Account):
        old = Client()
        old.post("/masuk/", {"login": LOGIN, "password": PASSWORD})

        response = self.renewed(self.proved())

        assert response["Location"] == "/masuk/"
        assert not is_in(old)
        assert not Session.objects.filter(account_id=ratna.pk).exists()
        assert Account.objects.get().check_password(NEW)
        told = Outbox.objects.get(type="ayo.identity.guard.changed")
        assert '"what":"reset_password"' in str(told.data).replace(" ", "").replace("'", '"')

    def test_it_does_not_sign_in_and_the_second_step_stays(self, ratna: Account):
        Authenticator.objects.create(user=ratna, type=Authenticator.Type.TOTP, data={"secret": vault.seal("A" * 32)})
        browser = self.proved()
        self.renewed(browser)
        assert not is_in(browser)

        assert browser.post("/masuk/", {"login": LOGIN, "password": NEW})["Location"] == "/masuk/kode/"

    def test_a_breached_one_is_refused_and_the_proof_is_still_good(self, ratna: Account):
        browser = self.proved()

        assert self.renewed(browser, "bismillah123").status_code == 422
        assert self.renewed(browser).status_code == 302

    def test_the_proof_is_used_once_and_ends(self, ratna: Account):
        browser = self.proved()
        with time_machine.travel(clock.now() + rules.PROOF_LIVES + timedelta(seconds=1), tick=False):
            assert self.renewed(browser)["Location"] in {RESET, "/lupa-kata-sandi/"}
        assert Account.objects.get().check_password(PASSWORD)

        again = self.proved()
        self.renewed(again)
        assert self.renewed(again, "payung-kuning-kering")["Location"] == RESET
        assert Account.objects.get().check_password(NEW)

    def test_nobody_skips_the_code(self, ratna: Account):
        browser = asked(at=RESET)

        assert browser.get(RENEW)["Location"] == RESET
        assert self.renewed(browser)["Location"] == RESET
        assert Code.objects.get().purpose == CodeFor.RESET
        assert Account.objects.get().check_password(PASSWORD)
