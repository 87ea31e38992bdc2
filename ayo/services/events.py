"""What the services module announces. A `title` says in each language what was done, as a day of work shows it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from ayo.events.facade import Event, RecordEvent


@dataclass(frozen=True, kw_only=True)
class CaseChanged(RecordEvent):
    TYPE: ClassVar[str] = "ayo.services.case.changed"
    KIND: ClassVar[str] = "case"
    DESCRIPTION: ClassVar[str] = "A case was handed in or moved on."


@dataclass(frozen=True, kw_only=True)
class StageDone(Event):
    TYPE: ClassVar[str] = "ayo.services.stage.done"
    DESCRIPTION: ClassVar[str] = "An officer finished a stage of a case; it counts so many minutes of work."

    case_id: UUID
    task_id: UUID
    service: str
    stage: str
    action: str
    outcome: str
    officer_id: UUID
    organisation_id: UUID
    applicant_id: UUID
    subject_id: UUID | None
    title: dict[str, str] = field(default_factory=dict)
    work_code: str
    minutes: int
    on: date
    is_last: bool

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class CaseReturned(Event):
    TYPE: ClassVar[str] = "ayo.services.case.returned"
    DESCRIPTION: ClassVar[str] = "A case went back to the resident, who is asked for something."

    case_id: UUID
    applicant_id: UUID
    service: str
    number: str
    text: str

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class CaseEnded(Event):
    TYPE: ClassVar[str] = "ayo.services.case.ended"
    DESCRIPTION: ClassVar[str] = "A case came to its end: done, rejected, cancelled or expired."

    case_id: UUID
    applicant_id: UUID
    service: str
    number: str
    state: str
    text: str

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class CaseConfirmed(Event):
    TYPE: ClassVar[str] = "ayo.services.case.confirmed"
    DESCRIPTION: ClassVar[str] = "The resident confirmed the result, or the time to say otherwise passed."

    case_id: UUID
    applicant_id: UUID
    by_resident: bool

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class CaseReopened(Event):
    TYPE: ClassVar[str] = "ayo.services.case.reopened"
    DESCRIPTION: ClassVar[str] = "The resident said that the result is not right; the work counted is taken back."

    case_id: UUID
    applicant_id: UUID
    reason: str

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Event):
    TYPE: ClassVar[str] = "ayo.services.message.written"
    DESCRIPTION: ClassVar[str] = "Somebody wrote to the other side about a case."

    case_id: UUID
    line_id: UUID
    number: str
    from_applicant: bool
    to: tuple[UUID, ...]

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class TaskEscalated(Event):
    TYPE: ClassVar[str] = "ayo.services.task.escalated"
    DESCRIPTION: ClassVar[str] = "A stage passed its day; whoever stands above is told."

    case_id: UUID
    task_id: UUID
    number: str
    organisation_id: UUID
    due_on: date

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class NeedChanged(Event):
    """`state` is how the need stands now; `officer_id` who took it, or had it."""

    TYPE: ClassVar[str] = "ayo.services.need.changed"
    DESCRIPTION: ClassVar[str] = "A resident asked to be helped, or such a need was taken, given back or settled."

    need_id: UUID
    person_id: UUID
    service: str
    state: str
    officer_id: UUID | None

    @property
    def subject(self) -> str:
        return f"need/{self.need_id}"


@dataclass(frozen=True, kw_only=True)
class HelpGiven(Event):
    TYPE: ClassVar[str] = "ayo.services.help.given"
    DESCRIPTION: ClassVar[str] = (
        "An employee handed in a case, or an answer, for a resident who let them; it counts so many minutes of work, "
        "or none when helping with this case was counted before."
    )

    help_id: UUID
    case_id: UUID
    officer_id: UUID
    applicant_id: UUID
    service: str
    title: dict[str, str] = field(default_factory=dict)
    work_code: str
    minutes: int
    on: date

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class HelpObjected(Event):
    TYPE: ClassVar[str] = "ayo.services.help.objected"
    DESCRIPTION: ClassVar[str] = "A resident said that they did not ask for this help; the work counted is taken back."

    help_id: UUID
    case_id: UUID
    officer_id: UUID
    applicant_id: UUID
    judges: tuple[UUID, ...]
    minutes: int

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class HelpJudged(Event):
    TYPE: ClassVar[str] = "ayo.services.help.judged"
    DESCRIPTION: ClassVar[str] = "Whoever stands above decided about an objection to help: the work counts, or not."

    help_id: UUID
    case_id: UUID
    officer_id: UUID
    applicant_id: UUID
    is_upheld: bool
    work_code: str
    minutes: int
    on: date

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class LetterIssued(Event):
    TYPE: ClassVar[str] = "ayo.services.letter.issued"
    DESCRIPTION: ClassVar[str] = "A letter was signed; `replaces` is the edition that is no longer valid because of it."

    letter_id: UUID
    case_id: UUID
    service: str
    number: str
    edition: int
    applicant_id: UUID
    subject_id: UUID | None
    organisation_id: UUID
    signer_id: UUID
    signed_at: datetime
    valid_until: date | None
    sha256: str
    replaces: UUID | None

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class LetterRevoked(Event):
    TYPE: ClassVar[str] = "ayo.services.letter.revoked"
    DESCRIPTION: ClassVar[str] = "A letter was revoked; whoever was shown it should no longer trust it."

    letter_id: UUID
    case_id: UUID
    number: str
    edition: int
    applicant_id: UUID
    reason: str
    revoked_at: datetime

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"
