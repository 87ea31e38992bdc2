"""A contract is read before it is signed: what an application would newly receive, and what no longer."""

import html
import json
import re

import pytest
from django.urls import reverse

from ayo.common.actor import SYSTEM
from ayo.exchange import actions, queries
from ayo.exchange.models import App, Contract
from tests.exchange import desk, factories

TICKS = {
    "purpose": "Penetapan pajak", "legal_basis": "UU 1/2022", "valid_from": "2020-01-01", "valid_to": "",
    "person_fields": ["name", "nik", "domicile.kelurahan"], "person_areas": ["36.71.01"],
    "person_codes": "36.71.05.1001", "person_groups": ["RESIDENT"],
}  # fmt: skip


@pytest.fixture
def client(cast):
    return desk.sign_in(cast.nia)


@pytest.fixture
def app(client) -> App:
    return desk.app("pbb", contract=factories.terms("name", "phone"))


def post(client, **form):
    return client.post(reverse("exchange:contract_edit", args=["pbb"]), form)


def carried(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in re.findall(r'name="(terms|seen)" value="([^"]*)"', page)}


def test_the_check_names_what_is_gained_and_lost_and_signs_nothing(client, app):
    page = post(client, step="check", **TICKS).content.decode()

    gained, lost = page.split("Tidak diterima lagi")
    assert "NIK" in gained.split("Mulai diterima")[1]
    assert "Nomor ponsel" in lost
    assert "dari seluruh kota menjadi" in page and "Cipondoh" in page
    assert "1 isian peka akan diterima" in page
    assert Contract.objects.filter(app=app).count() == 1


def test_signing_makes_the_next_version_once_and_exactly_what_was_shown(client, app):
    form = carried(post(client, step="check", **TICKS).content.decode())

    for _ in range(2):
        answer = post(client, step="sign", **form)

    assert answer.status_code == 302
    newest = queries.contracts_of(app)[0]
    assert (newest.version, newest.purpose, newest.valid_to) == (2, "Penetapan pajak", None)
    assert newest.by_kind["person"].fields == ("name", "nik", "domicile.kelurahan")
    assert newest.by_kind["person"].areas == ("36.71.01", "36.71.05.1001")
    assert newest.by_kind["person"].groups == ("RESIDENT",)


def test_what_somebody_else_signed_meanwhile_is_not_overwritten(client, app, cast):
    form = carried(post(client, step="check", **TICKS).content.decode())
    actions.set_contract(app=app, terms=factories.terms("name"), actor=SYSTEM)
    page = client.post(reverse("exchange:contract_edit", args=["pbb"]), {"step": "sign", **form}, follow=True)

    assert "berubah sejak halaman dibuka" in page.content.decode()
    assert Contract.objects.filter(app=app).count() == 2


def test_pasted_json_is_checked_like_ticks(client, app):
    pasted = json.dumps(factories.terms("name", "email"))

    page = post(client, step="text", text=pasted).content.decode()

    assert "Surel" in page.split("Mulai diterima")[1]
    assert carried(page)["seen"] == "1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Tempel JSON"),
        ("{", "bukan JSON yang sah"),
        ("[]", "satu objek JSON"),
        (json.dumps({"grants": []}), "Isian ini belum diisi"),
        (json.dumps(factories.terms("shoe_size")), "shoe_size"),
        (json.dumps(factories.terms("name", areas=("Cipondoh",))), "Cipondoh"),
        (json.dumps({**factories.terms("name"), "grants": [{"kind": "person", "fields": 5}]}), "grants[0].fields"),
    ],
)
def test_pasted_nonsense_is_refused_in_words(client, app, text, words):
    answer = post(client, step="text", text=text)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"purpose": ""}, "Tulis untuk apa data dipakai"),
        ({"legal_basis": ""}, "Tulis dasar hukumnya"),
        ({"valid_to": "2019-01-01"}, "mendahului tanggal mulai"),
        ({"person_fields": []}, "sedikitnya satu isian"),
        ({"person_codes": "99.99"}, "Wilayah tidak dikenal: 99.99"),
        ({"person_fields": ["shoe_size"]}, "Pilih dari daftar"),
    ],
)
def test_a_contract_with_a_fault_is_refused_beside_the_field(client, app, change, words):
    answer = post(client, step="check", **{**TICKS, **change})

    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_going_back_from_the_check_loses_nothing(client, app):
    form = carried(post(client, step="check", **TICKS).content.decode())

    page = post(client, step="back", **form).content.decode()

    assert "Penetapan pajak" in page
    assert re.search(r'value="nik" checked', page) and not re.search(r'value="phone" checked', page)
    assert 'value="36.71.05.1001"' in page


def test_signing_what_no_page_wrote_is_no_page(client, app):
    assert post(client, step="sign", terms="{", seen="1").status_code == 404
    assert post(client, step="sign", terms="[]", seen="1").status_code == 404


def test_a_contract_of_whole_addresses_is_the_same_as_one_of_all_its_parts(client, cast):
    desk.app("pbb", contract=factories.terms("domicile"))
    page = client.get(reverse("exchange:contract_edit", args=["pbb"])).content.decode()
    ticked = re.findall(r'name="person_fields" value="([^"]+)" checked', page)

    check = post(client, step="check", **{**TICKS, "person_fields": ticked}).content.decode()

    assert len(ticked) == 7
    assert "7 isian tetap" in check
