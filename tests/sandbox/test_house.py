"""All twenty together beside a pretended Ayo, and the page that shows their copies."""

import http.client
import json
import re
import stat
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import secret
from sandbox.registration import Keyring
from tests.sandbox.driving import BATCH, OTHER_SECRET, SECRET, event, post, signed, until
from tests.sandbox.factories import RATNA
from tests.sandbox.house import House, open_house

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        opened.get(f"/?lang=en&orang={RATNA}")
        yield opened


def agreeing(house: House) -> int:
    found = re.search(r"(\d+) of 20 copies agree", house.parts()["head"])
    return int(found[1]) if found else -1


def press(house: House, *, app: str, do: str, as_: str = "", **headers: str) -> int:
    body = urllib.parse.urlencode({"app": app, "do": do, "as": as_, "orang": RATNA})
    connection = http.client.HTTPConnection("127.0.0.1", house.site.door.port, timeout=20)
    connection.request("POST", "/do", body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_all_twenty_are_loaded_with_the_same_ratna(house: House) -> None:
    until(lambda: agreeing(house) == 20)


def test_a_change_of_address_shows_in_every_copy(house: House) -> None:
    house.change(domicile={**house.ayo.people[RATNA]["domicile"], "street": "Jl. Perintis Kemerdekaan 12"})

    until(lambda: all("Perintis Kemerdekaan" in html for name, html in house.parts().items() if name[:5] == "body-"))
    until(lambda: agreeing(house) == 20)
    assert "data-fresh" in house.parts()["body-pbb-p2"]


def test_a_move_out_of_the_kecamatan_takes_the_copy_away_from_its_office(house: House) -> None:
    before = house.ayo.people[RATNA]["domicile"]
    house.change(domicile={**before, "kelurahan": "36.71.05.1001"})

    until(lambda: "rightly does not hold" in house.parts()["body-paten"])
    until(lambda: agreeing(house) == 20)

    house.change(domicile=before)
    until(lambda: "rightly" not in house.parts()["body-paten"] and agreeing(house) == 20)


def test_a_killed_application_stays_behind_until_it_is_revived(house: House) -> None:
    assert press(house, app="pbb-p2", do="kill") == 303
    house.change(phone="+6281200000001")

    until(lambda: "Killed" in house.parts()["tags-pbb-p2"] and "behind" in house.parts()["tags-pbb-p2"])

    assert press(house, app="pbb-p2", do="revive") == 303
    until(lambda: "Running" in house.parts()["tags-pbb-p2"])
    house.change(phone="+6281200000002")
    until(lambda: agreeing(house) == 20)


def test_an_application_that_falls_by_itself_is_brought_back(house: House) -> None:
    member = next(member for member in house.members if member.app.slug == "laksa")
    fallen = member.process
    fallen.kill()

    until(lambda: member.process is not fallen and member.state == "ALIVE")


def test_a_behaviour_is_switched_by_a_button(house: House) -> None:
    assert press(house, app="rsud", do="behave", as_="SLOW") == 303
    until(lambda: "Slow" in house.parts()["tags-rsud"])
    assert press(house, app="rsud", do="behave", as_="NORMAL") == 303


@pytest.mark.parametrize("wish", [{"app": "nobody", "do": "kill"}, {"app": "rsud", "do": "sing"}])
def test_a_wish_that_makes_no_sense_is_turned_down(house: House, wish: dict[str, str]) -> None:
    assert press(house, **wish) in {400, 404}


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_website_cannot_press_the_buttons(house: House, headers: dict[str, str]) -> None:
    assert press(house, app="rsud", do="kill", **headers) == 403


def test_a_name_is_found_and_what_was_typed_is_escaped(house: House) -> None:
    assert "Ratna Dewi Lestari" in house.get("/?lang=en&nama=ratna+dewi")[1]
    page = house.get("/?nama=%3Cscript%3E")[1]

    assert "Tidak ada yang cocok" in page
    assert "<script>" not in page


@pytest.mark.parametrize("path", ["/style.css", "/live.js", "/?lang=id", "/?lang=xx"])
def test_the_page_and_its_files_are_there(house: House, path: str) -> None:
    assert house.get(path)[0] == 200


def test_no_other_path_is(house: House) -> None:
    assert house.get("/keys.json")[0] == 404


def test_keys_are_kept_for_their_owner_only(house: House) -> None:
    path = house.home / "sandbox" / "keys.json"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(json.loads(path.read_text())) == 20


def test_a_rotated_secret_reaches_its_application_within_seconds(house: House) -> None:
    member = next(member for member in house.members if member.app.slug == "pbb-p2")
    port, body = member.status["port"], json.dumps([event("test", id=RATNA)]).encode()

    def deliver(*secrets: str) -> int:
        return post(port, "/events", {"content-type": BATCH, **signed(body, *secrets)}, body)[0]

    assert (deliver(SECRET), deliver(OTHER_SECRET)) == (200, 401)

    secret.keep(Keyring(house.home / "sandbox"), "pbb-p2", OTHER_SECRET)
    until(lambda: deliver(OTHER_SECRET) == 200, 10)
    assert deliver(SECRET) == 401

    secret.keep(Keyring(house.home / "sandbox"), "pbb-p2", SECRET)
    until(lambda: deliver(SECRET) == 200, 10)


def test_while_both_secrets_sign_nothing_is_turned_away(house: House) -> None:
    member = next(member for member in house.members if member.app.slug == "perizinan")
    body = json.dumps([event("test", id=RATNA)]).encode()
    before = member.status["counts"].get("bad_signatures", 0)

    for signing in ((OTHER_SECRET, SECRET), (SECRET, OTHER_SECRET)):
        headers = {"content-type": BATCH, **signed(body, *signing)}
        assert post(member.status["port"], "/events", headers, body)[0] == 200

    assert member.status["counts"].get("bad_signatures", 0) == before


def test_an_application_that_was_down_during_the_rotation_starts_with_the_new_secret(house: House) -> None:
    member = next(member for member in house.members if member.app.slug == "e-kir")
    assert press(house, app="e-kir", do="kill") == 303
    until(lambda: not member.running)

    secret.keep(Keyring(house.home / "sandbox"), "e-kir", OTHER_SECRET)
    until(lambda: member.keys["secret"] == OTHER_SECRET, 10)
    assert press(house, app="e-kir", do="revive") == 303
    until(lambda: member.state == "ALIVE")

    body = b'{"kind": "person", "buckets": 256}'
    assert post(member.status["port"], "/digest", signed(body, OTHER_SECRET), body)[0] == 200
    secret.keep(Keyring(house.home / "sandbox"), "e-kir", SECRET)
    until(lambda: post(member.status["port"], "/digest", signed(body), body)[0] == 200, 10)


def test_a_second_start_needs_no_snapshot_and_a_new_city_starts_empty(tmp_path: Path) -> None:
    with open_house(tmp_path, people=20) as first:
        assert any("snapshot" in asked for asked in first.ayo.asked)
        told = first.told

    with open_house(tmp_path, people=20) as second:
        # The machines at the doors call the roll once; nobody loads anything.
        rolls = [asked for asked in second.ayo.asked if "snapshot" in asked]
        assert rolls in ([], ["/api/exchange/snapshot/employee?limit=1000"])
    assert [one["flags"] for one in told] == [()]

    keys = tmp_path / "sandbox" / "keys.json"
    held = json.loads(keys.read_text())
    keys.write_text(json.dumps({slug: {**one, "id": "another"} for slug, one in held.items()}))
    with open_house(tmp_path, people=20) as third:
        assert any("snapshot" in asked for asked in third.ayo.asked)
