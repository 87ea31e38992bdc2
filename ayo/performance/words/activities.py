"""How work and attendance are said to people."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as later

from ayo.common import clock
from ayo.performance import law
from ayo.performance.data.activity import ActivityLine, ActivityState
from ayo.performance.data.attendance import DayStatus
from ayo.performance.data.entry import Odd, Submitted, WorkKind
from ayo.ui.filters import clock as time_of_day
from ayo.ui.filters import number
from ayo.ui.states import State as Look

STATES: Mapping[ActivityState, Look] = {
    ActivityState.WAITING: Look(later("Menunggu warga"), "flow", "clock"),
    ActivityState.COUNTED: Look(later("Terhitung"), "ok", "check"),
    ActivityState.REVERSED: Look(later("Ditarik kembali"), "bad", "undo"),
    ActivityState.SUBMITTED: Look(later("Menunggu atasan"), "flow", "clock"),
    ActivityState.RETURNED: Look(later("Dikembalikan"), "turn", "edit"),
    ActivityState.REJECTED: Look(later("Ditolak"), "bad", "x"),
    ActivityState.WITHDRAWN: Look(later("Dibatalkan"), "", "x"),
}
DAYS: Mapping[DayStatus, Look] = {
    DayStatus.PRESENT: Look(later("Hadir"), "ok", "check"),
    DayStatus.LATE: Look(later("Terlambat"), "turn", "clock"),
    DayStatus.LEFT_EARLY: Look(later("Pulang cepat"), "turn", "clock"),
    DayStatus.LATE_AND_EARLY: Look(later("Terlambat dan pulang cepat"), "turn", "clock"),
    DayStatus.ON_DUTY: Look(later("Dinas luar"), "ok", "bus"),
    DayStatus.ON_LEAVE: Look(later("Cuti"), "", "cal"),
    DayStatus.ABSENT: Look(later("Tanpa keterangan"), "bad", "alert"),
    DayStatus.DAY_OFF: Look(later("Libur"), "", "sun"),
}
REASONS: Mapping[str, str | Promise] = {
    "not_in_catalogue": later("Pekerjaan ini tidak ada di katalog untuk jabatan Anda."),
    "bad_volume": later("Volume ini kurang dari satu, atau lebih panjang dari satu hari."),
    "future": later("Tanggalnya belum tiba."),
    "too_old": later("Tanggalnya sudah lewat batas pencatatan."),
    "on_leave": later("Hari itu Anda cuti; pekerjaan hari cuti tidak dicatat."),
    "not_in_service": later("Pada tanggal itu Anda belum atau tidak lagi bertugas."),
    "overlaps": later("Pada jam itu sudah ada pekerjaan lain."),
}
OPEN = {ActivityState.SUBMITTED, ActivityState.RETURNED}


def line(given: ActivityLine) -> dict[str, Any]:
    """Return an activity as a row of the list of its day."""
    return {
        "id": given.id, "title": given.title, "at": given.at, "on": given.on, "minutes": given.minutes,
        "look": STATES[given.state], "volume": given.volume, "reason": given.reason, "is_manual": given.is_manual,
        "is_open": given.is_manual and given.state in OPEN,
    }  # fmt: skip


def in_language(words: Mapping[str, str]) -> str:
    return words.get(get_language() or "id") or next(iter(words.values()), "")


def kind_option(kind: WorkKind) -> str:
    """Return a kind of work as a choice: what it is, and the minutes of one unit."""
    said = {"title": in_language(kind.title), "n": number(kind.minutes), "unit": in_language(kind.unit)}
    return gettext("%(title)s · %(n)s menit per %(unit)s") % said


def odd(why: Odd, one: Submitted) -> str:
    """Return in words why an activity is worth a look."""
    kind = law.work_kinds().get(one.code)
    match why:
        case Odd.OVER_CEILING:
            said = {"n": number(one.day_minutes), "of": number(law.minutes_of_a_day())}
            return gettext("%(n)s menit pada hari itu, lebih dari %(of)s") % said
        case Odd.OVERLAPS:
            return gettext("Bersamaan dengan layanan yang diselesaikan di meja kerja")
        case Odd.FAR_ABOVE:
            said = {"n": number(one.volume), "usual": number(kind.usual if kind else 0)}
            return gettext("Volume %(n)s, biasanya paling banyak %(usual)s sehari") % said
        case Odd.LATE:
            return gettext("Dicatat %(n)s hari kemudian") % {"n": (clock.day_of(one.entered_at) - one.on).days}
        case Odd.AT_NIGHT:
            return gettext("Malam hari, %(at)s") % {"at": span(one)}
        case Odd.DAY_OFF:
            return gettext("Pada hari libur")


def span(one: Submitted) -> str:
    """Return from when until when, or nothing."""
    if one.starts_at is None or one.ends_at is None:
        return ""
    return f"{time_of_day(one.starts_at)}–{time_of_day(one.ends_at)}"
