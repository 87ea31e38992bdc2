"""A team is exactly those for whom one is the superior: both questions are asked of everybody, in every situation."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry import models
from ayo.registry.data import ActingKind
from tests import cast as people
from tests.registry.posts.conftest import Office

Change = Callable[[Office, UUID], None]


@pytest.fixture
def above(cast, office: Office) -> UUID:
    """Agus, camat, to whom Sari answers."""
    district = people.organisation("KEC-TANGERANG", "Kecamatan Tangerang", "KECAMATAN", "36.71.01")
    registry.make_post(
        organisation_id=district, rank=Rank.HEAD, title="Camat Tangerang", valid_from=people.LONG_AGO, actor=SYSTEM
    )
    agus = people.employee(cast.agus, "197009092000011001", district, "Camat Tangerang")
    models.Employee.objects.filter(pk=office.sari).update(superior=agus)
    return agus


def leaves(employee_id: UUID) -> None:
    models.Employee.objects.filter(pk=employee_id).update(ended_on=clock.today() - timedelta(days=1))


def stands_in(office: Office, kind: ActingKind, who: UUID) -> None:
    registry.appoint_acting(
        post_id=office.post.pk, employee_id=who, kind=kind, valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=5), basis="SP 1", actor=SYSTEM,
    )  # fmt: skip


def succeeds(employee_id: UUID, above: UUID) -> None:
    models.Employee.objects.filter(pk=employee_id).update(post="Lurah Cikokol", superior=above)


def nothing(office: Office, above: UUID) -> None:
    pass


def vacant(office: Office, above: UUID) -> None:
    leaves(office.sari)


def vacant_with_stand_in(office: Office, above: UUID) -> None:
    leaves(office.sari)
    stands_in(office, ActingKind.PLT, office.hasan)


def stood_in_for(office: Office, above: UUID) -> None:
    stands_in(office, ActingKind.PLH, office.hasan)


def stood_in_for_from_above(office: Office, above: UUID) -> None:
    stands_in(office, ActingKind.PLH, above)


def succeeded(office: Office, above: UUID) -> None:
    leaves(office.sari)
    succeeds(office.hasan, above)


def stand_in_after_succession(office: Office, above: UUID) -> None:
    vacant_with_stand_in(office, above)
    succeeds(office.budi, above)


def vacant_without_a_post(office: Office, above: UUID) -> None:
    leaves(office.sari)
    models.Post.objects.filter(pk=office.post.pk).update(valid_to=clock.today())


def nobody_above(office: Office, above: UUID) -> None:
    leaves(office.sari)
    leaves(above)


SITUATIONS = [
    nothing, vacant, vacant_with_stand_in, stood_in_for, stood_in_for_from_above, succeeded, stand_in_after_succession,
    vacant_without_a_post, nobody_above,
]  # fmt: skip


@pytest.mark.parametrize("change", SITUATIONS)
def test_a_team_is_exactly_those_whose_superior_one_is(office: Office, above: UUID, change: Change):
    change(office, above)
    day, everybody = clock.today(), [office.sari, office.budi, office.hasan, above]

    found = {one: registry.superior_of(one, day) for one in everybody}

    for superior in everybody:
        serves = registry.service_of(superior).covers(day)
        team = {one.employee_id for one in registry.subordinates_of(superior, day)} if serves else set()
        judged = {one for one in everybody if found[one] and found[one].employee_id == superior}
        assert team == {one for one in judged if registry.service_of(one).covers(day)}


def test_who_left_passes_the_team_up_until_the_post_is_filled(office: Office, above: UUID):
    leaves(office.sari)
    day = clock.today()
    assert {one.employee_id for one in registry.subordinates_of(above, day)} == {office.budi, office.hasan}

    succeeds(office.hasan, above)

    assert {one.employee_id for one in registry.subordinates_of(above, day)} == {office.hasan}
    assert {one.employee_id for one in registry.subordinates_of(office.hasan, day)} == {office.budi}
