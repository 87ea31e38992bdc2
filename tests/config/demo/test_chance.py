"""Chance that can be repeated and keeps to its weights."""

from collections import Counter

from ayo.config.demo.chance import SLOTS, Table, between, dice, pick


def test_the_same_seed_rolls_the_same():
    first, second = dice(5), dice(5)

    assert [first() for _ in range(9)] == [second() for _ in range(9)]


def test_a_table_keeps_to_its_weights_and_leaves_out_what_weighs_nothing():
    table = Table.of({"a": 3, "b": 1, "c": 0})

    assert len(table.slots) == SLOTS
    assert Counter(table.slots) == {"a": SLOTS * 3 // 4, "b": SLOTS // 4}
    assert {table.pick(roll) for roll in [dice(1)] * 100} == {"a", "b"}


def test_both_ends_can_come_up():
    roll = dice(2)

    assert {between(roll, 3, 5) for _ in range(100)} == {3, 4, 5}
    assert {pick(roll, "xyz") for _ in range(100)} == set("xyz")
