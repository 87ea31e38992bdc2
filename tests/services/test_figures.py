"""How long cases took, kept as they are decided, and what is said of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ayo.services import actions
from ayo.services.models import CaseLength
from ayo.services.rules import pace
from tests.cast import Cast
from tests.services.test_case import handed_in, only_task


def finished(city: Cast) -> CaseLength:
    case = handed_in(city)
    for name in ("budi", "sari"):
        actions.finish_task(task_id=only_task(case).pk, text="", expected=None, actor=city.actor(name))
    actions.note_length(case_id=case.pk)
    return CaseLength.objects.get(case_id=case.pk)


@pytest.mark.django_db
def test_a_case_decided_the_day_it_came_took_no_working_day(city: Cast):
    length = finished(city)

    assert (length.days, length.is_kept) == (0, True)


@pytest.mark.django_db
def test_hearing_of_it_twice_counts_once(city: Cast):
    length = finished(city)

    actions.note_length(case_id=length.case_id)

    assert CaseLength.objects.count() == 1


@pytest.mark.django_db
def test_a_case_opened_again_counts_for_nothing_until_it_is_decided_again(city: Cast):
    length = finished(city)

    actions.reopen_case(case_id=length.case_id, reason="Nama jalan salah", actor=city.actor("ratna"))
    actions.note_length(case_id=length.case_id)

    assert not CaseLength.objects.exists()


@pytest.mark.parametrize(("promised", "left", "took"), [(5, 5, 0), (5, 3, 2), (5, 0, 5), (5, -2, 7), (1, 4, 0)])
def test_what_is_left_of_the_promise_says_how_long_it_took(promised: int, left: int, took: int):
    assert pace.working_days(promised, left) == took


def test_percentiles_are_days_that_really_occurred():
    by_days = [(1, 5), (2, 4), (9, 1)]

    assert [pace.percentile(by_days, share) for share in (50, 51, 90, 91, 100)] == [1, 2, 2, 9, 9]
    assert pace.percentile([], 50) is None


def test_nine_cases_say_nothing_and_ten_do():
    assert not pace.is_enough(9)
    assert pace.is_enough(10)


@given(some.dictionaries(some.integers(0, 40), some.integers(1, 500), min_size=1, max_size=20))
def test_the_spread_is_always_a_whole_hundred(counts: dict[int, int]):
    spread = pace.spread(list(counts.items()))

    assert sum(share for _days, share in spread) == 100
    assert [days for days, _share in spread] == list(range(pace.LONGEST_SHOWN + 1))


def test_no_cases_have_no_spread():
    assert pace.spread([]) == []
