"""What officers decide on the pages happens once, is said, and can be undone where it can."""

from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.urls import reverse

from ayo.common import clock
from ayo.exchange.data import ParkedState
from ayo.exchange.models import App, Command, Parked, Reconciliation
from tests.exchange import desk, factories


@pytest.fixture
def client(cast):
    return desk.sign_in(cast.nia)


@pytest.fixture
def app(client) -> App:
    return desk.app("pbb", digest_url="http://127.0.0.1:9/d")


def url(page: str) -> str:
    return reverse(f"exchange:{page}", args=["pbb"])


def post(client, page: str, **form) -> str:
    return client.post(url(page), form, follow=True).content.decode()


def test_pausing_needs_a_reason_and_going_on_none(client, app):
    assert "Tulis alasan jeda" in post(client, "pause", reason=" ")
    assert not App.objects.get(pk=app.pk).is_paused

    page = post(client, "pause", reason="Pemeliharaan server")
    assert "Dijeda: Pemeliharaan server" in page
    assert "Sudah begitu" in post(client, "pause", reason="Pemeliharaan server")

    assert "Kiriman berlanjut" in post(client, "resume")
    assert not App.objects.get(pk=app.pk).is_paused


def test_a_test_delivery_shows_that_it_is_on_its_way_and_then_how_it_was_answered(client, app):
    sent = client.post(url("test"))
    reference = parse_qs(urlparse(sent["Location"]).query)["uji"][0]

    assert "Uji coba sedang dikirim" in client.get(sent["Location"]).content.decode()
    desk.attempt(app, 0, taken=False, sort="TEST", error="HTTP 401", at=clock.now() + timedelta(seconds=1))
    part = client.get(url("app"), {"uji": reference}, headers={"HX-Request-Type": "partial"}).content.decode()

    assert "Uji coba gagal" in part and "HTTP 401" in part
    assert "hx-get" not in part and "<html" not in part


def test_a_replay_says_how_many_events_before_it_asks_and_is_asked_once(client, app):
    for _ in range(4):
        factories.change()
    head = desk.sequence()

    preview = client.get(url("replay"), {"position": head - 2}).content.decode()
    assert '<p class="num">3 <small>' in preview
    assert Command.objects.count() == 0

    form = {"position": head - 2, "seen": 0}
    assert "3 kejadian dikirim ulang" in post(client, "replay", **form)
    assert "sudah dikerjakan" in post(client, "replay", **form)
    assert list(Command.objects.values_list("sort", "position")) == [("REPLAY", head - 3)]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"position": "0"}, "Nomor urut mulai dari 1"),
        ({"position": "999999"}, "belum ada kejadian"),
        ({"position": "1", "at": "2026-01-01T00:00"}, "salah satu saja"),
        ({"position": "", "at": "kemarin"}, "Tulis tanggal dan jam"),
    ],
)
def test_a_replay_from_nowhere_is_refused_in_words(client, app, asked, words):
    answer = client.get(url("replay"), asked)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_a_replay_from_a_time_counts_what_came_after_it(client, app):
    before = desk.sequence()
    factories.change()
    head = desk.sequence()

    answer = client.get(url("replay"), {"at": "2000-01-01T00:00"}).content.decode()

    assert head > before
    assert f'<p class="num">{head} <small>' in answer


def test_parked_events_are_tried_again_by_subject_or_all_at_once(client, app):
    first, second = (desk.park(app, n, subject="person/a") for n in (1, 2))
    desk.park(app, 3)

    assert "2 kejadian dicoba lagi" in post(client, "decide", id=f"{first.pk},{second.pk}", putusan="coba")
    assert "3 kejadian dicoba lagi" in post(client, "decide", semua="1")
    assert "Pilih sedikitnya satu" in post(client, "decide", putusan="coba")


def test_giving_up_needs_a_choice_and_a_reason_and_happens_once(client, app):
    row = desk.park(app, 1)

    assert "Tulis alasan" in post(client, "decide", id=row.pk, putusan="hentikan", reason="")
    assert "Tulis alasan" in post(client, "decide", semua="1", putusan="hentikan", reason="x")
    assert Parked.objects.get(pk=row.pk).state == "PARKED"

    assert "1 kejadian dihentikan" in post(client, "decide", id=row.pk, putusan="hentikan", reason="Data uji")
    assert "Pilih sedikitnya satu" in post(client, "decide", id=row.pk, putusan="hentikan", reason="Data uji")
    settled = client.get(url("app_parked") + "?selesai=1").content.decode()
    assert "Nia Kurnia: Data uji" in settled


def test_a_comparison_is_begun_once_however_often_the_button_is_pressed(client, app):
    assert "Pembandingan dimulai" in post(client, "compare")
    assert "sedang berjalan" in post(client, "compare")

    assert Reconciliation.objects.filter(app=app).count() == 1


def test_settings_are_changed_and_what_is_wrong_is_said_beside_the_field(client, app):
    form = {"name": "PBB", "owner_code": "DISKOMINFO", "mode": "BATCH", "endpoint": "http://10.0.0.1/x"}

    refused = client.post(url("edit"), form)
    assert refused.status_code == 422
    assert "alamat di jaringan dalam" in refused.content.decode()
    assert "<title>Galat:" in refused.content.decode()

    assert "Perubahan disimpan" in post(client, "edit", **{**form, "endpoint": "http://127.0.0.1:9/new"})
    assert App.objects.get(pk=app.pk).endpoint == "http://127.0.0.1:9/new"


def test_a_short_name_that_is_a_page_is_refused(client, app):
    form = {"name": "x", "slug": "tertahan", "owner_code": "DISKOMINFO", "mode": "PULL"}

    answer = client.post(reverse("exchange:new"), form)

    assert answer.status_code == 422
    assert "dipakai halaman lain" in answer.content.decode()


def test_what_waits_behind_an_old_event_is_shown_with_it_however_much_came_later(client, app):
    desk.park(app, 1, subject="person/old")
    for n in range(2, 8):
        desk.park(app, n, subject="person/old", state=ParkedState.BEHIND, error="", next_try_at=None)

    page = client.get(url("app_parked")).content.decode()

    assert page.count('name="id"') == 1
    assert "6 menunggu di belakangnya" in page
