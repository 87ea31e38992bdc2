"""Who may see and say what in the registry. Every read path starts from one of these querysets."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Func, Q, QuerySet

from ayo.common.actor import Actor, ActorKind, Limit, Role
from ayo.region.facade import pack
from ayo.registry import models
from ayo.registry.data import FIELDS, OWNER, FamilyRole, Kind
from ayo.registry.errors import OutsideContract
from ayo.registry.sets import in_areas, in_groups

AREA_ROLES = (
    Role.KELURAHAN_OFFICER,
    Role.LURAH,
    Role.KECAMATAN_OFFICER,
    Role.CAMAT,
)
CITY_ROLES = (Role.DATA_STEWARD,)
PERSONNEL_ROLES = (Role.PERSONNEL_OFFICER, Role.OPD_HEAD)
PROPOSAL_ROLES = (Role.DATA_STEWARD,)
SEE, CORRECT = "SEE", "CORRECT"
"""What a person may let another do here in their place; while doing so, nobody sees anybody else."""


def persons_visible_to(actor: Actor) -> models.person.PersonQuerySet:
    """Return the persons whose record the actor may open: own, family, own area, own employees, or all for stewards.

    `by_name.parts_of` says the same in parts, each of which an index gives in the order of names.
    """
    everyone = models.Person.objects.all()
    if actor.kind is ActorKind.SYSTEM or sees_all_persons(actor):
        return everyone
    if actor.kind is ActorKind.APP:
        return _within_limit(everyone, actor.limits.get(Kind.PERSON), scopes=actor.scopes)
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return everyone.none()
    if actor.on_behalf_of is not None:
        return everyone.filter(pk=actor.on_behalf_of) if actor.acts_within(SEE) else everyone.none()

    codes = actor.areas(*AREA_ROLES)
    if "" in codes:
        return everyone
    visible = is_kin(actor.person_id)
    for code in codes:
        visible |= inside(code)
    if actor.has(Role.BKPSDM_ADMIN):
        visible |= Q(employee__isnull=False)
    elif units := actor.organisations(*PERSONNEL_ROLES):
        staff = models.Employee.objects.filter(_among("organisation", with_descendants(units)))
        visible |= _among("pk", staff.values("person_id"))
    return everyone.filter(visible)


def persons_visible_in(area: str, actor: Actor) -> models.person.PersonQuerySet:
    """Return the visible persons of one area; of an area the actor is answerable for that is everybody."""
    if actor.kind is ActorKind.PERSON and any(area.startswith(code) for code in actor.areas(*AREA_ROLES)):
        return models.Person.objects.filter(inside(area))
    return persons_visible_to(actor).filter(inside(area))


def inside(area: str) -> Q:
    """A whole code is compared as such: its index then gives the persons in the order of their names."""
    is_whole = len(area) == models.Person._meta.get_field("kelurahan").max_length
    return Q(kelurahan=area) if is_whole else Q(kelurahan__startswith=area)


def is_kin(person_id: UUID) -> Q:
    """Return that somebody is this person or stands on the same family card."""
    return Q(pk=person_id) | _among("pk", _family_of(person_id))


def sees_all_persons(actor: Actor) -> bool:
    """Tell whether the whole population is this actor's work: stewards, and officers of the population office."""
    if actor.kind is ActorKind.APP:
        return False
    return "" in actor.areas(*CITY_ROLES) or is_population_officer(actor)


def families_visible_to(actor: Actor) -> QuerySet[models.Family]:
    families = models.Family.objects.all()
    if actor.kind is ActorKind.SYSTEM or sees_all_persons(actor):
        return families
    if actor.kind is ActorKind.APP:
        limit = actor.limits.get(Kind.FAMILY)
        if limit is None or "families:read" not in actor.scopes:
            return families.none()
        return families.filter(in_areas(limit.areas))
    if actor.kind is not ActorKind.PERSON or actor.person_id is None or actor.on_behalf_of is not None:
        return families.none()
    codes = actor.areas(*AREA_ROLES)
    if "" in codes:
        return families
    visible = _among("pk", _own_family(actor.person_id))
    for code in codes:
        visible |= Q(kelurahan__startswith=code)
    return families.filter(visible)


def employees_visible_to(actor: Actor) -> QuerySet[models.Employee]:
    """Return employees: own record and team, those of units one is answerable for, all for the personnel agency."""
    employees = models.Employee.objects.all()
    if actor.kind is ActorKind.SYSTEM or actor.has(Role.BKPSDM_ADMIN, Role.DATA_STEWARD):
        return employees
    if actor.kind is ActorKind.APP:
        limit = actor.limits.get(Kind.EMPLOYEE)
        if limit is None or "employees:read" not in actor.scopes:
            return employees.none()
        return employees.filter(in_areas(limit.areas, prefix="organisation__area"))
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return employees.none()
    if actor.on_behalf_of is not None:
        return employees.filter(person_id=actor.on_behalf_of) if actor.acts_within(SEE) else employees.none()
    own = employees.filter(person_id=actor.person_id).values("pk")
    visible = Q(person_id=actor.person_id) | _among("superior", own)
    if units := actor.organisations(*PERSONNEL_ROLES):
        # Written out, for then the database knows how many they hold: of a large unit a walk by id meets a page soon,
        # of a small one its index has everybody.
        visible |= Q(organisation_id__in=list(with_descendants(units).values_list("pk", flat=True)))
    return employees.filter(visible)


def organisations_visible_to(actor: Actor) -> models.organisation.OrganisationQuerySet:
    """Return the organisations: public knowledge, except that an application needs the scope and a contract."""
    organisations = models.Organisation.objects.all()
    if actor.kind is ActorKind.APP:
        limit = actor.limits.get(Kind.ORGANISATION)
        if limit is None or "organisations:read" not in actor.scopes:
            return organisations.none()
        return organisations.filter(in_areas(limit.areas, prefix="area"))
    return organisations if not actor.is_anonymous else organisations.none()


VISIBLE = {
    Kind.PERSON: persons_visible_to,
    Kind.FAMILY: families_visible_to,
    Kind.EMPLOYEE: employees_visible_to,
    Kind.ORGANISATION: organisations_visible_to,
}


def sees_every(actor: Actor, kind: str) -> bool:
    """Tell, without asking the database, that no row of a kind is hidden; False where that takes a question."""
    if actor.kind is not ActorKind.APP or kind != Kind.PERSON:
        return actor.kind is ActorKind.SYSTEM
    limit = actor.limits.get(Kind.PERSON)
    return limit is not None and "persons:read" in actor.scopes and not limit.areas and not limit.groups


def sees(actor: Actor, kind: str, row: Any) -> bool:
    """Tell whether the actor may open this row; for oneself and the system without asking the database."""
    is_own = kind == Kind.PERSON and actor.on_behalf_of is None and row.pk == actor.person_id
    if actor.kind is ActorKind.SYSTEM or is_own:
        return True
    return VISIBLE[Kind(kind)](actor).filter(pk=row.pk).exists()


def fields_visible_to(actor: Actor, kind: str) -> tuple[str, ...]:
    """Return the fields an actor may read of a record that is visible: for applications only those of the contract."""
    if actor.kind is not ActorKind.APP:
        return FIELDS[kind]
    limit = actor.limits.get(kind)
    return tuple(sorted(limit.fields)) if limit else ()


def check_contract(actor: Actor, kind: str, names: Collection[str]) -> None:
    """Refuse fields outside an application's contract: what became of a value would tell the one that stands.

    An address is written whole, so a grant of parts of it is none to write. Raises OutsideContract.
    """
    if actor.kind is not ActorKind.APP:
        return
    outside = set(names) - set(fields_visible_to(actor, kind))
    if outside:
        raise OutsideContract(
            "The contract does not grant these fields.", fields=dict.fromkeys(outside, OutsideContract.code)
        )


def unseen_measure(actor: Actor, kind: str) -> frozenset[str]:
    """Return the fields that are judged by other fields which this application may not see.

    An employee's number holds birth date and sex. Whether such a value fits would tell them, so it is not said: the
    value is left to the source that decides, whatever it is.
    """
    if actor.kind is not ActorKind.APP or kind != Kind.EMPLOYEE:
        return frozenset()
    seen = fields_visible_to(actor, Kind.PERSON)
    return frozenset() if {"birth_on", "sex"} <= set(seen) else frozenset({"nip", "status"})


def sources_of(actor: Actor, kind: str, subject: object) -> Collection[str]:
    """Return the sources whose authority the actor's word carries for this record.

    A person is the source of their own contact data; a head of family or spouse also speaks for the children.
    """
    if actor.kind is ActorKind.SYSTEM:
        return frozenset(pack().sources)
    spoken = set(actor.sources)
    if kind == Kind.PERSON and isinstance(subject, models.Person) and _speaks_for_person(actor, subject):
        spoken.add(OWNER)
    return spoken


def may_decide(actor: Actor, proposal: models.Proposal) -> bool:
    """Tell whether a proposal waits for this actor: its owner, the authoritative source, or a steward."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.kind is not ActorKind.PERSON or actor.person_id == proposal.proposed_by or actor.on_behalf_of:
        return False
    if proposal.authority == OWNER:
        return proposal.person is not None and _speaks_for_person(actor, proposal.person)
    return proposal.authority in actor.sources or actor.has(*PROPOSAL_ROLES)


def proposals_visible_to(actor: Actor) -> QuerySet[models.Proposal]:
    """Return proposals that concern the actor, that the actor made, or that are the actor's to decide."""
    proposals = models.Proposal.objects.all()
    if actor.kind is ActorKind.SYSTEM or actor.has(*PROPOSAL_ROLES):
        return proposals
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return proposals.filter(app_id=actor.app_id) if actor.app_id else proposals.none()
    if actor.on_behalf_of is not None:
        return proposals.filter(person_id=actor.on_behalf_of) if actor.acts_within(SEE) else proposals.none()
    visible = spoken_for(actor) | Q(proposed_by=actor.id)
    if actor.sources:
        visible |= Q(authority__in=actor.sources)
    return proposals.filter(visible)


def spoken_for(actor: Actor) -> Q:
    """Return the proposals about the actor and about the children the actor speaks for."""
    if actor.person_id is None:
        return Q(pk__in=[])
    parents = (FamilyRole.HEAD, FamilyRole.SPOUSE)
    own = models.Person.objects.filter(pk=actor.person_id, family_role__in=parents, family__isnull=False)
    children = models.Person.objects.filter(family_id__in=own.values("family_id"), family_role=FamilyRole.CHILD)
    return Q(person_id=actor.person_id) | _among("person", children.values("pk"))


def may_merge(actor: Actor) -> bool:
    return actor.kind is ActorKind.SYSTEM or actor.has(Role.DATA_STEWARD)


def with_descendants(units: Collection[UUID]) -> QuerySet[models.Organisation, Any]:
    """Return the ids of the units and everything below them."""
    return models.Organisation.objects.tree(units).values("pk")


def _speaks_for_person(actor: Actor, person: models.Person) -> bool:
    if actor.person_id is None:
        return False
    if actor.on_behalf_of is not None:
        return person.pk == actor.on_behalf_of and actor.acts_within(CORRECT)
    if actor.person_id == person.pk:
        return True
    if person.family_id is None or person.family_role != FamilyRole.CHILD:
        return False
    parents = (FamilyRole.HEAD, FamilyRole.SPOUSE)
    return models.Person.objects.filter(
        pk=actor.person_id, family_id=person.family_id, family_role__in=parents
    ).exists()


def is_population_officer(actor: Actor) -> bool:
    """Tell whether somebody works for the office that answers for who people are."""
    population = pack().authority[Kind.PERSON]["nik"]
    return population in actor.sources and actor.has(Role.VERIFIER, Role.OPD_OFFICER, Role.OPD_HEAD)


def _family_of(person_id: UUID) -> QuerySet[models.Person, Any]:
    return models.Person.objects.filter(family_id__in=_own_family(person_id)).values("pk")


def _own_family(person_id: UUID) -> QuerySet[models.Person, Any]:
    return models.Person.objects.filter(pk=person_id, family__isnull=False).values("family_id")


def _among(column: str, ids: QuerySet[Any, Any]) -> Q:
    """Return that a column holds one of the ids, which are gathered once, so that an index answers each part of an OR.

    `in (select …)` inside an OR is a filter instead, put to every row of the city.
    """
    gathered = ArraySubquery(ids)
    return Q(Func(column, gathered, template="%(expressions)s)", arg_joiner=" = any(", output_field=BooleanField()))


def _within_limit(
    persons: models.person.PersonQuerySet, limit: Limit | None, *, scopes: frozenset[str]
) -> models.person.PersonQuerySet:
    if limit is None or "persons:read" not in scopes:
        return persons.none()
    kept = persons.filter(in_areas(limit.areas))
    if limit.groups:
        kept = kept.filter(in_groups(limit.groups))
    return kept
