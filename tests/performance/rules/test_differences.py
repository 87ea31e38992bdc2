"""What a correction changed, line by line, and why; worked out by hand.

The post is worth 1,000,001, in grade III/c: 5 % tax and 1 % contribution, each rounded down by itself. TL1 takes 0.5 %
of 400,000.4: 2,000.002, which leaves 998,000.998 of 1,000,001, so the line is 2,001.
"""

from dataclasses import replace
from datetime import date

import pytest

from ayo.performance.data import Part, Post
from ayo.performance.data.allowance import Punishment
from ayo.performance.rules import allowance
from ayo.performance.rules.differences import Changed, Reason, Why, lines, reasons
from tests.performance.rules.test_allowance import RECORD, facts, tariff

TUESDAY, FRIDAY = date(2026, 10, 6), date(2026, 10, 9)
TABLES = tariff(base=1_000_001)


def slip(**given):
    return allowance.slip(TABLES, facts(**given))


def test_an_unchanged_slip_gives_nothing():
    late = {"cuts": [(TUESDAY, "TL1")]}

    assert lines(slip(**late), slip(**late)) == []
    assert reasons(facts(**late), facts(**late), is_same_version=True) == []


def test_no_slip_before_and_none_after_gives_no_line():
    assert lines(None, None) == []


def test_a_cut_that_goes_gives_back_its_rupiah_and_what_was_not_taken_from_them():
    """1,000,001 − 2,001 = 998,000: 49,900 and 9,980. Without the cut 50,000.05 and 10,000.01, rounded down."""
    assert lines(slip(cuts=[(TUESDAY, "TL1")]), slip()) == [
        Changed(Part.DISCIPLINE, "TL1", -2_001, 0),
        Changed(Part.DEDUCTION, "BPJS", -9_980, -10_000),
        Changed(Part.DEDUCTION, "PPH21", -49_900, -50_000),
    ]


def test_cuts_of_one_code_are_one_sum_and_another_day_of_it_changes_no_line():
    """Two cuts take 4,000.004 of 1,000,001: 2,001 and 2,000."""
    once, twice = slip(cuts=[(TUESDAY, "TL1")]), slip(cuts=[(TUESDAY, "TL1"), (FRIDAY, "TL1")])

    assert lines(once, twice)[0] == Changed(Part.DISCIPLINE, "TL1", -2_001, -4_001)
    assert lines(once, slip(cuts=[(FRIDAY, "TL1")])) == []


def test_what_comes_to_less_than_a_rupiah_changes_no_line():
    """One minute of 6,600 is 0.015 %: to one decimal of a percent all of them are done."""
    assert lines(slip(counted=6_600), slip(counted=6_599)) == []


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "gone"])
def test_a_slip_that_was_not_there_is_nothing_everywhere(is_new):
    one = slip()
    amounts = [(Part.CEILING, "BK", 1_000_001), (Part.DEDUCTION, "BPJS", -10_000), (Part.DEDUCTION, "PPH21", -50_000)]

    found = lines(None, one) if is_new else lines(one, None)

    assert found == [Changed(part, code, *((0, sum_) if is_new else (sum_, 0))) for part, code, sum_ in amounts]


def test_lines_stand_in_the_order_of_the_slip_and_add_up_to_what_is_paid_more():
    punished = (Punishment("SEDANG", TABLES.productivity / 2, RECORD),)
    before, after = slip(), slip(counted=3_300, cuts=[(TUESDAY, "TL1")], punishments=punished, grade="IV/a")

    found = lines(before, after)

    assert [one.part for one in found] == [Part.PRODUCTIVITY, Part.DISCIPLINE, Part.PUNISHMENT, *[Part.DEDUCTION] * 2]
    assert sum(one.after - one.before for one in found) == after.net - before.net


HALF = (Post(8, "ALL", 11, RECORD), Post(9, "ALL", 11, RECORD))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        pytest.param({}, {"posts": HALF}, Why(Reason.POSTS, "8 (22)", "8 (11) + 9 (11)"), id="posts"),
        pytest.param({"counted": 60}, {"counted": 0}, Why(Reason.MINUTES, "60", "0"), id="minutes"),
        pytest.param({"grade": "III/d"}, {"grade": "IV/a"}, Why(Reason.GRADE, "III/d", "IV/a"), id="grade"),
        pytest.param({}, {"cuts": [(FRIDAY, "TK")]}, Why(Reason.CUT_ADDED, after="TK", on=FRIDAY), id="cut added"),
        pytest.param({"cuts": [(FRIDAY, "TK")]}, {}, Why(Reason.CUT_GONE, before="TK", on=FRIDAY), id="cut gone"),
        pytest.param({}, {"punishments": (Punishment("BERAT", TABLES.productivity, RECORD),)}, Why(Reason.PUNISHMENT),
                     id="punishment"),
    ],
)  # fmt: skip
def test_a_fact_that_stands_otherwise_is_the_one_reason(before, after, why):
    assert reasons(facts(**before), facts(**after), is_same_version=True) == [why]


def test_full_minutes_are_a_reason():
    given = facts()

    found = reasons(given, replace(given, effective_minutes=6_300), is_same_version=True)

    assert found == [Why(Reason.FULL_MINUTES, "6600", "6300")]


def test_other_tables_are_a_reason_even_when_every_fact_stands():
    assert reasons(facts(), facts(), is_same_version=False) == [Why(Reason.TABLES)]


def test_a_cut_that_became_another_is_one_gone_and_one_added():
    found = reasons(facts(cuts=[(FRIDAY, "TK")]), facts(cuts=[(FRIDAY, "TL1")]), is_same_version=True)

    assert found == [Why(Reason.CUT_GONE, before="TK", on=FRIDAY), Why(Reason.CUT_ADDED, after="TL1", on=FRIDAY)]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (None, facts(), Why(Reason.POSTS, "", "8 (22)")),
        (facts(), None, Why(Reason.POSTS, "8 (22)", "")),
    ],
    ids=["new", "gone"],
)
def test_who_was_not_there_had_no_post(before, after, why):
    assert reasons(before, after, is_same_version=True) == [why]


def test_reasons_stand_in_the_order_in_which_a_slip_is_worked_out():
    after = facts(counted=1, grade="IV/a", posts=HALF, cuts=[(FRIDAY, "TK"), (TUESDAY, "TL1")])

    found = reasons(facts(), after, is_same_version=False)

    assert [one.reason for one in found] == [
        Reason.TABLES, Reason.POSTS, Reason.MINUTES, Reason.CUT_ADDED, Reason.CUT_ADDED, Reason.GRADE,
    ]  # fmt: skip
    assert [one.on for one in found if one.on] == [TUESDAY, FRIDAY]
