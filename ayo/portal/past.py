"""What was: earlier values of a field, and who did what with somebody's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ayo.audit import facade as audit
from ayo.audit.data import Sealed
from ayo.portal import acts, sheets
from ayo.registry import facade as registry

PAGE = 30


@dataclass(frozen=True, slots=True)
class Past:
    """One value a field had."""

    value: str
    source: str
    valid_from: date
    recorded_at: datetime
    by: str
    event_id: UUID | None


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody did, as the person concerned reads it."""

    seq: int
    at: datetime
    who: str
    through: str
    what: str
    fields: str
    purpose: str
    is_read: bool


def entries(kind: str, subject_id: UUID, field: str, names: Mapping[str, str], *, masked: bool) -> list[Past]:
    """Return every value ever said of a field, newest first."""
    found = []
    for known in registry.timeline(kind, subject_id, field):
        value = registry.words.value(kind, field, known.value, names)
        found.append(
            Past(
                sheets.mask(field, known, value) if masked and value else value,
                registry.words.source(known.source),
                known.valid_from,
                known.recorded_at,
                known.actor_label,
                known.event_id,
            )
        )
    return found


def acts_about(person_id: UUID, *, before: int | None) -> tuple[list[Act], int | None]:
    """Return a page of what was done with a person's data, newest first, and where the next page begins."""
    rows = audit.entries(
        act="", actor_id="", subject_kind="person", subject_id=str(person_id), before_seq=before, limit=PAGE + 1
    )
    following = rows[PAGE - 1].seq if len(rows) > PAGE else None
    return [act_of(row) for row in rows[:PAGE]], following


def acts_in_the_name_of(person_id: UUID, *, before: int | None) -> tuple[list[Act], int | None]:
    """Return a page of what others did for a person, newest first, and where the next page begins."""
    rows = audit.entries(
        act="", actor_id="", subject_kind="", subject_id="", before_seq=before, limit=PAGE + 1,
        on_behalf_of=str(person_id),
    )  # fmt: skip
    following = rows[PAGE - 1].seq if len(rows) > PAGE else None
    return [act_of(row) for row in rows[:PAGE]], following


def act_of(row: Sealed) -> Act:
    entry = row.entry
    return Act(
        seq=row.seq,
        at=entry.at,
        who=entry.actor_label,
        through=acts.kind(entry.actor_kind),
        what=acts.said(entry.act),
        fields=registry.words.fields("person", entry.fields) if entry.subject_kind == "person" else "",
        purpose=entry.purpose,
        is_read=acts.is_read(entry.act),
    )


def position_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
