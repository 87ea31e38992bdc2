"""Three applications sign people in through Ayo with Authlib as it comes, over real HTTP; the browser is `requests`."""

import json
import re
import stat
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import requests
from authlib.integrations.base_client import OAuthError
from django.db import connection

from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from sandbox.signin import clients
from tests import cast as people
from tests.cast import Cast
from tests.sandbox import signing
from tests.sandbox.signing import Street

pytestmark = pytest.mark.processes
PASSWORD = "kolam-ikan-di-cikokol"
ALL = ("e-office", "pbb-p2", "perpustakaan")


@pytest.fixture
def ayo_url(live_server: Any, settings: Any) -> str:
    settings.AYO_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def command_line(ayo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `python -m ayo` work on the database of the tests, as it would on a city's."""
    variables: dict[str, str] = {}
    signing.point_to(ayo_url, connection.settings_dict, variables)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def city(transactional_db: None) -> Cast:
    cast = people.gather()
    identity.open_account(login="ratna", person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)
    signing.connect_the_three()
    return cast


@pytest.fixture
def street(city: Cast, ayo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    monkeypatch.setattr(clients, "ayo", signing.ayo_here)
    with signing.open_street(tmp_path, ayo_url) as opened:
        yield opened


@pytest.fixture
def browser() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


def sent(browser: requests.Session, page: requests.Response, **fields: Any) -> requests.Response:
    """Send the first form of a page that has all these fields' names, as a browser would."""
    form = next(
        form for form in re.findall(r"<form.*?</form>", page.text, re.S) if all(name in form for name in fields)
    )
    action = unescape(re.search(r'action="([^"]*)"', form)[1])
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    body = {name: unescape(value) for name, value in hidden.items()} | fields
    return browser.post(requests.compat.urljoin(page.url, action), body, headers={"Referer": page.url}, timeout=20)


def entered(browser: requests.Session, url: str) -> requests.Response:
    page = sent(browser, browser.get(f"{url}/masuk", timeout=20), login="ratna", password=PASSWORD)
    if "/oidc/authorize" in page.url:
        scopes = re.findall(r'name="scopes" value="([a-z]+)"', page.text)
        page = sent(browser, page, scopes=scopes, action="grant")
    assert page.url == f"{url}/", page.text
    return page


@pytest.mark.parametrize("slug", ALL)
def test_a_stranger_signs_in_refreshes_and_signs_out(street: Street, city: Cast, browser: requests.Session, slug: str):
    url = street.url(slug)
    page = entered(browser, url)
    assert "Anda masuk sebagai" in page.text and "Ratna" in page.text
    assert str(city.ratna) in page.text

    again = browser.post(f"{url}/segarkan", timeout=20)
    assert "Diperbarui 1 kali." in again.text

    question = browser.post(f"{url}/keluar", timeout=20)
    assert "/oidc/logout" in question.url
    gone = sent(browser, question, id_token_hint=re.search(r'id_token_hint" value="([^"]+)', question.text)[1],
                action="logout")  # fmt: skip
    assert gone.url == f"{url}/"
    assert "Anda sudah keluar." in gone.text and "Masuk dengan Tangerang Ayo" in gone.text
    assert "/masuk/?next=" in browser.get(f"{url}/masuk", timeout=20).url, "signed out at Ayo too"


def test_each_learns_what_its_contract_grants_and_no_more(street: Street, browser: requests.Session):
    told = {slug: entered_claims(street, browser, slug) for slug in ALL}

    assert {"sub", "name"} <= told["e-office"].keys() <= {"sub", "name", "email", "acr", "amr"}
    assert told["pbb-p2"]["address"] == {
        "street_address": "Jl. Perintis 14, RT 002, RW 003", "locality": "Cikokol", "postal_code": "15117"
    }  # fmt: skip
    assert "birthdate" not in told["pbb-p2"], "asked for with profile, but its contract has no such column"
    assert told["perpustakaan"]["gender"] == "female" and "birthdate" in told["perpustakaan"]


def test_a_contract_that_names_assurance_learns_how_surely_and_no_other(street: Street, browser: requests.Session):
    page = entered(browser, street.url("e-office"))
    (assured,) = (visit.signed for visit in street.fronts["e-office"].visits.values() if visit.signed)
    browser.cookies.clear()
    entered(browser, street.url("pbb-p2"))
    (plain,) = (visit.signed for visit in street.fronts["pbb-p2"].visits.values() if visit.signed)

    said = {"acr": "urn:ayo:acr:office", "amr": ["pwd"]}
    assert {name: assured.vouched[name] for name in said} == {name: assured.known[name] for name in said} == said
    assert "<dt>amr</dt><dd>pwd</dd>" in page.text
    assert not said.keys() & (plain.vouched.keys() | plain.known.keys())


def entered_claims(street: Street, browser: requests.Session, slug: str) -> dict[str, Any]:
    browser.cookies.clear()
    entered(browser, street.url(slug))
    (signed,) = (visit.signed for visit in street.fronts[slug].visits.values() if visit.signed)
    return signed.known


def test_a_refresh_token_that_was_copied_ends_the_sign_in_for_both(street: Street, browser: requests.Session):
    url, front = street.url("pbb-p2"), street.fronts["pbb-p2"]
    entered(browser, url)
    copied = next(visit.signed for visit in front.visits.values() if visit.signed)
    browser.post(f"{url}/segarkan", timeout=20)

    with pytest.raises(OAuthError, match="invalid_grant"):
        front.relying.refresh(copied)

    assert "Izin dari Ayo sudah berakhir" in browser.post(f"{url}/segarkan", timeout=20).text


def test_an_answer_to_another_question_signs_nobody_in(street: Street, browser: requests.Session):
    url = street.url("e-office")
    browser.get(f"{url}/masuk", timeout=20)

    for brought in ({}, {"code": "x", "state": "tebakan"}, {"error": "access_denied", "state": "tebakan"}):
        page = browser.get(f"{url}/callback", params=brought, timeout=20)
        assert "Anda belum masuk." in page.text


def test_the_token_of_another_question_or_application_is_not_believed(street: Street, browser: requests.Session):
    entered(browser, street.url("pbb-p2"))
    signed = next(visit.signed for visit in street.fronts["pbb-p2"].visits.values() if visit.signed)
    token = {**signed.token, "id_token": signed.vouched["id_token"]}

    with pytest.raises(Exception, match="nonce"):
        street.fronts["pbb-p2"].relying._vouched(token, "lain")
    with pytest.raises(Exception, match="aud"):
        street.fronts["e-office"].relying._vouched(token, signed.vouched["nonce"])
    head, body, signature = token["id_token"].split(".")
    flipped = signature[:10] + ("A" if signature[10] != "A" else "B") + signature[11:]
    with pytest.raises(Exception, match="bad_signature"):
        street.fronts["pbb-p2"].relying._vouched(
            {**token, "id_token": f"{head}.{body}.{flipped}"}, signed.vouched["nonce"]
        )


def test_another_website_cannot_press_the_buttons(street: Street, browser: requests.Session):
    url = street.url("e-office")

    assert browser.post(f"{url}/keluar", headers={"Sec-Fetch-Site": "cross-site"}, timeout=20).status_code == 403
    assert browser.get(url, headers={"Host": "jahat.example"}, timeout=20).status_code == 403


@pytest.mark.usefixtures("command_line")
def test_a_second_start_keeps_the_clients_and_a_lost_secret_gets_a_new_one(city: Cast, ayo_url: str, tmp_path: Path):
    with signing.open_street(tmp_path, ayo_url) as first:
        ports = tuple(front.door.port for front in first.fronts.values())
        keys = first.keyring.path
        held = json.loads(keys.read_text())
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert [name for name, one in held.items() if not one["client_secret"]] == ["pbb-p2/sign-in"]
    ids = {card.client_id for card in identity.clients()}
    assert len(ids) == 3

    with signing.open_street(tmp_path, ayo_url, ports=ports):
        assert {card.client_id for card in identity.clients()} == ids
    keys.write_text(json.dumps({name: one for name, one in held.items() if name != "e-office/sign-in"}))
    with signing.open_street(tmp_path, ayo_url, ports=ports):
        after = {card.client_id for card in identity.clients()}

    assert len(after) == 3 and len(after & ids) == 2
