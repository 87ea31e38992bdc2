"""Which work may be entered when, and what about it a superior sees first."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from ayo.common.ids import uuid7
from ayo.performance.data.activity import Span
from ayo.performance.data.entry import Odd, Submitted, Window, WorkKind
from ayo.performance.rules import entry

WINDOW = Window(
    valid_from=date(2023, 1, 1), legal_basis="test", days_back=14, closing_day=5, silent_after=3, superiors_asked=2,
    far_above=3, late_after=5, night_until=time(5), night_from=time(21), undo_within=3,
)  # fmt: skip
MEETING = WorkKind("RAPAT", 60, 3, {"id": "Rapat"}, {"id": "jam"}, ())
LESSON = WorkKind("MENGAJAR", 45, 6, {"id": "Mengajar"}, {"id": "jam"}, ("Guru",))


def refused(**more):
    given = {"kind": MEETING, "post": "Pelaksana", "volume": 1, "on": date(2026, 10, 8), "today": date(2026, 10, 9)}
    return entry.refusal(**(given | {"window": WINDOW, "is_on_leave": False} | more))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, ""),
        ({"kind": None}, "not_in_catalogue"),
        ({"kind": LESSON}, "not_in_catalogue"),
        ({"kind": LESSON, "post": "Guru Ahli Muda"}, ""),
        ({"volume": 0}, "bad_volume"),
        ({"volume": 25}, "bad_volume"),
        ({"on": date(2026, 10, 10)}, "future"),
        ({"on": date(2026, 10, 1)}, ""),
        ({"on": date(2026, 9, 30)}, "too_old"),
        ({"is_on_leave": True}, "on_leave"),
    ],
)
def test_work_is_refused_with_its_reason(more, reason):
    assert refused(**more) == reason


@pytest.mark.parametrize(
    ("today", "earliest"),
    [
        (date(2026, 10, 5), date(2026, 9, 21)),
        (date(2026, 10, 6), date(2026, 10, 1)),
        (date(2026, 10, 20), date(2026, 10, 6)),
        (date(2027, 1, 3), date(2026, 12, 20)),
    ],
    ids=["on the closing day", "the day after it", "days back", "over the new year"],
)
def test_last_month_closes_on_its_day(today, earliest):
    assert entry.earliest(today, WINDOW) == earliest


PLAIN = Submitted(
    id=uuid7(), version=1, employee_id=uuid7(), person_id=uuid7(), on=date(2026, 10, 8), code="RAPAT", title="Rapat",
    volume=2, minutes=120, starts_at=datetime(2026, 10, 8, 9, tzinfo=UTC),
    ends_at=datetime(2026, 10, 8, 11, tzinfo=UTC), note="", link="", evidence=None,
    entered_at=datetime(2026, 10, 8, 12, tzinfo=UTC), escalated=0, day_minutes=300, is_working_day=True,
)  # fmt: skip


def odd(entered_on: date = date(2026, 10, 8), others: tuple[Span, ...] = (), **more):
    one = replace(PLAIN, **more)
    return entry.oddities(one, kind=MEETING, entered_on=entered_on, others=others, per_day=300, window=WINDOW)


def test_ordinary_work_is_not_odd_and_what_only_touches_does_not_overlap():
    assert odd() == []
    assert odd(others=(Span(PLAIN.ends_at, datetime(2026, 10, 8, 12, tzinfo=UTC)),)) == []


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"day_minutes": 301}, Odd.OVER_CEILING),
        ({"others": (Span(datetime(2026, 10, 8, 10, 59, tzinfo=UTC), datetime(2026, 10, 8, 12, tzinfo=UTC)),)},
         Odd.OVERLAPS),
        ({"volume": 9}, Odd.FAR_ABOVE),
        ({"entered_on": date(2026, 10, 13)}, Odd.LATE),
        ({"starts_at": datetime(2026, 10, 8, 4, 59, tzinfo=UTC)}, Odd.AT_NIGHT),
        ({"ends_at": datetime(2026, 10, 8, 21, 1, tzinfo=UTC)}, Odd.AT_NIGHT),
        ({"is_working_day": False}, Odd.DAY_OFF),
    ],
)  # fmt: skip
def test_what_is_odd_is_told(more, why):
    assert odd(**more) == [why]


def test_without_a_time_nothing_overlaps_and_nothing_is_at_night():
    always = (Span(datetime(2026, 10, 8, tzinfo=UTC), datetime(2026, 10, 9, tzinfo=UTC)),)

    assert odd(starts_at=None, ends_at=None, others=always) == []
