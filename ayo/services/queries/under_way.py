"""What somebody has under way, as the first page shows it: cases that run or wait for them, forms begun."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ayo.common import clock, sql
from ayo.common.actor import Actor
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.services import access, spoken, versions
from ayo.services.data import State
from ayo.services.queries.affairs import DraftLine, turn_of
from ayo.services.rules import clock as days
from ayo.ui.states import State as Look

_RUNNING = "(c.ended_at is null or (c.state = 'DONE' and c.confirmed_at is null))"
_CASE = "c.id, c.service_version_id, c.applicant_id, c.subject_id, c.state, c.submitted_at, c.due_on, c.stopped_on"
_NEWEST = "order by submitted_at desc, id desc limit %(cases)s"
_UNDER_WAY = f"""
( select c.*, coalesce(held.name, '')
  from (
      ( select {_CASE} from services_case c where c.applicant_id = %(me)s and {_RUNNING} {_NEWEST} )
      union
      ( select {_CASE} from services_case c where c.subject_id = %(me)s and {_RUNNING} {_NEWEST} )
      {_NEWEST}
  ) c
  left join lateral (
      select office.name from services_task t join registry_organisation office on office.id = t.organisation_id
      where t.case_id = c.id and t.state = 'OPEN' order by t.opened_at, t.id limit 1
  ) held on true
  order by c.submitted_at desc, c.id desc )
union all
( select id, service_version_id, person_id, subject_id, '', saved_at, null, null, ''
  from services_draft where person_id = %(me)s and discarded_at is null order by saved_at desc, id limit %(drafts)s )
"""  # noqa: S608  our own words


@dataclass(frozen=True, slots=True)
class RunningCase:
    """A case as one card. `turn` is what waits for the applicant: FIX, CONFIRM or nothing; `office` who holds it."""

    id: UUID
    service: str
    subject: str
    look: Look
    submitted_at: datetime
    days: int
    left: int
    is_over: bool
    turn: str
    office: str

    @property
    def used(self) -> int:
        return max(0, min(self.days, self.days - self.left))

    @property
    def is_late(self) -> bool:
        return self.left < 0 and not self.is_over


@dataclass(frozen=True, slots=True)
class UnderWay:
    cases: list[RunningCase]
    drafts: list[DraftLine]


def of(actor: Actor, *, cases: int, drafts: int) -> UnderWay:
    """Return the newest of both with one query, and one more for the names of whom they are about."""
    me = access.applicant_of(actor)
    if me is None:
        return UnderWay([], [])
    rows = sql.rows(_UNDER_WAY, {"me": me, "cases": cases, "drafts": drafts})
    names = registry.names_of({row[3] for row in rows if row[3] and row[3] != me})
    return UnderWay(
        [_case(row, names, me=me) for row in rows if row[4]], [_draft(row, names) for row in rows if not row[4]]
    )


def _case(row: tuple[Any, ...], names: dict[UUID, str], *, me: UUID) -> RunningCase:
    pk, version_id, applicant_id, subject_id, state, submitted_at, due_on, stopped_on, office = row
    made = versions.definition_of(version_id)
    return RunningCase(
        id=pk,
        service=spoken.words(made.name),
        subject=names.get(subject_id, ""),
        look=spoken.state(state),
        submitted_at=submitted_at,
        days=made.days,
        left=_left(due_on, stopped_on),
        # What ended and still shows here waits for a word of the applicant.
        is_over=state == State.DONE,
        turn=turn_of(state, is_confirmed=False) if applicant_id == me else "",
        office=office,
    )


def _left(due_on: date, stopped_on: date | None) -> int:
    return days.left(due_on, stopped_on or clock.today(), pack().calendar)


def _draft(row: tuple[Any, ...], names: dict[UUID, str]) -> DraftLine:
    pk, version_id, _person_id, subject_id, _state, saved_at, *_rest = row
    return DraftLine(pk, spoken.words(versions.definition_of(version_id).name), names.get(subject_id, ""), saved_at)
