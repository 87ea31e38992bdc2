"""The inbox: one's own, newest first, read when followed."""

import pytest

from ayo.notices import actions
from ayo.notices.models import Notice
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db


def send(cast: Cast, count: int = 1, *, who: str = "ratna") -> None:
    for number in range(count):
        actions.tell(
            person_id=getattr(cast, who), code="proposal_refused", facts={"reason": f"nomor {number}"}, url="/saya/",
            about=f"{who}/{number}",
        )  # fmt: skip


def test_letters_are_listed_newest_first_and_only_ones_own(cast: Cast):
    send(cast, 2)
    send(cast, 1, who="joko")

    page = factories.visitor(cast, "ratna").get("/kotak-masuk/").text

    assert page.index("nomor 1") < page.index("nomor 0")
    assert page.count("Usulan Anda ditolak") == 2


def test_following_a_letter_is_reading_it(cast: Cast):
    send(cast)
    letter = Notice.objects.get()

    answer = factories.visitor(cast, "ratna").get(f"/kotak-masuk/{letter.pk}/")

    assert answer["Location"] == "/saya/"
    letter.refresh_from_db()
    assert letter.read_at is not None


def test_somebody_elses_letter_is_not_there_and_stays_unread(cast: Cast):
    send(cast)
    letter = Notice.objects.get()

    assert factories.visitor(cast, "joko").get(f"/kotak-masuk/{letter.pk}/").status_code == 404
    letter.refresh_from_db()
    assert letter.read_at is None


def test_all_are_marked_as_read_at_once_but_nobody_elses(cast: Cast):
    send(cast, 3)
    send(cast, 1, who="joko")

    page = factories.visitor(cast, "ratna").post("/kotak-masuk/dibaca/", follow=True).text

    assert "3 kabar ditandai dibaca." in page
    assert Notice.objects.filter(read_at__isnull=True).count() == 1


def test_open_tasks_can_be_listed_alone(cast: Cast):
    send(cast)
    actions.ask(
        person_id=cast.ratna, code="proposal_to_owner", facts={"who": "Budi", "kind": "person", "fields": "phone"},
        url="/usulan/", about="p/1",
    )  # fmt: skip

    page = factories.visitor(cast, "ratna").get("/kotak-masuk/?isi=tugas").text

    assert "Budi mengusulkan" in page
    assert "ditolak" not in page


def test_pages_follow_each_other_and_the_cost_stays(cast: Cast, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("ayo.notices.views.PAGE", 2)
    send(cast, 5)
    client = factories.visitor(cast, "ratna")
    client.get("/kotak-masuk/")

    with django_assert_num_queries(5):
        first = client.get("/kotak-masuk/").text
    oldest = Notice.objects.order_by("-pk")[1].pk

    assert f"?sebelum={oldest}" in first
    assert "nomor 2" in client.get(f"/kotak-masuk/?sebelum={oldest}").text
