"""The queue in words: lines with what threatens each, the shelves with their numbers, filters that were kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common.actor import Actor
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.services import spoken
from ayo.services.data.lines import WorkLine
from ayo.services.models import SavedFilter
from ayo.services.queries import queue
from ayo.services.queries.queue import Counts
from ayo.services.rules import clock as days
from ayo.services.rules import risk
from ayo.services.rules.risk import Risk
from ayo.services.workbench import terms as ways
from ayo.services.workbench.terms import Shelf, Terms

PAGE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `is_kin` says that it is the officer's own or the family's: somebody else works on it."""

    id: UUID
    case_id: UUID
    url: str
    applicant: str
    service: str
    hint: str
    number: str
    short: str
    tag: str
    tone: str
    risk: Risk
    is_mine: bool
    is_kin: bool


@dataclass(frozen=True, slots=True)
class Listing:
    rows: list[Row]
    terms: Terms
    counts: Counts
    chips: list[dict[str, Any]]
    saved: list[dict[str, Any]]
    next_url: str
    first_url: str
    stamp: str

    def around(self, task_id: UUID) -> tuple[str, str, UUID | None]:
        """Return the addresses of the lines before and after one, and the one after; of a stranger the first line."""
        places = [row.id for row in self.rows]
        if task_id not in places:
            first = self.rows[0] if self.rows else None
            return "", first.url if first else "", first.id if first else None
        here = places.index(task_id)
        before = self.rows[here - 1].url if here else ""
        after = self.rows[here + 1] if here + 1 < len(self.rows) else None
        return before, after.url if after else "", after.id if after else None


def listing(actor: Actor, terms: Terms) -> Listing:
    """Return a page of the queue, with four queries however long it is."""
    today = ways.today()
    counted = queue.counts(actor, late_before=ways.due_before(today), today=today)
    found = queue.queue(actor, terms.narrowed(today=today), after=terms.place, limit=PAGE + 1)
    kin = registry.family_ids_of(actor.person_id) if actor.person_id else frozenset()
    rows = [row_of(line, terms, me=actor.person_id, kin=kin) for line in found[:PAGE]]
    base = reverse("services:bench")
    return Listing(
        rows=rows,
        terms=terms,
        counts=counted,
        chips=_chips(terms, counted),
        saved=_saved(actor, terms),
        next_url=base + terms.behind(found[PAGE - 1]).query if len(found) > PAGE and not terms.text else "",
        first_url=base + terms.from_start().query if terms.after else "",
        stamp=_stamp(found, counted),
    )


def first_shelf(counted: Counts) -> Shelf:
    """Whoever holds nothing yet begins with what may be taken."""
    return Shelf.MINE if counted.mine else Shelf.UNIT


def row_of(line: WorkLine, terms: Terms, *, me: UUID | None, kin: frozenset[UUID]) -> Row:
    found, tag = judged(line)
    return Row(
        id=line.task_id,
        case_id=line.case_id,
        url=reverse("services:bench_task", args=[line.task_id]) + terms.query,
        applicant=line.applicant,
        service=spoken.words(line.service),
        hint=_hint(line, me),
        number=line.number,
        short=line.number.partition("-")[0],
        tag=tag,
        tone=TONES[found],
        risk=found,
        is_mine=line.holder_id is not None and line.holder_id == me,
        is_kin=bool(kin & {line.applicant_id, line.subject_id}),
    )


TONES = {Risk.STOPPED: "", Risk.CALM: "flow", Risk.SOON: "turn", Risk.TODAY: "bad", Risk.LATE: "bad"}


def judged(line: WorkLine) -> tuple[Risk, str]:
    """Return how near the stage is to being late, and that in words."""
    left = left_of(line.due_on)
    found = risk.risk(days_left=left, usual_days=line.usual_days, is_waiting=line.is_waiting)
    return found, due_words(found, left)


def left_of(due_on: date) -> int:
    """Return how many working days are left; what passed its day on a day off is late by one at least."""
    left = days.left(due_on, ways.today(), pack().calendar)
    return min(left, -1) if due_on < ways.today() else left


def due_words(found: Risk, left: int) -> str:
    if found is Risk.STOPPED:
        return _("berhenti")
    if found is Risk.LATE:
        return ngettext("terlambat %(num)s hari", "terlambat %(num)s hari", -left) % {"num": -left}
    if left == 0:
        return _("hari ini")
    return _("besok") if left == 1 else ngettext("%(num)s hari", "%(num)s hari", left) % {"num": left}


def _hint(line: WorkLine, me: UUID | None) -> str:
    if line.is_waiting:
        return _("menunggu jawaban warga")
    if line.holder_id is None:
        return _("belum diambil")
    return _("Anda") if line.holder_id == me else line.holder


def _chips(terms: Terms, counted: Counts) -> list[dict[str, Any]]:
    labels = (
        (Shelf.MINE, _("Milik saya"), counted.mine),
        (Shelf.FREE, _("Belum diambil"), counted.free),
        (Shelf.DUE, _("Jatuh tempo"), counted.due),
        (Shelf.UNIT, _("Unit"), counted.all),
    )
    base = reverse("services:bench")
    return [
        {
            "label": label,
            "url": base + terms.on(shelf).query,
            "current": shelf is terms.shelf and not terms.text,
            "count": count,
        }
        for shelf, label, count in labels
    ]


def _saved(actor: Actor, terms: Terms) -> list[dict[str, Any]]:
    rows = SavedFilter.objects.filter(person_id=actor.id).order_by("name")
    base = reverse("services:bench")
    return [
        {
            "id": row.pk,
            "label": row.name,
            "url": base + ways.of(row.terms, otherwise=Shelf.UNIT).query,
            "current": row.terms == terms.kept and not terms.text,
        }
        for row in rows
    ]


def _stamp(found: Sequence[WorkLine], counted: Counts) -> str:
    """Return a word that is another one as soon as anything that the list shows is."""
    shown = [(one.task_id, one.version, one.holder_id, one.due_on, one.is_waiting) for one in found]
    return hashlib.sha256(repr((shown, counted, ways.today())).encode()).hexdigest()[:16]
