"""The door of the registry."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ayo.common import clock, sql
from ayo.common.actor import SYSTEM, Actor
from ayo.registry import access, kinds, models, queries, sets, words
from ayo.registry.access import is_population_officer, may_merge
from ayo.registry.actions import change_record, note_reading, register_record, settle_organisations
from ayo.registry.as_known import of_person as as_known
from ayo.registry.by_name import lines as persons
from ayo.registry.checks import cleaned
from ayo.registry.data import FIELDS, Kind, Known, Record
from ayo.registry.dossier import household
from ayo.registry.dossier import of_person as dossier
from ayo.registry.employment import Employment, employment_of, service_of
from ayo.registry.guardians.actions import record_guardian
from ayo.registry.imports import facade as imports
from ayo.registry.kin import grown_family_of, is_child, share_family_card
from ayo.registry.lists import (
    before_event,
    found_organisations,
    found_persons,
    open_proposals_of,
    pending_values,
    proposal,
    speakers_for,
    timelines,
    waiting_proposals,
    who_said,
    works_with_persons,
)
from ayo.registry.merged import records_of as records_of_person
from ayo.registry.merged import records_sql, survivor_of, survivor_sql
from ayo.registry.neighbours import areas_of as neighbourhoods_of
from ayo.registry.neighbours import lines as neighbours
from ayo.registry.offers import cards, menu
from ayo.registry.offices import (
    areas_of_offices,
    office_in,
    offices_by_area,
    offices_under,
    organisation_code,
    organisation_id,
)
from ayo.registry.posts.actions import appoint_acting, make_post
from ayo.registry.posts.leading import directly_under, led_by, led_together, members_of, top_units
from ayo.registry.posts.queries import subordinates_of, superior_of
from ayo.registry.queries import timeline
from ayo.registry.recognising import living_with, person_seen, person_with
from ayo.registry.rules import projection
from ayo.registry.text import search_form
from ayo.registry.units import above as units_above
from ayo.registry.units import choices as unit_choices
from ayo.registry.units import employee_in, employees_in_contract, resident_in, serving_under

__all__ = [
    "Employment",
    "appoint_acting",
    "areas_of_offices",
    "as_known",
    "before_event",
    "cards",
    "change_record",
    "cleaned",
    "directly_under",
    "dossier",
    "employee_id_of",
    "employee_in",
    "employees_in_contract",
    "employment_of",
    "everything",
    "families_of",
    "family_ids_of",
    "field_names",
    "found_organisations",
    "found_persons",
    "grown_family_of",
    "household",
    "imports",
    "is_child",
    "is_empty",
    "is_population_officer",
    "led_by",
    "led_together",
    "living_with",
    "make_post",
    "may_merge",
    "may_see",
    "members_of",
    "menu",
    "name_of",
    "names_of",
    "neighbourhoods_of",
    "neighbours",
    "note_reading",
    "office_in",
    "offices_by_area",
    "offices_under",
    "open_proposals_of",
    "organisation_choices",
    "organisation_code",
    "organisation_id",
    "organisation_names",
    "pending_values",
    "person_seen",
    "person_with",
    "persons",
    "proposal",
    "provenance",
    "record",
    "record_for",
    "record_guardian",
    "records_after",
    "records_of",
    "records_of_person",
    "records_sql",
    "register_record",
    "resident_in",
    "search_form",
    "service_of",
    "serving_under",
    "settle_organisations",
    "share_family_card",
    "shown_to",
    "speakers_for",
    "subordinates_of",
    "superior_of",
    "survivor_of",
    "survivor_sql",
    "timeline",
    "timelines",
    "top_units",
    "unit_choices",
    "unit_name",
    "units_above",
    "units_below",
    "visible_names",
    "waiting_proposals",
    "who_said",
    "words",
    "works_with_persons",
]


def record(kind: str, subject_id: UUID) -> Record | None:
    """Return a record as the house itself sees it; for people and applications use `record_for`."""
    return queries.record(kind, subject_id, actor=SYSTEM)


def record_for(actor: Actor, kind: str, subject_id: UUID) -> Record | None:
    """Return a record if the actor may see it."""
    return queries.record(kind, subject_id, actor=actor)


def field_names(kind: str) -> tuple[str, ...]:
    return FIELDS[kind]


def shown_to(actor: Actor, kind: str, subject_id: UUID) -> dict[str, Any]:
    """Return what the actor may read of a record; nothing when it is outside the actor's reach."""
    found = record_for(actor, kind, subject_id)
    return projection.pick(found.fields, access.fields_visible_to(actor, kind)) if found else {}


def name_of(person_id: UUID) -> str:
    """Return the name of a person as people say it, or nothing when there is none."""
    return models.Person.objects.filter(pk=person_id).values_list("name", flat=True).first() or ""


def names_of(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what persons are called, as the house itself knows them, with one query at most."""
    rows = sql.rows(_NAMES, [list(person_ids)]) if person_ids else []
    return {pk: models.person.titled(front, name, back) for pk, front, name, back in rows}


_NAMES = "select id, front_title, name, back_title from registry_person where id = any(%s)"


def organisation_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what organisations are called, with one query at most; that is public knowledge."""
    if not ids:
        return {}
    return dict(models.Organisation.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def employee_id_of(person_id: UUID) -> UUID | None:
    """Return the record of somebody's post in the city's service."""
    return models.Employee.objects.filter(person_id=person_id).values_list("pk", flat=True).first()


def provenance(kind: str, subject_id: UUID, *, valid_on: date, known_at: datetime | None) -> dict[str, Known]:
    return queries.provenance(kind, subject_id, valid_on=valid_on, known_at=known_at)


def may_see(actor: Actor, kind: str, subject_id: UUID) -> bool:
    return access.VISIBLE[Kind(kind)](actor).filter(pk=subject_id).exists()


def records_after(
    kind: str, after: UUID | None, *, limit: int, areas: tuple[str, ...]
) -> list[tuple[Record, str, tuple[str, ...]]]:
    """Return a page of records by id with the scope of each, for snapshots: (record, area, groups).

    `areas` are code prefixes, empty for all; groups are left to the caller since they are few per record.
    """
    spec = kinds.SPECS[kind]
    rows: Any = spec.model._default_manager.select_related(*spec.related)
    if not spec.related:
        rows = spec.model._default_manager.all()
    if kind == Kind.PERSON:
        rows = rows.filter(merged_into__isnull=True)
    if areas:
        rows = rows.filter(sets.in_areas(areas, _AREA_COLUMN[Kind(kind)]))
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return [_scoped(kind, row) for row in rows.order_by("pk")[:limit]]


def records_of(kind: str, ids: Collection[UUID]) -> list[tuple[Record, str, tuple[str, ...]]]:
    """Return those of the records that exist and stand by themselves, each with its scope, in no particular order."""
    spec = kinds.SPECS[kind]
    rows: Any = spec.model._default_manager.filter(pk__in=ids)
    if kind == Kind.PERSON:
        rows = rows.filter(merged_into__isnull=True)
    return [_scoped(kind, row) for row in (rows.select_related(*spec.related) if spec.related else rows)]


def _scoped(kind: str, row: models.master.Master) -> tuple[Record, str, tuple[str, ...]]:
    scope = kinds.SPECS[kind].scope_of(row)
    return kinds.record_of(kind, row), scope.area, scope.groups


def visible_names(actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of those of the persons whom the actor may see, with one query at most."""
    if not person_ids:
        return {}
    rows = access.persons_visible_to(actor).filter(pk__in=list(person_ids))
    return {row.pk: row.titled_name for row in rows}


def units_below(roots: Collection[UUID]) -> Any:
    """Return a query of the ids of the units and everything below them."""
    return access.with_descendants(roots)


def unit_name(unit_id: UUID) -> str:
    return models.Organisation.objects.filter(pk=unit_id).values_list("name", flat=True).first() or ""


def family_ids_of(person_id: UUID) -> frozenset[UUID]:
    """Return the persons on the same family card, the person too."""
    family = models.Person.objects.filter(pk=person_id, family__isnull=False).values("family_id")
    members = models.Person.objects.filter(family_id__in=family).values_list("pk", flat=True)
    return frozenset(members) | {person_id}


def families_of(person_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return for each the persons on the same family card, the person too, as `family_ids_of` says of one."""
    cards = models.Person.objects.filter(pk__in=list(person_ids), family__isnull=False).values("family_id")
    members = models.Person.objects.filter(family_id__in=cards).values_list("family_id", "pk")
    by_card: dict[UUID, set[UUID]] = {}
    for card, person_id in members:
        by_card.setdefault(card, set()).add(person_id)
    found = {one: frozenset(people) for people in by_card.values() for one in people}
    return {one: found.get(one, frozenset({one})) for one in person_ids}


def organisation_choices() -> list[tuple[str, str]]:
    """Return code and name of the organisations that stand today, by name."""
    rows = models.Organisation.objects.standing_on(clock.today()).order_by("name", "code")
    return list(rows.values_list("code", "name"))


_AREA_COLUMN = {
    Kind.PERSON: "kelurahan",
    Kind.FAMILY: "kelurahan",
    Kind.EMPLOYEE: "organisation__area",
    Kind.ORGANISATION: "area",
}


def everything(kind: str, *, areas: tuple[str, ...], page: int) -> Iterator[tuple[Record, str, tuple[str, ...]]]:
    """Walk all records of a kind by pages of `page`, for digests and full loads."""
    after = None
    while batch := records_after(kind, after, limit=page, areas=areas):
        yield from batch
        after = batch[-1][0].id


def is_empty() -> bool:
    return not models.Person.objects.exists()
