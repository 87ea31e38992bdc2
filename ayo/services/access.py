"""Who may see and work on a case. Every read path starts from one of these querysets."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ayo.common.actor import Actor, ActorKind, Grant, Role
from ayo.region.data import neighbourhood
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import desks
from ayo.services.data import LetterState, TaskState
from ayo.services.desks import NEIGHBOURHOOD_ROLES
from ayo.services.errors import HelperMayNot
from ayo.services.models import Case, CaseReach, Draft, Help, Letter, Service, Task

AREA_ROLES = (Role.KELURAHAN_OFFICER, Role.LURAH, Role.KECAMATAN_OFFICER, Role.CAMAT)
UNIT_ROLES = (Role.OPD_OFFICER, Role.VERIFIER, Role.OPD_HEAD, Role.OPD_ADMIN)
HEADS = (Role.LURAH, Role.CAMAT, Role.OPD_HEAD)
KIND, READ_SCOPE, WRITE_SCOPE = "case", "cases:read", "cases:write"
"""What contracts and keys call cases."""
_PLURAL = {Kind.PERSON: "persons", Kind.FAMILY: "families", Kind.EMPLOYEE: "employees"}
APPLY = "APPLY"
"""What somebody must be allowed to do for another to mind their cases (identity names the scopes)."""
CITY_READERS = (Role.AUDITOR,)
REASON_ROLES = (Role.LEADER, Role.AUDITOR)
LEADING_ROLES = (Role.LURAH, Role.CAMAT, Role.OPD_HEAD, Role.OPD_ADMIN)


def offices_of(actor: Actor) -> tuple[UUID, ...]:
    """Return the offices whose cases the actor may read: own units with what is below, offices of the own areas."""
    if actor.kind is not ActorKind.PERSON:
        return ()
    units = actor.organisations(*UNIT_ROLES)
    areas = actor.areas(*AREA_ROLES)
    return registry.offices_under(units, areas) if units or any(areas) else ()


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Return the cases an actor may open: own and those about oneself, those of the own offices, all for auditors."""
    cases = Case.objects.all()
    if actor.kind is ActorKind.SYSTEM or actor.has(*CITY_READERS):
        return cases
    me = applicant_of(actor)
    if me is None:
        return cases.none()
    if actor.is_helping:
        return _helped_with(actor)
    own = Q(applicant_id=me) | Q(subject_id=me) | _of_neighbourhood(actor)
    offices = offices_of(actor)
    if not offices:
        return cases.filter(own)
    reached = CaseReach.objects.filter(case=OuterRef("pk"), organisation_id__in=offices)
    return cases.filter(own | Q(Exists(reached)))


def cases_opened_with_reason(actor: Actor) -> QuerySet[Case]:
    """Return the cases that somebody who leads or audits the city may open one by one, each with a reason."""
    return Case.objects.all() if actor.has(*REASON_ROLES) else Case.objects.none()


def cases_of_offices(actor: Actor) -> QuerySet[Case]:
    """Return the cases in which the actor's offices, or the neighbourhood the actor heads, have or had a part."""
    offices = offices_of(actor)
    reached = CaseReach.objects.filter(case=OuterRef("pk"), organisation_id__in=offices)
    return Case.objects.filter(Q(Exists(reached)) | _of_neighbourhood(actor))


def _of_neighbourhood(actor: Actor) -> Q:
    """Heads of RT and RW read the cases in which their neighbourhood has a part."""
    areas = [area for area in actor.areas(*NEIGHBOURHOOD_ROLES) if area]
    if not areas:
        return Q(pk__in=[])
    parts = Task.objects.filter(case=OuterRef("pk"), role__in=NEIGHBOURHOOD_ROLES, area__in=areas)
    return Q(Exists(parts))


def applicant_of(actor: Actor) -> UUID | None:
    """Return whose affairs the actor minds: those of whoever the actor stands for, else one's own."""
    if actor.kind is not ActorKind.PERSON or (actor.on_behalf_of and not actor.acts_within(APPLY)):
        return None
    return actor.stands_for


def applicant_for(actor: Actor, applicant_id: UUID | None) -> UUID | None:
    """Return for whom the actor hands in: an application for a person within its contract, a person for themselves."""
    if actor.kind is ActorKind.APP:
        return applicant_id
    me = applicant_of(actor)
    return me if applicant_id in (None, me) else None


def cases_shared_with(actor: Actor) -> QuerySet[Case]:
    """Return the cases an actor may read over the API: an application's by its contract, a person's own."""
    if actor.kind is not ActorKind.APP:
        return affairs_of(actor)
    limit = actor.limits.get(KIND)
    if limit is None or READ_SCOPE not in actor.scopes:
        return Case.objects.none()
    rows = in_areas(Case.objects.all(), limit.areas)
    return rows.filter(service__in=Service.objects.filter(code__in=limit.groups)) if limit.groups else rows


def in_areas(rows: QuerySet[Case], areas: Collection[str]) -> QuerySet[Case]:
    """Narrow cases to applicants of these areas and of what lies below them; none means all."""
    if not areas:
        return rows
    return rows.filter(reduce(or_, (Q(area=one) | Q(area__startswith=f"{one}.") for one in areas)))


def may_tell_registry(actor: Actor, kind: str, names: Collection[str]) -> bool:
    """Tell whether what was told for a case may also go to the registry: an application needs scope and contract."""
    if actor.kind is not ActorKind.APP:
        return True
    limit = actor.limits.get(kind)
    return limit is not None and f"{_PLURAL[Kind(kind)]}:write" in actor.scopes and set(names) <= limit.fields


def own_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases an actor asked for: those one answers, takes back, confirms and rates."""
    me = applicant_of(actor)
    if actor.is_helping:
        return _helped_with(actor)
    return Case.objects.filter(applicant_id=me) if me else Case.objects.none()


def _helped_with(actor: Actor) -> QuerySet[Case]:
    """A helper opens the one case that this help is about, and none of the person's other affairs."""
    me = applicant_of(actor)
    if me is None or actor.assistance_id is None:
        return Case.objects.none()
    helped = Help.objects.filter(assistance_id=actor.assistance_id, person_id=me)
    return Case.objects.filter(pk__in=helped.values("case_id"), applicant_id=me)


def may_begin(actor: Actor, code: str) -> bool:
    """Tell whether the actor may begin a form of this service: a helper only the one they were let, and once."""
    if actor.assistance_id is None or not actor.is_helping:
        return applicant_of(actor) is not None
    helps = Help.objects.filter(assistance_id=actor.assistance_id, service__code=code, case__isnull=True)
    return actor.only_for == code and applicant_of(actor) is not None and helps.exists()


def require_own_word(actor: Actor) -> None:
    """Raise HelperMayNot when a helper would say what is the resident's to say."""
    if actor.is_helping:
        raise HelperMayNot("Only the resident says this.")


def affairs_of(actor: Actor) -> QuerySet[Case]:
    """Return the cases an actor follows: own ones and those about oneself."""
    me = applicant_of(actor)
    if actor.is_helping:
        return _helped_with(actor)
    return Case.objects.filter(Q(applicant_id=me) | Q(subject_id=me)) if me else Case.objects.none()


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """Return what the actor has begun and not thrown away."""
    return all_drafts_of(actor).filter(discarded_at__isnull=True)


def all_drafts_of(actor: Actor) -> QuerySet[Draft]:
    me = applicant_of(actor)
    drafts = Draft.objects.filter(person_id=me) if me else Draft.objects.none()
    return drafts.filter(service__code=actor.only_for) if actor.is_helping else drafts


def may_be_subject(applicant_id: UUID, subject_id: UUID) -> bool:
    """Tell whether one may ask a service for somebody: oneself and whoever is on the same family card."""
    return subject_id in registry.family_ids_of(applicant_id)


def tasks_workable_by(actor: Actor) -> QuerySet[Task]:
    """Return the open stages that are this actor's work: by role, in the offices where the role is held.

    A head may do what the officers of the same office do.
    """
    tasks = Task.objects.filter(state=TaskState.OPEN)
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return tasks.none()
    mine = Q(pk__in=[])
    for desk in desks_of(actor):
        here = Q(role=desk.role, organisation_id=desk.office)
        mine |= here if desk.area is None else here & Q(area=desk.area)
    return tasks.filter(mine)


def desks_of(actor: Actor) -> tuple[desks.Desk, ...]:
    """Return where the actor works; one query finds the offices of the areas."""
    return desks.desks_of(actor.grants)


def grant_at(actor: Actor, role: str, office: UUID) -> Grant | None:
    """Return by which of the actor's roles the work of this role in an office is theirs."""
    places = {grant: neighbourhood(grant.area) for grant in actor.grants if grant.area and grant.role == role}
    by_area = registry.offices_by_area({place.code for place in places.values() if place})
    for grant in actor.grants:
        place = places.get(grant)
        if grant.role == role and office in {grant.organisation_id, by_area.get(place.code) if place else None}:
            return grant
    return None


def letters_kept_by(actor: Actor) -> QuerySet[Letter]:
    """Return the letters this actor answers for: whoever signs for the office, and whoever heads it."""
    return _letters().filter(_signed_at_desks_of(actor) | Q(organisation_id__in=offices_led_by(actor)))


def letters_signed_for_by(actor: Actor) -> QuerySet[Letter]:
    """Return the letters this actor could sign today: who heads an office from above bears no post in it."""
    return _letters().filter(_signed_at_desks_of(actor))


def _letters() -> QuerySet[Letter]:
    return Letter.objects.exclude(state=LetterState.PREPARED)


def _signed_at_desks_of(actor: Actor) -> Q:
    signed = Q(pk__in=[])
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return signed
    for desk in desks_of(actor):
        if desk.area is None:
            signed |= Q(role=desk.role, organisation_id=desk.office)
    return signed


WORKERS = (*AREA_ROLES, *UNIT_ROLES, *NEIGHBOURHOOD_ROLES)
"""Roles for which stages of cases are work, or which read the cases of an office."""


def works_on_cases(actor: Actor) -> bool:
    """Tell whether stages of cases are this actor's work at all."""
    return actor.has(*WORKERS)


def heads_neighbourhood(actor: Actor) -> bool:
    return actor.has(*NEIGHBOURHOOD_ROLES)


def leads(actor: Actor) -> bool:
    """Tell whether the actor answers for how an office works."""
    return actor.has(*LEADING_ROLES)


def offices_led_by(actor: Actor) -> tuple[UUID, ...]:
    """Return the offices whose work the actor answers for: own units with what is below, offices of the own areas."""
    units, areas = actor.organisations(Role.OPD_HEAD, Role.OPD_ADMIN), actor.areas(Role.LURAH, Role.CAMAT)
    return registry.offices_under(units, areas) if units or any(areas) else ()


def may_work_on(actor: Actor, task: Task) -> bool:
    return tasks_workable_by(actor).filter(pk=task.pk).exists()


def is_own(actor: Actor, case: Case) -> bool:
    """Tell whether the case is the actor's own, of the actor's family, or handed in by them for somebody else.

    Then another officer works on it.
    """
    if actor.person_id is None:
        return False
    concerned = {case.applicant_id, case.subject_id}
    return case.helper_id == actor.person_id or bool(concerned & registry.family_ids_of(actor.person_id))
