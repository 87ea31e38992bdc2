"""Writing down a guardian, and that a guardianship is over."""

from datetime import date
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor, ActorKind
from ayo.common.errors import NotAllowed, NotFound
from ayo.registry import access, models
from ayo.registry.errors import GuardianRefused


@transaction.atomic
def record_guardian(
    *, ward_id: UUID, guardian_id: UUID, decision: str, valid_from: date, valid_to: date | None, actor: Actor
) -> models.Guardianship:
    """Write down who is whose guardian by which decision. Raises NotAllowed, NotFound, GuardianRefused."""
    _check(actor)
    people = {row.pk: row for row in models.Person.objects.standing().filter(pk__in=(ward_id, guardian_id))}
    if ward_id not in people or guardian_id not in people:
        raise NotFound("No such person.")
    today = clock.today()
    if ward_id == guardian_id:
        raise GuardianRefused("Nobody is their own guardian.", code="of_oneself")
    if people[guardian_id].is_child_on(today):
        raise GuardianRefused("A child is nobody's guardian.", code="guardian_is_child")
    if actor.person_id in {ward_id, guardian_id}:
        raise NotAllowed("Nobody decides about themselves.", code="to_oneself")
    if valid_to is not None and valid_to <= max(valid_from, today):
        raise GuardianRefused("It is over before it begins.", code="ends_too_soon")
    standing = models.Guardianship.objects.standing_on(max(valid_from, today))
    if standing.filter(ward_id=ward_id, guardian_id=guardian_id).exists():
        raise GuardianRefused("This is written down already.", code="recorded_already")
    made = models.Guardianship.objects.create(
        ward_id=ward_id, guardian_id=guardian_id, of_child=people[ward_id].is_child_on(today),
        decision=decision.strip(), valid_from=valid_from, valid_to=valid_to, recorded_by=actor.id,
    )  # fmt: skip
    audit.record(
        "registry.record_guardian", actor=actor, subject_kind="person", subject_id=ward_id, purpose=decision.strip(),
        after={"guardian": str(guardian_id), "valid_from": valid_from, "valid_to": valid_to},
    )  # fmt: skip
    return made


@transaction.atomic
def end_guardian(*, guardianship_id: UUID, actor: Actor) -> None:
    """End a guardianship today; one that has not begun never will. Raises NotAllowed, NotFound."""
    _check(actor)
    today = clock.today()
    row = models.Guardianship.objects.select_for_update().filter(pk=guardianship_id).first()
    if row is None or (row.valid_to is not None and row.valid_to <= today):
        raise NotFound("No such guardianship.")
    before, row.valid_to = row.valid_to, max(today, row.valid_from)
    row.save(update_fields=["valid_to"])
    audit.record(
        "registry.end_guardian", actor=actor, subject_kind="person", subject_id=row.ward_id, purpose=row.decision,
        before={"valid_to": before}, after={"valid_to": row.valid_to},
    )  # fmt: skip


def _check(actor: Actor) -> None:
    if actor.kind is not ActorKind.SYSTEM and not access.is_population_officer(actor):
        raise NotAllowed("Guardians are written down by the population office.")
