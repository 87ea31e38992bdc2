"""Judgements about deliveries."""

from datetime import UTC, datetime, timedelta

import pytest

from ayo.common.errors import Invalid
from ayo.exchange import rules, terms
from ayo.exchange.data import Health
from ayo.exchange.rules import Breaker, Verdict

NOW = datetime(2026, 1, 31, 8, 0, tzinfo=UTC)
KNOWN = {"person": frozenset({"name", "domicile"})}


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, Verdict.TAKEN), (204, Verdict.TAKEN), (301, Verdict.APP), (307, Verdict.APP), (400, Verdict.EVENT),
        (401, Verdict.APP), (404, Verdict.APP), (409, Verdict.EVENT), (410, Verdict.GONE), (413, Verdict.TOO_LARGE),
        (422, Verdict.EVENT), (429, Verdict.APP), (500, Verdict.UNCLEAR), (503, Verdict.APP), (0, Verdict.UNCLEAR),
    ],
)  # fmt: skip
def test_an_answer_is_judged_by_whose_fault_it_is(status, verdict):
    assert rules.verdict(status) is verdict


def test_waits_grow_stay_bounded_and_are_never_the_same_for_all():
    waits = [rules.app_wait(failures, chance=1.0) for failures in range(1, 40)]

    assert waits == sorted(waits)
    assert waits[-1] == rules.LONGEST_APP_WAIT
    assert rules.app_wait(3, chance=0.0) == rules.app_wait(3, chance=1.0) / 2
    assert rules.parked_wait(1, chance=1.0) == timedelta(seconds=2)
    assert rules.parked_wait(50, chance=1.0) == rules.LONGEST_WAIT
    assert rules.parked_wait(4) <= timedelta(seconds=128)


def test_patience_ends_after_seven_days():
    assert not rules.has_expired(NOW - timedelta(days=6, hours=23), NOW)
    assert rules.has_expired(NOW - timedelta(days=7), NOW)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None), ("", None), ("7", 7.0), (" 7 ", 7.0), ("9999999", 86400.0), ("soon", None), ("-5", None),
        ("Sat, 31 Jan 2026 08:01:00 GMT", 60.0), ("Sat, 31 Jan 2026 07:00:00 GMT", 0.0),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_both_forms(header, seconds):
    assert rules.retry_after(header, NOW) == seconds


def test_the_breaker_opens_after_five_failures_and_closes_with_one_success():
    breaker = Breaker()
    for _ in range(5):
        assert not breaker.is_open
        breaker = breaker.failed()

    assert breaker.is_open
    assert not breaker.succeeded().is_open


def test_batches_shrink_for_the_slow_and_grow_again():
    assert rules.next_size(100, in_time=False) == 50
    assert rules.next_size(1, in_time=False) == 1
    assert rules.next_size(4, in_time=True) == 5
    assert rules.next_size(100, in_time=True) == 100


@pytest.mark.parametrize(
    ("facts", "health"),
    [
        ({}, Health.GOOD),
        ({"is_paused": True, "drift": 3}, Health.PAUSED),
        ({"has_contract": False}, Health.NO_CONTRACT),
        ({"failing_since": NOW - timedelta(minutes=3)}, Health.DOWN),
        ({"failing_since": NOW - timedelta(seconds=3)}, Health.TROUBLED),
        ({"oldest_waiting_at": NOW - timedelta(minutes=6)}, Health.LATE),
        ({"unsettled": 1}, Health.TROUBLED),
        ({"drift": 1}, Health.TROUBLED),
    ],
)
def test_health_names_the_gravest_matter(facts, health):
    calm = {
        "is_paused": False, "has_contract": True, "failing_since": None, "oldest_waiting_at": None, "unsettled": 0,
        "drift": 0, "now": NOW, "late_after": rules.LATE_AFTER,
    }  # fmt: skip

    assert rules.health(**(calm | facts)) is health


def test_a_contract_is_read_as_it_was_written():
    given = {
        "valid_from": "2026-01-01", "valid_to": "2026-12-31", "purpose": " PBB ", "legal_basis": "Perda 1",
        "grants": [{"kind": "person", "fields": ["name", "domicile.kelurahan", "name"], "areas": ["36.71.01", ""]}],
    }  # fmt: skip

    read = terms.parse(given, KNOWN)

    assert read["purpose"] == "PBB"
    assert read["grants"] == [
        {"kind": "person", "fields": ["name", "domicile.kelurahan"], "areas": ["36.71.01"], "groups": []}
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"purpose": ""}, "purpose"),
        ({"legal_basis": None}, "legal_basis"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"valid_to": "2025-01-01"}, "valid_to"),
        ({"grants": []}, "grants"),
        ({"grants": [{"kind": "car"}]}, "grants[0]"),
        ({"grants": [{"kind": "person", "fields": ["salary"]}]}, "grants[0].fields"),
        ({"grants": [{"kind": "person", "fields": []}]}, "grants[0].fields"),
        ({"grants": [{"kind": "person", "fields": ["name"], "areas": ["Karawaci"]}]}, "grants[0].areas"),
        ({"grants": [{"kind": "person", "fields": ["name"]}] * 2}, "grants[1].kind"),
    ],
)
def test_a_faulty_contract_is_refused_and_the_fault_named(change, fault):
    given = {
        "valid_from": "2026-01-01", "purpose": "x", "legal_basis": "y",
        "grants": [{"kind": "person", "fields": ["name"]}],
    }  # fmt: skip

    with pytest.raises(Invalid) as refused:
        terms.parse(given | change, KNOWN)

    assert fault in refused.value.fields
