"""Being verified in person: the officers of the area, the number from the card, a reason for a no, nobody their own."""

from uuid import UUID

import pytest
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common.actor import Level
from ayo.identity.data import CheckState, Proof
from ayo.identity.events import AccountBound, CheckAsked, CheckDecided
from ayo.identity.joining import access, actions
from ayo.identity.models import Account, Check
from ayo.notices import actions as notices
from ayo.notices import queries as letters
from ayo.notices import subscribers
from ayo.notices.models import Notice
from tests.cast import CIKOKOL, CIPONDOH, Cast
from tests.identity.joining.people import RATNA, acting, guest
from tests.portal.factories import visitor

pytestmark = pytest.mark.django_db


def entered(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="ayo.identity.backends.LoginBackend")
    return client


@pytest.fixture
def tari(cast: Cast) -> Account:
    return guest()


def asked(account: Account, area: str = CIKOKOL) -> Check:
    assert actions.ask_check(account=account, name="Ratna", area=area, actor=acting(account))
    return Check.objects.get(account=account, state=CheckState.WAITING)


def page(check: Check) -> str:
    return f"/verifikasi/{check.pk}/"


def test_who_does_not_match_asks_with_a_name_and_a_kelurahan_and_no_number(tari: Account):
    client = entered(tari)

    assert client.post("/akun/verifikasi/petugas/", {"name": "Ratna", "area": CIKOKOL})["Location"] == "/akun/"

    assert Check.objects.get().area == CIKOKOL
    assert "Menunggu petugas" in client.get("/akun/").text
    assert client.post("/akun/verifikasi/petugas/", {"name": "Ratna", "area": "99.99.99.9999"}).status_code == 422


def test_asking_twice_waits_once_and_asking_all_day_is_told_to_stop(tari: Account):
    client = entered(tari)
    answers = [client.post("/akun/verifikasi/petugas/", {"name": "R", "area": CIKOKOL}).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]
    assert Check.objects.count() == 1


def test_an_officer_of_the_area_reads_the_card_compares_and_binds(cast: Cast, tari: Account):
    check, officer = asked(tari), visitor(cast, "budi")
    assert "Ratna" in officer.get("/verifikasi/").text

    found = officer.post(page(check), {"step": "find", "nik": RATNA["nik"], "has_seen": "on"})
    assert "12 Maret 1989" in found.text
    assert RATNA["nik"] not in found.text
    officer.post(page(check), {"step": "bind", "person": str(cast.ratna)})

    tari.refresh_from_db()
    check.refresh_from_db()
    assert (tari.person_id, tari.level, tari.proof) == (cast.ratna, Level.VERIFIED, Proof.IN_PERSON)
    assert (check.state, check.decided_by_id) == (CheckState.BOUND, cast.budi)
    acts = set(Inbox.objects.filter(subject_id=str(cast.ratna)).values_list("act", flat=True))
    assert {"registry.read_person", "identity.bind_account"} <= acts


@pytest.mark.parametrize("who", ["budi", "dewi", "sari", "ratna", "nia"])
def test_the_count_on_every_page_is_the_length_of_the_list(cast: Cast, tari: Account, who: str):
    asked(tari)
    asked(guest("lain@example.id"), CIPONDOH)
    actor = cast.actor(who)

    assert access.waiting_count(actor) == access.checks_for(actor).count()


@pytest.mark.parametrize("who", ["ratna", "joko", "nia", "rini", "agus", "wati"])
def test_the_list_is_for_officers_of_the_area_and_the_population_office(cast: Cast, tari: Account, who: str):
    check = asked(tari)

    assert visitor(cast, who).get("/verifikasi/").status_code == 403
    assert visitor(cast, who).post(page(check), {"step": "refuse", "reason": "x"}).status_code == 403


def test_a_request_of_another_area_is_not_there(cast: Cast, tari: Account):
    check, officer = asked(tari, CIPONDOH), visitor(cast, "budi")

    assert "Ratna" not in officer.get("/verifikasi/").text
    assert officer.get(page(check)).status_code == 404
    assert officer.post(page(check), {"step": "bind", "person": str(cast.ratna)}).status_code == 404
    assert visitor(cast, "dewi").get(page(check)).status_code == 200


def test_nobody_is_bound_to_somebody_outside_the_officer_s_reach(cast: Cast, tari: Account):
    check, officer = asked(tari), visitor(cast, "budi")

    found = officer.post(page(check), {"step": "find", "nik": "3671051007850003", "has_seen": "on"})
    assert found.status_code == 422
    assert "Joko" not in found.text
    assert officer.post(page(check), {"step": "bind", "person": str(cast.joko)}).status_code == 404
    assert officer.post(page(check), {"step": "bind", "person": "x"}).status_code == 404


def test_an_officer_binds_nobody_to_their_own_person(cast: Cast, tari: Account):
    check = asked(tari)

    assert visitor(cast, "budi").post(page(check), {"step": "bind", "person": str(cast.budi)}).status_code == 403
    tari.refresh_from_db()
    assert tari.person_id is None


def test_without_having_seen_the_card_nothing_is_looked_up(cast: Cast, tari: Account):
    answer = visitor(cast, "budi").post(page(asked(tari)), {"step": "find", "nik": RATNA["nik"]})

    assert answer.status_code == 422
    assert "1989" not in answer.text


def test_who_has_an_account_is_not_bound_a_second_time(cast: Cast, tari: Account):
    visitor(cast, "ratna")
    check = asked(tari)
    visitor(cast, "budi").post(page(check), {"step": "bind", "person": str(cast.ratna)})

    tari.refresh_from_db()
    assert tari.person_id is None


def test_a_refusal_needs_a_reason_and_reaches_who_asked(cast: Cast, tari: Account):
    check, officer = asked(tari), visitor(cast, "budi")
    assert officer.post(page(check), {"step": "refuse", "reason": " "}).status_code == 422

    officer.post(page(check), {"step": "refuse", "reason": "Kartunya orang lain"})
    subscribers.tell_who_asked(
        CheckDecided(check_id=check.pk, account_id=tari.pk, state="REFUSED", reason="Kartunya orang lain")
    )

    client = entered(tari)
    assert "Kartunya orang lain" in client.get("/akun/verifikasi/").text
    assert "Kartunya orang lain" in client.get("/kotak-masuk/").text
    letter = Notice.objects.get(account=tari)
    assert client.get(f"/kotak-masuk/{letter.pk}/")["Location"] == "/akun/verifikasi/"
    assert letters.unread(tari.pk) == 0
    assert visitor(cast, "joko").get(f"/kotak-masuk/{letter.pk}/").status_code == 404


def test_letters_of_an_account_follow_it_to_the_person(cast: Cast, tari: Account):
    notices.tell_account(account_id=tari.pk, code="check_refused", facts={"reason": "-"}, url="")

    subscribers.welcome(AccountBound(account_id=tari.pk, person_id=cast.ratna))

    assert [letter.title for letter in letters.inbox(cast.ratna, before=None, limit=5)] == [
        "Akun Anda terverifikasi", "Verifikasi Anda ditolak",
    ]  # fmt: skip


def test_the_officers_on_the_spot_are_asked(cast: Cast, tari: Account):
    subscribers.ask_who_verifies(CheckAsked(check_id=asked(tari).pk, area=CIKOKOL))

    assert _readers() == {cast.budi, cast.sari}


def _readers() -> set[UUID | None]:
    return set(Notice.objects.filter(code="check_asked").values_list("person_id", flat=True))
