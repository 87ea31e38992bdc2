"""Records of the clock from the city's attendance application."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import AwareDatetime, Field, StringConstraints

from ayo.common import clock
from ayo.common.actor import ActorKind
from ayo.common.errors import NotAllowed
from ayo.common.http import Request
from ayo.performance import actions
from ayo.performance.data.attendance import Clocked, Direction
from ayo.registry import facade as registry
from ayo.ui.guard import declared

router = Router(tags=["performance"])
SCOPE = "attendance:write"
AT_ONCE = 1000
AHEAD, BEHIND = timedelta(minutes=5), timedelta(days=366)
"""How far a clock may be ahead of ours, and how late a record may come."""


class RecordIn(Schema):
    key: Annotated[str, StringConstraints(min_length=1, max_length=80)] = Field(
        description="The application's own key of the record: the same key is the same record"
    )
    employee_id: UUID
    at: AwareDatetime = Field(description="When, with a time zone")
    direction: Literal["IN", "OUT"]
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    accuracy: Annotated[int, Field(ge=0, le=1_000_000)] | None = Field(default=None, description="In metres")


class RecordsIn(Schema):
    records: Annotated[list[RecordIn], Field(min_length=1, max_length=AT_ONCE)]


class Refused(Schema):
    key: str
    code: Literal["unknown_employee", "in_the_future", "too_old"]


class RecordsOut(Schema):
    taken: int = Field(description="New records")
    known: int = Field(description="Records that had come before")
    refused: list[Refused]


@router.post("/attendance", response=RecordsOut, operation_id="sendAttendance")
@declared("applications with attendance:write, about employees of their contract")
def send_attendance(request: Request, body: RecordsIn) -> RecordsOut:
    """Take records of the clock, at most a thousand, in any order and however late within a year.

    Each counts once by its key. Days that are over are judged anew. What cannot be taken is named; the rest is taken.
    """
    actor = request.actor
    if actor.kind is not ActorKind.APP:
        raise NotAllowed("Only an application with a key can ask this.")
    if SCOPE not in actor.scopes:
        raise NotAllowed(f"The key lacks the scope {SCOPE}.", code="missing_scope")
    if "employee" not in actor.limits:
        raise NotAllowed("The contract grants nothing of this kind.", code="no_contract")
    known = registry.employees_in_contract(actor, {one.employee_id for one in body.records})
    refused = {one.key: code for one in body.records if (code := _refusal(one, known))}
    good = [_clocked(one) for one in body.records if one.key not in refused]
    taken = actions.take_records(records=good, source=str(actor.app_id), actor=actor) if good else 0
    told = [Refused.model_validate({"key": key, "code": code}) for key, code in refused.items()]
    return RecordsOut(taken=taken, known=len(good) - taken, refused=told)


def _refusal(one: RecordIn, known: frozenset[UUID]) -> str:
    now: datetime = clock.now()
    if one.employee_id not in known:
        return "unknown_employee"
    if one.at > now + AHEAD:
        return "in_the_future"
    return "too_old" if one.at < now - BEHIND else ""


def _clocked(one: RecordIn) -> Clocked:
    place = None
    if one.latitude is not None and one.longitude is not None and one.accuracy is not None:
        place = (one.latitude, one.longitude, one.accuracy)
    return Clocked(one.employee_id, one.at, Direction(one.direction), one.key, place)
