"""Filters as they stand in the address of a list. What does not parse is left out, never an error page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from ayo.common import clock
from ayo.region.facade import pack
from ayo.registry.data import Group, PersonFilter, Sex


@dataclass(frozen=True, slots=True)
class Persons:
    """The list of persons: which area, sex and group, and after whom the page begins."""

    area: str = ""
    sex: str = ""
    group: str = ""
    after: UUID | None = None

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        area, sex, group = given.get("wilayah", ""), given.get("jk", ""), given.get("kelompok", "")
        return cls(
            area if area in pack().areas else "",
            sex if sex in set(Sex) else "",
            group if group in set(Group) else "",
            id_of(given.get("sesudah", "")),
        )

    @property
    def chosen(self) -> PersonFilter:
        return PersonFilter(self.area, self.sex, self.group)

    @property
    def is_narrow(self) -> bool:
        return bool(self.area or self.sex or self.group)

    def first_address(self) -> str:
        return "?" + urlencode(self.written())

    def next_address(self, last: UUID) -> str:
        return "?" + urlencode({**self.written(), "sesudah": str(last)})

    def written(self) -> dict[str, str]:
        words = {"wilayah": self.area, "jk": self.sex, "kelompok": self.group}
        return {name: value for name, value in words.items() if value}


@dataclass(frozen=True, slots=True)
class Audit:
    """The list of audit entries: which act, by whom, about what, in which period, and below which number."""

    act: str = ""
    actor_id: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        actor, number = id_of(given.get("pelaku", "")), given.get("sebelum", "")
        return cls(
            act=given.get("tindakan", "")[:100],
            actor_id=str(actor) if actor else "",
            subject_kind=given.get("jenis", "")[:50],
            subject_id=given.get("tentang", "")[:64].strip(),
            since=_day(given.get("dari", "")),
            until=_day(given.get("sampai", "")),
            before=int(number) if number.isascii() and number.isdigit() and len(number) < 18 else None,
        )

    def chosen(self) -> dict[str, Any]:
        """Return the filters as the audit log takes them; the last day is meant whole."""
        return {
            "act": self.act,
            "actor_id": self.actor_id,
            "subject_kind": self.subject_kind,
            "subject_id": self.subject_id,
            "since": _midnight(self.since) if self.since else None,
            "until": _midnight(self.until + timedelta(days=1)) if self.until else None,
        }

    @property
    def is_narrow(self) -> bool:
        return bool(self.written())

    def written(self) -> dict[str, str]:
        words = {
            "tindakan": self.act,
            "pelaku": self.actor_id,
            "jenis": self.subject_kind,
            "tentang": self.subject_id,
            "dari": self.since.isoformat() if self.since else "",
            "sampai": self.until.isoformat() if self.until else "",
        }
        return {name: value for name, value in words.items() if value}

    def written_line(self) -> str:
        return urlencode(self.written())

    def next_address(self, seq: int) -> str:
        return "?" + urlencode({**self.written(), "sebelum": str(seq)})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def day_of(text: str) -> date:
    """Return the day that is written, or today."""
    return _day(text) or clock.today()


def moment_of(text: str) -> datetime | None:
    """Return the end of the minute that is written, as the wall clock reads it, or None for now."""
    try:
        written = datetime.fromisoformat(text)
    except ValueError:
        return None
    local = written if written.tzinfo else timezone.make_aware(written)
    return local.replace(second=59, microsecond=999_999)
