"""Opening an account: a code proves the address, and no page tells whether somebody has an account already."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common import clock, vault
from ayo.common.actor import SYSTEM, Level
from ayo.events.models import Outbox
from ayo.identity import facade as identity
from ayo.identity.data import CodeFor
from ayo.identity.joining import actions, rules
from ayo.identity.models import Account, Attempt, Code, Login
from tests.identity.joining import people
from tests.identity.joining.people import PASSWORD, digits, join, reach_code

pytestmark = pytest.mark.django_db


def test_a_resident_joins_with_an_address_a_code_and_a_password_and_is_led_to_verification():
    client = Client()

    assert client.post("/daftar/", {"where": "CITY"})["Location"] == "/daftar/alamat/"
    assert client.post("/daftar/alamat/", {"address": " Tari@Contoh.id "})["Location"] == "/daftar/kode/"
    assert client.post("/daftar/kode/", {"code": f" {digits()} "})["Location"] == "/daftar/sandi/"
    assert client.post("/daftar/sandi/", {"password": PASSWORD})["Location"] == "/akun/verifikasi/"

    account = Account.objects.get()
    assert (account.login, account.level, account.person_id) == ("tari@contoh.id", Level.UNVERIFIED, None)
    assert Inbox.objects.get(act="identity.open_account").subject_id == str(account.pk)
    assert client.get("/").status_code == 200


def test_somebody_from_elsewhere_gives_a_name_and_goes_home():
    client = Client()

    reach_code(client, "0812 3456 7890", "ELSEWHERE")
    assert client.post("/daftar/kode/", {"code": digits()})["Location"] == "/daftar/nama/"
    client.post("/daftar/nama/", {"name": "  Melati   Sukma "})
    assert client.post("/daftar/sandi/", {"password": PASSWORD})["Location"] == "/"

    account = Account.objects.get()
    assert (account.login, account.name, account.level) == ("+6281234567890", "Melati Sukma", Level.OUT_OF_CITY)
    assert "Melati" in client.get("/").text


def test_a_new_account_signs_in_however_its_number_is_written():
    join(Client(), "+6281234567890")

    for written in ("081234567890", "0812-3456-7890", "+62 812 3456 7890"):
        assert Client().post("/masuk/", {"login": written, "password": PASSWORD}).status_code == 302


def test_an_address_that_has_an_account_is_answered_like_any_other(cast):
    identity.open_account(login="ratna@contoh.id", person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)
    known, unknown = Client(), Client()

    answers = [reach_code(known, "ratna@contoh.id"), reach_code(unknown, "rosna@contoh.id")]
    pages = [client.get("/daftar/kode/").text for client in (known, unknown)]
    wrong = [client.post("/daftar/kode/", {"code": "000000"}) for client in (known, unknown)]

    assert {(one.status_code, one["Location"]) for one in answers} == {(302, "/daftar/kode/")}
    assert _bare(pages[0]) == _bare(pages[1])
    assert [one.status_code for one in wrong] == [422, 422]
    assert _bare(wrong[0].text) == _bare(wrong[1].text)


def _bare(page: str) -> str:
    """Return what a person sees of a page: without the token that every form bears, and the address they gave."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", main)


def test_the_owner_of_a_known_address_is_written_to_without_a_code(cast):
    identity.open_account(login="ratna@contoh.id", person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)
    reach_code(Client(), "ratna@contoh.id")

    letter = actions.take_letter(code_id=Code.objects.get().pk)

    assert letter is not None
    assert (letter.purpose, letter.code) == (CodeFor.KNOWN, "")


def test_no_digits_prove_a_known_address(cast):
    identity.open_account(login="ratna@contoh.id", person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)
    reach_code(Client(), "ratna@contoh.id")
    row = Code.objects.get()

    assert not actions.prove(code_id=row.pk, typed=vault.unseal(row.sealed))


def test_digits_are_kept_as_a_keyed_digest_and_gone_once_they_have_left():
    reach_code(Client())
    row = Code.objects.get()
    sent = digits()

    assert sent not in row.digest
    assert sent not in row.sealed
    actions.note_sent(code_id=row.pk)
    row.refresh_from_db()
    assert row.sealed == ""
    assert actions.take_letter(code_id=row.pk) is None
    assert actions.prove(code_id=row.pk, typed=sent)


def test_a_code_is_guessed_five_times_and_then_even_the_right_one_is_refused():
    client = Client()
    reach_code(client)
    right = digits()
    wrong = "111111" if right != "111111" else "222222"

    for _turn in range(rules.TRIES):
        assert client.post("/daftar/kode/", {"code": wrong}).status_code == 422

    assert client.post("/daftar/kode/", {"code": right}).status_code == 422


def test_a_code_works_once_and_only_while_it_is_fresh(monkeypatch):
    reach_code(Client())
    row, right = Code.objects.get(), digits()
    later = clock.now() + rules.CODE_LIVES + timedelta(seconds=1)

    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: later)
        assert not actions.prove(code_id=row.pk, typed=right)
    assert actions.prove(code_id=row.pk, typed=right)
    assert not actions.prove(code_id=row.pk, typed=right)


def test_a_proof_opens_one_account_however_often_it_is_replayed():
    client = Client()
    reach_code(client)
    client.post("/daftar/kode/", {"code": digits()})
    held = dict(client.session.items())
    client.post("/daftar/sandi/", {"password": PASSWORD})
    again = Client()
    session = again.session
    session.update(held)
    session.save()
    again.cookies["ayo_session"] = session.session_key or ""

    assert again.post("/daftar/sandi/", {"password": "lain-sekali-lagi"})["Location"] == "/daftar/"
    assert Account.objects.count() == 1


def test_the_code_of_another_browser_proves_nothing_here():
    theirs, mine = Client(), Client()
    reach_code(theirs, "korban@contoh.id")
    stolen = digits()
    reach_code(mine, "jahat@contoh.id")

    assert mine.post("/daftar/kode/", {"code": stolen}).status_code == 422


@pytest.mark.parametrize("page", ["alamat", "kode", "nama", "sandi"])
def test_a_page_out_of_turn_leads_to_the_first_question(page: str):
    assert Client().get(f"/daftar/{page}/")["Location"] == "/daftar/"
    assert Client().post(f"/daftar/{page}/", {"password": PASSWORD, "code": "1"})["Location"] == "/daftar/"


def test_a_password_that_everybody_knows_is_refused():
    client = Client()
    reach_code(client)
    client.post("/daftar/kode/", {"code": digits()})

    assert client.post("/daftar/sandi/", {"password": "password123"}).status_code == 422
    assert not Account.objects.exists()


def test_an_address_is_written_to_five_times_an_hour_and_no_longer_shut_out_after_it(monkeypatch):
    for turn in range(8):
        reach_code(Client(REMOTE_ADDR=f"198.51.100.{turn}"), "korban@contoh.id")
    assert Outbox.objects.filter(type="ayo.identity.code.wanted").count() == rules.TO_ADDRESS.most

    later = clock.now() + rules.TO_ADDRESS.within + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    reach_code(Client(REMOTE_ADDR="198.51.100.9"), "korban@contoh.id")
    assert Outbox.objects.filter(type="ayo.identity.code.wanted").count() == rules.TO_ADDRESS.most + 1


def test_a_network_that_asks_for_one_code_after_another_is_told_to_wait_and_others_are_not():
    for turn in range(rules.FROM_NETWORK.most):
        actions.ask_code(
            kind="EMAIL", address=f"a{turn}@contoh.id", network="198.51.100.1", language="id", account=None
        )

    assert reach_code(Client(REMOTE_ADDR="198.51.100.1")).status_code == 429
    assert reach_code(Client(REMOTE_ADDR="198.51.100.2")).status_code == 302


def test_counts_name_nobody():
    reach_code(Client(), "korban@contoh.id")

    assert not any("korban" in one.whom or "127.0" in one.whom for one in Attempt.objects.all())


@pytest.mark.parametrize("address", ["bukan alamat", "@", "12", "3671015203890001", "a@b@c.id"])
def test_what_cannot_be_written_to_is_no_address(address: str):
    assert reach_code(Client(), address).status_code == 422


def test_a_phone_is_not_offered_where_no_gateway_is(settings):
    settings.AYO_GATEWAY_URL = ""
    client = Client()
    client.post("/daftar/", {"where": "CITY"})

    assert client.post("/daftar/alamat/", {"address": "081234567890"}).status_code == 422
    assert client.post("/daftar/alamat/", {"address": "a@contoh.id"}).status_code == 302


def test_of_two_who_take_the_same_address_at_once_the_second_gets_no_account():
    codes = []
    for _turn in range(2):
        reach_code(Client())
        row = Code.objects.order_by("-pk")[0]
        assert actions.prove(code_id=row.pk, typed=digits())
        codes.append(row.pk)
    opened = [
        actions.open_guest(code_id=code, level=Level.UNVERIFIED, name="", password=PASSWORD, language="id")
        for code in codes
    ]

    assert [one is not None for one in opened] == [True, False]
    assert Login.objects.count() == 1


def test_old_codes_and_counts_are_forgotten():
    reach_code(Client())

    assert actions.forget(before=clock.now() + timedelta(days=1)) == 3
    assert people.guest("lain@contoh.id").level == Level.UNVERIFIED
