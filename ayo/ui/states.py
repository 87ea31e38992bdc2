"""One word, one colour and one icon for every state, so that the same thing looks the same on every page."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(NamedTuple):
    word: str | Promise
    tone: str
    icon: str


STATES: dict[str, State] = {
    "NEW": State(_("Baru"), "", "plus"),
    "DRAFT": State(_("Draf"), "", "edit"),
    "OPEN": State(_("Terbuka"), "flow", "inbox"),
    "PROCESSING": State(_("Diproses"), "flow", "sync"),
    "TURN": State(_("Giliran Anda"), "turn", "edit"),
    "WAITING": State(_("Menunggu"), "flow", "clock"),
    "SCHEDULED": State(_("Terjadwal"), "ok", "check"),
    "DONE": State(_("Selesai"), "ok", "check"),
    "APPROVED": State(_("Disetujui"), "ok", "check"),
    "REJECTED": State(_("Ditolak"), "bad", "x"),
    "LATE": State(_("Lewat janji"), "bad", "clock"),
    "FAILED": State(_("Gagal"), "bad", "alert"),
    "HELD": State(_("Tertahan"), "turn", "clock"),
    "PAUSED": State(_("Dijeda"), "", "pause"),
    "CUT": State(_("Putus"), "bad", "offline"),
    "HEALTHY": State(_("Sehat"), "ok", "check"),
    "SLOW": State(_("Lambat"), "turn", "clock"),
    "TEST": State(_("Uji coba"), "", "code"),
    "PROPOSED": State(_("Diusulkan"), "flow", "edit"),
    "DECIDED": State(_("Diputuskan"), "ok", "check"),
    "WITHDRAWN": State(_("Ditarik"), "", "undo"),
    "MATCH": State(_("Cocok"), "ok", "check"),
    "DIFFERENT": State(_("Berbeda"), "turn", "alert"),
    "EXPIRED": State(_("Kedaluwarsa"), "bad", "clock"),
    "REVOKED": State(_("Dicabut"), "bad", "lock"),
    "ACTIVE": State(_("Berlaku"), "ok", "check"),
}
