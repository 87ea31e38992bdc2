"""Every setting of a password is judged: breached ones, guesses, and by a service that may misbehave."""

import asyncio
import hashlib
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from ayo.identity.guards import passwords, ranges
from ayo.identity.models import Account
from sandbox.breached import Breached
from sandbox.kit.http import Door
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "pintu-air-sepuluh"


@pytest.fixture
def ratna(cast: Cast) -> Account:
    return identity.open_account(
        login="ratna@contoh.id", person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM
    )


@pytest.fixture
def service(settings) -> Iterator[Breached]:
    made = Breached(known={"payung-hijau-basah": 3})
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    door = Door(made.handle, 0)
    asyncio.run_coroutine_threadsafe(door.open(), loop).result(10)
    settings.AYO_BREACHED_URL = f"http://127.0.0.1:{door.port}/range"
    ranges.wake()
    yield made
    asyncio.run_coroutine_threadsafe(_shut(door), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()
    ranges.wake()


async def _shut(door: Door) -> None:
    door.shut()
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def codes(password: str, account: Account | None = None) -> set[str]:
    try:
        validate_password(password, account)
    except ValidationError as error:
        return {one.code for one in error.error_list}
    return set()


@pytest.mark.parametrize("password", ["bismillah123", "indonesia1", "SayangKu123", "iloveyou123", "anjingkucing"])
def test_a_breached_password_is_refused_without_asking_anybody(password: str):
    assert "breached" in codes(password)


def test_what_the_registry_knows_of_the_owner_carries_no_password(ratna: Account):
    for password in ("ratna-1989-03", "3671015203890001", "081234567801", "12031989ratna"):
        assert codes(password, ratna) & {"personal", "breached"}, password
    assert codes("kereta-malam-biru", ratna) == set()


def test_the_city_and_its_brand_carry_no_password():
    from ayo.region.facade import pack

    assert codes(f"{pack().names.brand.replace(' ', '')}26") == {"personal"}


def test_somebody_who_is_not_registered_yet_is_judged_by_their_login():
    assert "personal" in codes("siti.aminah99", Account(login="siti.aminah@contoh.id"))


def test_the_page_says_why_and_what_is_good(ratna: Account):
    client = Client()
    client.post("/masuk/", {"login": "ratna@contoh.id", "password": PASSWORD})
    page = client.post(
        "/saya/kata-sandi/",
        {"old_password": PASSWORD, "new_password1": "bismillah123", "new_password2": "bismillah123"},
    )

    assert page.status_code == 422
    assert "sudah bocor" in page.text
    assert "tiga kata yang hanya Anda hubungkan" in page.text
    assert Account.objects.get().check_password(PASSWORD)


class TestTheService:
    def test_it_refuses_what_it_knows_and_learns_five_signs(self, service: Breached):
        assert codes("payung-hijau-basah") == {"breached"}
        assert codes("payung-kuning-kering") == set()
        assert all(len(prefix) == 5 for prefix in service.asked)
        assert hashlib.sha1(b"payung-hijau-basah").hexdigest()[:5].upper() in service.asked

    def test_padding_is_no_breach(self, service: Breached):
        service.known["payung-hijau-basah"] = 0

        assert codes("payung-hijau-basah") == set()

    @pytest.mark.parametrize("manner", ["down", "nonsense", "cut", "huge"])
    def test_one_that_misbehaves_holds_nobody_up(self, service: Breached, manner: str):
        service.manner = manner

        assert codes("payung-hijau-basah") == set()

    def test_one_that_is_slow_is_left_alone_for_a_while(self, service: Breached, monkeypatch):
        monkeypatch.setattr(ranges, "PATIENCE", timedelta(milliseconds=200))
        service.manner = "slow"
        assert codes("payung-hijau-basah") == set()
        began = time.monotonic()

        for _again in range(20):
            codes("payung-hijau-basah")

        assert time.monotonic() - began < 0.2
        assert len(service.asked) == 1

    def test_it_is_off_by_default(self, service: Breached, settings):
        settings.AYO_BREACHED_URL = ""

        assert codes("payung-hijau-basah") == set()
        assert service.asked == []


@pytest.mark.usefixtures("dear_passwords")
class TestKeeping:
    def test_it_is_argon2id_by_the_numbers_of_rfc_9106(self, ratna: Account):
        assert ratna.password.startswith("argon2$argon2id$v=19$m=65536,t=3,p=4$")
        assert isinstance(identify_hasher(ratna.password), passwords.Hasher)

    def test_one_kept_by_other_numbers_is_kept_anew_at_sign_in(self, ratna: Account, monkeypatch):
        monkeypatch.setattr(passwords.Hasher, "time_cost", 1)
        monkeypatch.setattr(passwords.Hasher, "memory_cost", 8 * 1024)
        ratna.set_password(PASSWORD)
        ratna.save()
        monkeypatch.undo()
        client = Client()

        client.post("/masuk/", {"login": "ratna@contoh.id", "password": PASSWORD})

        assert "m=65536,t=3,p=4" in Account.objects.get().password
        assert client.get("/saya/").status_code == 200
