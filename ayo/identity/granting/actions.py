"""Giving a role and ending one: rules, change, audit and event in one transaction."""

from datetime import date
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor, ActorKind, Role
from ayo.common.errors import NotAllowed, NotFound
from ayo.events import facade as events
from ayo.identity.errors import RoleRefused
from ayo.identity.events import RoleEnded, RoleGiven
from ayo.identity.granting import queries, rules
from ayo.identity.models import RoleGrant


@transaction.atomic
def give_role(
    *, person_id: UUID, role: Role, organisation_id: UUID | None, area: str, valid_from: date,
    valid_to: date | None, reason: str, actor: Actor,
) -> RoleGrant:  # fmt: skip
    """Give a person a role, and tell them. Raises RoleRefused with the rule that stands against it."""
    _judge(person_id, role, organisation_id, area, valid_from, valid_to, actor)
    same = RoleGrant.objects.holding_on(max(valid_from, clock.today())).filter(
        person_id=person_id, role=role, area=area
    )
    same = same.filter(organisation_id=organisation_id) if organisation_id else same.filter(organisation__isnull=True)
    if same.exists():
        raise RoleRefused("This person holds this role already.", code="held_already")
    grant = RoleGrant.objects.create(
        person_id=person_id, role=role, organisation_id=organisation_id, area=area, valid_from=valid_from,
        valid_to=valid_to, reason=reason.strip(),
    )  # fmt: skip
    audit.record(
        "identity.grant_role", actor=actor, subject_kind="person", subject_id=person_id, purpose=reason.strip(),
        after={"role": role.value, "organisation": str(organisation_id or ""), "area": area, "valid_from": valid_from,
               "valid_to": valid_to},
    )  # fmt: skip
    given = RoleGiven(
        grant_id=grant.pk, person_id=person_id, role=role.value, organisation_id=organisation_id, area=area,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    events.publish(given, actor=actor)
    return grant


@transaction.atomic
def end_role(*, grant_id: UUID, ends_on: date, reason: str, actor: Actor) -> None:
    """Let a role end: `ends_on` is the first day without it. Raises NotFound, NotAllowed, RoleRefused."""
    rows = RoleGrant.objects if actor.kind is ActorKind.SYSTEM else queries.visible_to(actor)
    grant = rows.select_for_update(of=("self",)).filter(pk=grant_id).first()
    if grant is None:
        raise NotFound("No such role.")
    if grant.person_id == actor.person_id:
        raise NotAllowed("Nobody ends a role of their own.", code="to_oneself")
    if grant.valid_to is not None and grant.valid_to <= ends_on:
        raise RoleRefused("It ends before that already.", code="ended_already")
    if ends_on < clock.today():
        raise RoleRefused("What was held until today was held.", code="ends_too_soon")
    before = grant.valid_to
    grant.valid_to, grant.end_reason = max(ends_on, grant.valid_from), reason.strip()
    grant.save(update_fields=["valid_to", "end_reason"])
    audit.record(
        "identity.end_role", actor=actor, subject_kind="person", subject_id=grant.person_id, label=grant.role,
        purpose=reason.strip(), before={"valid_to": before}, after={"valid_to": grant.valid_to},
    )  # fmt: skip
    ended = RoleEnded(
        grant_id=grant.pk, person_id=grant.person_id, role=grant.role, ends_on=grant.valid_to, reason=reason.strip()
    )
    events.publish(ended, actor=actor)


def _judge(
    person_id: UUID, role: Role, organisation_id: UUID | None, area: str, valid_from: date, valid_to: date | None,
    actor: Actor,
) -> None:  # fmt: skip
    place = queries.place(organisation_id, area)
    gifts = (rules.EVERYTHING,) if actor.kind is ActorKind.SYSTEM else rules.gifts_of(actor)
    reason = rules.refusal(
        gifts, role, place, giver=actor.id, person_id=person_id, today=clock.today(), valid_from=valid_from,
        valid_to=valid_to,
    )  # fmt: skip
    if not reason and area and not queries.is_area_for(role, area):
        reason = "unknown_area"
    if reason:
        raise RoleRefused(f"This role cannot be given so: {reason}.", code=reason)
