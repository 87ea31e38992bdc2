"""An application sees what its contract grants, loses what leaves its scope, and hears of nothing else."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayo.exchange import projection, rules, terms
from ayo.exchange.data import Op, Terms
from tests.exchange.factories import contract

CHANGED = "ayo.registry.person.changed"
RECORD = {"name": "Ratna", "phone": "+62811", "nik": "367", "domicile": {"kelurahan": "36.71.01.1005", "rw": "001"}}


def change(**facts):
    base = {
        "version": 2, "changed": ["name"], "record": RECORD, "area": "36.71.01.1005", "groups": ["RESIDENT"],
        "before_area": "36.71.01.1005", "before_groups": ["RESIDENT"],
    }  # fmt: skip
    return base | facts


def seen(*grants: Terms, type_: str = CHANGED, subject: str = "person/x", **facts):
    return projection.project(contract(*grants), type_, subject, change(**facts))


def test_only_granted_fields_are_sent():
    found = seen(Terms("person", ("name", "domicile.kelurahan")))

    assert found.op is Op.UPSERT
    assert found.data["record"] == {"name": "Ratna", "domicile": {"kelurahan": "36.71.01.1005"}}
    assert found.data["changed"] == ["name"]


def test_a_change_of_other_fields_is_not_told():
    assert seen(Terms("person", ("name",)), changed=["phone"]) is None


def test_a_part_of_a_changed_field_counts_as_changed():
    found = seen(Terms("person", ("domicile.kelurahan",)), changed=["domicile"])

    assert found.data["changed"] == ["domicile.kelurahan"]


def test_another_kind_is_not_told():
    assert seen(Terms("family", ("number",))) is None
    assert projection.project(contract(), CHANGED, "person/x", change()) is None
    assert projection.project(contract(Terms("proposal", ("x",))), "t", "proposal/x", {"fields": []}) is None


def test_who_moves_away_is_withdrawn_and_who_moves_in_arrives_whole():
    karawaci, cipondoh = Terms("person", ("name",), ("36.71.01",)), Terms("person", ("name",), ("36.71.05",))
    move = {"area": "36.71.05.1001", "before_area": "36.71.01.1005", "changed": ["domicile"]}

    left, arrived = seen(karawaci, **move), seen(cipondoh, **move)

    assert (left.op, left.data) == (Op.WITHDRAW, {"kind": "person", "id": "x", "version": 2})
    assert (arrived.op, arrived.data["record"]) == (Op.UPSERT, {"name": "Ratna"})


def test_who_leaves_the_group_is_withdrawn():
    employees = Terms("person", ("name",), (), ("EMPLOYEE",))

    assert seen(employees, before_groups=["EMPLOYEE"], changed=[]).op is Op.WITHDRAW
    assert seen(employees) is None
    assert seen(employees, groups=["EMPLOYEE"], changed=[]).op is Op.UPSERT


def test_a_new_record_is_told_whatever_changed():
    found = seen(Terms("person", ("name",)), version=1, changed=["phone"], before_area="", before_groups=[])

    assert found.op is Op.UPSERT


def test_an_area_code_is_a_place_not_a_string_prefix():
    assert projection.lies_in("36.71.01.1005", "36.71.01")
    assert projection.lies_in("36.71.01", "36.71.01")
    assert not projection.lies_in("36.71.011", "36.71.01")
    assert projection.lies_in("", "")


@pytest.mark.parametrize(("type_", "op"), [("person.merged", Op.MERGE), ("person.unmerged", Op.UNMERGE)])
def test_merges_travel(type_, op):
    survivor = uuid4()
    data = {"record_id": "x", "survivor_id": survivor}

    found = projection.project(contract(Terms("person", ("name",))), type_, "person/x", data)

    assert (found.op, found.data) == (op, {"kind": "person", "id": "x", "survivor_id": str(survivor)})
    outside = contract(Terms("person", ("name",), ("36.71.05",)))
    assert projection.project(outside, type_, "person/x", {**data, "area": "36.71.01.1005"}) is None


@given(
    granted=st.lists(st.sampled_from(["name", "phone", "nik", "domicile", "domicile.rw", "domicile.kelurahan", "x"])),
    areas=st.lists(st.sampled_from(["36.71.01", "36.71.05", "36.71.01.1005"]), max_size=2),
    groups=st.lists(st.sampled_from(["RESIDENT", "EMPLOYEE", "CHILD"]), max_size=2),
    area=st.sampled_from(["36.71.01.1005", "36.71.05.1001", ""]),
    before=st.sampled_from(["36.71.01.1005", "36.71.05.1001", ""]),
    now_groups=st.lists(st.sampled_from(["RESIDENT", "EMPLOYEE"])),
    changed=st.lists(st.sampled_from(["name", "phone", "domicile"])),
    version=st.integers(1, 3),
)
def test_no_field_beyond_the_grant_ever_leaves(granted, areas, groups, area, before, now_groups, changed, version):
    grant = Terms("person", tuple(dict.fromkeys(granted)), tuple(areas), tuple(groups))

    found = seen(grant, area=area, before_area=before, groups=now_groups, changed=changed, version=version)

    if found is None or found.op is Op.WITHDRAW:
        assert found is None or "record" not in found.data
        return
    assert projection.in_scope(grant, area, now_groups)
    for name, value in found.data["record"].items():
        if name in granted:
            assert value == RECORD[name]
        else:
            assert {f"{name}.{inner}" for inner in value} <= set(granted)


def test_the_newest_version_that_has_begun_holds_until_its_last_day():
    cards = [
        terms.card(version=1, valid_from=date(2026, 1, 1), valid_to=None, purpose="", legal_basis="", grants=[]),
        terms.card(
            version=2, valid_from=date(2026, 6, 1), valid_to=date(2026, 6, 30), purpose="", legal_basis="", grants=[]
        ),
    ]

    assert rules.contract_on(cards, date(2025, 12, 31)) is None
    assert rules.contract_on(cards, date(2026, 5, 31)).version == 1
    assert rules.contract_on(cards, date(2026, 6, 30)).version == 2
    assert rules.contract_on(cards, date(2026, 7, 1)) is None
