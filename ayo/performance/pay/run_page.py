"""A month run as its page prints it: progress, sums by unit, who did which step, and what may be done next."""

from typing import Any

from django.utils.translation import gettext as _

from ayo.common.actor import Actor
from ayo.performance import access
from ayo.performance.data.pay import AT_WORK, SHOWN, RunState
from ayo.performance.law import allowance as law
from ayo.performance.models import AllowanceRun
from ayo.performance.queries import runs
from ayo.performance.queries.differences import Difference
from ayo.performance.rules import steps
from ayo.performance.words import pay as words
from ayo.ui.filters import rupiah
from ayo.ui.jinja import url

UNITS = 25
_NEXT = {RunState.DRAFT: RunState.CHECKED, RunState.CHECKED: RunState.APPROVED, RunState.APPROVED: RunState.PAID}
_DEEDS = {RunState.CHECKED: "periksa", RunState.APPROVED: "setujui", RunState.PAID: "bayar"}


def line(run: AllowanceRun, net: int | None) -> dict[str, Any]:
    """Return a run as one line of the list."""
    name = words.month_name(run.month)
    return {
        "id": run.pk, "month": name, "name": _("Koreksi %(month)s") % {"month": name} if run.corrects_id else name,
        "look": words.RUNS[RunState(run.state)], "url": url("performance:run", run.pk), "slips": run.calculated,
        "net": rupiah(net) if net is not None and run.output_digest else "", "by": run.started_label,
        "at": run.created_at, "version": run.version,
    }  # fmt: skip


def page(run: AllowanceRun, actor: Actor, number: int) -> dict[str, Any]:
    """Return everything the page of a run shows to this actor, with the units of one page."""
    state = RunState(run.state)
    units = runs.by_unit(run.pk) if run.output_digest else []
    return {
        "run": line(run, None), "state": state, "it": run, "progress": _progress(run, state),
        "sums": runs.sums(run.pk) if run.output_digest else None, "unit_count": len(units),
        "units": units[number * UNITS : (number + 1) * UNITS],
        "next": f"?lewati={number + 1}" if len(units) > (number + 1) * UNITS else "",
        "previous": f"?lewati={number - 1}" if number else "",
        "left_out": [(words.refusal(code), code, count) for code, count in runs.left_out(run.pk)],
        "chain": _chain(run), "step": _next_step(run, state, actor),
        "may_cancel": state in steps.FROM[RunState.CANCELLED] and access.may_move_allowance(actor, RunState.CANCELLED),
        "may_correct": state in SHOWN and access.may_run_allowance(actor),
        "may_export": bool(run.output_digest) and access.may_export_allowance(actor),
        "may_open_slips": access.sees_slips_of_others(actor),
        "basis": words.basis(law.of_written(run.written).tariff.legal_basis),
        "digests": _digests(run),
    }  # fmt: skip


def _progress(run: AllowanceRun, state: RunState) -> dict[str, Any] | None:
    """Freezing is the first half of the work, calculating the second."""
    if state not in AT_WORK:
        return None
    doing = _("Membekukan masukan setiap pegawai") if state == RunState.FREEZING else _("Menghitung slip")
    at = run.frozen if state == RunState.FREEZING else run.calculated
    of = run.everybody if state == RunState.FREEZING else run.frozen - run.left_out
    return {"label": doing, "done": run.frozen + run.calculated, "of": 2 * max(run.everybody, 1), "at": at, "all": of}


def _next_step(run: AllowanceRun, state: RunState, actor: Actor) -> dict[str, Any] | None:
    """Return the next step, with why it is not this actor's when it is not."""
    to = _NEXT.get(state)
    if to is None:
        return None
    labels = {
        RunState.CHECKED: _("Nyatakan sudah diperiksa"), RunState.APPROVED: _("Setujui"),
        RunState.PAID: _("Catat sudah dibayar"),
    }  # fmt: skip
    why = ""
    if not access.may_move_allowance(actor, to):
        why = _("Langkah ini milik peran lain.")
    elif steps.refusal(
        to, state, by=actor.id, started_by=run.started_by, checked_by=run.checked_by, approved_by=run.approved_by
    ):
        why = words.fault("four_eyes")
    return {"deed": _DEEDS[to], "label": labels[to], "why": why}


def _chain(run: AllowanceRun) -> list[dict[str, Any]]:
    """Return who did which step, newest first."""
    done = [
        (_("Dimulai"), run.started_label, run.created_at), (_("Sudah diperiksa"), run.checked_label, run.checked_at),
        (_("Disetujui"), run.approved_label, run.approved_at), (_("Dibayar"), run.paid_label, run.paid_at),
    ]  # fmt: skip
    return [{"title": title, "hint": who, "at": at} for title, who, at in reversed(done) if at]


def _digests(run: AllowanceRun) -> dict[str, Any] | None:
    if not run.output_digest:
        return None
    return {
        "inputs": run.input_digest[:12], "outputs": run.output_digest[:12], "at": run.verified_at,
        "same": run.verified_digest == run.output_digest, "frozen_at": run.frozen_at,
    }  # fmt: skip


def difference(one: Difference) -> dict[str, Any]:
    """Return one person's difference with its lines and reasons in words."""
    return {
        "id": one.employee_id, "name": one.name, "unit": one.unit, "before": one.before, "after": one.after,
        "difference": one.after - one.before,
        "lines": [
            {"label": words.line(line.part, line.code), "before": line.before, "after": line.after,
             "difference": line.after - line.before}
            for line in one.lines
        ],
        "reasons": [words.why(why) for why in one.reasons],
    }  # fmt: skip
