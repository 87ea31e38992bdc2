"""Nobody gives a role to themselves, nor one that reaches further than their own."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from ayo.common.actor import Actor, ActorKind, ComeBy, Grant, Role
from ayo.identity.granting import rules
from ayo.identity.granting.rules import Place

ME, OTHER, UNIT, BELOW, ELSEWHERE = (UUID(int=number) for number in range(1, 6))
TODAY = date(2026, 11, 24)


def actor(*grants: Grant) -> Actor:
    return Actor(kind=ActorKind.PERSON, id=ME, label="x", person_id=ME, grants=(Grant(Role.RESIDENT), *grants))


def refusal(giver: Actor, role: Role, place: Place, *, to: UUID = OTHER, until: date | None = None) -> str:
    return rules.refusal(
        rules.gifts_of(giver), role, place, giver=ME, person_id=to, today=TODAY, valid_from=TODAY, valid_to=until
    )


def test_an_administrator_gives_roles_in_the_own_unit_and_below():
    admin = actor(Grant(Role.OPD_ADMIN, UNIT))

    assert refusal(admin, Role.OPD_OFFICER, Place(UNIT, "", frozenset({UNIT}))) == ""
    assert refusal(admin, Role.OPD_OFFICER, Place(BELOW, "", frozenset({BELOW, UNIT}))) == ""
    assert refusal(admin, Role.OPD_OFFICER, Place(ELSEWHERE, "", frozenset({ELSEWHERE}))) == "too_far"
    assert refusal(admin, Role.OPD_OFFICER, Place(None, "")) == "too_far"


def test_nobody_gives_a_role_to_themselves():
    admin = actor(Grant(Role.DATA_STEWARD))

    assert refusal(admin, Role.DATA_STEWARD, Place(None, ""), to=ME) == "to_oneself"
    assert refusal(admin, Role.DATA_STEWARD, Place(None, "")) == ""


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEADER, Role.LURAH, Role.OPD_HEAD])
def test_roles_of_those_who_look_and_lead_are_in_nobodys_gift(role):
    everything = actor(*(Grant(one, UNIT) for one in rules.GIVES), Grant(Role.DATA_STEWARD))

    assert refusal(everything, role, Place(UNIT, "1.1.1.1", frozenset({UNIT}))) == "too_far"


def test_a_lurah_gives_within_the_kelurahan_and_not_in_one_whose_code_begins_alike():
    lurah = actor(Grant(Role.LURAH, UNIT, "1.1.1.10"))

    assert refusal(lurah, Role.RT_HEAD, Place(None, "1.1.1.10/003/002")) == ""
    assert refusal(lurah, Role.RT_HEAD, Place(None, "1.1.1.100/003/002")) == "too_far"
    assert refusal(lurah, Role.RT_HEAD, Place(None, "")) == "too_far"
    assert refusal(lurah, Role.RT_HEAD, Place(UNIT, "", frozenset({UNIT}))) == "too_far"


@pytest.mark.parametrize("come_by", [ComeBy.PLT, ComeBy.PLH])
def test_who_stands_in_for_another_appoints_nobody(come_by):
    standing_in = actor(Grant(Role.LURAH, UNIT, "1.1.1.10", come_by, TODAY + timedelta(days=3)))

    assert refusal(standing_in, Role.RT_HEAD, Place(None, "1.1.1.10/003/002")) == "too_far"


def test_a_role_that_is_over_before_it_begins_is_refused():
    steward = actor(Grant(Role.DATA_STEWARD))

    assert refusal(steward, Role.DATA_STEWARD, Place(None, ""), until=TODAY) == "ends_too_soon"
    assert refusal(steward, Role.DATA_STEWARD, Place(None, ""), until=TODAY + timedelta(days=1)) == ""


def test_every_role_that_can_be_given_has_a_name():
    from ayo.identity import words

    assert set(words.ROLES) == set(Role)
