"""Rating: once, by whoever applied, without a name; and what all ratings come to, for everybody to read."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from ayo.common import clock
from ayo.common.errors import Invalid, NotFound
from ayo.services import actions
from ayo.services.errors import WrongState
from ayo.services.models import Case, Survey
from ayo.services.rules import periods
from ayo.services.rules.periods import Period
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services import factories

NINE = [4, 3, 4, 4, 3, 4, 4, 2, 4]


def closed(city: Cast, name: str = "ratna") -> Case:
    return factories.done(city, factories.handed_in(city.actor(name)))


def rated(city: Cast, count: int, answers: list[int] = NINE) -> list[Case]:
    cases = [closed(city) for _turn in range(count)]
    for case in cases:
        actions.rate_case(case_id=case.pk, answers=answers, comment="", actor=city.actor("ratna"))
    return cases


def test_a_case_is_rated_once_by_whoever_applied(city: Cast):
    case = closed(city)

    survey = actions.rate_case(case_id=case.pk, answers=NINE, comment=" Cepat. ", actor=city.actor("ratna"))

    assert [getattr(survey, f"u{n}") for n in range(1, 10)] == NINE
    assert survey.comment == "Cepat." and survey.age is not None and survey.sex == "FEMALE"
    with pytest.raises(WrongState):
        actions.rate_case(case_id=case.pk, answers=NINE, comment="", actor=city.actor("ratna"))
    with pytest.raises(NotFound):
        actions.rate_case(case_id=case.pk, answers=NINE, comment="", actor=city.actor("joko"))


def test_a_running_case_is_not_rated(city: Cast):
    case = factories.handed_in(city.actor("ratna"))

    with pytest.raises(WrongState):
        actions.rate_case(case_id=case.pk, answers=NINE, comment="", actor=city.actor("ratna"))


@pytest.mark.parametrize("answers", [[4] * 8, [5] + [4] * 8, [0] + [4] * 8])
def test_answers_that_are_not_nine_of_one_to_four_are_refused(city: Cast, answers: list[int]):
    with pytest.raises(Invalid):
        actions.rate_case(case_id=closed(city).pk, answers=answers, comment="", actor=city.actor("ratna"))


def test_the_form_wants_all_nine(city: Cast):
    case, ratna = closed(city), visitor(city, "ratna")
    given = {f"U{n}": str(answer) for n, answer in enumerate(NINE, start=1)}

    assert ratna.post(f"/urusan/{case.pk}/nilai/", given | {"U5": ""}).status_code == 422
    assert ratna.post(f"/urusan/{case.pk}/nilai/", given).status_code == 302

    assert Survey.objects.get().u5 == 3
    assert ratna.get(f"/urusan/{case.pk}/nilai/").status_code == 302


def test_everybody_reads_the_figures_and_nobody_a_name(city: Cast, client: Client):
    rated(city, 3)

    text = client.get("/layanan/kepuasan/").content.decode()

    assert "88,89" in text and "Mutu A: Sangat baik" in text
    assert "3 jawaban dari 3 urusan yang selesai" in text and "Contoh kecil" not in text
    assert "Ratna" not in text
    of_service = client.get("/layanan/surat-domisili/kepuasan/").content.decode()
    assert "Kelurahan Cikokol" in of_service and "88,89" in of_service
    assert client.get("/layanan/tidak-ada/kepuasan/").status_code == 404


def test_a_few_answers_are_no_figure(city: Cast, client: Client):
    rated(city, 2)

    text = client.get("/layanan/kepuasan/").content.decode()

    assert "Belum cukup jawaban." in text and "88,89" not in text


def test_a_small_sample_is_marked(city: Cast, client: Client):
    rated(city, 3)
    for _turn in range(2):
        closed(city)

    assert "Contoh kecil" in client.get("/layanan/kepuasan/").content.decode()


def test_the_table_for_a_spreadsheet_says_the_same(city: Cast, client: Client):
    rated(city, 3)

    answer = client.get("/layanan/kepuasan/unduh/")
    head, row = list(csv.reader(io.StringIO(answer.content.decode())))

    assert dict(zip(head, row, strict=True))["ikm"] == "88.89"
    assert "kepuasan-" in answer["Content-Disposition"]


def test_another_period_has_its_own_figures(city: Cast, client: Client):
    rated(city, 3)

    text = client.get(f"/layanan/kepuasan/?periode={clock.today().year - 1}").content.decode()

    assert "88,89" not in text


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("2026-T1", date(2026, 1, 1), date(2026, 4, 1)),
        ("2026-T4", date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_periods_are_half_open(code: str, start: date, end: date):
    period = periods.parsed(code)

    assert period is not None
    assert (period.start, period.end, period.code) == (start, end, code)


@pytest.mark.parametrize("code", ["", "26", "2026-T5", "2026-T", "x", "1999"])
def test_anything_else_is_no_period(code: str):
    assert periods.parsed(code) is None


def test_quarters_follow_each_other():
    assert [one.code for one in periods.quarters_before(date(2026, 2, 3), 3)] == ["2025-T3", "2025-T4", "2026-T1"]
    assert periods.around(date(2026, 5, 1))[:3] == [Period(2026, 0), Period(2026, 2), Period(2026, 1)]
