"""What a service is: everything a region's catalogue says about it, as frozen data. Words are by language code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

Words: TypeAlias = Mapping[str, str]

STANDARD = (
    "legal_basis", "requirements", "procedure", "time", "fee", "product", "facilities", "competence", "supervision",
    "complaints", "staff", "guarantee", "safety", "evaluation",
)  # fmt: skip
"""The fourteen components of a service standard (UU 25/2009 art. 21), in the order of the law."""

PUBLISHED = ("requirements", "procedure", "time", "fee", "product", "complaints")
"""Those that must be shown to whoever asks (PermenPANRB 15/2014, service delivery)."""


class Audience(StrEnum):
    """Who may ask for it."""

    RESIDENT = "RESIDENT"
    ANYONE = "ANYONE"


class About(StrEnum):
    """Whom the case is about: the applicant, a member of the family chosen in the form, or a thing."""

    APPLICANT = "APPLICANT"
    MEMBER = "MEMBER"
    THING = "THING"


class FieldKind(StrEnum):
    TEXT = "TEXT"
    PARAGRAPH = "PARAGRAPH"
    NUMBER = "NUMBER"
    MONEY = "MONEY"
    DATE = "DATE"
    CHOICE = "CHOICE"
    CHOICES = "CHOICES"
    PERSON = "PERSON"
    MEMBER = "MEMBER"
    ADDRESS = "ADDRESS"
    POINT = "POINT"
    FILE = "FILE"
    TABLE = "TABLE"
    DECLARATION = "DECLARATION"


class Action(StrEnum):
    """What a stage does to a case."""

    VERIFY = "VERIFY"
    PROCESS = "PROCESS"
    DECIDE = "DECIDE"
    SIGN = "SIGN"
    HAND_OVER = "HAND_OVER"


class Unit(StrEnum):
    """Which office works on a stage: that of the applicant's kelurahan or kecamatan, or the owner of the service."""

    KELURAHAN = "KELURAHAN"
    KECAMATAN = "KECAMATAN"
    OWNER = "OWNER"


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds while the answer to a field is one of the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that people fill in row by row."""

    name: str
    kind: FieldKind
    label: Words
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the case needs to know.

    `concept` names what it is in the city's own words (`person.phone`, `subject.birth_on`, `family.number`,
    `answer.income`): whatever the city holds of it is shown with its source and never asked. `is_asked_anew` says that
    an answer belongs to one case only, for instance what a letter is for, so that no earlier answer could stand in.
    """

    name: str
    kind: FieldKind
    label: Words
    help: Words
    step: str
    concept: str
    is_required: bool
    when: Condition | None
    options: tuple[Option, ...]
    columns: tuple[Column, ...]
    pattern: str
    least: int | None
    most: int | None
    is_asked_anew: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the form."""

    code: str
    title: Words


@dataclass(frozen=True, slots=True)
class DocumentNeed:
    """A paper the case needs. One accepted before is offered again for `valid_days` after its acceptance.

    `confirms` is a concept that the city holds by the applicant's own word, which the office that wrote the paper has
    looked into.
    """

    kind: str
    label: Words
    help: Words
    is_required: bool
    when: Condition | None
    valid_days: int
    produced_by: str
    confirms: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A condition on whoever asks or whom it is about, with what to tell those who do not meet it."""

    rule: str
    concept: str
    values: tuple[str, ...]
    reason: Words


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the work. It opens when all stages of `after` are done; `share` is its part of the days, in percent.

    `office` names one agency by code, for a stage that neither the applicant's area nor the owner works on.
    """

    code: str
    title: Words
    told: Words
    action: Action
    role: str
    unit: Unit
    office: str
    share: int
    after: tuple[str, ...]
    work_code: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Charge:
    """A line of a fee that depends on the answers: an amount, multiplied by numbers given and by shares in percent.

    The amount is `amount`, or that of `amounts` for the answer to `by`, or what an earlier line `of` came to. A line
    that is not charged only prepares a later one, for instance the value that a tax is a share of.
    """

    code: str
    label: Words
    when: Condition | None
    amount: int
    by: str
    amounts: Mapping[str, int]
    of: str
    times: tuple[str, ...]
    percent: int
    is_charged: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """The paper that comes out: a template of the region, the stage that signs it, and how long it is valid."""

    template: str
    title: Words
    stage: str
    valid_days: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A service from one day until another. `days` are working days, `fee` whole rupiah; `charges` come on top.

    `has_sample_rates` says that the real rates are not set or not known yet, so that nobody takes these for them;
    `subject` is what the person concerned is called where the case is about a member of the family.
    """

    code: str
    number: int
    valid_from: date
    valid_to: date | None
    name: Words
    summary: Words
    owner: str
    audience: Audience
    about: About
    subject: Words
    archive_code: str
    life_events: tuple[str, ...]
    keywords: tuple[str, ...]
    fee: int
    charges: tuple[Charge, ...]
    has_sample_rates: bool
    days: int
    visit: Words
    confirm_days: int
    legal_basis: tuple[str, ...]
    standard: Mapping[str, Words]
    eligibility: tuple[Eligibility, ...]
    steps: tuple[Step, ...]
    fields: tuple[Field, ...]
    documents: tuple[DocumentNeed, ...]
    stages: tuple[Stage, ...]
    letter: Letter | None

    def stage(self, code: str) -> Stage:
        """Return the stage of a code; raises KeyError."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)

    def is_signed_at(self, code: str) -> bool:
        """Tell whether the letter of the service is signed at this stage."""
        return self.letter is not None and self.letter.stage == code

    def field(self, name: str) -> Field:
        """Return the field of a name; raises KeyError."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def said(words: Words, language: str) -> str:
    """Return the words in a language, or in the first one that is there."""
    return words.get(language) or next(iter(words.values()), "")
