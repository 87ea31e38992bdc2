"""A letter as screens show it: what is printed on it, with the numbers of persons and family cards masked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ayo.common import clock
from ayo.services import spoken, versions
from ayo.services.data import LetterState
from ayo.services.models import Letter
from ayo.ui import filters

_NUMBER = re.compile(r"\d{16}")
_NONE = "–"


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the letter as it would be now; `before` is what stands on the one that is valid, where it differs."""

    label: str
    value: str
    before: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One edition; `has_run_out` is a valid letter whose days are over."""

    id: UUID
    case_id: UUID
    title: str
    number: str
    edition: int
    code: str
    state: str
    signer: str
    post: str
    signed_at: datetime | None
    valid_until: date | None
    has_run_out: bool
    reason: str
    ended_at: datetime | None
    rows: tuple[Row, ...]
    following: str
    """The code of the edition that holds now, where this one was replaced."""


def masked(value: str) -> str:
    return _NUMBER.sub(lambda found: filters.masked_nik(found[0]), value)


def rows_of(printed: Iterable[Mapping[str, str]]) -> tuple[Row, ...]:
    return tuple(Row(one["label"], masked(one["value"])) for one in printed)


def compared(now: Iterable[Mapping[str, str]], before: Iterable[Mapping[str, str]]) -> tuple[Compared, ...]:
    """Lay what would be printed beside what is printed; a line that is new, or gone, says so by a dash."""
    new, old = ({one["label"]: masked(one["value"]) for one in printed} for printed in (now, before))
    lines = {label: (new.get(label, _NONE), old.get(label, _NONE)) for label in [*new, *old]}
    return tuple(Compared(label, here, there if there != here else "") for label, (here, there) in lines.items())


def shown(row: Letter, *, following: str) -> Shown:
    """Return a signed letter for a screen; its case must be loaded."""
    made = versions.definition_of(row.case.service_version_id)
    is_past = row.valid_until is not None and row.valid_until < clock.today()
    return Shown(
        id=row.pk,
        case_id=row.case_id,
        title=spoken.words(made.letter.title) if made.letter else row.kind,
        number=row.number,
        edition=row.edition,
        code=row.code,
        state=row.state,
        signer=row.signer_name,
        post=row.signer_post,
        signed_at=row.signed_at,
        valid_until=row.valid_until,
        has_run_out=row.state == LetterState.VALID and is_past,
        reason=masked(row.reason),
        ended_at=row.ended_at,
        rows=rows_of(row.printed),
        following=following,
    )
