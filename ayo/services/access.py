"""Who may see and work on a case. Every read path starts from one of these querysets."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ayo.common.actor import Actor, ActorKind, Role
from ayo.registry import facade as registry
from ayo.services.data import TaskState
from ayo.services.models import Case, CaseReach, Draft, Task

AREA_ROLES = (Role.KELURAHAN_OFFICER, Role.LURAH, Role.KECAMATAN_OFFICER, Role.CAMAT)
UNIT_ROLES = (Role.OPD_OFFICER, Role.VERIFIER, Role.OPD_HEAD, Role.OPD_ADMIN)
HEADS = (Role.LURAH, Role.CAMAT, Role.OPD_HEAD)
APPLY = "APPLY"
"""What somebody must be allowed to do for another to mind their cases (identity names the scopes)."""
CITY_READERS = (Role.AUDITOR,)


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
    own = Q(applicant_id=me) | Q(subject_id=me)
    offices = offices_of(actor)
    if not offices:
        return cases.filter(own)
    reached = CaseReach.objects.filter(case=OuterRef("pk"), organisation_id__in=offices)
    return cases.filter(own | Q(Exists(reached)))


def applicant_of(actor: Actor) -> UUID | None:
    """Return whose affairs the actor minds: those of whoever the actor stands for, else one's own."""
    if actor.kind is not ActorKind.PERSON or (actor.on_behalf_of and not actor.acts_within(APPLY)):
        return None
    return actor.stands_for


def own_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases an actor asked for: those one answers, takes back, confirms and rates."""
    me = applicant_of(actor)
    return Case.objects.filter(applicant_id=me) if me else Case.objects.none()


def affairs_of(actor: Actor) -> QuerySet[Case]:
    """Return the cases an actor follows: own ones and those about oneself."""
    me = applicant_of(actor)
    return Case.objects.filter(Q(applicant_id=me) | Q(subject_id=me)) if me else Case.objects.none()


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """Return what the actor has begun and not thrown away."""
    return all_drafts_of(actor).filter(discarded_at__isnull=True)


def all_drafts_of(actor: Actor) -> QuerySet[Draft]:
    me = applicant_of(actor)
    return Draft.objects.filter(person_id=me) if me else Draft.objects.none()


def may_be_subject(applicant_id: UUID, subject_id: UUID) -> bool:
    """Tell whether one may ask a service for somebody: oneself and whoever is on the same family card."""
    return subject_id in registry.family_ids_of(applicant_id)


def tasks_workable_by(actor: Actor) -> QuerySet[Task]:
    """Return the open stages that are this actor's work: by role, in the offices where the role is held.

    A head may do what the officers of the same office do, and the kelurahan what a head of RT or RW without an account
    would do.
    """
    tasks = Task.objects.filter(state=TaskState.OPEN)
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return tasks.none()
    mine = Q(pk__in=[])
    for role, offices in roles_by_office(actor).items():
        mine |= Q(role=role, organisation_id__in=offices)
    return tasks.filter(mine)


def roles_by_office(actor: Actor) -> dict[str, tuple[UUID, ...]]:
    """Return the offices per role a stage may name; one query finds the offices of the areas."""
    by_area = registry.offices_by_area({grant.area for grant in actor.grants if grant.area})
    found: dict[str, list[UUID]] = {}
    for grant in actor.grants:
        office = by_area.get(grant.area) or grant.organisation_id
        for role in (grant.role, *STANDS_IN.get(grant.role, ())):
            if office is not None and office not in found.setdefault(role, []):
                found[role].append(office)
    return {role: tuple(offices) for role, offices in found.items() if offices}


STANDS_IN: dict[Role, tuple[Role, ...]] = {
    Role.KELURAHAN_OFFICER: (Role.RT_HEAD, Role.RW_HEAD),
    Role.LURAH: (Role.KELURAHAN_OFFICER, Role.RT_HEAD, Role.RW_HEAD),
    Role.CAMAT: (Role.KECAMATAN_OFFICER,),
    Role.OPD_HEAD: (Role.OPD_OFFICER, Role.VERIFIER),
}


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
