"""What was true when, and known when: properties of the fold."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from ayo.registry.data import Assertion
from ayo.registry.rules import history

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
NOBODY = UUID(int=0)


@some.composite
def assertions(draw, most=8):
    count = draw(some.integers(0, most))
    return [
        Assertion(
            UUID(int=number + 1),
            draw(some.dictionaries(some.sampled_from("abc"), some.integers(0, 3), min_size=1)),
            draw(some.sampled_from(("ONE", "TWO"))),
            date(2026, 1, 1) + timedelta(days=draw(some.integers(-3, 3))),
            EPOCH + timedelta(hours=draw(some.integers(0, 3))),
            NOBODY,
            "",
        )
        for number in range(count)
    ]


days = some.integers(-4, 4).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
moments = some.one_of(some.none(), some.integers(-1, 4).map(lambda n: EPOCH + timedelta(hours=n)))


@given(assertions(), days, moments)
def test_the_latest_valid_then_the_latest_recorded_wins(said, day, moment):
    known = history.known(said, valid_on=day, known_at=moment)

    for name in "abc":
        speaking = [
            one for one in said
            if name in one.values and one.valid_from <= day and (moment is None or one.recorded_at <= moment)
        ]  # fmt: skip
        if not speaking:
            assert name not in known
            continue
        winner = max(speaking, key=lambda one: (one.valid_from, one.recorded_at, one.id))
        assert (known[name].value, known[name].source) == (winner.values[name], winner.source)


@given(assertions(), days, some.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(said, day, chance):
    shuffled = list(said)
    chance.shuffle(shuffled)

    assert history.known(said, valid_on=day) == history.known(shuffled, valid_on=day)


@given(assertions(), assertions(most=3), days)
def test_what_was_known_then_stays_known_whatever_is_written_later(said, later, day):
    newer = [
        Assertion(UUID(int=100 + n), one.values, one.source, one.valid_from, EPOCH + timedelta(days=1 + n), NOBODY, "")
        for n, one in enumerate(later)
    ]
    then = EPOCH + timedelta(hours=12)

    assert history.known(said + newer, valid_on=day, known_at=then) == history.known(said, valid_on=day)


@given(assertions())
def test_a_timeline_holds_every_word_newest_first(said):
    line = history.timeline(said, "a")

    assert len(line) == sum("a" in one.values for one in said)
    assert [(one.valid_from, one.recorded_at) for one in line] == sorted(
        [(one.valid_from, one.recorded_at) for one in line], reverse=True
    )


@given(assertions(), days, days)
def test_only_days_that_come_make_fields_due(said, after, until):
    due = history.falls_due(said, after=after, until=until)

    assert due == {name for one in said if after < one.valid_from <= until for name in one.values}
