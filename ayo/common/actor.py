"""Who acts: a person, a connected application, or the system itself, with what each may do.

An actor is built once per request by `identity` and then only read; permission predicates take it as their first word.
Somebody whose account is bound to no person of the registry is an actor without `person_id`, and `id` is the account's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody is to the city; bound to an organisation, an area or the whole city."""

    RESIDENT = "RESIDENT"
    RT_HEAD = "RT_HEAD"
    RW_HEAD = "RW_HEAD"
    KELURAHAN_OFFICER = "KELURAHAN_OFFICER"
    LURAH = "LURAH"
    KECAMATAN_OFFICER = "KECAMATAN_OFFICER"
    CAMAT = "CAMAT"
    OPD_OFFICER = "OPD_OFFICER"
    VERIFIER = "VERIFIER"
    OPD_HEAD = "OPD_HEAD"
    OPD_ADMIN = "OPD_ADMIN"
    PERSONNEL_OFFICER = "PERSONNEL_OFFICER"
    BKPSDM_ADMIN = "BKPSDM_ADMIN"
    DATA_STEWARD = "DATA_STEWARD"
    INTEGRATOR = "INTEGRATOR"
    AUDITOR = "AUDITOR"
    LEADER = "LEADER"
    EMPLOYEE = "EMPLOYEE"
    TLR_OPERATOR = "TLR_OPERATOR"
    FIELD_TEAM = "FIELD_TEAM"
    PPID = "PPID"
    TRAINER = "TRAINER"
    TEACHER = "TEACHER"
    SCHOOL_HEAD = "SCHOOL_HEAD"
    VENUE_MANAGER = "VENUE_MANAGER"
    TREASURER = "TREASURER"


class ActorKind(StrEnum):
    PERSON = "PERSON"
    APP = "APP"
    SYSTEM = "SYSTEM"
    NOBODY = "NOBODY"


class Level(StrEnum):
    """How surely the city knows whose account this is: bound to a person of the registry, not yet, or a guest."""

    VERIFIED = "VERIFIED"
    UNVERIFIED = "UNVERIFIED"
    OUT_OF_CITY = "OUT_OF_CITY"


class Right(StrEnum):
    """What an account may open by its level alone; roles come on top of RECORD."""

    ACCOUNT = "ACCOUNT"
    HOME = "HOME"
    FIND = "FIND"
    INBOX = "INBOX"
    REPORT = "REPORT"
    RECORD = "RECORD"
    SIGN_IN_ELSEWHERE = "SIGN_IN_ELSEWHERE"


RESIDENTS = frozenset({Role.RESIDENT, Role.RT_HEAD, Role.RW_HEAD})
"""Roles of whom the city does not employ."""
_GUEST = frozenset({Right.ACCOUNT, Right.HOME, Right.FIND, Right.INBOX, Right.REPORT})
RIGHTS: Mapping[Level, frozenset[Right]] = {
    Level.VERIFIED: frozenset(Right),
    Level.UNVERIFIED: _GUEST,
    Level.OUT_OF_CITY: _GUEST,
}
"""The one table of what each level opens. What is not written here is closed."""


class ComeBy(StrEnum):
    """How somebody came by a role: it was given, or follows from a post one holds or stands in for."""

    GRANT = "GRANT"
    POST = "POST"
    PLT = "PLT"
    PLH = "PLH"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role and where it holds. An empty area with no organisation means the whole city.

    An area may be a neighbourhood, `<kelurahan>/<rw>/<rt>`. `until` is the first day
    without it, if that is known; `title` is that of the post it follows from.
    """

    role: Role
    organisation_id: UUID | None = None
    area: str = ""
    come_by: ComeBy = ComeBy.GRANT
    until: date | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a contract lets an application read of one kind of record; empty areas or groups mean all."""

    kind: str
    fields: frozenset[str]
    areas: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    kind: ActorKind
    id: UUID
    label: str
    person_id: UUID | None = None
    level: Level | None = None
    app_id: UUID | None = None
    grants: tuple[Grant, ...] = ()
    is_employed: bool = False
    scopes: frozenset[str] = frozenset()
    limits: Mapping[str, Limit] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    on_behalf_of: UUID | None = None
    on_behalf_label: str = ""
    # Whoever helps a resident acts under this confirmed assistance, and for this one service only.
    assistance_id: UUID | None = None
    only_for: str = ""
    acts_until: datetime | None = None
    purpose: str = ""

    @property
    def is_anonymous(self) -> bool:
        return self.kind is ActorKind.NOBODY

    def may(self, right: Right) -> bool:
        """Tell whether the level of the actor's account opens this; an application has no level.

        Whoever acts for another opens nothing by that: only what is let in by `acts_within`.
        """
        return self.on_behalf_of is None and self.level is not None and right in RIGHTS[self.level]

    @property
    def stands_for(self) -> UUID | None:
        """Return the person whose affairs these are: whoever one acts for, else oneself."""
        return self.on_behalf_of or self.person_id

    def acts_within(self, scope: str) -> bool:
        """Tell whether one acts for another, and may do this for them."""
        return self.on_behalf_of is not None and scope in self.scopes

    @property
    def is_helping(self) -> bool:
        """Tell whether an employee acts here for a resident who confirmed it, for one service and less than an hour."""
        return self.on_behalf_of is not None and self.assistance_id is not None

    @property
    def serves_the_city(self) -> bool:
        """Tell whether the city is this person's work, with a role or, as most teachers, without.

        A head of RT or RW is a resident with an honour.
        """
        return self.is_employed or any(grant.role not in RESIDENTS for grant in self.grants)

    def has(self, *roles: Role) -> bool:
        return any(grant.role in roles for grant in self.grants)

    def areas(self, *roles: Role) -> tuple[str, ...]:
        """Return the area codes in which the actor holds one of the roles; an empty code is the whole city."""
        return tuple(grant.area for grant in self.grants if grant.role in roles)

    def organisations(self, *roles: Role) -> tuple[UUID, ...]:
        return tuple(grant.organisation_id for grant in self.grants if grant.role in roles and grant.organisation_id)

    def speaks_for(self, source: str) -> bool:
        """Tell whether a value given by this actor carries the authority of the source."""
        return self.kind is ActorKind.SYSTEM or source in self.sources


SYSTEM = Actor(kind=ActorKind.SYSTEM, id=UUID("00000000-0000-7000-8000-000000000001"), label="Ayo")
NOBODY = Actor(kind=ActorKind.NOBODY, id=UUID("00000000-0000-7000-8000-000000000000"), label="")
