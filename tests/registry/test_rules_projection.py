"""Only what is granted is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ayo.registry.rules import projection

RECORD = {"name": "Ratna", "domicile": {"kelurahan": "36.71.01.1005", "rt": "002"}, "family_id": None, "address": None}


@pytest.mark.parametrize(
    ("fields", "picked"),
    [
        (["name"], {"name": "Ratna"}),
        (["domicile.rt"], {"domicile": {"rt": "002"}}),
        (["domicile.rt", "domicile.kelurahan"], {"domicile": {"rt": "002", "kelurahan": "36.71.01.1005"}}),
        (["domicile", "domicile.rt"], {"domicile": RECORD["domicile"]}),
        (["domicile.rt", "domicile"], {"domicile": RECORD["domicile"]}),
        (["domicile.shoe"], {}),
        (["address.rt"], {"address": None}),
        (["family_id", "shoe"], {"family_id": None}),
        ([], {}),
    ],
)
def test_fields_and_parts_are_picked(fields, picked):
    assert projection.pick(RECORD, fields) == picked


@given(some.lists(some.sampled_from(["name", "domicile", "domicile.rt", "domicile.kelurahan", "shoe", "shoe.size"])))
def test_picking_changes_nothing_in_the_record_and_shows_nothing_else(fields):
    before = {**RECORD, "domicile": dict(RECORD["domicile"])}

    picked = projection.pick(RECORD, fields)

    assert before == RECORD
    assert set(picked) <= {name.partition(".")[0] for name in fields}


@pytest.mark.parametrize(
    ("fields", "name", "granted"),
    [(["domicile"], "domicile.rt", True), (["domicile.rt"], "domicile.rt", True), (["domicile.rt"], "domicile", False),
     (["domicile.rt"], "domicile.rw", False), (["name"], "name", True), ([], "name", False)],
)  # fmt: skip
def test_a_question_needs_a_grant_for_what_it_asks(fields, name, granted):
    assert projection.grants(fields, name) == granted
