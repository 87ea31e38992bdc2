"""Days as the clock saw them, and the ladder of PP 94/2021."""

from datetime import date, time, timedelta

import pytest

from ayo.performance.data.attendance import DayStatus, Excuse, Hours, LateClasses, Rung, Seen
from ayo.performance.rules import attendance

DAY = date(2026, 10, 8)
HOURS = Hours(time(7, 30), time(16, 0), 60)
CLASSES = LateClasses(
    late={1: "TL1", 31: "TL2", 61: "TL3", 91: "TL4"}, early={1: "PSW1", 31: "PSW2", 61: "PSW3", 91: "PSW4"},
    no_arrival="TL4", no_departure="PSW4", absent="TK", unrecorded_minutes=300,
)  # fmt: skip
LADDER = [Rung(3, "LISAN"), Rung(4, "TERTULIS"), Rung(7, "TIDAK_PUAS"), Rung(11, "POTONG_6"), Rung(28, "BERHENTI")]


@pytest.mark.parametrize(
    ("arrived", "left", "status", "codes"),
    [
        (time(7, 30), time(16, 0), DayStatus.PRESENT, ()),
        (time(6, 50), time(17, 45), DayStatus.PRESENT, ()),
        (time(7, 31), time(16, 0), DayStatus.LATE, (("TL1", 1),)),
        (time(8, 0), time(16, 0), DayStatus.LATE, (("TL1", 30),)),
        (time(8, 1), time(16, 0), DayStatus.LATE, (("TL2", 31),)),
        (time(8, 30), time(16, 0), DayStatus.LATE, (("TL2", 60),)),
        (time(8, 31), time(16, 0), DayStatus.LATE, (("TL3", 61),)),
        (time(9, 0), time(16, 0), DayStatus.LATE, (("TL3", 90),)),
        (time(9, 1), time(16, 0), DayStatus.LATE, (("TL4", 91),)),
        (time(7, 30), time(15, 59), DayStatus.LEFT_EARLY, (("PSW1", 1),)),
        (time(7, 48), time(14, 0), DayStatus.LATE_AND_EARLY, (("TL1", 18), ("PSW4", 120))),
        (None, time(16, 0), DayStatus.LATE, (("TL4", 300),)),
        (time(7, 30), None, DayStatus.LEFT_EARLY, (("PSW4", 300),)),
        (None, None, DayStatus.ABSENT, (("TK", 450),)),
    ],
)
def test_a_day_gets_the_class_of_its_minutes(arrived, left, status, codes):
    day = attendance.judged(DAY, HOURS, Seen(arrived, left), None, CLASSES)

    assert (day.status, day.codes) == (status, codes)


@pytest.mark.parametrize(("excuse", "status"), [(Excuse.DUTY, DayStatus.ON_DUTY), (Excuse.LEAVE, DayStatus.ON_LEAVE)])
def test_duty_elsewhere_and_leave_override_the_clock(excuse, status):
    day = attendance.judged(DAY, HOURS, Seen(time(11, 0), None), excuse, CLASSES)

    assert (day.status, day.codes) == (status, ())


def test_a_day_off_asks_for_nothing():
    day = attendance.judged(DAY, None, Seen(None, None), None, CLASSES)

    assert (day.status, attendance.absence_minutes(day, None)) == (DayStatus.DAY_OFF, 0)


@pytest.mark.parametrize(
    ("arrived", "left", "excuse", "minutes"),
    [
        (time(7, 30), time(16, 0), None, 0),
        (time(8, 11), time(16, 0), None, 41),
        (None, time(16, 0), None, 300),
        (None, None, None, 450),
        (None, None, Excuse.LEAVE, 450),
        (None, None, Excuse.DUTY, 0),
    ],
)
def test_absence_lowers_the_ceiling_by_its_minutes(arrived, left, excuse, minutes):
    day = attendance.judged(DAY, HOURS, Seen(arrived, left), excuse, CLASSES)

    assert attendance.absence_minutes(day, HOURS) == minutes


@pytest.mark.parametrize(
    ("days", "code"),
    [(0, None), (2, None), (3, "LISAN"), (4, "TERTULIS"), (6, "TERTULIS"), (7, "TIDAK_PUAS"), (11, "POTONG_6"),
     (40, "BERHENTI")],
)  # fmt: skip
def test_the_ladder_is_climbed_by_days_of_absence(days, code):
    absences = [DAY + timedelta(days=number) for number in range(days)]

    reached = attendance.rung(absences + absences, LADDER)

    assert (reached.code if reached else None) == code


def test_a_run_of_absence_is_counted_in_working_days():
    working = [date(2026, 10, day) for day in (5, 6, 7, 8, 9, 12, 13)]

    assert attendance.longest_run([working[3], working[4], working[5]], working) == 3
    assert attendance.longest_run([working[0], working[2]], working) == 1
    assert attendance.longest_run([], working) == 0
