"""Month runs of TPP for the personnel office: begun, watched, reconciled by unit, moved by four eyes, exported."""

from datetime import date, timedelta
from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.performance import access, actions
from ayo.performance.data.pay import AT_WORK, RunState
from ayo.performance.pay import export, run_page, sheets, slip_page
from ayo.performance.queries import differences, slips
from ayo.performance.queries import runs as queries
from ayo.performance.words import pay as words
from ayo.ui.guard import for_roles
from ayo.ui.jinja import url
from ayo.ui.show import show

PAGE = 24
SLIPS = 50
MEMORY = 20_000_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXPORT = (Role.BKPSDM_ADMIN, Role.TREASURER)
_STEPS = {
    "periksa": RunState.CHECKED, "setujui": RunState.APPROVED, "bayar": RunState.PAID, "batal": RunState.CANCELLED,
}  # fmt: skip


@require_safe
@for_roles(*access.ALLOWANCE_ROLES)
def runs(request: Request) -> HttpResponse:
    """Show the months that were run, and which can be run now."""
    skip = _number(request.GET.get("lewati", "")) * PAGE
    found = queries.newest(limit=PAGE + 1, skip=skip)
    nets = queries.net_of([run.pk for run in found[:PAGE]])
    context = {
        "rows": [run_page.line(run, nets.get(run.pk)) for run in found[:PAGE]],
        "months": _months_to_run() if access.may_run_allowance(request.actor) else [],
        "next": f"?lewati={skip // PAGE + 1}" if len(found) > PAGE else "",
        "previous": f"?lewati={skip // PAGE - 1}" if skip else "",
    }
    return show(request, "performance/runs.html", context)


@require_POST
@for_roles(Role.BKPSDM_ADMIN)
def start(request: Request) -> HttpResponse:
    try:
        run = actions.start_run(month=_day(request.POST.get("bulan", "")), actor=request.actor)
    except DomainError as error:
        messages.error(request, words.fault(error.code))
        return redirect("performance:runs")
    return redirect("performance:run", run.pk)


@require_safe
@for_roles(*access.ALLOWANCE_ROLES)
def run(request: Request, run_id: UUID) -> HttpResponse:
    """Show how far a run is, what it comes to by unit, and the next step for whoever may take it."""
    found = queries.run(run_id)
    context = run_page.page(found, request.actor, _number(request.GET.get("lewati", "")))
    context["is_live"] = found.state in AT_WORK
    return show(request, "performance/run.html", context, fragment="progress")


@require_POST
@for_roles(*access.ALLOWANCE_ROLES)
def step(request: Request, run_id: UUID, deed: str) -> HttpResponse:
    """Take a step of a run: check, approve, note as paid, cancel, correct, or calculate once more."""
    try:
        if deed == "koreksi":
            run_id = actions.start_correction(run_id=run_id, actor=request.actor).pk
        elif deed == "ulang":
            actions.ask_to_verify(run_id=run_id, actor=request.actor)
            messages.success(request, _("Sedang dihitung ulang dari masukan beku; hasilnya muncul di halaman ini."))
        elif deed in _STEPS:
            actions.move_run(run_id=run_id, to=_STEPS[deed], actor=request.actor)
        else:
            raise NotFound("No such step.")
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, words.fault(error.code))
    return redirect("performance:run", run_id)


@require_safe
@for_roles(Role.BKPSDM_ADMIN)
def unit(request: Request, run_id: UUID, organisation_id: UUID) -> HttpResponse:
    """Show the slips of one unit by name."""
    found = queries.run(run_id)
    sums = next((one for one in queries.by_unit(run_id) if one.id == organisation_id), None)
    if sums is None:
        raise NotFound("No slips of this unit.")
    page, q = _number(request.GET.get("lewati", "")), request.GET.get("q", "").strip()
    lines = queries.of_unit(run_id, organisation_id, q=q, limit=SLIPS + 1, skip=page * SLIPS)
    where = f"?q={q}&lewati=" if q else "?lewati="
    context = {
        "run": run_page.line(found, None), "unit": sums, "q": q, "rows": lines[:SLIPS],
        "next": f"{where}{page + 1}" if len(lines) > SLIPS else "", "previous": f"{where}{page - 1}" if page else "",
    }  # fmt: skip
    return show(request, "performance/run_unit.html", context)


@require_safe
@for_roles(Role.BKPSDM_ADMIN)
def left_out(request: Request, run_id: UUID) -> HttpResponse:
    """Show who in service has no slip, by reason."""
    found = queries.run(run_id)
    counts = queries.left_out(run_id)
    reason = request.GET.get("sebab", counts[0][0] if counts else "")
    page = _number(request.GET.get("lewati", ""))
    rows = queries.left_out_lines(run_id, reason, limit=SLIPS + 1, skip=page * SLIPS)
    where = f"?sebab={reason}&lewati="
    context = {
        "run": run_page.line(found, None), "rows": rows[:SLIPS],
        "reasons": [
            {"label": words.refusal(code), "url": f"?sebab={code}", "count": count, "current": code == reason}
            for code, count in counts
        ],
        "next": f"{where}{page + 1}" if len(rows) > SLIPS else "", "previous": f"{where}{page - 1}" if page else "",
    }  # fmt: skip
    return show(request, "performance/run_left_out.html", context)


@require_safe
@for_roles(Role.BKPSDM_ADMIN)
def slip(request: Request, run_id: UUID, employee_id: UUID) -> HttpResponse:
    """Show somebody's slip in a run; it is noted in their access log."""
    kept = slips.in_run(run_id, employee_id)
    actions.note_slip_reading(person_id=kept.frozen.person_id, label=words.month_name(kept.month), actor=request.actor)
    name = queries.name_of(employee_id)
    crumbs = [
        (_("TPP"), url("performance:runs")), (words.month_name(kept.month), url("performance:run", run_id)),
        (kept.unit, url("performance:run_unit", run_id, kept.frozen.organisation_id)), (name, ""),
    ]  # fmt: skip
    context = {
        "slip": slip_page.page(kept), "bars": [], "before": None, "is_mine": False, "crumbs": crumbs, "name": name,
    }  # fmt: skip
    return show(request, "performance/slip.html", context)


@require_POST
@for_roles(*_EXPORT)
def download(request: Request, run_id: UUID) -> HttpResponseBase:
    """Send the run as XLSX or CSV, with totals; taking it away is noted for everybody in it."""
    found = queries.run(run_id)
    rows = queries.exported(run_id)
    actions.note_export(
        run_id=run_id, person_ids=[row.person_id for row in rows], label=f"TPP {found.month:%Y-%m}",
        actor=request.actor,
    )  # fmt: skip
    name = f"tpp-{found.month:%Y-%m}{'-koreksi' if found.corrects_id else ''}"
    if request.POST.get("form") == "csv":
        lines = sheets.csv_lines(export.people(rows))
        response: HttpResponseBase = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    else:
        file = SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115  the response closes it
        sheets.xlsx(file, [(_("Pegawai"), export.people(rows)), (_("Unit"), export.units(queries.by_unit(run_id)))])
        file.seek(0)
        response = FileResponse(file, content_type=XLSX)
    kind = "csv" if request.POST.get("form") == "csv" else "xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@require_safe
@for_roles(Role.BKPSDM_ADMIN)
def changes(request: Request, run_id: UUID) -> HttpResponse:
    """Show whose slip a correction changes, by how much and why."""
    found = queries.run(run_id)
    if found.corrects is None or not found.output_digest:
        raise NotFound("This run corrects nothing yet.")
    page = _number(request.GET.get("lewati", ""))
    rows = differences.of(
        run_id, found.corrects.pk, is_same_version=found.version == found.corrects.version, limit=SLIPS + 1,
        skip=page * SLIPS,
    )  # fmt: skip
    context = {
        "run": run_page.line(found, None), "totals": differences.totals(run_id, found.corrects.pk),
        "rows": [run_page.difference(one) for one in rows[:SLIPS]],
        "next": f"?lewati={page + 1}" if len(rows) > SLIPS else "", "previous": f"?lewati={page - 1}" if page else "",
    }  # fmt: skip
    return show(request, "performance/run_differences.html", context)


def _months_to_run() -> list[dict[str, Any]]:
    """Return the months of the last year that are over and have no standing run, newest first."""
    taken = queries.months_taken()
    first, found = clock.today().replace(day=1), []
    for _number_of in range(12):
        first = (first - timedelta(days=1)).replace(day=1)
        if first not in taken:
            found.append({"value": f"{first:%Y-%m}", "label": words.month_name(first)})
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.today()


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 0
