"""Which office: by its code, for an area, below others. Cases ask with each that is handed in, so most is prepared."""

from collections.abc import Collection
from uuid import UUID

from ayo.common import clock, sql
from ayo.registry import access, models, sets

_AREA_OFFICES = ("KELURAHAN", "KECAMATAN")


def organisation_id(code: str) -> UUID | None:
    found = sql.row("select id from registry_organisation where code = %s", [code])
    return found[0] if found else None


def organisation_code(organisation_id: UUID) -> str:
    found = sql.row("select code from registry_organisation where id = %s", [organisation_id])
    return str(found[0]) if found else ""


def office_in(kind: str, area: str) -> tuple[UUID, str] | None:
    """Return id and code of the organisation of a kind that stands today for exactly this area, say the kelurahan's."""
    found = sql.row(_OFFICE_IN, {"kind": kind, "area": area, "today": clock.today()})
    return (found[0], found[1]) if found else None


# Asked by each case that is handed in; what the ORM would compose anew each time takes longer than the answer.
_OFFICE_IN = """
select id, code from registry_organisation
where kind = %(kind)s and area = %(area)s and valid_from <= %(today)s and (valid_to is null or valid_to > %(today)s)
order by code limit 1
"""


def offices_by_area(areas: Collection[str]) -> dict[str, UUID]:
    """Return the office that stands for exactly each of these areas: of the kelurahan or of the kecamatan."""
    if not areas:
        return {}
    return dict(sql.rows(_OFFICES, {"kinds": list(_AREA_OFFICES), "areas": list(areas), "today": clock.today()}))


_OFFICES = """
select area, id from registry_organisation where kind = any(%(kinds)s) and area = any(%(areas)s)
and valid_from <= %(today)s and (valid_to is null or valid_to > %(today)s) order by code
"""


def areas_of_offices(offices: Collection[UUID]) -> dict[str, UUID]:
    """Return the areas for which these offices stand today, each with its office; not all stand for one."""
    standing = offices_by_area(
        [area for (area,) in sql.rows(_AREAS_OF, {"kinds": list(_AREA_OFFICES), "ids": list(offices)})]
    )
    return {area: office for area, office in standing.items() if office in set(offices)}


_AREAS_OF = "select area from registry_organisation where id = any(%(ids)s) and kind = any(%(kinds)s) and area <> ''"


def offices_under(units: Collection[UUID], areas: Collection[str]) -> tuple[UUID, ...]:
    """Return the units with everything below them, and the offices of the areas and of those inside them."""
    found = list(access.with_descendants(units).values_list("pk", flat=True)) if units else []
    if areas:
        inside = sets.in_areas(tuple(areas), "area")
        rows = models.Organisation.objects.filter(inside, kind__in=_AREA_OFFICES).order_by("code")
        found += rows.values_list("pk", flat=True)
    return tuple(dict.fromkeys(found))
