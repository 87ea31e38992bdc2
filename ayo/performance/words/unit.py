"""How what units are to reach and achieved is said to people."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as later

from ayo.performance.data.rating import Achievement, Guide, Predicate
from ayo.performance.models import UnitRatingStep
from ayo.performance.rules.evaluation import Deviation
from ayo.performance.words.ratings import PREDICATES
from ayo.ui.states import State as Look

ACHIEVEMENTS: Mapping[str, Look] = {
    Achievement.OUTSTANDING: Look(later("Istimewa"), "ok", "star"),
    Achievement.GOOD: Look(later("Baik"), "ok", "check"),
    Achievement.NEEDS_WORK: Look(later("Butuh perbaikan"), "turn", "edit"),
    Achievement.POOR: Look(later("Kurang"), "bad", "alert"),
    Achievement.VERY_POOR: Look(later("Sangat kurang"), "bad", "alert"),
}
REASONS: Mapping[str, str | Promise] = {
    "no_text": later("Isi dulu teksnya."),
    "no_reason": later("Tulis alasannya."),
    "too_many": later("Sudah ada dua puluh hasil unit. Gabungkan yang serupa."),
    "said_already": later("Hasil ini sudah ada pada unit yang sama."),
    "wrong_year": later("Hasil unit disusun untuk tahun ini dan tahun depan."),
    "unit_changed": later("Ini berubah sejak Anda membukanya. Di bawah ini keadaannya sekarang."),
    "no_period": later("Tidak ada periode yang mulai pada tanggal itu."),
    "not_over": later("Periode ini belum berakhir."),
}


def deviation(one: Deviation) -> str:
    """Return a guide that is not kept as a sentence: what it asks, and how it stands."""
    held = gettext("sekarang %(held)s dari %(all)s") % {"held": one.held, "all": one.everybody}
    return f"{guide(one.guide)}; {held}."


def guide(one: Guide) -> str:
    """Return what a guide of the pattern asks for."""
    named = [str(PREDICATES[each].word) for each in Predicate if each in one.predicates]
    names = gettext(" atau ").join(named)
    if one.somebody:
        return gettext("Paling sedikit satu pegawai berpredikat %(names)s") % {"names": names}
    if one.at_least:
        return gettext("Paling sedikit %(n)s%% pegawai berpredikat %(names)s") % {"n": one.at_least, "names": names}
    if not one.at_most:
        return gettext("Tidak ada pegawai berpredikat %(names)s") % {"names": names}
    return gettext("Paling banyak %(n)s%% pegawai berpredikat %(names)s") % {"n": one.at_most, "names": names}


def spread(given: Sequence[Predicate]) -> list[dict[str, Any]]:
    """Return how many hold each predicate, the best first."""
    return [
        {"look": PREDICATES[one], "count": given.count(one), "of": len(given),
         "share": round(100 * given.count(one) / len(given)) if given else 0}
        for one in Predicate
    ]  # fmt: skip


def step(one: UnitRatingStep, before: UnitRatingStep | None) -> dict[str, Any]:
    """Return a version for the timeline: what was set or justified, by whom, and their words."""
    is_set = before is None or (before.achievement, before.reason) != (one.achievement, one.reason)
    word = str(ACHIEVEMENTS[one.achievement].word)
    title = gettext("Capaian unit: %(word)s") % {"word": word} if is_set else gettext("Alasan sebaran")
    said = one.reason if is_set else one.justification
    return {"title": title, "hint": f"{one.label} · “{said}”" if said else one.label, "at": one.at}
