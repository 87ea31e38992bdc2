"""Working days: the rules that deadlines are counted by."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ayo.region import loader
from ayo.region.calendar import Calendar, DayKind, National
from tests.region import factories

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))
STEPS = st.integers(min_value=-60, max_value=60)
FAST = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Calendar:
    return loader.load(factories.write_pack(tmp_path_factory.mktemp("region") / "pack")).calendar


@FAST
@given(start=DAYS, days=STEPS)
def test_counting_back_gives_what_was_added(calendar, start, days):
    end = calendar.add_working_days(start, days)

    if days >= 0:
        assert calendar.working_days_between(start, end) == days
    assert days == 0 or calendar.is_working_day(end)


@FAST
@given(first=DAYS, second=DAYS, third=DAYS)
def test_a_span_is_the_sum_of_its_parts(calendar, first, second, third):
    between = calendar.working_days_between

    assert between(first, third) == between(first, second) + between(second, third)
    assert between(first, second) == -between(second, first)


@FAST
@given(start=DAYS, first=st.integers(0, 30), second=st.integers(0, 30))
def test_adding_in_two_steps_is_adding_at_once(calendar, start, first, second):
    once = calendar.add_working_days(start, first + second)

    assert calendar.add_working_days(calendar.add_working_days(start, first), second) == once


@FAST
@given(day=DAYS)
def test_a_day_is_worked_exactly_when_the_calendar_counts_it(calendar, day):
    counted = calendar.working_days_between(day - timedelta(days=1), day)

    assert counted == int(calendar.is_working_day(day))
    assert not (calendar.is_working_day(day) and day in calendar.holidays(day.year))


def test_the_week_is_the_one_of_the_pack(calendar):
    assert calendar.is_working_day(date(2026, 11, 28))
    assert not calendar.is_working_day(date(2026, 11, 29))


def test_days_of_the_region_win_over_national_ones(calendar):
    assert not calendar.is_working_day(date(2026, 2, 5))
    assert calendar.holidays(2026)[date(2026, 2, 6)].kind is DayKind.JOINT_LEAVE
    assert calendar.is_working_day(date(2026, 6, 1))
    assert date(2026, 6, 1) not in calendar.holidays(2026)
    assert date(2025, 6, 1) in calendar.holidays(2025)


def test_a_holiday_names_the_decree_of_its_year(calendar):
    assert calendar.holidays(2026)[date(2026, 12, 24)].legal_basis == "SKB 2026"
    assert calendar.holidays(2025)[date(2025, 12, 25)].legal_basis == "Keppres 8/2024"


def test_a_country_without_joint_leave_is_asked_for_holidays_only():
    calendar = Calendar(frozenset({1, 2, 3, 4, 5}), National("ID", "public", "", "law", "id"), {}, {}, "law")

    assert calendar.is_working_day(date(2026, 12, 24))
    assert not calendar.is_working_day(date(2026, 12, 25))


def test_the_years_the_city_plans_with_are_covered():
    calendar = loader.load(Path("regions/tangerang")).calendar

    for year, joint_leave in ((2025, 11), (2026, 8)):
        kinds = [day.kind for day in calendar.holidays(year).values()]
        assert kinds.count(DayKind.JOINT_LEAVE) == joint_leave
        assert kinds.count(DayKind.HOLIDAY) >= 16
