"""A period that is over is rated by the superior, once per click; the matrix says the predicate, and it is told."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.common.ids import uuid7
from ayo.events.models import Outbox
from ayo.notices.models import Notice
from ayo.notices.texts import said
from ayo.performance import actions, facade
from ayo.performance.data.activity import ActivityState
from ayo.performance.data.rating import Predicate, Rated, Rating
from ayo.performance.errors import PlanChangedSince, PlanRefused
from ayo.performance.models import EmployeeRating
from ayo.performance.queries import ratings
from ayo.registry import facade as registry
from tests.cast import Cast
from tests.performance.factories import TODAY, work
from tests.portal import factories

SEPTEMBER = date(2026, 9, 1)


def rate(cast: Cast, who: str = "sari", **more) -> EmployeeRating:
    given = {
        "employee_id": registry.employee_id_of(cast.budi), "kind": Rated.PERIODIC, "since": SEPTEMBER,
        "results": Rating.ABOVE, "behaviour": Rating.MEETS, "note": "Semua tepat waktu.", "version": 0,
    }  # fmt: skip
    return actions.rate(**(given | more), actor=cast.actor(who))


def test_the_matrix_says_the_predicate_and_the_employee_is_told_why_in_their_language(office: Cast):
    made = rate(office)

    assert (made.predicate, made.until, made.object_until) == ("GOOD", date(2026, 10, 1), date(2026, 10, 23))
    told = Notice.objects.get(person_id=office.budi, code="rating_given")
    assert said("rating_given", told.facts) == (
        "Penilaian Anda: Baik", "September 2026. Lihat alasannya; Anda boleh berkeberatan sampai 23 Oktober 2026.",
    )  # fmt: skip
    assert Inbox.objects.filter(act="performance.rate").count() == 1
    assert Outbox.objects.filter(type="ayo.performance.rating.changed").count() == 1


def test_two_clicks_are_one_rating_and_another_tab_is_told(office: Cast):
    rate(office)
    rate(office)

    with pytest.raises(PlanChangedSince):
        rate(office, results=Rating.BELOW)
    again = rate(office, results=Rating.BELOW, version=1)

    assert (again.predicate, again.version) == ("NEEDS_WORK", 2)
    assert EmployeeRating.objects.count() == 1
    assert Notice.objects.filter(code="rating_given").count() == 2


@pytest.mark.parametrize("who", ["budi", "ratna", "rini"])
def test_nobody_rates_themselves_or_whom_they_are_not_the_superior_of(office: Cast, who):
    with pytest.raises(NotFound):
        rate(office, who)


def test_the_database_itself_lets_nobody_rate_themselves(office: Cast):
    rate(office)

    with pytest.raises(IntegrityError), transaction.atomic():
        EmployeeRating.objects.update(rated_by=office.budi)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"since": date(2026, 10, 1)}, "not_over"),
        ({"since": date(2026, 9, 2)}, "no_period"),
        ({"kind": Rated.YEARLY, "since": date(2026, 1, 1)}, "not_over"),
        ({"since": date(2019, 9, 1)}, "no_service"),
    ],
)
def test_only_a_period_that_is_over_and_was_served_is_rated(office: Cast, more, code):
    with pytest.raises(PlanRefused) as refused:
        rate(office, **more)

    assert refused.value.code == code


def test_the_allowance_asks_for_the_predicate_of_a_month(office: Cast):
    made = rate(office)

    assert facade.predicate_of(made.employee_id, SEPTEMBER) is Predicate.GOOD
    assert facade.predicate_of(made.employee_id, date(2026, 8, 1)) is None
    assert facade.predicates_of([made.employee_id, uuid7()], SEPTEMBER) == {made.employee_id: Predicate.GOOD}


def test_a_year_is_rated_beside_its_months(office: Cast):
    rate(office)
    rate(office, kind=Rated.YEARLY, since=date(2025, 1, 1))

    assert EmployeeRating.objects.count() == 2
    assert facade.predicate_of(registry.employee_id_of(office.budi), date(2025, 5, 1)) is None


def test_the_evidence_is_what_counted_in_the_period_in_one_query(office: Cast, django_assert_num_queries):
    for on, state in (
        (date(2026, 9, 1), ActivityState.COUNTED), (date(2026, 9, 30), ActivityState.COUNTED),
        (date(2026, 9, 30), ActivityState.WAITING), (date(2026, 10, 1), ActivityState.COUNTED),
    ):  # fmt: skip
        actions.credit(work=work(office, on=on), state=state)

    budi = registry.employee_id_of(office.budi)

    with django_assert_num_queries(1):
        found = ratings.evidence(budi, since=SEPTEMBER, until=date(2026, 10, 1))

    assert (found.minutes, found.count, found.services) == (30, 2, 2)
    # September 2026 has 22 working days of 300 minutes.
    assert found.capacity == 22 * 300


def test_the_page_shows_evidence_takes_the_rating_and_the_employee_reads_it(office: Cast):
    visitor = factories.visitor(office, "sari")
    where = reverse("performance:rate", args=[registry.employee_id_of(office.budi)]) + "?periode=2026-09-01"
    given = {"version": 0, "results": "ABOVE", "behaviour": "ABOVE", "note": "Melayani dengan sabar."}

    assert "Penilaian September 2026" in visitor.get(where).content.decode()
    assert visitor.post(where, given | {"note": ""}).status_code == 422
    assert visitor.post(where, given | {"results": "x"}).status_code == 422
    assert "Tersimpan." in visitor.post(where, given, follow=True).content.decode()
    stale = visitor.post(where, given | {"note": "Lain."})
    assert (stale.status_code, "berubah sejak Anda membukanya" in stale.content.decode()) == (422, True)

    text = factories.visitor(office, "budi").get(reverse("performance:plan")).content.decode()
    assert "Sangat baik" in text
    assert "Melayani dengan sabar." in text


def test_a_nonsense_period_is_the_last_one_and_english_readers_read_english(office: Cast):
    visitor = factories.visitor(office, "sari")
    visitor.cookies["ayo_language"] = "en"

    text = visitor.get(
        reverse("performance:rate", args=[registry.employee_id_of(office.budi)]) + "?periode=besok"
    ).content.decode()  # fmt: skip

    assert "September 2026" in text
    assert "Above expectations" in text


def test_whoever_stands_in_tomorrow_does_not_rate_today(office: Cast):
    with clock.at(TODAY + timedelta(days=1)):
        assert rate(office).version == 1
    with pytest.raises(NotFound):
        rate(office, "agus")
