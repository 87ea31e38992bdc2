"""Beban unit in words: three lists, each short at first, and each by itself a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ayo.common import clock
from ayo.registry import facade as registry
from ayo.services import desks, spoken, versions
from ayo.services.data.lines import Load, StageLoad, UrgentLine
from ayo.services.rules import risk
from ayo.services.workbench import listing
from ayo.ui.paging import page_of

URGENT, STAGES, PEOPLE = "mendesak", "tahap", "pegawai"
PARTS = (URGENT, STAGES, PEOPLE)
AT_FIRST, PAGE, LAST_PAGE = 5, 25, 40
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Window:
    """Which lines of one list a page shows: the first few, or a page of it when the list is opened by itself."""

    part: str
    kept: dict[str, str]
    page: int
    is_alone: bool

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE

    @property
    def size(self) -> int:
        return PAGE if self.is_alone else AT_FIRST

    def cut(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows[self.first : self.first + self.size]

    def links(self, *, has_more: bool) -> dict[str, str]:
        """Return where the rest of the list is: opened by itself, or the pages beside this one."""
        if not self.is_alone:
            return {"whole": self._address(1)} if has_more else {}
        before = {"previous": self._address(self.page - 1)} if self.page > 1 else {}
        return before | ({"next": self._address(self.page + 1)} if has_more and self.page < LAST_PAGE else {})

    def _address(self, page: int) -> str:
        return "?" + urlencode(self.kept | {"bagian": self.part} | ({"halaman": page} if page > 1 else {}))


def windows(part: str, page: str, *, kept: dict[str, str]) -> dict[str, Window]:
    """Return the lists that are shown, by their name: the one that was asked for, else all of them."""
    number = page_of(page, last=LAST_PAGE)
    if part in PARTS:
        return {part: Window(part, kept, number, is_alone=True)}
    return {one: Window(one, kept, 1, is_alone=False) for one in PARTS}


def figures(found: Sequence[Load]) -> list[dict[str, Any]]:
    return [
        {"label": _("Terbuka"), "value": sum(one.open for one in found)},
        {"label": _("Terlambat"), "value": sum(one.late for one in found), "tone": "bad"},
        {"label": _("Jatuh tempo hari ini"), "value": sum(one.today for one in found)},
        {"label": _("Menunggu warga"), "value": sum(one.waiting for one in found)},
    ]


def hands(one: Load, names: dict[UUID, str], units: dict[UUID, str]) -> dict[str, Any]:
    return {
        "who": names.get(one.holder_id, "") if one.holder_id else _("Belum diambil"),
        "office": units.get(one.organisation_id, ""),
        "open": one.open,
        "late": one.late,
        "today": one.today,
        "waiting": one.waiting,
        "oldest": one.oldest,
        "days": (clock.now() - one.oldest).days,
    }


def stage(one: StageLoad) -> dict[str, Any]:
    made = versions.definition_of(one.version_id)
    return {
        "service": spoken.words(made.name),
        "stage": spoken.words(made.stage(one.stage).title),
        "open": one.open,
        "late": one.late,
        "free": one.free,
        "oldest": one.oldest,
    }


def workers(due: Sequence[UrgentLine], *, dealt_by: UUID) -> dict[UUID, list[UUID]]:
    """Return by stage to whom it can be given: whose work it is, but for whoever it concerns, and their families.

    Whoever is of such a family deals nothing out either. Five statements, however much is due.
    """
    at = desks.workers_at({one.place for one in due})
    families = registry.families_of({person for one in due for person in one.concerned})
    found = {}
    for one in due:
        kin = frozenset[UUID]().union(*(families[person] for person in one.concerned))
        barred = kin | {one.helper_id}
        found[one.task_id] = [] if dealt_by in barred else [who for who in at[one.place] if who not in barred]
    return found


def urgent(one: UrgentLine, names: dict[UUID, str], people: Sequence[UUID]) -> dict[str, Any]:
    """Say what is due, and to whom it could be given; the action asks again."""
    made = versions.definition_of(one.version_id)
    here, left = made.stage(one.stage), listing.left_of(one.due_on)
    found = risk.risk(days_left=left, usual_days=risk.usual_days(made.days, here.share), is_waiting=False)
    return {
        "id": one.task_id,
        "version": one.version,
        "applicant": names.get(one.applicant_id, ""),
        "service": spoken.words(made.name),
        "stage": spoken.words(here.title),
        "number": one.number,
        "url": reverse("services:office_case", args=[one.case_id]),
        "tag": listing.due_words(found, left),
        "tone": listing.TONES[found],
        "holder": names.get(one.holder_id, "") if one.holder_id else "",
        "people": sorted(((person, names.get(person, "")) for person in people), key=lambda pair: pair[1]),
    }
