"""Words and shapes of the master data, without Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ayo.common.jsons import Json

OWNER = "RESIDENT"
"""The source that is the person: phone, e-mail and domicile are theirs to say."""


class Kind(StrEnum):
    PERSON = "person"
    FAMILY = "family"
    EMPLOYEE = "employee"
    ORGANISATION = "organisation"


class Sex(StrEnum):
    MALE = "MALE"
    FEMALE = "FEMALE"


class MaritalStatus(StrEnum):
    SINGLE = "SINGLE"
    MARRIED = "MARRIED"
    DIVORCED = "DIVORCED"
    WIDOWED = "WIDOWED"


class FamilyRole(StrEnum):
    HEAD = "HEAD"
    SPOUSE = "SPOUSE"
    CHILD = "CHILD"
    PARENT = "PARENT"
    OTHER = "OTHER"


class LifeState(StrEnum):
    ALIVE = "ALIVE"
    DECEASED = "DECEASED"


class ActingKind(StrEnum):
    """Ways to stand in for the holder of a post: nobody holds it, or the holder is away for a time."""

    PLT = "PLT"
    PLH = "PLH"


class Group(StrEnum):
    """Sets of persons that a contract can name."""

    RESIDENT = "RESIDENT"
    EMPLOYEE = "EMPLOYEE"
    CHILD = "CHILD"
    FAMILY_HEAD = "FAMILY_HEAD"


PERSON_FIELDS = (
    "nik", "name", "front_title", "back_title", "sex", "birth_place", "birth_on", "religion", "marital_status",
    "occupation", "phone", "email", "domicile", "family_id", "family_role", "life_state",
)  # fmt: skip
ASSURANCE = "assurance"
"""No field of a record: what a contract names to be told, at sign-in, how surely it is this person."""
FAMILY_FIELDS = ("number", "head_id", "address")
EMPLOYEE_FIELDS = (
    "person_id", "nip", "status", "post", "grade", "job_class", "organisation_id", "superior_id", "started_on",
    "ended_on",
)  # fmt: skip
ORGANISATION_FIELDS = (
    "code", "name", "short_name", "kind", "parent_id", "siasn_code", "area", "valid_from", "valid_to",
)  # fmt: skip
FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.PERSON: PERSON_FIELDS,
    Kind.FAMILY: FAMILY_FIELDS,
    Kind.EMPLOYEE: EMPLOYEE_FIELDS,
    Kind.ORGANISATION: ORGANISATION_FIELDS,
}
ADDRESS_FIELDS = ("kelurahan", "rw", "rt", "street", "postal_code", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives: a kelurahan (Kemendagri code), RW and RT as three digits, the rest in words.

    Latitude and longitude are WGS 84 degrees, or both None.
    """

    kelurahan: str
    rw: str = ""
    rt: str = ""
    street: str = ""
    postal_code: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A master record as it stands: `fields` holds every field of its kind as JSON values."""

    kind: str
    id: UUID
    version: int
    fields: Mapping[str, Json]
    updated_at: datetime
    merged_into: UUID | None = None

    def __getitem__(self, name: str) -> Json:
        return self.fields[name]


@dataclass(frozen=True, slots=True)
class Assertion:
    """A source said these values, true from `valid_from`, written down at `recorded_at`."""

    id: UUID
    values: Mapping[str, Json]
    source: str
    valid_from: date
    recorded_at: datetime
    actor_id: UUID
    actor_label: str
    act: str = ""
    event_id: UUID | None = None
    app_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """One value of one field with where it comes from."""

    value: Json
    source: str
    valid_from: date
    recorded_at: datetime
    actor_label: str
    event_id: UUID | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change: fields written, fields proposed to their owner, and the event that tells others."""

    record: Record
    changed: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    proposal_id: UUID | None = None
    event_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the same person; `score` 0 to 1, `reasons` say what speaks for and against it."""

    person_id: UUID
    name: str
    birth_on: date | None
    score: float
    reasons: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Member:
    """A person on the same family card."""

    id: UUID
    name: str
    role: str
    birth_on: date | None
    is_child: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """The family somebody belonged to on a day: the card as it was then, and who else was on it.

    `members` are those whom the reader may see, with the person; `others` counts those whom the reader may not.
    """

    family_id: UUID
    number: str
    role: str
    address: Json
    members: tuple[Member, ...]
    others: int


@dataclass(frozen=True, slots=True)
class AsKnown:
    """What was true of a person on a day, as known at a moment; `names` says what the ids were called then.

    `merged_into` is the record that stood for this one by then.
    """

    known: Mapping[str, Known]
    membership: Membership | None
    employee_known: Mapping[str, Known]
    names: Mapping[str, str]
    merged_into: UUID | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as a list shows them: enough to recognise, no number."""

    id: UUID
    name: str
    sex: str
    birth_on: date | None
    kelurahan: str
    rt: str
    rw: str
    is_alive: bool
    is_employee: bool


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """What a list of persons is narrowed to; an empty word means no narrowing."""

    area: str = ""
    sex: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the house holds about one person; `names` says what the ids in the records are called.

    `spoken` are the fields that the reader's own word changes at once; the others are proposed.
    """

    record: Record
    titled_name: str
    known: Mapping[str, Known]
    members: tuple[Member, ...]
    employee: Record | None
    employee_known: Mapping[str, Known]
    names: Mapping[str, str]
    groups: tuple[str, ...]
    is_child: bool
    spoken: frozenset[str]

    @property
    def area(self) -> str:
        home = self.record["domicile"]
        return str(home["kelurahan"]) if isinstance(home, dict) else ""


@dataclass(frozen=True, slots=True)
class Before:
    """What one field was before an event and what the event made of it; `present` is what it is now."""

    field: str
    before: Json
    after: Json
    present: Json


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    id: UUID
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PendingValue:
    """What a field would become by a proposal that waits."""

    value: Json
    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal as a list shows it."""

    id: UUID
    kind: str
    about: str
    fields: tuple[str, ...]
    authority: str
    proposed_by: str
    proposed_by_id: UUID
    made_at: datetime
    state: str
