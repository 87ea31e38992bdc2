"""Employees without an account: whom an officer may invite, and what became of the invitation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ayo.common import clock, sql
from ayo.common.actor import Actor, ActorKind, Role
from ayo.identity import logins
from ayo.identity.joining import counting
from ayo.identity.models import Invitation
from ayo.registry import facade as registry

INVITERS = (Role.BKPSDM_ADMIN, Role.PERSONNEL_OFFICER)
AT_ONCE = 100

_UNINVITED = """
select person.id, person.front_title, person.name, person.back_title, serving.nip, unit.name,
       person.email, person.phone, invited.address, invited.expires_at
from registry_employee serving
join registry_person person on person.id = serving.person_id and person.merged_into_id is null
join registry_organisation unit on unit.id = serving.organisation_id
left join identity_invitation invited on invited.person_id = person.id and invited.ended_at is null
where serving.started_on <= %(day)s and (serving.ended_on is null or serving.ended_on >= %(day)s)
  and person.life_state = 'ALIVE'
  and (%(units)s::uuid[] is null or serving.organisation_id = any(%(units)s::uuid[]))
  and (%(person)s::uuid is null or person.id = %(person)s::uuid)
  and (%(nip)s = '' or serving.nip = %(nip)s)
  and not exists (select from identity_account known where known.person_id = person.id and known.is_active)
order by serving.id
limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class Uninvited:
    """An employee without an account; `sent_to` is the hidden address of an invitation that is still good."""

    person_id: UUID
    name: str
    nip: str
    unit: str
    contact: str
    sent_to: str
    until: datetime | None


def may_invite(actor: Actor) -> bool:
    return actor.kind is ActorKind.SYSTEM or actor.has(*INVITERS)


def uninvited(actor: Actor, *, nip: str) -> list[Uninvited]:
    """Return who has no account among those the officer looks after, the longest in the records first."""
    return _found(_units(actor), nip=nip, person_id=None)


def one(actor: Actor, person_id: UUID) -> Uninvited | None:
    found = _found(_units(actor), nip="", person_id=person_id)
    return found[0] if found else None


def open_by(token: str) -> Invitation | None:
    """Return the invitation behind a token while it is good; dead and unknown ones are alike."""
    row = Invitation.objects.filter(digest=counting.keyed(f"invitation|{token}"), ended_at__isnull=True).first()
    return row if row is not None and row.expires_at > clock.now() else None


def _units(actor: Actor) -> list[UUID] | None:
    """Return the units within reach; None is the whole city."""
    if actor.kind is ActorKind.SYSTEM or actor.has(Role.BKPSDM_ADMIN):
        return None
    return [pk for pk, _name, _area in registry.unit_choices(actor.organisations(Role.PERSONNEL_OFFICER))]


def _found(units: list[UUID] | None, *, nip: str, person_id: UUID | None) -> list[Uninvited]:
    asked = {"day": clock.today(), "units": units, "person": person_id, "nip": nip, "most": AT_ONCE}
    return [_line(*row) for row in sql.rows(_UNINVITED, asked)]


def _line(
    person_id: UUID, front: str, name: str, back: str, nip: str, unit: str, email: str, phone: str,
    address: str | None, until: datetime | None,
) -> Uninvited:  # fmt: skip
    whole = f"{front} {name}".strip() + (f", {back}" if back else "")
    is_good = until is not None and until > clock.now()
    sent_to = logins.hidden(*logins.written(address)) if address and is_good else ""
    return Uninvited(person_id, whole, nip, unit, email or phone or "", sent_to, until if is_good else None)
