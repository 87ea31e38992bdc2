"""Binding an account to a person: exactly by the cards, counted, told to the owner, once per person even in a race."""

import logging
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM, Level, Right
from ayo.events.models import Outbox
from ayo.identity import facade as identity
from ayo.identity.data import Binding, Proof
from ayo.identity.joining import actions, rules
from ayo.identity.models import Account, Session
from ayo.registry import facade as registry
from tests import cast as gathering
from tests.identity.joining import people
from tests.identity.joining.people import BIMA, FAMILY, PASSWORD, RATNA, acting, guest, join

pytestmark = pytest.mark.django_db


def bind(account: Account, **given: str) -> Binding:
    cards = RATNA | given
    return actions.bind_by_cards(
        account=account, nik=cards["nik"], family_number=cards["family"], born=date.fromisoformat(cards["born"]),
        actor=acting(account),
    )  # fmt: skip


def test_the_numbers_on_the_cards_open_one_s_own_data(cast):
    client = Client()
    account = join(client)
    assert client.get("/saya/")["Location"] == "/akun/verifikasi/"

    assert client.post("/akun/verifikasi/", RATNA)["Location"] == "/akun/verifikasi/selesai/"

    account.refresh_from_db()
    assert (account.level, account.person_id) == (Level.VERIFIED, cast.ratna)
    assert client.get("/saya/").status_code == 200
    assert Inbox.objects.get(act="identity.bind_account").subject_id == str(cast.ratna)


@pytest.mark.parametrize(
    "wrong",
    [{"nik": "3671015203890009"}, {"family": "3671010101100009"}, {"born": "1989-03-13"}, {"nik": BIMA["nik"]}],
    ids=["unknown NIK", "another card", "another day", "somebody else of the family"],
)
def test_one_wrong_number_gets_the_same_answer_whichever_it_is(cast, wrong):
    client = Client()
    account = join(client)
    answer = client.post("/akun/verifikasi/", RATNA | wrong)

    account.refresh_from_db()
    assert (answer.status_code, account.person_id) == (422, None)
    assert "tidak cocok dengan catatan kota" in answer.text


def test_somebody_without_a_family_card_and_the_dead_are_not_bound_by_cards(cast):
    account = guest()

    assert bind(account, nik="3671051007850003", born="1985-07-10", family="None") is Binding.NO
    registry.change_record(
        "person", cast.ratna, {"life_state": "DECEASED"}, valid_from=date(2026, 1, 1), actor=SYSTEM,
        expected_version=None, note="",
    )  # fmt: skip
    assert bind(account) is Binding.NO


def test_an_account_may_try_five_times_a_day(cast):
    account = guest()
    for _turn in range(rules.OF_ACCOUNT.most):
        assert bind(account, born="1989-03-13") is Binding.NO

    assert bind(account) is Binding.TOO_OFTEN
    assert bind(guest("lain@contoh.id")) is Binding.BOUND


def test_many_accounts_cannot_take_turns_at_guessing_about_one_person(cast):
    for turn in range(rules.OF_NIK.most):
        bind(guest(f"a{turn}@contoh.id"), born="1989-03-13")

    assert bind(guest("terakhir@contoh.id")) is Binding.NO


def test_who_has_an_account_is_told_that_somebody_used_their_numbers(cast):
    identity.open_account(login="ratna", person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)
    client = Client()
    join(client)

    answer = client.post("/akun/verifikasi/", RATNA)

    assert "Sudah ada akun" in answer.text
    assert str(cast.ratna) in Outbox.objects.get(type="ayo.identity.account.binding-tried").subject
    assert Account.objects.filter(person_id=cast.ratna).count() == 1


def test_a_person_whose_account_was_closed_may_bind_a_new_one(cast):
    old = identity.open_account(login="ratna", person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)
    actions.close_account(account=old, actor=acting(old))

    assert bind(guest()) is Binding.BOUND


@pytest.mark.django_db(transaction=True)
def test_two_accounts_that_bind_one_person_at_once_are_one_account_and_one_refusal(db):
    ratna = gathering.gather().ratna
    accounts, outcomes, start = [guest("a@contoh.id"), guest("b@contoh.id")], [], Barrier(2)

    def run(account: Account) -> None:
        try:
            actor = acting(account)
            start.wait()
            outcomes.append(actions.bind(account=account, person_id=ratna, proof=Proof.NUMBERS, actor=actor))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(account,)) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [Binding.BOUND, Binding.TAKEN]
    assert Account.objects.filter(person_id=ratna).count() == 1


def test_a_verified_account_cannot_be_bound_to_somebody_else(cast):
    account = guest()
    assert bind(account) is Binding.BOUND

    assert (
        actions.bind(account=account, person_id=cast.joko, proof=Proof.NUMBERS, actor=acting(account)) is Binding.TAKEN
    )


def test_what_was_proved_becomes_the_contact_only_when_one_says_yes(cast):
    client = Client()
    join(client, "tari@contoh.id")
    client.post("/akun/verifikasi/", RATNA)
    assert "tari@contoh.id" in client.get("/akun/verifikasi/selesai/").text

    client.post("/akun/verifikasi/selesai/", {"no": "1"})
    assert registry.record("person", cast.ratna).fields["email"] in ("", None)  # type: ignore[union-attr]

    client.post("/akun/verifikasi/selesai/", {"yes": "1"})
    assert registry.record("person", cast.ratna).fields["email"] == "tari@contoh.id"  # type: ignore[union-attr]
    known = registry.provenance("person", cast.ratna, valid_on=date(2030, 1, 1), known_at=None)
    assert known["email"].source == "RESIDENT"
    assert client.get("/akun/verifikasi/selesai/")["Location"] == "/"


def test_a_nik_is_in_no_address_no_log_and_no_session(cast, caplog: Any):
    client = Client()
    join(client)
    with caplog.at_level(logging.DEBUG):
        answers = [
            client.post("/akun/verifikasi/", RATNA | {"born": "1989-03-13"}),
            client.post("/akun/verifikasi/", RATNA),
        ]

    assert RATNA["nik"] not in caplog.text
    assert not any(RATNA["nik"] in str(one.headers) for one in answers)
    assert not any(RATNA["nik"] in row.session_data or FAMILY in row.session_data for row in Session.objects.all())


def test_a_level_is_true_in_the_database_too(cast):
    account = guest()
    with pytest.raises(IntegrityError, match="account_verified_by_person"), transaction.atomic():
        Account.objects.filter(pk=account.pk).update(level=Level.VERIFIED)
    with pytest.raises(IntegrityError, match="account_verified_by_person"), transaction.atomic():
        Account.objects.filter(pk=account.pk).update(person_id=cast.ratna)


@pytest.mark.parametrize("level", [Level.UNVERIFIED, Level.OUT_OF_CITY])
def test_a_guest_is_somebody_without_person_role_or_voice(level):
    actor = acting(guest(level=level))

    assert (actor.person_id, actor.grants, actor.sources) == (None, (), frozenset())
    assert actor.may(Right.HOME)
    assert not actor.may(Right.RECORD)
    assert not actor.may(Right.SIGN_IN_ELSEWHERE)


def test_a_guest_is_led_to_verification_instead_of_into_another_application():
    client = Client()
    client.force_login(people.guest(), backend="ayo.identity.backends.LoginBackend")

    assert client.get("/oidc/authorize?client_id=x&response_type=code")["Location"] == "/akun/verifikasi/"


def test_part_of_a_page_sends_a_guest_to_the_whole_page_of_verification():
    client = Client(headers={"HX-Request-Type": "partial"})
    client.force_login(people.guest(), backend="ayo.identity.backends.LoginBackend")

    answer = client.get("/saya/akses/")
    assert (answer.status_code, answer["HX-Redirect"]) == (403, "/akun/verifikasi/")
