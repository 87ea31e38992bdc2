"""The receipt of one input: application by application, for those who may see it, also as a file."""

import csv
import io

import pytest
from django.urls import reverse

from ayo.common import ids
from ayo.exchange.data import ParkedState
from tests.exchange import desk, factories


@pytest.fixture
def input_(cast):
    """A change that one application has, one refused, and that is no business of a third."""
    has, refuses = desk.app("has"), desk.app("refuses")
    desk.app("blind", contract=factories.terms("code", kind="organisation"))
    desk.sequence()
    event_id = factories.change()
    position = desk.sequence()
    desk.attempt(has, position)
    for app in (has, refuses):
        desk.arrived(app, position)
    desk.park(refuses, position, state=ParkedState.REFUSED, error="=HYPERLINK(1)", attempts=1, next_try_at=None)
    return event_id, has


def url(event_id, page="receipt"):
    return reverse(f"exchange:{page}", args=[event_id])


def test_it_names_every_entitled_application_with_what_became_of_it(cast, input_):
    page = desk.sign_in(cast.nia).get(url(input_[0])).content.decode()

    assert "Sampai ke 1 dari 2 aplikasi" in page
    assert "Ditolak penerima" in page and "=HYPERLINK(1)" in page
    assert "Blind" not in page
    assert page.index("Refuses") < page.index(">Has<")


def test_an_agency_sees_its_own_lines_only_and_strangers_no_receipt(cast, input_):
    desk.admin_of(cast.ratna, input_[1])
    desk.admin_of(cast.joko, desk.app_of_others("other"))

    assert desk.sign_in(cast.ratna).get(url(input_[0])).status_code == 200
    for name in ("joko", "budi", "wati"):
        client = desk.sign_in(getattr(cast, name))
        assert client.get(url(input_[0])).status_code == 404
        assert client.get(url(input_[0], "receipt_csv")).status_code == 404
    assert desk.sign_in(cast.nia).get(url(ids.uuid7())).status_code == 404


def test_whoever_made_the_change_may_see_where_it_went(cast, input_):
    from django.db import transaction

    from ayo.events import facade as events
    from ayo.registry.events import PersonChanged

    change = PersonChanged(record_id=cast.ratna, version=2, changed=("name",), record={"name": "x"}, groups=())
    with transaction.atomic():
        event_id = events.publish(change, actor=cast.actor("budi"))
    desk.sequence()

    assert desk.sign_in(cast.budi).get(url(event_id)).status_code == 200
    assert desk.sign_in(cast.sari).get(url(event_id)).status_code == 404


def test_the_file_holds_the_same_lines_and_no_formula(cast, input_):
    answer = desk.sign_in(cast.nia).get(url(input_[0], "receipt_csv"))

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"].startswith("text/csv")
    assert [row[0] for row in rows] == ["Aplikasi", "Has", "Refuses"]
    assert rows[2][-1] == "'=HYPERLINK(1)"
    assert "Ratna" not in answer.content.decode()
