"""How ratings and predicates are said to people."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as later

from ayo.performance.data.rating import Predicate, Rated, Rating
from ayo.performance.data.review import Evidence
from ayo.performance.models import EmployeeRating
from ayo.ui.states import State as Look

PREDICATES: Mapping[str, Look] = {
    Predicate.VERY_GOOD: Look(later("Sangat baik"), "ok", "star"),
    Predicate.GOOD: Look(later("Baik"), "ok", "check"),
    Predicate.NEEDS_WORK: Look(later("Butuh perbaikan"), "turn", "edit"),
    Predicate.POOR: Look(later("Kurang"), "bad", "alert"),
    Predicate.VERY_POOR: Look(later("Sangat kurang"), "bad", "alert"),
}
RATINGS: Mapping[str, str | Promise] = {
    Rating.ABOVE: later("Di atas ekspektasi"), Rating.MEETS: later("Sesuai ekspektasi"),
    Rating.BELOW: later("Di bawah ekspektasi"),
}  # fmt: skip
REASONS: Mapping[str, str | Promise] = {
    "not_over": later("Periode ini belum berakhir."),
    "no_service": later("Pegawai ini tidak bertugas pada periode itu."),
    "no_period": later("Tidak ada periode yang mulai pada tanggal itu."),
    "plan_changed": later("Penilaian ini berubah sejak Anda membukanya. Di bawah ini keadaannya sekarang."),
}
_MONTHS: tuple[str | Promise, ...] = (
    later("Januari"), later("Februari"), later("Maret"), later("April"), later("Mei"), later("Juni"), later("Juli"),
    later("Agustus"), later("September"), later("Oktober"), later("November"), later("Desember"),
)  # fmt: skip


def period(kind: Rated, since: date, until: date) -> str:
    """Return what a period is called: a month, a quarter or a year."""
    if kind is Rated.YEARLY:
        return gettext("Tahun %(year)s") % {"year": since.year}
    first = str(_MONTHS[since.month - 1])
    last = str(_MONTHS[(until.month - 2) % 12])
    name = first if first == last else f"{first}–{last}"
    return gettext("%(month)s %(year)s") % {"month": name, "year": since.year}


def rating(given: EmployeeRating) -> dict[str, Any]:
    """Return a rating as its employee reads it."""
    return {
        "period": period(Rated(given.kind), given.since, given.until), "look": PREDICATES[given.predicate],
        "results": RATINGS[given.results], "behaviour": RATINGS[given.behaviour], "note": given.note,
        "by": given.rated_label, "at": given.rated_at, "object_until": given.object_until,
    }  # fmt: skip


def evidence(given: Evidence) -> dict[str, Any]:
    return {
        "kinds": [{"title": one.title, "count": one.count, "minutes": one.minutes} for one in given.kinds],
        "minutes": given.minutes, "count": given.count, "services": given.services, "capacity": given.capacity,
    }  # fmt: skip
