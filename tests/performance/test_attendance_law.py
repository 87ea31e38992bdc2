"""Working time of the region: which hours hold on a day, and faults told by file and key."""

from datetime import date, time

import pytest

from ayo.performance import law
from ayo.performance.data.attendance import Hours
from ayo.performance.law import attendance
from ayo.region.facade import PackError, pack


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 10, 8), Hours(time(7, 30), time(16, 0), 60)),
        (date(2026, 10, 9), Hours(time(7, 30), time(16, 30), 90)),
        (date(2026, 10, 10), None),
        (date(2026, 8, 17), None),
        (date(2026, 2, 24), Hours(time(8, 0), time(15, 0), 30)),
        (date(2026, 2, 27), Hours(time(8, 0), time(15, 30), 60)),
    ],
    ids=["Thursday", "Friday", "Saturday", "Independence Day", "Ramadan", "Friday in Ramadan"],
)
def test_a_day_has_the_hours_of_its_weekday_and_season(day, hours):
    assert law.hours(day, "KEL-CIKOKOL") == hours


def test_a_week_has_the_minutes_the_law_gives_it():
    ordinary = [law.hours(date(2026, 10, day), "X") for day in range(5, 10)]
    fasting = [law.hours(date(2026, 2, day), "X") for day in range(23, 28)]

    assert sum(one.minutes for one in ordinary if one) == 37 * 60 + 30
    assert sum(one.minutes for one in fasting if one) == 32 * 60 + 30


def test_a_cut_of_lateness_has_the_code_of_its_table_and_the_ladder_its_nine_steps():
    assert law.late_classes(date(2026, 1, 1)).late[31] == "TL2"
    assert [step.days for step in law.ladder(date(2026, 1, 1)).steps] == [3, 4, 7, 11, 14, 17, 21, 25, 28]


def test_hours_of_an_organisation_go_before_those_of_all(tmp_path):
    own = """
[[hours]]
valid_from = 2024-01-01
organisations = ["RSUD"]
legal_basis = "test"
[[hours.week]]
days = [1, 2, 3, 4, 5, 6]
start = "08:00"
end = "14:30"
break_minutes = 0
"""
    (tmp_path / attendance.FILE).write_text((pack().folder / attendance.FILE).read_text() + own)
    found = attendance._attendance(tmp_path)

    fits = [one for one in found.weeks if "RSUD" in one.organisations]

    assert fits[0].hours[6] == Hours(time(8, 0), time(14, 30), 0)
    assert 7 not in fits[0].hours


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('start = "07:30"', 'start = "half past seven"', "start"),
        ('end = "16:00"', 'end = "07:40"', "end"),
        ("days = [5]", "days = [8]", "days"),
        ('31 = "TL2"', 'soon = "TL2"', "late"),
        ("in_a_row = 10", "in_row = 10", "in_a_row"),
        ("until = 2025-03-31", "until = 2025-02-28", "until"),
        ('excuse = "DUTY"', 'excuse = "FUN"', "excuse"),
        ("days = 4\n", "days = 3\n", "step"),
    ],
)
def test_a_broken_table_is_told_by_file_and_key(tmp_path, was, becomes, told):
    text = (pack().folder / attendance.FILE).read_text()
    assert was in text
    (tmp_path / attendance.FILE).write_text(text.replace(was, becomes))

    with pytest.raises(PackError) as refused:
        attendance._attendance(tmp_path)

    assert any(attendance.FILE in str(one) and told in str(one) for one in refused.value.problems)
