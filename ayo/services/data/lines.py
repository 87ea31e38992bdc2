"""A case as lists show it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ayo.services.data.definition import Words


@dataclass(frozen=True, slots=True)
class WorkLine:
    """An open stage in somebody's queue."""

    task_id: UUID
    case_id: UUID
    number: str
    version: int
    service: Words
    stage: Words
    applicant: str
    due_on: date
    submitted_at: datetime
    state: str
    holder_id: UUID | None
    holder: str
    is_waiting: bool
    applicant_id: UUID
    subject_id: UUID | None
    organisation_id: UUID
    usual_days: int


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What a queue is narrowed to; empty words mean no narrowing. `holding` is ME, NOBODY or nothing.

    With `late_before` what waits for the resident is left out: its clock stands still.
    """

    holding: str = ""
    service: str = ""
    late_before: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list of an office."""

    case_id: UUID
    number: str
    service: Words
    applicant: str
    state: str
    due_on: date
    submitted_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list is narrowed to; the days are those on which cases came in, `until` not included."""

    state: str = ""
    service: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """Open stages of one office in one pair of hands, or in nobody's."""

    organisation_id: UUID
    holder_id: UUID | None
    open: int
    late: int
    today: int
    waiting: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class StageLoad:
    """Open stages of one kind."""

    version_id: UUID
    stage: str
    open: int
    late: int
    free: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class UrgentLine:
    """An open stage that is due soon, as whoever leads the office sees it."""

    task_id: UUID
    case_id: UUID
    number: str
    version: int
    version_id: UUID
    role: str
    organisation_id: UUID
    stage: str
    due_on: date
    holder_id: UUID | None
    applicant_id: UUID
    subject_id: UUID | None
    helper_id: UUID | None
    area: str

    @property
    def place(self) -> tuple[str, UUID, str]:
        """Where it lies, as `desks.workers_at` asks."""
        return self.role, self.organisation_id, self.area

    @property
    def concerned(self) -> frozenset[UUID]:
        """Whom it is about: their families have no part in the work."""
        return frozenset(one for one in (self.applicant_id, self.subject_id) if one is not None)
