"""Checking given values against the region pack and against the records they point to."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from ayo.common import clock
from ayo.common.jsons import Json
from ayo.region.facade import pack
from ayo.registry import models
from ayo.registry.errors import BadValues
from ayo.registry.rules import identifiers, values


def cleaned(kind: str, given: Mapping[str, Any]) -> dict[str, Json]:
    """Return the values in their one written form; raises BadValues naming every faulty field."""
    good, faults = values.clean(kind, given, context_on(clock.today()))
    if faults:
        raise BadValues("Some values cannot be used.", fields=faults)
    return good


@lru_cache(maxsize=8)
def context_on(today: date) -> values.Context:
    region = pack()
    return values.Context(
        today=today,
        kelurahan=frozenset(area.code for area in region.areas.kelurahan),
        statuses={status.code: status.number_rule.value for status in region.statuses_on(today)},
        phone_region=region.locale.country,
    )


def check_employee(given: Mapping[str, Json]) -> None:
    """Look whether person and unit exist and the number fits status and person; raises BadValues."""
    check_number(given)
    check_unit(given["organisation_id"])


def check_unit(organisation_id: Json) -> None:
    if not models.Organisation.objects.filter(pk=str(organisation_id)).exists():
        raise BadValues("The organisation is not known.", fields={"organisation_id": "unknown_organisation"})


def check_number(given: Mapping[str, Json]) -> None:
    """Compare an employee's number with status, birth date and sex; the fault tells of these. Raises BadValues."""
    person = models.Person.objects.filter(pk=str(given["person_id"])).first()
    if person is None:
        raise BadValues("The person is not registered.", fields={"person_id": "unknown_person"})
    fault = number_fault(str(given["nip"]), str(given["status"]), born=person.birth_on, sex=person.sex)
    if fault:
        raise BadValues("The employee number does not fit.", fields={"nip": f"nip_{fault}"})


def is_compared(status: Json) -> bool:
    """Tell whether the number of an employee of this status holds birth date and sex."""
    return context_on(clock.today()).statuses.get(str(status)) in {"NIP", "NI_PPPK"}


def number_fault(number: str, status: str, *, born: date | None, sex: str) -> str:
    """Return why a number cannot belong to an employee of this status, or nothing."""
    rule = context_on(clock.today()).statuses.get(status)
    if rule == "NIP":
        return identifiers.nip_fault(number, born=born, sex=sex)
    if rule == "NI_PPPK":
        return identifiers.ni_pppk_fault(number, born=born, sex=sex)
    return "" if number else "missing"


def check_superior(employee_id: object, superior_id: object) -> None:
    """Walk up the line of superiors; raises BadValues when it leads back."""
    seen = {str(employee_id)}
    above = superior_id
    while above is not None:
        if str(above) in seen:
            raise BadValues("The superiors would form a circle.", fields={"superior_id": "circle"})
        seen.add(str(above))
        row = models.Employee.objects.filter(pk=str(above)).values_list("superior_id", flat=True)
        if not row:
            raise BadValues("The superior is not known.", fields={"superior_id": "unknown_employee"})
        above = row[0]
