"""Before whom a request to correct a day lies: it follows whoever is the superior by now, and goes up when unanswered.

The last to be asked is the personnel office: a day that is paid for is not rewritten because people were silent.
"""

from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor, Role
from ayo.identity import facade as identity
from ayo.notices import facade as notices
from ayo.performance import law
from ayo.performance.actions.telling import TEAM
from ayo.performance.data.attendance import RequestState
from ayo.performance.models import Correction
from ayo.region.facade import pack
from ayo.registry import facade as registry

AT_ONCE = 500
OFFICE = "/kinerja/cuti/"


@transaction.atomic
def follow_correction_superiors() -> int:
    """Hand requests that wait to whoever is the employee's superior by now: posts change, and others stand in.

    What was handed on for silence stays where it is. Return how many moved.
    """
    today, moved = clock.today(), 0
    waiting = Correction.objects.select_for_update(skip_locked=True).filter(state=RequestState.WAITING, escalated=0)
    for row in waiting.order_by("pk"):
        now = registry.superior_of(row.employee_id, today)
        superior_id = now.employee_id if now else None
        if superior_id != row.superior_id:
            put_before(row, superior_id)
            _hand_on(row, "performance.hand_over_correction")
            moved += 1
    return moved


@transaction.atomic
def escalate_corrections() -> int:
    """Hand on what a superior left unanswered to the next one above, in the end to the personnel office.

    Return how many were moved; call it again until it is 0.
    """
    today = clock.today()
    waiting = Correction.objects.select_for_update(skip_locked=True).filter(
        state=RequestState.WAITING, escalates_on__lte=today
    )
    rows = list(waiting.order_by("escalates_on", "pk")[:AT_ONCE])
    for row in rows:
        row.escalated += 1
        above = registry.superior_of(row.superior_id, today) if row.superior_id else None
        is_last = row.escalated >= law.window(today).superiors_asked
        is_own = above is not None and above.employee_id == row.employee_id
        put_before(row, None if above is None or is_last or is_own else above.employee_id)
        _hand_on(row, "performance.escalate_correction")
    return len(rows)


def put_before(row: Correction, superior_id: UUID | None) -> None:
    """Say whose turn it is and until when; without a superior it is the personnel office's, however long it takes."""
    row.superior_id, row.escalates_on = superior_id, None
    if superior_id is not None:
        row.escalates_on = pack().calendar.add_working_days(clock.today(), law.window(clock.today()).silent_after)


def ask(row: Correction) -> None:
    """Give whoever the request lies before the task to decide it."""
    service = registry.service_of(row.employee_id)
    if service is None:
        return
    facts = {"who": registry.name_of(service.person_id), "on": row.on.isoformat(), "reason": row.reason}
    superior = registry.service_of(row.superior_id) if row.superior_id else None
    asked = [superior.person_id] if superior else _office(service)
    for person_id in asked:
        notices.ask(
            person_id=person_id, code="correction_to_judge", facts=facts, about=about(row),
            url=f"{TEAM if superior else OFFICE}#koreksi",
        )  # fmt: skip


def about(row: Correction) -> str:
    return f"correction/{row.pk}"


def record(act: str, row: Correction, actor: Actor) -> None:
    audit.record(
        act, actor=actor, subject_kind="employee", subject_id=row.employee_id, label=row.on.isoformat(),
        after={"state": row.state, "arrived": row.arrived, "left": row.left},
    )  # fmt: skip


def _hand_on(row: Correction, act: str) -> None:
    row.save(update_fields=["superior", "escalated", "escalates_on"])
    record(act, row, SYSTEM)
    notices.finish(about=about(row))
    ask(row)


def _office(service: registry.Employment) -> list[UUID]:
    """Return the personnel officers of the unit and of those above it, or else the personnel agency."""
    units = registry.units_above(service.organisation_id)
    near = [person_id for person_id, _grant in identity.holders({Role.PERSONNEL_OFFICER}, units=units, areas=())]
    found = [one for one in near if one != service.person_id]
    return list(dict.fromkeys(found or identity.persons_with_role(Role.BKPSDM_ADMIN, organisation_id=None)))
