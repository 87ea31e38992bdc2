"""One's own account: several logins, never none; closing it frees them and leaves the registry alone."""

from datetime import date, timedelta

import pytest
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.identity import facade as identity
from ayo.identity import subscribers
from ayo.identity.events import AccountBound
from ayo.identity.joining import actions
from ayo.identity.models import Account, Login, RoleGrant, Session
from ayo.registry import facade as registry
from tests import cast as people
from tests.identity.joining.people import PASSWORD, digits, guest

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratna(cast) -> Account:
    return identity.open_account(
        login="ratna@contoh.id", person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM
    )


def entered(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="ayo.identity.backends.LoginBackend")
    return client


def add(client: Client, address: str) -> None:
    client.post("/akun/tambah/", {"address": address})
    client.post("/akun/tambah/kode/", {"code": digits()})


def can_enter(login: str) -> bool:
    return Client().post("/masuk/", {"login": login, "password": PASSWORD}).status_code == 302


def test_a_proved_number_opens_the_account_as_well(ratna: Account):
    add(entered(ratna), "081234567890")

    assert can_enter("0812 3456 7890")
    assert can_enter("ratna@contoh.id")
    assert Inbox.objects.filter(act="identity.add_login", subject_id=str(ratna.person_id)).count() == 1


def test_a_login_of_somebody_else_is_never_taken_over(ratna: Account, cast):
    identity.open_account(login="joko@contoh.id", person_id=cast.joko, password=PASSWORD, is_demo=False, actor=SYSTEM)
    client = entered(ratna)

    answer = client.post("/akun/tambah/", {"address": "joko@contoh.id"})

    assert answer["Location"] == "/akun/tambah/kode/"
    assert client.post("/akun/tambah/kode/", {"code": "123456"}).status_code == 422
    assert Login.objects.get(value="joko@contoh.id").account.person_id == cast.joko


def test_a_code_for_one_account_adds_nothing_to_another(ratna: Account, cast):
    joko = identity.open_account(login="joko", person_id=cast.joko, password=PASSWORD, is_demo=False, actor=SYSTEM)
    code = actions.ask_code(kind="EMAIL", address="x@contoh.id", network="n", language="id", account=ratna)
    assert code is not None
    assert actions.prove(code_id=code, typed=digits())

    assert actions.add_login(code_id=code, account=joko, actor=SYSTEM) is None


def test_the_last_login_stays_and_another_one_takes_its_place_first(ratna: Account):
    client, only = entered(ratna), Login.objects.get()
    client.post(f"/akun/masuk/{only.pk}/", {"step": "remove"})
    assert Login.objects.count() == 1

    add(client, "081234567890")
    client.post(f"/akun/masuk/{only.pk}/", {"step": "remove"})

    ratna.refresh_from_db()
    assert ratna.login == "+6281234567890"
    assert not can_enter("ratna@contoh.id")


def test_another_login_is_made_the_first_one(ratna: Account):
    client = entered(ratna)
    add(client, "081234567890")
    client.post(f"/akun/masuk/{Login.objects.get(kind='PHONE').pk}/", {"step": "first"})

    ratna.refresh_from_db()
    assert ratna.login == "+6281234567890"


@pytest.mark.parametrize("step", ["first", "remove"])
def test_a_login_of_somebody_else_is_not_there(ratna: Account, cast, step: str):
    joko = identity.open_account(login="joko", person_id=cast.joko, password=PASSWORD, is_demo=False, actor=SYSTEM)
    add(entered(joko), "081234567890")

    answer = entered(ratna).post(f"/akun/masuk/{Login.objects.get(kind='PHONE').pk}/", {"step": step})

    assert answer.status_code == 404
    assert Login.objects.filter(account=joko).count() == 2


def test_closing_needs_the_password_ends_every_session_and_leaves_the_person(ratna: Account, cast):
    client, elsewhere = entered(ratna), entered(ratna)
    assert client.post("/akun/tutup/", {"password": "salah"}).status_code == 422

    assert client.post("/akun/tutup/", {"password": PASSWORD})["Location"] == "/masuk/"

    assert elsewhere.get("/saya/").status_code == 302
    assert not Session.objects.filter(account_id=ratna.pk).exists()
    assert not can_enter("ratna@contoh.id")
    assert registry.name_of(cast.ratna) == "Ratna"
    assert guest("ratna@contoh.id").pk != ratna.pk


def test_the_account_page_says_what_is_open_and_what_is_not(ratna: Account):
    assert "Warga terverifikasi" in entered(ratna).get("/akun/").text
    page = entered(guest()).get("/akun/").text
    assert "Belum diverifikasi" in page
    assert "Belum terbuka:" in page


def test_letters_are_written_in_the_language_one_chose(ratna: Account):
    entered(ratna).post("/akun/bahasa/", {"language": "en"})
    entered(ratna).post("/akun/bahasa/", {"language": "xx"})

    ratna.refresh_from_db()
    assert ratna.language == "en"


@pytest.fixture
def budi(cast) -> Account:
    account = identity.open_account(
        login="budi@contoh.id", person_id=cast.budi, password=PASSWORD, is_demo=False, actor=SYSTEM
    )
    subscribers.learn_employment(AccountBound(account_id=account.pk, person_id=cast.budi))
    return account


def test_an_employee_signs_in_by_number_as_well(budi: Account):
    assert can_enter("19800411 200501 1 001")
    assert can_enter("budi@contoh.id")


def leave(cast, day: date) -> None:
    actions.follow_employment(person_id=cast.budi, number="198004112005011001", ended_on=day)


def test_on_the_day_the_employment_ends_number_and_roles_end_and_the_resident_stays(budi: Account, cast):
    people.role(cast.budi, Role.RT_HEAD, area=people.CIKOKOL)

    leave(cast, clock.today())

    assert not can_enter("198004112005011001")
    assert can_enter("budi@contoh.id")
    actor = cast.actor("budi")
    assert not actor.has(Role.KELURAHAN_OFFICER)
    assert actor.has(Role.RESIDENT, Role.RT_HEAD)
    assert Inbox.objects.get(act="identity.end_role").subject_id == str(cast.budi)


def test_an_end_to_come_changes_nothing_before_its_day(budi: Account, cast, monkeypatch):
    day = clock.today() + timedelta(days=30)
    leave(cast, day)
    assert can_enter("198004112005011001")
    assert cast.actor("budi").has(Role.KELURAHAN_OFFICER)

    monkeypatch.setattr(clock, "today", lambda: day)
    assert not can_enter("198004112005011001")
    assert not cast.actor("budi").has(Role.KELURAHAN_OFFICER)


def test_the_same_news_twice_changes_nothing(budi: Account, cast):
    leave(cast, clock.today())
    before = list(RoleGrant.objects.filter(person_id=cast.budi).values_list("pk", "valid_to"))
    leave(cast, clock.today())

    assert list(RoleGrant.objects.filter(person_id=cast.budi).values_list("pk", "valid_to")) == before
    assert Login.objects.filter(kind="NIP").count() == 1


def test_a_corrected_number_replaces_the_old_one(budi: Account, cast):
    actions.follow_employment(person_id=cast.budi, number="198004112005011009", ended_on=None)

    assert can_enter("198004112005011009")
    assert not can_enter("198004112005011001")


def test_a_number_is_neither_given_up_nor_made_the_first_login(budi: Account):
    number = Login.objects.get(kind="NIP")
    client = entered(budi)

    client.post(f"/akun/masuk/{number.pk}/", {"step": "remove"})
    assert client.post(f"/akun/masuk/{number.pk}/", {"step": "first"}).status_code == 404
    assert Login.objects.filter(pk=number.pk).exists()
