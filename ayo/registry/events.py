"""What the registry announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from ayo.events.facade import Event, RecordEvent


@dataclass(frozen=True, kw_only=True)
class PersonChanged(RecordEvent):
    TYPE: ClassVar[str] = "ayo.registry.person.changed"
    KIND: ClassVar[str] = "person"
    DESCRIPTION: ClassVar[str] = "A person was registered or one of the person's values changed."


@dataclass(frozen=True, kw_only=True)
class FamilyChanged(RecordEvent):
    TYPE: ClassVar[str] = "ayo.registry.family.changed"
    KIND: ClassVar[str] = "family"
    DESCRIPTION: ClassVar[str] = "A family card was registered or changed."


@dataclass(frozen=True, kw_only=True)
class EmployeeChanged(RecordEvent):
    TYPE: ClassVar[str] = "ayo.registry.employee.changed"
    KIND: ClassVar[str] = "employee"
    DESCRIPTION: ClassVar[str] = "Somebody entered the city's service, moved to another post or left."


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(RecordEvent):
    TYPE: ClassVar[str] = "ayo.registry.organisation.changed"
    KIND: ClassVar[str] = "organisation"
    DESCRIPTION: ClassVar[str] = "An organisation was founded, renamed, moved or closed."


@dataclass(frozen=True, kw_only=True)
class PersonMerged(Event):
    TYPE: ClassVar[str] = "ayo.registry.person.merged"
    KIND: ClassVar[str] = "person"
    DESCRIPTION: ClassVar[str] = "Two records were of one person; the loser's id now means the survivor."

    record_id: UUID
    survivor_id: UUID

    @property
    def subject(self) -> str:
        return f"person/{self.record_id}"


@dataclass(frozen=True, kw_only=True)
class PersonUnmerged(Event):
    TYPE: ClassVar[str] = "ayo.registry.person.unmerged"
    KIND: ClassVar[str] = "person"
    DESCRIPTION: ClassVar[str] = "A merge was undone; both records stand by themselves again."

    record_id: UUID
    survivor_id: UUID

    @property
    def subject(self) -> str:
        return f"person/{self.record_id}"


@dataclass(frozen=True, kw_only=True)
class ProposalMade(Event):
    TYPE: ClassVar[str] = "ayo.registry.proposal.made"
    DESCRIPTION: ClassVar[str] = "Somebody who is not the authoritative source asks for a change."

    proposal_id: UUID
    kind: str
    record_id: UUID
    person_id: UUID | None
    authority: str
    fields: tuple[str, ...]

    @property
    def subject(self) -> str:
        return f"proposal/{self.proposal_id}"


@dataclass(frozen=True, kw_only=True)
class ProposalDecided(Event):
    TYPE: ClassVar[str] = "ayo.registry.proposal.decided"
    DESCRIPTION: ClassVar[str] = "A proposal was accepted, refused or withdrawn."

    proposal_id: UUID
    kind: str
    record_id: UUID
    person_id: UUID | None
    state: str
    reason: str
    proposed_by: UUID
    fields: tuple[str, ...]

    @property
    def subject(self) -> str:
        return f"proposal/{self.proposal_id}"


@dataclass(frozen=True, kw_only=True)
class ImportMoved(Event):
    TYPE: ClassVar[str] = "ayo.registry.import.moved"
    DESCRIPTION: ClassVar[str] = "A file import came to another step: uploaded, checked, running, paused, ended."

    import_id: UUID
    kind: str
    source: str
    state: str
    by: UUID

    @property
    def subject(self) -> str:
        return f"import/{self.import_id}"


@dataclass(frozen=True, kw_only=True)
class ActingChanged(Event):
    TYPE: ClassVar[str] = "ayo.registry.acting.changed"
    DESCRIPTION: ClassVar[str] = "Somebody stands in for the holder of a post (PLT, PLH), or no longer does."

    acting_id: UUID
    person_id: UUID
    post: str
    kind: str
    valid_from: date
    valid_to: date
    ended: bool

    @property
    def subject(self) -> str:
        return f"acting/{self.acting_id}"
