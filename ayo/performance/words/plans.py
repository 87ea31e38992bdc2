"""How plans and their steps are said to people."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as later

from ayo.performance import law
from ayo.performance.data.plan import Approach, Aspect, Indicator, PlanAct, PlanState, ResultKind
from ayo.performance.data.rating import Rated
from ayo.performance.models import Feedback, Plan, Realisation, UnitResult
from ayo.performance.queries.plans import ResultLine, StepLine
from ayo.performance.rules import plan as rules
from ayo.performance.words import ratings as rating_words
from ayo.ui.states import State as Look

STATES: Mapping[PlanState, Look] = {
    PlanState.DRAFT: Look(later("Draf"), "turn", "edit"),
    PlanState.SUBMITTED: Look(later("Menunggu atasan"), "flow", "clock"),
    PlanState.AGREED: Look(later("Disepakati"), "ok", "check"),
}
ACTS: Mapping[PlanAct, str | Promise] = {
    PlanAct.DRAFTED: later("Draf dibuat dari contoh jabatan"),
    PlanAct.CHANGED: later("Diubah"),
    PlanAct.SUBMITTED: later("Dikirim ke atasan"),
    PlanAct.TAKEN_BACK: later("Ditarik kembali"),
    PlanAct.RETURNED: later("Dikembalikan"),
    PlanAct.AGREED: later("Disepakati"),
    PlanAct.SPLIT: later("Dibagi karena pindah jabatan"),
}
ASPECTS: Mapping[Aspect, str | Promise] = {
    Aspect.QUANTITY: later("Kuantitas"), Aspect.QUALITY: later("Kualitas"), Aspect.TIME: later("Waktu"),
    Aspect.COST: pgettext_lazy("aspect", "Biaya"),
}  # fmt: skip
APPROACHES: Mapping[Approach, str | Promise] = {
    Approach.QUANTITATIVE: later("Kuantitatif: indikator dengan aspek, target, dan satuan"),
    Approach.QUALITATIVE: later("Kualitatif: ukuran keberhasilan dalam kata-kata"),
}
KINDS: Mapping[ResultKind, str | Promise] = {
    ResultKind.MAIN: later("Utama, milik jabatan"), ResultKind.EXTRA: later("Tambahan, di luar jabatan"),
}  # fmt: skip
REASONS: Mapping[str, str | Promise] = {
    "no_main_result": later("Belum ada hasil kerja utama. Tambahkan satu sebelum mengirim."),
    "not_measured": later("Ada hasil kerja yang indikatornya belum lengkap untuk pendekatan ini. Lengkapi dulu."),
    "no_superior": later("Atasan Anda belum tercatat. Minta unit kepegawaian membetulkan data jabatan."),
    "no_comment": later("Tulis apa yang perlu diubah."),
    "no_text": later("Isi dulu teksnya."),
    "too_many": later("Sudah ada dua puluh hasil kerja. Gabungkan yang serupa."),
    "gone": later("Hasil unit ini sudah tidak ada. Pilih yang lain."),
    "plan_changed": later("Rencana ini berubah sejak Anda membukanya. Di bawah ini keadaannya sekarang."),
    "no_period": later("Tidak ada periode yang mulai pada tanggal itu."),
    "not_begun": later("Periode ini belum mulai."),
    "wrong_step": later("Langkah ini sudah lewat. Di bawah ini keadaannya sekarang."),
}


def plan(given: Plan) -> dict[str, Any]:
    """Return what stands at the head of a plan."""
    return {
        "id": given.pk, "year": given.year, "post": given.post, "since": given.since,
        "last": given.until - timedelta(days=1), "state": given.state, "look": STATES[PlanState(given.state)],
        "version": given.version, "is_whole_year": (given.since, given.until) == rules.year_of(given.year),
        "approach": given.approach,
    }  # fmt: skip


def results(lines: list[ResultLine], *, approach: str) -> list[dict[str, Any]]:
    return [
        {
            "id": line.id, "text": line.result.text, "is_main": line.result.kind is ResultKind.MAIN,
            "supports": line.supports, "is_support_ended": line.is_support_ended,
            "indicators": [_indicator(one) for one in line.result.indicators],
            "is_measured": rules.is_measured(line.result, approach=Approach(approach)),
        }
        for line in lines
    ]  # fmt: skip


def with_realised(
    rows: list[dict[str, Any]], kept: Mapping[UUID, list[Realisation]],
    *, rated: Mapping[UUID, list[Realisation]] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return results with what the employee says came of them; where it is another than was `rated`, with that too."""
    return [
        row | {"realised": [_realised(one, _seen(one, rated)) for one in kept.get(row["id"], ())]} for row in rows
    ]  # fmt: skip


def _seen(one: Realisation, rated: Mapping[UUID, list[Realisation]] | None) -> Realisation | None:
    """Return what was said of the same result and period when it was rated."""
    if rated is None:
        return one
    return next((before for before in rated.get(one.result_id, ()) if before.since == one.since), None)


def realisation_version(one: Realisation) -> dict[str, Any]:
    """Return an older version for the timeline."""
    said = [f"{line['indicator']}: {line['text']}" for line in one.lines if line["text"]]
    return {"title": "; ".join(said), "hint": gettext("Versi %(n)s") % {"n": one.version}, "at": one.written_at}


def _realised(one: Realisation, seen: Realisation | None) -> dict[str, Any]:
    period = rating_words.period(Rated.PERIODIC, one.since, one.until)
    before = {line["indicator"]: line["text"] for line in seen.lines} if seen else {}
    lines = [
        line | {"before": said if (said := before.get(line["indicator"], "")) != line["text"] else ""}
        for line in one.lines
        if line["text"]
    ]
    return {"period": period, "at": one.written_at, "is_late": seen != one, "lines": lines}


def behaviours(expectations: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the values in the order of the region, each with its guides and what the leader expects beyond them."""
    return [
        {"code": one.code, "name": _said(one.name), "guides": [_said(guide) for guide in one.guides],
         "expected": expectations.get(one.code, "")}
        for one in law.plans().behaviours
    ]  # fmt: skip


def step(line: StepLine) -> dict[str, Any]:
    """Return a step for the timeline: what, by whom, what was said, and what changed."""
    one = line.step
    said = [one.label, *([f"“{one.comment}”"] if one.comment else []), *map(change, line.changes)]
    return {"title": ACTS[PlanAct(one.act)], "hint": " · ".join(said), "at": one.at}


def change(given: rules.Difference) -> str:
    if not given.was:
        return gettext("baru: %(text)s") % {"text": given.now}
    if not given.now:
        return gettext("dihapus: %(text)s") % {"text": given.was}
    if given.was == given.now:
        return gettext("diubah: %(text)s") % {"text": given.now}
    return gettext("diubah: %(was)s menjadi %(now)s") % {"was": given.was, "now": given.now}


def feedback(given: Feedback) -> dict[str, Any]:
    return {"title": given.text, "hint": given.label, "at": given.at}


def supports(choices: list[UnitResult]) -> list[tuple[str, str]]:
    return [("", gettext("Belum ditentukan")), *((str(one.pk), one.text) for one in choices)]


def _indicator(one: Indicator) -> dict[str, Any]:
    aspect = ASPECTS[one.aspect] if one.aspect else ""
    return {"text": one.text, "aspect": aspect, "target": f"{one.target} {one.unit}".strip()}


def _said(words: Mapping[str, str]) -> str:
    return words.get(get_language() or "id") or next(iter(words.values()), "")


def is_id(text: str) -> UUID | None:
    """Return the id that a text is, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None
