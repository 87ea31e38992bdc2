"""Which results of a unit nobody carries, and which members carry none, by hand."""

from uuid import UUID

from ayo.performance.rules.coverage import coverage

FIRST, SECOND, BUDI, RATNA, JOKO = (UUID(int=number) for number in range(1, 6))


def test_a_result_nobody_carries_and_a_member_who_carries_none_are_named():
    found = coverage([FIRST, SECOND], [BUDI, RATNA], [(FIRST, BUDI), (FIRST, BUDI)])

    assert (found.carriers, found.uncarried, found.idle) == ({FIRST: 1, SECOND: 0}, (SECOND,), (RATNA,))


def test_who_is_no_member_and_what_is_no_result_count_for_nothing():
    found = coverage([FIRST], [BUDI], [(FIRST, JOKO), (SECOND, BUDI)])

    assert (found.carriers, found.uncarried, found.idle) == ({FIRST: 0}, (FIRST,), (BUDI,))


def test_where_nothing_is_to_be_reached_nobody_is_idle():
    assert coverage([], [BUDI], []).idle == ()
