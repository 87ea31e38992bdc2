"""What the city knows before it asks: the registry's values, and what an accepted case said."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayo.common import clock
from ayo.common.ids import uuid7
from ayo.common.jsons import Json
from ayo.registry import facade as registry
from ayo.services import earlier, held
from ayo.services.data import State
from ayo.services.models import Case, ServiceVersion
from tests.cast import CIKOKOL, Cast
from tests.services import definitions

pytestmark = pytest.mark.django_db


def accepted(city: Cast, code: str, answers: dict[str, object], *, days_ago: int = 1) -> Case:
    """Write down a case of Ratna's that an office has finished."""
    version = ServiceVersion.objects.in_force_on(clock.today()).get(service__code=code)
    when = clock.now() - timedelta(days=days_ago)
    return Case.objects.create(
        number=f"{code}/{Case.objects.count()}", service=version.service, service_version=version, draft_id=uuid7(),
        applicant_id=city.ratna, state=State.DONE, answers=answers, submitted_at=when, changed_at=when, ended_at=when,
        due_on=when.date(), area=CIKOKOL,
        organisation_id=registry.office_in("KELURAHAN", CIKOKOL)[0],
    )  # fmt: skip


def known(city: Cast, code: str, **answers: Json) -> dict[str, held.Held]:
    made = definitions.service(code)
    return held.held(made, held.records_of(made, city.ratna, None), speaker=city.ratna, answers=answers)


def test_what_an_accepted_case_said_is_known_in_the_next(city: Cast):
    case = accepted(city, "sktm", {"income": 2_500_000})

    income = known(city, "bantuan-sosial")["income"]

    assert (income.value, income.source, income.kind) == (2_500_000, case.number, earlier.KIND)
    assert income.record_id == case.pk


def test_what_may_have_changed_since_is_asked_again(city: Cast):
    accepted(city, "sktm", {"income": 2_500_000}, days_ago=200)

    assert "income" not in known(city, "bantuan-sosial")


def test_a_case_that_was_not_accepted_says_nothing(city: Cast):
    case = accepted(city, "sktm", {"income": 1})
    Case.objects.filter(pk=case.pk).update(state=State.REJECTED)

    assert "income" not in known(city, "bantuan-sosial")


def test_who_says_otherwise_now_is_asked_no_more_than_that(city: Cast):
    accepted(city, "sktm", {"income": 2_500_000})

    after = known(city, "bantuan-sosial", income=3_000_000, name="Somebody else")

    assert "income" not in after
    assert after["name"].value == "Ratna"


def test_many_earlier_cases_cost_one_query_more(city: Cast):
    for _number in range(3):
        accepted(city, "sktm", {"income": 1})
    known(city, "bantuan-sosial")

    with CaptureQueriesContext(connection) as with_answers:
        known(city, "bantuan-sosial")
    with CaptureQueriesContext(connection) as without:
        known(city, "bantuan-sosial", income=1)

    assert len(with_answers) == len(without) + 1
