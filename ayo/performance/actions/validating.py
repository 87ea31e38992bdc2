"""The superior judges work in bulk, takes a judgement back, and is followed by the next one above when silent."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.common import clock, ids
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import NotFound
from ayo.performance import access, law
from ayo.performance.actions.telling import ask_superior, finish_asking, tell, tell_authors
from ayo.performance.data.activity import ActivityState
from ayo.performance.data.entry import Judgement, Verdict
from ayo.performance.errors import NoReason, NotWaiting
from ayo.performance.models import Activity
from ayo.region.facade import pack
from ayo.registry import facade as registry

AT_ONCE = 500
BECOMES = {
    Verdict.APPROVE: ActivityState.COUNTED, Verdict.RETURN: ActivityState.RETURNED,
    Verdict.REJECT: ActivityState.REJECTED,
}  # fmt: skip
_TOLD = {Verdict.RETURN: "work_returned", Verdict.REJECT: "work_rejected"}


@transaction.atomic
def judge(*, chosen: Mapping[UUID, int], verdict: Verdict, reason: str, actor: Actor) -> Judgement:
    """Decide on activities (id and the version that was seen) that wait for the actor.

    What somebody else decided, its author changed since, or waits for another is left out and counted. Raises
    NotFound for whoever is no employee, NoReason when work is sent back without one.
    """
    superior = access.service_today(actor).employee_id
    said = reason.strip()[:300]
    if verdict is not Verdict.APPROVE and not said:
        raise NoReason("Say why.", fields={"reason": "no_reason"})
    rows = _waiting_for(superior, chosen, actor)
    decision, now = ids.uuid7(), clock.now()
    for row in rows:
        row.state, row.settled_at, row.decision, row.decided_by, row.reason = (
            BECOMES[verdict], now, decision, actor.id, said if verdict is not Verdict.APPROVE else "",
        )  # fmt: skip
    _write(rows)
    tell(f"performance.{verdict.value.lower()}", rows, actor=actor)
    if verdict in _TOLD:
        tell_authors(rows, code=_TOLD[verdict], reason=said, decision=decision)
    finish_asking([superior])
    return Judgement(decision, len(rows), len(chosen) - len(rows))


@transaction.atomic
def undo(*, decision: UUID, actor: Actor) -> int:
    """Take a decision of one's own back; what its author has sent anew or taken back since stays as it is.

    Raises NotFound when there is none, or it is older than the region lets it be taken back; NotWaiting when other
    work was entered for the time of rejected work.
    """
    superior = access.service_today(actor).employee_id
    since = clock.now() - timedelta(days=law.window(clock.today()).undo_within)
    rows = list(
        Activity.objects.select_for_update()
        .filter(decision=decision, decided_by=actor.id, settled_at__gte=since, state__in=BECOMES.values())
        .order_by("pk")
    )
    if not rows:
        raise NotFound("No such decision.")
    for row in rows:
        row.state, row.settled_at, row.decision, row.decided_by, row.reason = (
            ActivityState.SUBMITTED, None, None, None, "",
        )  # fmt: skip
    try:
        with transaction.atomic():
            _write(rows)
    except IntegrityError as error:
        raise NotWaiting("Other work has been entered for the same time since.") from error
    tell("performance.undo_judgement", rows, actor=actor)
    ask_superior(superior)
    return len(rows)


@transaction.atomic
def escalate_silent() -> int:
    """Hand on what a superior left unanswered to the next one above; what nobody answered counts.

    Return how many were moved; call it again until it is 0.
    """
    today = clock.today()
    waiting = Activity.objects.select_for_update(skip_locked=True).filter(
        state=ActivityState.SUBMITTED, escalates_on__lte=today
    )
    rows = list(waiting.order_by("escalates_on", "pk")[:AT_ONCE])
    silent = {row.superior_id for row in rows if row.superior_id}
    above = {one: registry.superior_of(one, today) for one in silent}
    window = law.window(today)
    counted: list[Activity] = []
    for row in rows:
        following = above.get(row.superior_id) if row.superior_id else None
        row.escalated += 1
        is_own = following is not None and following.employee_id == row.employee_id
        if following is None or is_own or row.escalated >= window.superiors_asked:
            row.state, row.settled_at = ActivityState.COUNTED, clock.now()
            counted.append(row)
            continue
        row.superior_id = following.employee_id
        row.escalates_on = pack().calendar.add_working_days(today, window.silent_after)
    Activity.objects.bulk_update(rows, ["state", "settled_at", "superior", "escalated", "escalates_on"])
    tell("performance.count_silent", counted, actor=SYSTEM)
    tell("performance.escalate", [row for row in rows if row.state == ActivityState.SUBMITTED], actor=SYSTEM)
    for superior_id in {row.superior_id for row in rows if row.state == ActivityState.SUBMITTED and row.superior_id}:
        ask_superior(superior_id)
    finish_asking(silent)
    return len(rows)


@transaction.atomic
def follow_superiors() -> int:
    """Hand work that waits to whoever is its author's superior by now: posts change, and others stand in.

    What was handed on for silence stays where it is. Return how many activities moved.
    """
    today = clock.today()
    waiting = Activity.objects.filter(state=ActivityState.SUBMITTED, escalated=0)
    authors = waiting.order_by().values_list("employee_id", "superior_id").distinct()
    moved = 0
    for employee_id, superior_id in list(authors):
        now = registry.superior_of(employee_id, today)
        if (now.employee_id if now else None) != superior_id:
            moved += _hand_over(employee_id, superior_id, now.employee_id if now else None)
    return moved


def _hand_over(employee_id: UUID, before: UUID | None, now: UUID | None) -> int:
    found = Activity.objects.select_for_update().filter(
        state=ActivityState.SUBMITTED, escalated=0, employee_id=employee_id, superior_id=before
    )
    rows = list(found.order_by("pk"))
    for row in rows:
        row.superior_id = now
    Activity.objects.bulk_update(rows, ["superior"])
    tell("performance.hand_over", rows, actor=SYSTEM)
    if now is not None and rows:
        ask_superior(now)
    finish_asking([before] if before else [])
    return len(rows)


def _waiting_for(superior: UUID, chosen: Mapping[UUID, int], actor: Actor) -> list[Activity]:
    rows = (
        Activity.objects.select_for_update()
        .filter(pk__in=list(chosen), superior_id=superior, state=ActivityState.SUBMITTED)
        .order_by("pk")
    )
    return [row for row in rows if row.version == chosen[row.pk] and row.person_id != actor.person_id]


def _write(rows: Collection[Activity]) -> None:
    Activity.objects.bulk_update(rows, ["state", "settled_at", "decision", "decided_by", "reason"])
