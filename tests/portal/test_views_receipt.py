"""The receipt: live while it is under way, honest about what is missing, and the way back."""

import pytest

from ayo.registry.models import Person
from tests.cast import Cast
from tests.exchange import desk
from tests.portal import factories

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def changed(cast: Cast, **values: str) -> str:
    return f"/saya/kabar/{factories.change(cast, 'ratna', values or {'phone': '081299990001'}).event_id}/"


def test_before_the_log_has_it_the_page_says_so_and_asks_again(cast: Cast):
    page = factories.visitor(cast, "ratna").get(changed(cast)).text

    assert "Sedang dikirim" in page
    assert 'hx-trigger="load delay:400ms"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page


def test_it_counts_the_applications_that_have_it(cast: Cast):
    one, two = factories.application("pbb", "phone"), factories.application("rsud", "phone")
    factories.application("tanpa", "name")
    url = changed(cast)
    position = desk.sequence()
    client = factories.visitor(cast, "ratna")

    part = client.get(url, headers=PART).text
    assert "Belum sampai ke 2 aplikasi" in part
    assert 'hx-trigger="load delay:1s"' in part
    assert "<html" not in part

    for app in (one, two):
        desk.arrived(app, position)
    done = client.get(url, headers=PART).text
    assert "Sampai ke 2 dari 2 aplikasi" in done
    assert "hx-trigger" not in done
    assert "nomor ponsel" in done


def test_nobody_waits_for_applications_that_do_not_need_it(cast: Cast):
    factories.application("pbb", "name")
    url = changed(cast)
    desk.sequence()

    page = factories.visitor(cast, "ratna").get(url).text

    assert "tidak ada aplikasi lain yang memerlukannya" in page
    assert "load delay" not in page


def test_one_step_back_brings_the_value_before(cast: Cast):
    url = changed(cast)
    client = factories.visitor(cast, "ratna")
    assert "Kembalikan ke sebelumnya" in client.get(url).text

    answer = client.post(f"{url}kembalikan/")

    assert Person.objects.get(pk=cast.ratna).phone == "+6281234567801"
    assert answer["Location"].startswith("/saya/kabar/")


def test_the_way_back_is_closed_once_the_value_has_moved_on(cast: Cast):
    url = changed(cast)
    factories.change(cast, "ratna", {"phone": "081299990002"})
    client = factories.visitor(cast, "ratna")

    assert "Kembalikan ke sebelumnya" not in client.get(url).text
    assert client.post(f"{url}kembalikan/").status_code == 409
    assert Person.objects.get(pk=cast.ratna).phone == "+6281299990002"


def test_somebody_elses_event_is_no_receipt_of_mine(cast: Cast):
    event_id = factories.change(cast, "joko", {"phone": "081299990009"}).event_id
    desk.sequence()
    client = factories.visitor(cast, "ratna")

    assert client.get(f"/saya/kabar/{event_id}/").status_code == 404
    assert client.post(f"/saya/kabar/{event_id}/kembalikan/").status_code == 404


def test_the_home_page_shows_the_latest_changes_with_their_receipts(cast: Cast):
    app = factories.application("pbb", "phone")
    changed(cast)
    desk.arrived(app, desk.sequence())

    page = factories.visitor(cast, "ratna").get("/").text

    assert "Nomor ponsel" in page
    assert "1 dari 1 aplikasi" in page
