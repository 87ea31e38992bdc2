"""Satisfaction: how a case went in nine answers, and what all answers come to, open to everybody."""

import csv
import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.services import access, actions, spoken, versions
from ayo.services.data import RATED
from ayo.services.forms.survey import Survey as SurveyForm
from ayo.services.models import Service, Survey
from ayo.services.queries import satisfaction
from ayo.services.queries.satisfaction import Cell
from ayo.services.rules import periods
from ayo.services.rules.periods import Period
from ayo.services.rules.satisfaction import ELEMENTS
from ayo.services.views import frames
from ayo.services.views.affairs import followed
from ayo.ui.guard import open_to_all
from ayo.ui.show import show

TREND = 6
PUBLISHED = "the law wants the results of the survey open to everybody"


@require_http_methods(["GET", "HEAD", "POST"])
@frames.own_affairs
def rate(request: Request, case_id: UUID) -> HttpResponse:
    row = followed(request, case_id)
    is_rated = Survey.objects.filter(case=row).exists()
    if row.applicant_id != access.applicant_of(request.actor) or row.state not in RATED or is_rated:
        return redirect("services:case", row.pk)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.rate_case(
            case_id=row.pk, answers=form.answers(), comment=form.cleaned_data["comment"], actor=request.actor
        )  # fmt: skip
        messages.success(request, _("Terima kasih, penilaian Anda tersimpan tanpa nama."))
        return redirect("services:case", row.pk)
    made = versions.definition_of(row.service_version_id)
    context = {
        "form": form,
        "case_id": row.pk,
        "number": row.number,
        "service_name": spoken.words(made.name),
        "elements": [(name, str(spoken.ELEMENTS[name][0])) for name in ELEMENTS],
    }
    return show(request, "services/rate.html", context, status=422 if form.errors else 200)


@require_safe
@open_to_all(PUBLISHED)
def satisfaction_page(request: Request) -> HttpResponse:
    period = _period(request)
    found = satisfaction.cells(period)
    names = _service_names()
    rows = [_row(names[one], cell) for one, cell in satisfaction.by_service(found).items() if one in names]
    context = {
        **_context(period),
        "whole": _figures(satisfaction.total(found.values())),
        "rows": sorted(rows, key=lambda row: str(row["name"])),
    }
    return show(request, "services/satisfaction.html", context, fragment="figures")


@require_safe
@open_to_all(PUBLISHED)
def of_service(request: Request, service: str) -> HttpResponse:
    service_id = Service.objects.filter(code=service).values_list("pk", flat=True).first()
    names = _service_names()
    if service_id not in names:
        raise NotFound("No such service.")
    period = _period(request)
    units = satisfaction.by_unit(satisfaction.cells(period), service_id)
    unit_names = satisfaction.unit_names(units)
    rows = [_row({"name": unit_names.get(one, ""), "url": ""}, cell) for one, cell in units.items()]
    context = {
        **_context(period),
        "service_name": names[service_id]["name"],
        "whole": _figures(satisfaction.total(units.values())),
        "rows": sorted(rows, key=lambda row: str(row["name"])),
        "trend": _trend(service_id),
    }
    return show(request, "services/satisfaction_of.html", context, fragment="figures")


@require_safe
@open_to_all(PUBLISHED)
def export(request: Request) -> HttpResponse:
    """The figures by service and unit as a table for a spreadsheet; small groups without their index."""
    period = _period(request)
    found = satisfaction.cells(period)
    units = satisfaction.unit_names({unit for _service, unit in found})
    names = _service_names()
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["periode", "layanan", "unit", "responden", "selesai", "contoh_cukup", "ikm", "mutu", *ELEMENTS])
    for (service, unit), cell in sorted(found.items(), key=lambda one: (str(one[0][0]), str(one[0][1]))):
        if service in names:
            rows.writerow(_csv_row(period, str(names[service]["name"]), units.get(unit, ""), cell))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kepuasan-{period.code}.csv"'
    return response


def _csv_row(period: Period, service: str, unit: str, cell: Cell) -> list[Any]:
    index = cell.index
    known = [index.value, index.quality, *index.elements] if index else ["", "", *[""] * len(ELEMENTS)]
    return [period.code, _inert(service), _inert(unit), cell.respondents, cell.population, cell.wanted, *known]


def _inert(text: str) -> str:
    """A spreadsheet takes a text that begins like this for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _period(request: Request) -> Period:
    return periods.parsed(request.GET.get("periode", "")) or Period(clock.today().year, 0)


def _context(period: Period) -> dict[str, Any]:
    offered = periods.around(clock.today())
    shown = offered if period in offered else [*offered, period]
    return {
        "period": period.code,
        "period_name": _named(period),
        "periods": [
            {"label": _named(one), "url": f"?periode={one.code}", "current": one == period} for one in shown
        ],
        "shown_from": satisfaction.SHOWN_FROM,
    }  # fmt: skip


def _named(period: Period) -> str:
    if not period.quarter:
        return str(period.year)
    return _("Triwulan %(n)s %(year)s") % {"n": period.quarter, "year": period.year}


def _service_names() -> dict[UUID, dict[str, str]]:
    """Return what services are called today, by id; one query, the definitions are kept."""
    found = versions.in_force_on(clock.today())
    return {
        one.service_id: {"name": spoken.words(versions.definition_of(one.pk).name), "url": one.service.code}
        for one in found
    }


def _row(named: Mapping[str, str], cell: Cell) -> dict[str, Any]:
    return {"name": named["name"], "code": named["url"], **_figures(cell)}


def _figures(cell: Cell) -> dict[str, Any]:
    index = cell.index
    return {
        "respondents": cell.respondents,
        "population": cell.population,
        "wanted": cell.wanted,
        "is_small": cell.is_small,
        "value": index.value if index else None,
        "quality": index.quality if index else "",
        "quality_word": str(spoken.QUALITIES[index.quality]) if index else "",
        "elements": [
            {"code": name, "label": str(spoken.ELEMENTS[name][0]), "value": mean}
            for name, mean in zip(ELEMENTS, index.elements, strict=True)
        ]
        if index
        else [],
    }


def _trend(service_id: UUID) -> list[dict[str, Any]]:
    """Return the last quarters of a service that have a figure."""
    found = []
    for period in periods.quarters_before(clock.today(), TREND):
        index = satisfaction.total(satisfaction.by_unit(satisfaction.cells(period), service_id).values()).index
        if index:
            found.append({"label": f"T{period.quarter} {str(period.year)[2:]}", "value": index.value})
    return found
