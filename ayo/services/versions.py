"""Definitions of the catalogue as the database has them; read once per version, for a version never changes."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from ayo.common import jsons
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
