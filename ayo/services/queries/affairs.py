"""Cases as lists and cards show them: where each stands, who holds it, how many days are left, whose turn it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.services import access, spoken, versions
from ayo.services.data import ENDED, RATED, Definition, State, TaskState
from ayo.services.models import Case, Draft, Survey, Task
from ayo.services.rules import clock as days
from ayo.services.rules import stages
from ayo.ui.states import State as Look


@dataclass(frozen=True, slots=True)
class Hold:
    """An open stage: which office holds it since when, and who of it."""

    office: str
    holder: str
    since: datetime
    stage: str
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as one line. `turn` is what waits for the applicant: FIX, CONFIRM, RATE or nothing."""

    id: UUID
    number: str
    service: str
    subject: str
    state: str
    look: Look
    submitted_at: datetime
    due_on: date
    ended_at: datetime | None
    days: int
    left: int
    is_late: bool
    holds: tuple[Hold, ...]
    turn: str
    is_mine: bool

    @property
    def used(self) -> int:
        return max(0, min(self.days, self.days - self.left))

    @property
    def is_over(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class DraftLine:
    id: UUID
    service: str
    subject: str
    saved_at: datetime


def lines(rows: Sequence[Case], *, me: UUID | None) -> list[CaseLine]:
    """Return cases as lines with four queries, however many there are."""
    held = holds_of(rows)
    subjects = registry.names_of({row.subject_id for row in rows if row.subject_id})
    rated = set(Survey.objects.filter(case__in=rows).values_list("case_id", flat=True)) if rows else set()
    return [_line(row, held.get(row.pk, ()), subjects, is_rated=row.pk in rated, me=me) for row in rows]


def _line(
    row: Case, held: tuple[Hold, ...], subjects: Mapping[UUID, str], *, is_rated: bool, me: UUID | None
) -> CaseLine:  # fmt: skip
    made = versions.definition_of(row.service_version_id)
    is_mine = me is not None and row.applicant_id == me
    left = left_of(row)
    return CaseLine(
        id=row.pk,
        number=row.number,
        service=spoken.words(made.name),
        subject=subjects.get(row.subject_id, "") if row.subject_id and row.subject_id != me else "",
        state=row.state,
        look=spoken.state(row.state),
        submitted_at=row.submitted_at,
        due_on=row.due_on,
        ended_at=row.ended_at,
        days=made.days,
        left=left,
        is_late=left < 0 and row.state not in ENDED,
        holds=held,
        turn=turn_of(row.state, is_confirmed=row.confirmed_at is not None, is_rated=is_rated) if is_mine else "",
        is_mine=is_mine,
    )


def left_of(row: Case) -> int:
    """Return how many working days are left, today not counted; while the clock stands still, as on the day it did."""
    return days.left(row.due_on, row.stopped_on or clock.today(), pack().calendar)


def turn_of(state: str, *, is_confirmed: bool, is_rated: bool = True) -> str:
    """Return what the applicant is asked for."""
    if state == State.NEEDS_FIX:
        return "FIX"
    if state == State.DONE and not is_confirmed:
        return "CONFIRM"
    return "RATE" if state in RATED and not is_rated else ""


def holds_of(rows: Iterable[Case]) -> dict[UUID, tuple[Hold, ...]]:
    """Return the open stages of cases, with two queries: the stages with their offices, and who holds them."""
    made = {row.pk: versions.definition_of(row.service_version_id) for row in rows}
    tasks = list(
        Task.objects.filter(case__in=list(made), state=TaskState.OPEN)
        .select_related("organisation")
        .order_by("opened_at", "pk")
    )
    names = registry.names_of({task.holder_id for task in tasks if task.holder_id})
    found: dict[UUID, list[Hold]] = {}
    for task in tasks:
        found.setdefault(task.case_id, []).append(_hold(task, made[task.case_id], names))
    return {case_id: tuple(held) for case_id, held in found.items()}


def _hold(task: Task, made: Definition, names: Mapping[UUID, str]) -> Hold:
    stage = made.stage(task.stage)
    return Hold(
        office=task.organisation.name,
        holder=names.get(task.holder_id, "") if task.holder_id else "",
        since=task.taken_at or task.opened_at,
        stage=stage.code,
        title=spoken.words(stage.title),
        told=spoken.words(stage.told),
    )


def next_told(made: Definition, holds: Sequence[Hold]) -> str:
    """Return what comes after the stages that are open, in the words of the service."""
    open_now = {hold.stage for hold in holds}
    before = {stage.code for stage in made.stages if stage.code not in open_now}
    done = {code for code in before if not _follows(made, code, open_now)}
    after = stages.opening(made.stages, done=done | open_now, begun=done | open_now)
    return spoken.words(after[0].told) if after else ""


def _follows(made: Definition, code: str, others: set[str]) -> bool:
    """Tell whether a stage comes after one of the others, directly or not."""
    before = set(made.stage(code).after)
    return bool(before & others) or any(_follows(made, one, others) for one in before)


def asked_of(actor: Actor) -> QuerySet[Case]:
    """Return the own cases that wait for the applicant, the oldest first; a rating waits for nobody."""
    waiting = Q(state=State.NEEDS_FIX) | Q(state=State.DONE, confirmed_at__isnull=True)
    return access.own_cases(actor).filter(waiting).order_by("submitted_at", "pk")


def drafts(actor: Actor, *, limit: int) -> list[DraftLine]:
    """Return what somebody has begun, the newest first, with two queries."""
    rows = list(access.drafts_of(actor).order_by("-saved_at", "pk")[:limit])
    subjects = registry.names_of({row.subject_id for row in rows if row.subject_id})
    return [_draft(row, subjects) for row in rows]


def _draft(row: Draft, subjects: Mapping[UUID, str]) -> DraftLine:
    made = versions.definition_of(row.service_version_id)
    subject = subjects.get(row.subject_id, "") if row.subject_id else ""
    return DraftLine(row.pk, spoken.words(made.name), subject, row.saved_at)
