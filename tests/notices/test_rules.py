"""Quiet hours, rests between attempts, late receipts, long numbers."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayo.notices import rules, texts
from ayo.notices.data import State

JAKARTA = ZoneInfo("Asia/Jakarta")
NIK = "3671015203890001"


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (at(20, 59), at(20, 59)),
        (at(21), at(6, day=25)),
        (at(23, 30), at(6, day=25)),
        (at(0), at(6)),
        (at(5, 59), at(6)),
        (at(6), at(6)),
    ],
)
def test_what_comes_in_the_night_waits_for_the_morning(now: datetime, leaves: datetime):
    assert rules.leaves_at(now, time(21), time(6)) == leaves


def test_quiet_hours_may_lie_within_a_day_or_not_exist():
    assert rules.leaves_at(at(13), time(12), time(14)) == at(14)
    assert rules.leaves_at(at(11), time(12), time(14)) == at(11)
    assert rules.leaves_at(at(3), time(0), time(0)) == at(3)


@given(st.times(), st.times(), st.integers(0, 23))
def test_whatever_the_hours_a_message_leaves_within_a_day_and_not_in_the_quiet(begins: time, ends: time, hour: int):
    begins, ends = begins.replace(second=0, microsecond=0), ends.replace(second=0, microsecond=0)
    leaves = rules.leaves_at(at(hour), begins, ends)

    assert at(hour) <= leaves <= at(hour) + timedelta(days=1)
    assert rules.leaves_at(leaves, begins, ends) == leaves


def test_rests_grow_are_spread_and_end_somewhere():
    first, later = rules.pause(1, chance=0.5, wish=0), rules.pause(4, chance=0.5, wish=0)

    assert first == timedelta(seconds=30)
    assert later == timedelta(minutes=32)
    assert rules.pause(3, chance=0, wish=0) < rules.pause(3, chance=1, wish=0)
    assert rules.pause(60, chance=1, wish=0) <= timedelta(hours=9)


def test_who_asks_for_time_gets_it_yet_not_forever():
    assert rules.pause(1, chance=0, wish=90) >= timedelta(seconds=90)
    assert rules.pause(1, chance=1, wish=10**9) <= timedelta(hours=7)


@pytest.mark.parametrize(
    ("present", "said", "after"),
    [
        (State.WAITING, State.DELIVERED, State.DELIVERED),
        (State.SENT, State.FAILED, State.FAILED),
        (State.FAILED, State.DELIVERED, State.DELIVERED),
        (State.DELIVERED, State.FAILED, State.DELIVERED),
        (State.SKIPPED, State.FAILED, State.SKIPPED),
    ],
)
def test_receipts_come_in_any_order(present: State, said: State, after: State):
    assert rules.after_receipt(present, said) is after


@pytest.mark.parametrize("written", [NIK, "3671 0152 0389 0001", "3671-0152-0389-0001", "36.71.01.520389.0001"])
def test_a_long_number_is_hidden_however_it_is_spaced(written: str):
    assert rules.without_numbers(f"NIK {written} salah") == f"NIK {rules.HIDDEN} salah"
    assert rules.without_numbers("Hubungi 0812 3456 7801") == "Hubungi 0812 3456 7801"


@pytest.mark.parametrize("code", [*texts.TEXTS, "unknown"])
@pytest.mark.parametrize("spaced", [NIK, "198004112005011001", "3671 0152 0389 0001"])
def test_no_text_of_any_code_can_hold_a_nik(code: str, spaced: str):
    free = ("who", "reason", "app", "count", "written", "rejected", "fields", "place", "agent", "service", "case",
            "number", "text", "office", "name", "stage", "post", "letter", "edition", "minutes", "carrier",
            "days", "step", "year", "period", "predicate", "decree", "unit")  # fmt: skip
    dated = dict.fromkeys(("at", "from", "on", "last", "until", "due_on"), "2026-11-24T10:00:00+00:00")
    facts = dict.fromkeys(free, f"x{spaced}x") | dated | {"role": "OPD_OFFICER", "kind": "person"}

    said = " ".join(texts.said(code, facts))

    assert not re.search(r"\d(?:[ .\-]?\d){15}", said)
