"""Receipts as people read them: which applications got what, in plain words, and when."""

import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ayo.events import facade as events
from ayo.events.facade import Logged
from ayo.exchange import facade as exchange
from ayo.exchange.data import AppReceipt, Reach, Receipt
from ayo.registry import facade as registry
from ayo.registry.data import Kind

KEPT = 5_000
FRESH_FOR = 1.0
BESIDE = 4
"""How many events that change no field, a proposal for instance, are looked past."""

_SAID: Mapping[Reach, tuple[str, Promise | str]] = {
    Reach.REACHED: ("OK", ""),
    Reach.PENDING: ("WAITING", _("sedang dikirim")),
    Reach.PARKED: ("WAITING", _("belum menjawab, dicoba lagi sendiri")),
    Reach.WAITING_FOR_PULL: ("WAITING", _("diambil aplikasinya sendiri")),
    Reach.IN_FILE: ("WAITING", _("sudah di berkasnya, menunggu dibaca")),
    Reach.PAUSED: ("WAITING", _("aplikasi sedang dijeda")),
    Reach.REFUSED: ("FAILED", _("ditolak aplikasi, sedang diurus petugas")),
    Reach.EXPIRED: ("FAILED", _("tidak sampai selama tujuh hari, sedang diurus petugas")),
    Reach.DISCARDED: ("FAILED", _("dihentikan petugas")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One application on a receipt."""

    name: str
    fields: str
    ms: int | None
    state: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt ready to print; `position` None means that the change has no place in the log yet."""

    event_id: UUID
    position: int | None
    at: datetime | None
    fields: str
    reached: int
    total: int
    ms: int | None
    waiting: int
    failed: int
    is_complete: bool
    lines: tuple[Line, ...]

    @property
    def detailed(self) -> list[Line]:
        """The lines with what the applications answered, for those who look after them."""
        return [replace(line, reason=line.detail or line.reason) for line in self.lines]


@dataclass(frozen=True, slots=True)
class Change:
    """A change and how far it has come, as one line of a list."""

    event_id: UUID
    at: datetime
    fields: str
    reached: int
    total: int
    ms: int | None
    is_complete: bool


def slip(event_id: UUID, *, fields: Sequence[str], area: str, groups: Sequence[str]) -> Slip:
    """Return the whole receipt of a change of a person's fields."""
    found = exchange.receipt(event_id)
    if found is None:
        return Slip(event_id, None, None, registry.words.fields(Kind.PERSON, fields), 0, 0, None, 0, 0, False, ())
    held = {one.app.id: one.fields for one in exchange.holdings(Kind.PERSON, area, groups)}
    lines = tuple(_line(one, held.get(one.app.id, ()), fields) for one in found.entitled)
    return Slip(
        event_id=event_id,
        position=found.position,
        at=found.occurred_at,
        fields=registry.words.fields(Kind.PERSON, fields),
        reached=found.reached,
        total=found.total,
        ms=found.ms,
        waiting=sum(line.state == "WAITING" for line in lines),
        failed=sum(line.state == "FAILED" for line in lines),
        is_complete=found.is_complete,
        lines=tuple(sorted(lines, key=lambda line: (line.state == "OK", line.ms or 0))),
    )


def recent(person_id: UUID, *, limit: int) -> list[Change]:
    """Return the newest changes of a person, newest first."""
    logged = events.of_subject(f"person/{person_id}", limit=limit + BESIDE)
    kept = [one for one in logged if one.data.get("changed")][:limit]
    return [_change(one, _summary(one.event_id)) for one in kept]


def forget() -> None:
    _known.clear()


def _change(logged: Logged, summary: "_Summary") -> Change:
    said = registry.words.fields(Kind.PERSON, logged.data["changed"])
    return Change(logged.event_id, logged.occurred_at, said[:1].upper() + said[1:], *summary)


_Summary = tuple[int, int, int | None, bool]
_known: OrderedDict[UUID, tuple[float, _Summary]] = OrderedDict()


def _summary(event_id: UUID) -> _Summary:
    """A complete receipt stays complete; any other is asked for again after a second."""
    now = time.monotonic()
    asked_at, summary = _known.get(event_id, (0.0, (0, 0, None, False)))
    if summary[3] or now - asked_at < FRESH_FOR:
        return summary
    found = exchange.receipt(event_id)
    summary = _summed(found) if found else (0, 0, None, False)
    _known[event_id] = (now, summary)
    while len(_known) > KEPT:
        _known.popitem(last=False)
    return summary


def _summed(found: Receipt) -> _Summary:
    return found.reached, found.total, found.ms, found.is_complete


def _line(one: AppReceipt, held: Sequence[str], changed: Sequence[str]) -> Line:
    state, reason = _SAID[one.reach]
    told = [name for name in held if name.partition(".")[0] in changed] or held
    fields = registry.words.fields(Kind.PERSON, told) if told else str(_("data ini ditarik dari sana"))
    return Line(one.app.name, fields, one.ms, state, str(reason), exchange.trouble(one.reason))
