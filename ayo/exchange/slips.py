"""Receipts in plain words, for residents and officers alike: which applications have it, which not yet, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ayo.exchange import words
from ayo.exchange.data import AppReceipt, Reach, Receipt

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
    """One application on a receipt; `fields` are what it got, in words."""

    name: str
    fields: str
    ms: int | None
    state: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt ready to print; `position` None means that the change has no place in the log yet."""

    position: int | None
    at: datetime | None
    reached: int
    total: int
    ms: int | None
    waiting: int
    failed: int
    is_complete: bool
    lines: tuple[Line, ...]

    @property
    def is_settled(self) -> bool:
        """Tell whether waiting for more would be in vain."""
        return self.position is not None and not self.waiting

    @property
    def detailed(self) -> list[Line]:
        """The lines with what the applications answered, for those who look after them."""
        return [replace(line, reason=line.detail or line.reason) for line in self.lines]


def of(found: Receipt | None, said: Callable[[AppReceipt], str]) -> Slip:
    """Return a receipt in words; `said` tells what an application got."""
    if found is None:
        return Slip(None, None, 0, 0, None, 0, 0, False, ())
    lines = tuple(_line(one, said(one)) for one in found.entitled)
    return Slip(
        position=found.position,
        at=found.occurred_at,
        reached=found.reached,
        total=found.total,
        ms=found.ms,
        waiting=sum(line.state == "WAITING" for line in lines),
        failed=sum(line.state == "FAILED" for line in lines),
        is_complete=found.is_complete,
        lines=tuple(sorted(lines, key=lambda line: (line.state == "OK", line.ms or 0))),
    )


def _line(one: AppReceipt, fields: str) -> Line:
    state, reason = _SAID[one.reach]
    return Line(one.app.name, fields, one.ms, state, str(reason), words.trouble(one.reason))
