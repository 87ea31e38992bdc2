"""Semua kasus kantor: the list of what one's offices have or had to do with, one of it to read, the list as a file."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.common.http import Request
from ayo.services import access, actions, spoken
from ayo.services.data.lines import CaseFilter, CaseLine
from ayo.services.forms import cases as forms
from ayo.services.forms.bulk import uuid_of
from ayo.services.models import Case
from ayo.services.queries import lists
from ayo.services.views import bench
from ayo.services.workbench.casefile import TABS, Casefile
from ayo.services.workbench.pane import file_of
from ayo.ui.guard import for_roles
from ayo.ui.show import show

PAGE, MOST_EXPORTED, AT_ONCE = 50, 20_000, 1_000
_REASONS = "services_reasons"
_COLUMNS = ("number", "service", "applicant", "state", "submitted_at", "due_on", "ended_at")
_office = for_roles(*access.AREA_ROLES, *access.UNIT_ROLES)


@require_safe
@_office
def office_cases(request: Request) -> HttpResponse:
    form = forms.Narrow(request.GET)
    number = request.GET.get("nomor", "").strip()[:60]
    if number and (case := access.cases_of_offices(request.actor).filter(number=number.upper()).first()):
        return redirect("services:office_case", case.pk)
    narrowed = form.narrowed()
    found = lists.cases(request.actor, narrowed, before=_place(request.GET.get("sebelum", "")), limit=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "form": form,
        "rows": [_row(one) for one in found[:PAGE]],
        "next": "?" + urlencode({**form.written(), "sebelum": _mark(last)}) if last else "",
        "first": "?" + urlencode(form.written()) if request.GET.get("sebelum") else "",
        "written": form.written(),
        "number": number,
    }
    return show(request, "services/bench/cases.html", context, fragment="list")


@require_POST
@_office
def export(request: Request) -> StreamingHttpResponse:
    """Send the filtered list as CSV, without numbers of persons; taking it away is an act of its own."""
    form = forms.Narrow(request.POST)
    narrowed = form.narrowed()
    actions.note_export(label=urlencode(form.written()) or "all", actor=request.actor)
    response = StreamingHttpResponse(_csv(request.actor, narrowed), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kasus.csv"'
    return response


@require_safe
@for_roles(*access.WORKERS, *access.REASON_ROLES)
def office_case(request: Request, case_id: UUID) -> HttpResponse:
    """One case to read: for its offices, or with a reason for whoever leads or audits the city."""
    case = _case(request.actor, case_id)
    if case is not None:
        return case_page(request, case, typed="", status=200)
    case = access.cases_opened_with_reason(request.actor).filter(pk=case_id).first()
    if case is None:
        raise NotFound("No such case.")
    if _has_reason(request, case_id):
        return case_page(request, case, typed="", status=200)
    return show(request, "services/bench/reason.html", {"case": case, "form": forms.Reason()})


@require_POST
@for_roles(*access.REASON_ROLES)
def open_with_reason(request: Request, case_id: UUID) -> HttpResponse:
    form = forms.Reason(request.POST)
    case = access.cases_opened_with_reason(request.actor).filter(pk=case_id).first()
    if case is None:
        raise NotFound("No such case.")
    try:
        if form.is_valid():
            actions.note_opening(case_id=case_id, reason=form.cleaned_data["reason"], actor=request.actor)
            until = (clock.now() + bench.READ_FOR).timestamp()
            request.session[_REASONS] = {**(request.session.get(_REASONS) or {}), str(case_id): until}
            return redirect("services:office_case", case_id)
    except Invalid:
        form.add_error("reason", _("Tulis alasan yang dapat dipahami orang yang bersangkutan."))
    return show(request, "services/bench/reason.html", {"case": case, "form": form}, status=422)


def case_page(request: Request, case: Case, *, typed: str, status: int) -> HttpResponse:
    """Show a case to read; `typed` is what somebody wrote for a deed that was not possible any more."""
    file = file_of(case, None, actor=request.actor)
    if file.is_kin:
        raise NotFound("A case of one's own is followed as everybody follows theirs.")
    bench.note_reading(request, file)
    tab = request.GET.get("bagian", "")
    context = {
        "file": file,
        "tab": tab if tab in TABS else "periksa",
        "tabs_of": _tabs(file, tab),
        "look": spoken.state(case.state),
        "typed": typed,
        "may_list": access.offices_of(request.actor) != (),
    }
    return show(request, "services/bench/case.html", context, status=status)


def _case(actor: Actor, case_id: UUID) -> Case | None:
    return access.cases_of_offices(actor).select_related("applicant", "subject").filter(pk=case_id).first()


def _has_reason(request: Request, case_id: UUID) -> bool:
    kept: dict[str, float] = request.session.get(_REASONS) or {}
    return kept.get(str(case_id), 0) > clock.now().timestamp()


def _tabs(file: Casefile, tab: str) -> list[dict[str, Any]]:
    labels = dict(zip(TABS, (_("Isian"), _("Berkas"), _("Percakapan"), _("Riwayat")), strict=True))
    here = tab if tab in TABS else "periksa"
    return [{"label": label, "url": f"?bagian={code}", "current": code == here} for code, label in labels.items()]


def _row(one: CaseLine) -> dict[str, Any]:
    return {"id": one.case_id, "number": one.number, "service": spoken.words(one.service), "applicant": one.applicant,
            "look": spoken.state(one.state), "submitted_at": one.submitted_at, "due_on": one.due_on,
            "ended_at": one.ended_at}  # fmt: skip


def _mark(line: CaseLine) -> str:
    return f"{line.submitted_at.isoformat()}_{line.case_id}"


def _place(text: str) -> tuple[datetime, UUID]:
    """Return the place in the list before which a page begins; what was forged is the beginning."""
    moment, _, case_id = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return lists.LAST
    found = uuid_of(case_id)
    return (at, found) if found and at.tzinfo else lists.LAST


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv(actor: Actor, narrowed: CaseFilter) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(_COLUMNS)
    before, left = lists.LAST, MOST_EXPORTED
    while left and (rows := lists.cases(actor, narrowed, before=before, limit=min(AT_ONCE, left))):
        yield "".join(writer.writerow(_cells(one)) for one in rows)
        before, left = (rows[-1].submitted_at, rows[-1].case_id), left - len(rows)


def _cells(one: CaseLine) -> list[str]:
    """Return a line that no spreadsheet takes for a formula."""
    ended = one.ended_at.isoformat() if one.ended_at else ""
    cells = [one.number, spoken.words(one.service), one.applicant, one.state, one.submitted_at.isoformat(),
             one.due_on.isoformat(), ended]  # fmt: skip
    return [f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell for cell in cells]
