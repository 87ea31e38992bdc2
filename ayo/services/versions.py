"""Definitions of the catalogue as the database has them; read once per version, for a version never changes."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from ayo.common import jsons, sql
from ayo.region.facade import Faults, Table
from ayo.services.catalogue import reading
from ayo.services.data import Definition
from ayo.services.models import ServiceVersion


def definition_of(version_id: UUID) -> Definition:
    """Return the definition of a version. Raises ServiceVersion.DoesNotExist."""
    return _definition(version_id)


def in_force(code: str, day: date) -> ServiceVersion | None:
    """Return the version of a service that is in force on a day."""
    return ServiceVersion.objects.in_force_on(day).filter(service__code=code).select_related("service").first()


def standing(code: str, day: date) -> tuple[UUID, UUID] | None:
    """Return service and version in force on a day by their ids, for the path on which cases are made."""
    found = sql.row(_STANDING, {"code": code, "day": day})
    return (found[0], found[1]) if found else None


_STANDING = """
select s.id, v.id from services_service s join services_serviceversion v on v.service_id = s.id
where s.code = %(code)s and v.valid_from <= %(day)s and (v.valid_to is null or v.valid_to > %(day)s)
"""


def in_force_on(day: date) -> list[ServiceVersion]:
    """Return what is offered on a day, each with its service."""
    return list(ServiceVersion.objects.in_force_on(day).select_related("service").defer("definition"))


def forget() -> None:
    """Read all of them anew: one that no case rests on was written again."""
    _definition.cache_clear()


def parsed(values: dict[str, Any]) -> Definition:
    return reading.definition(Table(Faults(), "", "", values))


@lru_cache(maxsize=512)
def _definition(version_id: UUID) -> Definition:
    values = jsons.read(ServiceVersion.objects.values_list("definition", flat=True).get(pk=version_id))
    if not isinstance(values, dict):
        raise TypeError(f"the definition of {version_id} is no table")
    return parsed(values)
