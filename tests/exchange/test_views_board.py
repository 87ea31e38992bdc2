"""The board: figures, picture, filter, search, pages, the drawer, and a part of it for htmx."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ayo.common import clock
from tests.exchange import desk, factories


@pytest.fixture
def client(cast):
    return desk.sign_in(cast.nia)


def board(client, **asked) -> str:
    return client.get(reverse("exchange:apps"), asked).content.decode()


def test_an_empty_city_says_so_and_shows_the_way(client):
    page = board(client)

    assert "Belum ada aplikasi yang terhubung" in page
    assert reverse("exchange:new") in page


def test_figures_tell_how_many_are_well_and_how_fast_deliveries_are(client):
    quick, held = desk.app("quick"), desk.app("held")
    desk.sequence()
    factories.change()
    position = desk.sequence()
    desk.attempt(quick, position)
    desk.arrived(quick, position)
    desk.arrived(held, position)
    desk.park(held, position)

    page = board(client)

    assert 'Sehat</dt><dd class="num">1 <small>dari 2</small>' in page
    assert 'Tertahan</dt><dd class="num turn">1 <small>kejadian</small>' in page
    assert 'Kiriman hari ini</dt><dd class="num">1</dd>' in page
    assert "1 tertahan" in page


def test_attention_search_and_pages_narrow_the_list(client):
    for n in range(21):
        desk.arrived(desk.app(f"app-{n:02}"), desk.sequence())
    desk.park(desk.app("zebra"), 1)

    def names(**asked):
        return board(client, **asked).count('<th scope="row"><a')

    assert (names(), names(hal=2), names(hal=99)) == (20, 2, 2)
    assert names(perlu=1) == 1
    assert names(q="ZEB") == 1
    assert "Tidak ada aplikasi yang cocok" in board(client, q="tidak ada")


def test_the_drawer_tells_what_happened_last_and_what_may_be_received(client):
    app = desk.app("pbb", contract=factories.terms("name", "domicile.kelurahan", "domicile.rw"))
    for position in (4, 5, 6):
        desk.attempt(app, position, taken=False, error="HTTP 507")
    desk.attempt(app, 3)

    page = board(client, app="pbb")

    assert 'id="tanda"' in page
    assert "Kiriman gagal" in page and "alamat tinggal" in page
    assert 'id="tanda"' not in board(client, app="nobody")


def test_htmx_gets_the_part_that_changes_and_may_be_told_to_stop(client):
    desk.app("pbb")

    part = client.get(reverse("exchange:apps"), headers={"HX-Request-Type": "partial"}).content.decode()

    assert "<html" not in part and "Siapa memberi apa" in part
    assert 'hx-trigger="every 5s"' in board(client)
    assert "every 5s" not in board(client, diam=1)


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_speak_both_languages_and_show_no_code_words(cast, language):
    client = desk.sign_in(cast.nia, language=language)
    client.cookies["ayo_language"] = language
    app = desk.app("pbb", digest_url="http://127.0.0.1:9/d", scopes=("events:read",))
    desk.attempt(app, 1), desk.attempt(app, 2, taken=False), desk.park(app, 2), desk.drift(app), desk.compared(app)
    factories.change(), desk.sequence()

    for page in ("app", "contract", "keys", "tail", "attempts", "app_parked", "reconciliation", "replay"):
        text = client.get(reverse(f"exchange:{page}", args=["pbb"])).content.decode()
        assert f'<html lang="{language}"' in text
        assert "PARKED" not in text and "DIFFERENT" not in text and "LIVE" not in text


def test_a_name_stands_beside_a_differing_record_only_for_those_who_may_see_the_person(cast):
    app = desk.app("pbb")
    desk.drift(app, cast.ratna)
    page = reverse("exchange:reconciliation", args=["pbb"])
    assert "Ratna" not in desk.sign_in(cast.nia).get(page).content.decode()

    from ayo.common.actor import Role
    from tests import cast as people

    people.role(cast.wati, Role.INTEGRATOR)
    assert "Ratna" in desk.sign_in(cast.wati).get(page).content.decode()


def test_a_contract_about_to_end_is_said_in_time(client):
    terms = factories.terms("name") | {"valid_to": (clock.today() + timedelta(days=9)).isoformat()}
    desk.app("pbb", contract=terms)

    page = client.get(reverse("exchange:contract", args=["pbb"])).content.decode()

    assert "Kontrak berakhir dalam 9 hari" in page
