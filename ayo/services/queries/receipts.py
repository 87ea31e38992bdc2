"""Which applications have a case, in plain words: the receipt of the newest word about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ayo.exchange import facade as exchange
from ayo.exchange.data import AppReceipt, Reach, Receipt

LOOKED_AT = 12

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
    name: str
    fields: str
    ms: int | None
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt ready to print; without a position the news has no place in the log yet."""

    position: int | None
    at: datetime | None
    reached: int
    total: int
    ms: int | None
    waiting: int
    failed: int
    lines: tuple[Line, ...]

    @property
    def is_settled(self) -> bool:
        """Tell whether waiting for more would be in vain."""
        return self.position is not None and not self.waiting


NOTHING_YET = Slip(None, None, 0, 0, None, 0, 0, ())


def slip_of(case_id: UUID) -> Slip:
    """Return how far the newest news of a case has come; what no application may have is no news of the case."""
    found = exchange.receipts_of(f"case/{case_id}", limit=LOOKED_AT)
    if not found:
        return NOTHING_YET
    return _slip(next((one for one in found if one.total), found[0]))


def _slip(found: Receipt) -> Slip:
    lines = tuple(_line(one) for one in found.entitled)
    return Slip(
        position=found.position,
        at=found.occurred_at,
        reached=found.reached,
        total=found.total,
        ms=found.ms,
        waiting=sum(line.state == "WAITING" for line in lines),
        failed=sum(line.state == "FAILED" for line in lines),
        lines=tuple(sorted(lines, key=lambda line: (line.state == "OK", line.ms or 0))),
    )


def _line(one: AppReceipt) -> Line:
    state, reason = _SAID[one.reach]
    return Line(one.app.name, str(_("keadaan urusan")), one.ms, state, str(reason))
