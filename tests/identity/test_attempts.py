"""The brake on guessing: shared by all processes, grows to minutes, and shuts nobody out."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.identity import attempts, tasks
from ayo.identity import facade as identity
from ayo.identity.attempts import EVERYWHERE, FORGIVEN_AFTER, NETWORK, OWN, Door
from ayo.identity.models import Account, Brake
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD, ATTACKER = "ratna@contoh.id", "pintu-air-sepuluh", "203.0.113.9"


@pytest.fixture
def ratna(cast: Cast) -> Account:
    return identity.open_account(login=LOGIN, person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)


def sign_in(client: Client, password: str = PASSWORD, login: str = LOGIN):
    return client.post("/masuk/", {"login": login, "password": password})


def asking(address: str = ATTACKER, **more: str):
    return RequestFactory().post("/masuk/", REMOTE_ADDR=address, **more)


def fail(times: int, who: str = "ratna", door: Door = Door.PASSWORD, address: str = ATTACKER) -> int:
    for _try in range(times):
        attempts.failed(asking(address), door, who)
    return attempts.seconds_to_wait(asking(address), door, who)


def test_guessing_is_slowed_down(ratna: Account):
    client = Client()
    for _try in range(OWN.free):
        assert sign_in(client, "salah-salah").status_code == 422

    refused = sign_in(client)

    assert refused.status_code == 429
    assert int(refused["Retry-After"]) >= 1
    assert "Coba lagi dalam" in refused.text


def test_a_name_that_nobody_has_is_slowed_down_alike(ratna: Account):
    def statuses(login: str) -> list[int]:
        client = Client(REMOTE_ADDR=ATTACKER)
        return [sign_in(client, "salah-salah", login).status_code for _try in range(OWN.free + 1)]

    assert statuses("siapa@contoh.id") == statuses(LOGIN)


def test_the_wait_grows_to_minutes_and_never_to_more():
    waits = [OWN.wait(failures) for failures in range(2000)]

    assert waits[: OWN.free] == [0.0] * OWN.free
    assert waits[OWN.free : OWN.free + 4] == [2.0, 4.0, 8.0, 16.0]
    assert waits == sorted(waits)
    assert max(waits) == OWN.longest <= 300


def test_a_wait_ends_by_itself_and_is_forgiven_within_the_hour():
    assert fail(30, address="192.0.2.1") == pytest.approx(OWN.longest, abs=2)

    with time_machine.travel(clock.now() + timedelta(seconds=OWN.longest + 1), tick=False):
        assert attempts.seconds_to_wait(asking("192.0.2.1"), Door.PASSWORD, "ratna") == 0
    with time_machine.travel(clock.now() + FORGIVEN_AFTER + timedelta(seconds=1), tick=False):
        assert fail(1, address="192.0.2.1") == 0


def test_failing_in_somebodys_name_elsewhere_costs_them_nothing(ratna: Account):
    for _try in range(OWN.free + 3):
        sign_in(Client(REMOTE_ADDR=ATTACKER), "salah-salah")

    assert sign_in(Client(REMOTE_ADDR="198.51.100.7")).status_code == 302


def test_the_victim_comes_in_by_a_known_browser_while_the_attack_goes_on_behind_the_same_address(ratna: Account):
    client = Client()
    sign_in(client)
    client.post("/keluar/")
    for _try in range(OWN.free + 3):
        sign_in(Client(), "salah-salah")

    assert sign_in(Client()).status_code == 429
    assert sign_in(client).status_code == 302


def test_a_mark_of_one_account_is_none_of_another(ratna: Account, cast: Cast):
    budi = identity.open_account(login="budi", person_id=cast.budi, password=PASSWORD, is_demo=False, actor=SYSTEM)
    client = Client()
    sign_in(client, login="budi")
    request = RequestFactory().post("/masuk/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}

    assert attempts.is_known(request, budi.pk)
    assert not attempts.is_known(request, ratna.pk)
    request.COOKIES[attempts.DEVICE_COOKIE] += "x"
    assert not attempts.is_known(request, budi.pk)


def test_a_shared_browser_knows_each_of_its_people(ratna: Account, cast: Cast):
    budi = identity.open_account(login="budi", person_id=cast.budi, password=PASSWORD, is_demo=False, actor=SYSTEM)
    request, response = asking(), HttpResponse()
    for account in (ratna, budi, ratna):
        attempts.mark(request, response, account.pk)
        request.COOKIES[attempts.DEVICE_COOKIE] = response.cookies[attempts.DEVICE_COOKIE].value

    assert attempts.is_known(request, ratna.pk)
    assert attempts.is_known(request, budi.pk)


def test_trying_one_password_on_many_names_is_slowed_down_by_network():
    waits = [fail(1, who=f"orang{number}") for number in range(NETWORK.free)]

    assert set(waits[:-1]) == {0}
    assert attempts.seconds_to_wait(asking(), Door.PASSWORD, "yang-lain") > 0
    assert attempts.seconds_to_wait(asking("198.51.100.7"), Door.PASSWORD, "yang-lain") == 0


def test_success_does_not_wash_the_network_clean():
    for number in range(NETWORK.free):
        fail(1, who=f"orang{number}")
    attempts.succeeded(asking(), Door.PASSWORD, "saya-sendiri")

    assert attempts.seconds_to_wait(asking(), Door.PASSWORD, "yang-lain") > 0


def test_the_second_step_counts_guesses_from_everywhere_together():
    for number in range(EVERYWHERE.free):
        fail(1, door=Door.SECOND_STEP, address=f"192.0.2.{number}")

    wait = attempts.seconds_to_wait(asking("198.51.100.7"), Door.SECOND_STEP, "ratna")
    assert 0 < wait <= EVERYWHERE.longest


def test_a_household_of_ipv6_addresses_is_one_network():
    for number in range(OWN.free):
        fail(1, address=f"2001:db8:1:2::{number + 1}")

    assert attempts.seconds_to_wait(asking("2001:db8:1:2:ffff::9"), Door.PASSWORD, "ratna") > 0
    assert attempts.seconds_to_wait(asking("2001:db8:1:3::9"), Door.PASSWORD, "ratna") == 0


def test_behind_the_proxy_the_last_address_it_wrote_counts(settings):
    settings.USE_X_FORWARDED_HOST = True

    def behind(written: str) -> int:
        request = asking("10.0.0.1", HTTP_X_FORWARDED_FOR=written)
        attempts.failed(request, Door.PASSWORD, "ratna")
        return attempts.seconds_to_wait(request, Door.PASSWORD, "ratna")

    waits = [behind(f"6.6.6.{number}, {ATTACKER}") for number in range(OWN.free)]
    assert waits[-1] > 0
    assert behind(f"{ATTACKER}, 198.51.100.7") == 0


def test_each_door_has_brakes_of_its_own():
    fail(OWN.free, door=Door.CODE)

    assert attempts.seconds_to_wait(asking(), Door.CODE, "ratna") > 0
    assert attempts.seconds_to_wait(asking(), Door.PASSWORD, "ratna") == 0


def test_the_table_holds_no_name_and_no_address_and_forgets():
    fail(2, who=LOGIN)

    assert not [row.key for row in Brake.objects.all() if "ratna" in row.key or ATTACKER in row.key]
    with time_machine.travel(clock.now() + FORGIVEN_AFTER + timedelta(minutes=1), tick=False):
        tasks.forget_failures(timestamp=0)
    assert not Brake.objects.exists()


def test_only_failures_write_and_a_page_asks_nothing(ratna: Account, django_assert_num_queries):
    client = Client()
    with django_assert_num_queries(1):  # the cast of a demo, which the page offers
        client.get("/masuk/")
    sign_in(client)

    assert not Brake.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_together():
    """Another process fails for this one, and this one feels it."""
    name = connection.settings_dict["NAME"]
    program = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        f"connection.settings_dict['NAME'] = {name!r}\n"
        "from django.test import RequestFactory\n"
        "from ayo.identity import attempts\n"
        f"request = RequestFactory().post('/masuk/', REMOTE_ADDR={ATTACKER!r})\n"
        f"for _ in range({OWN.free}): attempts.failed(request, attempts.Door.PASSWORD, 'ratna')\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ayo.config.settings"}
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], env=environment, check=True, timeout=60)  # noqa: S603

    # How long the other one takes to leave is not to count: the first wait is a short one.
    with time_machine.travel(Brake.objects.latest("last_at").last_at, tick=False):
        assert attempts.seconds_to_wait(asking(), Door.PASSWORD, "ratna") > 0
