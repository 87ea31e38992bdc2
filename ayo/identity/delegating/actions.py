"""Letting another act for oneself, taking it on, ending it; and beginning to act."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotAllowed, NotFound
from ayo.events import facade as events
from ayo.identity.delegating import queries, rules
from ayo.identity.errors import DelegationRefused
from ayo.identity.events import DelegationChanged
from ayo.identity.models import Delegation
from ayo.region.data import StandIn
from ayo.region.facade import pack
from ayo.registry import facade as registry


@transaction.atomic
def delegate(
    *, delegate_id: UUID | None, scopes: Collection[str], valid_from: date, valid_to: date, actor: Actor
) -> tuple[UUID, str]:
    """Offer somebody to act for oneself; without a name it comes with a code to pass on, which is shown only now."""
    me = _oneself(actor)
    if delegate_id is not None and delegate_id not in registry.grown_family_of(me):
        raise NotFound("Nobody of that id is on this family card.")
    if registry.is_child(me):
        raise DelegationRefused("A child lets nobody act for it.", code="child_gives_none")
    reason = rules.refusal(
        scopes=scopes, today=clock.today(), valid_from=valid_from, valid_to=valid_to,
        longest=pack().longest_on(StandIn.DELEGATION, clock.today()),
    )  # fmt: skip
    if reason:
        raise DelegationRefused(f"This cannot be delegated so: {reason}.", code=reason)
    code = "" if delegate_id else rules.new_code()
    made = Delegation.objects.create(
        principal_id=me, delegate_id=delegate_id, digest=rules.digest_of(code) if code else "",
        scopes=sorted(set(scopes)), valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    _announce("identity.delegate", made, "OFFERED", actor)
    return made.pk, code


@transaction.atomic
def accept(*, delegation_id: UUID, actor: Actor) -> None:
    """Take on what was offered to oneself by name. Raises NotFound."""
    _accept(Delegation.objects.filter(pk=delegation_id, delegate_id=_oneself(actor)), actor)


@transaction.atomic
def accept_by_code(*, code: str, actor: Actor) -> None:
    """Take on what a code stands for; it opens nothing a second time. Raises NotFound."""
    found = Delegation.objects.filter(digest=rules.digest_of(code), delegate__isnull=True)
    _accept(found.exclude(principal_id=_oneself(actor)), actor)


@transaction.atomic
def end(*, delegation_id: UUID, actor: Actor) -> None:
    """End it at once, from either side; whoever is acting just now may do nothing more. Raises NotFound."""
    me = _oneself(actor)
    row = queries.of_either(me).select_for_update(of=("self",)).filter(pk=delegation_id, ended_at__isnull=True).first()
    if row is None:
        raise NotFound("No such delegation.")
    row.ended_at, row.ended_by = clock.now(), me
    row.save(update_fields=["ended_at", "ended_by"])
    _announce("identity.end_delegation", row, "ENDED", actor)


@transaction.atomic
def begin_acting(*, whom: UUID, actor: Actor) -> None:
    """Write down that somebody begins to act for a person who let them, or whose parent or guardian they are."""
    if whom not in {one.principal_id for one in queries.mandates_of(_oneself(actor))}:
        raise NotFound("Nobody to act for.")
    audit.record("identity.begin_acting", actor=actor, subject_kind="person", subject_id=whom)


def _accept(rows: QuerySet[Delegation], actor: Actor) -> None:
    me = _oneself(actor)
    row = rows.select_for_update(of=("self",)).filter(
        accepted_at__isnull=True, ended_at__isnull=True, valid_to__gt=clock.today()
    ).first()  # fmt: skip
    if row is None:
        raise NotFound("No such offer.")
    if registry.is_child(me):
        raise DelegationRefused("A child acts for nobody.", code="child_takes_none")
    row.delegate_id, row.accepted_at = me, clock.now()
    row.save(update_fields=["delegate_id", "accepted_at"])
    _announce("identity.accept_delegation", row, "ACCEPTED", actor)


def _oneself(actor: Actor) -> UUID:
    """Whoever acts for another does not pass that on, nor take on more in that person's name."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        raise NotAllowed("This is for oneself only.", code="acting_for_another")
    return actor.person_id


def _announce(act: str, row: Delegation, state: str, actor: Actor) -> None:
    audit.record(
        act, actor=actor, subject_kind="person", subject_id=row.principal_id,
        after={"delegate": str(row.delegate_id or ""), "scopes": row.scopes, "valid_from": row.valid_from,
               "valid_to": row.valid_to},
    )  # fmt: skip
    changed = DelegationChanged(
        delegation_id=row.pk, principal_id=row.principal_id, delegate_id=row.delegate_id, state=state,
        by=actor.id, scopes=tuple(row.scopes), valid_to=row.valid_to,
    )  # fmt: skip
    events.publish(changed, actor=actor)
