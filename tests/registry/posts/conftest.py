"""Kelurahan Cikokol with its lurah Sari, her secretary Budi, and Hasan who can stand in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from ayo.common.actor import SYSTEM
from ayo.identity.models import RoleGrant
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry import models
from ayo.registry.data import Kind
from tests import cast as people


@dataclass(frozen=True)
class Office:
    unit: UUID
    post: models.Post
    sari: UUID
    budi: UUID
    hasan: UUID
    hasan_person: UUID


@pytest.fixture
def office(cast: Any) -> Office:
    RoleGrant.objects.filter(person_id=cast.sari).delete()
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL").pk
    hasan = people.person("Hasan Basri", "3671011203780044")
    sari = people.employee(cast.sari, "197505052000012001", unit, "Lurah Cikokol")
    hasan_employee = people.employee(hasan, "197803122005011002", unit, "Sekretaris Kelurahan")
    budi = models.Employee.objects.get(person_id=cast.budi).pk
    for one in (budi, hasan_employee):
        superior_is(one, sari)
    post = registry.make_post(
        organisation_id=unit, rank=Rank.HEAD, title="Lurah Cikokol", valid_from=people.LONG_AGO, actor=SYSTEM
    )
    return Office(unit, post, sari, budi, hasan_employee, hasan)


def superior_is(employee_id: UUID, superior_id: UUID) -> None:
    registry.change_record(
        Kind.EMPLOYEE, employee_id, {"superior_id": str(superior_id)}, valid_from=people.LONG_AGO, actor=SYSTEM,
        expected_version=None, note="x",
    )  # fmt: skip
