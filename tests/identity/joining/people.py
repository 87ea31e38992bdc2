"""What the tests of joining share: a browser that goes through the questions, and the digits that were sent to it."""

from typing import Any

from django.test import Client

from ayo.common.actor import Actor, Level
from ayo.identity.joining import actions
from ayo.identity.models import Account, Code
from ayo.identity.queries import actor_of_account

PASSWORD = "sungai-teduh-sebelas"
FAMILY = "3671010101100001"
RATNA = {"nik": "3671015203890001", "family": FAMILY, "born": "1989-03-12"}
BIMA = {"nik": "3671011206150002", "family": FAMILY, "born": "2015-06-12"}


def digits() -> str:
    """Return the newest code as whoever sends it gets it."""
    newest = Code.objects.order_by("-pk")[0]
    letter = actions.take_letter(code_id=newest.pk)
    assert letter is not None
    return letter.code


def reach_code(client: Client, address: str = "tari@contoh.id", where: str = "CITY") -> Any:
    client.post("/daftar/", {"where": where})
    return client.post("/daftar/alamat/", {"address": address})


def join(client: Client, address: str = "tari@contoh.id", where: str = "CITY", name: str = "Tari") -> Account:
    reach_code(client, address, where)
    client.post("/daftar/kode/", {"code": digits()})
    if where != "CITY":
        client.post("/daftar/nama/", {"name": name})
    client.post("/daftar/sandi/", {"password": PASSWORD})
    return Account.objects.get(login=address)


def guest(login: str = "tari@contoh.id", level: Level = Level.UNVERIFIED) -> Account:
    made = actions.open_sample_guest(login=login, level=level, name="Tari")
    assert made is not None
    return made


def acting(account: Account) -> Actor:
    account.refresh_from_db()
    return actor_of_account(account)
