"""Each field has one authoritative source."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ayo.registry.rules import authority

FIELDS = {"name": "DISDUKCAPIL", "phone": "RESIDENT", "post": "BKPSDM"}
values = some.dictionaries(some.sampled_from(list(FIELDS)), some.integers())
speakers = some.sets(some.sampled_from([*FIELDS.values(), "NOBODY"]))


@given(values, speakers)
def test_every_value_is_written_or_proposed_and_never_both(given_values, spoken_for):
    parts = authority.split(given_values, authority=FIELDS, spoken_for=spoken_for, held_back=())

    proposed = {name: value for group in parts.proposed.values() for name, value in group.items()}
    assert {**parts.written, **proposed} == given_values
    assert not set(parts.written) & set(proposed)
    assert all(FIELDS[name] in spoken_for for name in parts.written)
    assert all(FIELDS[name] == owner for owner, group in parts.proposed.items() for name in group)
    assert not set(parts.proposed) & spoken_for


def test_what_is_held_back_is_proposed_whoever_speaks():
    parts = authority.split({"post": 1, "name": 2}, authority=FIELDS, spoken_for=("BKPSDM",), held_back={"post"})

    assert (parts.written, parts.proposed) == ({}, {"BKPSDM": {"post": 1}, "DISDUKCAPIL": {"name": 2}})


def test_a_field_without_authority_is_a_mistake_of_the_pack():
    with pytest.raises(KeyError):
        authority.split({"shoe_size": 42}, authority=FIELDS, spoken_for=(), held_back=())


@given(values, values)
def test_changes_are_what_differs(given_values, current):
    changed = authority.changes(given_values, current)

    assert {**current, **changed} == {**current, **given_values}
    assert all(name not in current or current[name] != value for name, value in changed.items())
