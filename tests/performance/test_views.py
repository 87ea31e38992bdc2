"""The day of an employee as they see it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ayo.common import clock
from ayo.performance import actions
from ayo.performance.data.activity import ActivityState
from ayo.performance.queries import activities
from ayo.registry import facade as registry
from tests import cast as people
from tests.cast import Cast
from tests.performance.factories import work
from tests.portal import factories


def page(cast: Cast, name: str, query: str = ""):
    return factories.visitor(cast, name).get(reverse("performance:day") + query)


def test_work_stands_in_the_day_of_whoever_did_it(cast: Cast):
    actions.credit(work=work(cast, on=clock.today()), state=ActivityState.WAITING)

    text = page(cast, "budi").content.decode()

    assert "Surat domisili: Pemeriksaan" in text
    assert "Menunggu warga" in text
    assert "15 menit menunggu kata warga" in text


def test_nobody_sees_the_work_of_another(cast: Cast):
    actions.credit(work=work(cast, on=clock.today()), state=ActivityState.COUNTED)

    assert "Surat domisili" not in page(cast, "sari").content.decode()
    assert page(cast, "ratna").status_code == 404


def test_another_day_is_a_click_away_and_the_future_is_not(cast: Cast):
    yesterday = clock.today() - timedelta(days=1)
    actions.credit(work=work(cast, on=yesterday), state=ActivityState.COUNTED)

    assert "Surat domisili" in page(cast, "budi", f"?hari={yesterday}").content.decode()
    assert "Surat domisili" not in page(cast, "budi").content.decode()


def test_the_month_up_to_a_day_knows_nothing_of_later_ones(cast: Cast):
    for on in (date(2026, 10, 8), date(2026, 10, 9), date(2026, 9, 30)):
        actions.credit(work=work(cast, on=on), state=ActivityState.COUNTED)

    found = activities.month_until(cast.budi, date(2026, 10, 8))

    # The first of October 2026 is a Thursday: six working days until the eighth.
    assert (found.totals.done, found.minutes) == (15, 6 * 300)


@pytest.mark.parametrize("given", ["", "morgen", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_is_today(cast: Cast, given):
    assert page(cast, "budi", f"?hari={given}").status_code == 200


def test_a_day_costs_as_much_whatever_was_done(cast: Cast, django_assert_max_num_queries):
    for _ in range(5):
        actions.credit(work=work(cast, on=clock.today()), state=ActivityState.COUNTED)
    visitor = factories.visitor(cast, "budi")
    visitor.get(reverse("performance:day"))

    with django_assert_max_num_queries(12):
        visitor.get(reverse("performance:day"))


def test_whoever_the_city_employs_without_a_role_finds_their_work(cast: Cast):
    """As most teachers: the session itself knows of the employment, and the first page costs no question more."""
    office = registry.employment_of(cast.budi).organisation_id
    people.employee(cast.joko, "198507102010011003", office, "Guru Ahli Muda")
    visitor = factories.visitor(cast, "joko")

    home = visitor.get("/").content.decode()

    assert 'href="/kinerja/"' in home
    assert page(cast, "joko").status_code == 200
    assert 'href="/kinerja/"' not in factories.visitor(cast, "ratna").get("/").content.decode()
