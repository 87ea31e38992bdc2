"""Tim: what one's unit is to reach in a year, and the role-result matrix of who carries it."""

from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common import clock
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.performance import access, actions
from ayo.performance.forms import unit as unit_forms
from ayo.performance.pages import unit as unit_page
from ayo.performance.pay import sheets
from ayo.performance.queries import unit_results
from ayo.performance.views.plan import number
from ayo.registry import facade as registry
from ayo.ui.guard import me, signed_in
from ayo.ui.jinja import url
from ayo.ui.show import show

MEMORY = 5_000_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Units = list[tuple[UUID, str]]


@require_safe
@never_cache
@signed_in
def units(request: Request) -> HttpResponse:
    """Lead to the matrix of one's own unit, or say that one leads none."""
    if registry.employment_of(me(request)) is None and not access.led_units(request.actor):
        raise NotFound("Only employees have a team.")
    found = _units(request)
    if found:
        return redirect("performance:unit_results", found[0][0])
    return show(request, "performance/unit_results.html", {"units": [], "name": ""})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def matrix(request: Request, organisation_id: UUID) -> HttpResponse:
    """Show who carries what the unit is to reach; POST writes down one result more."""
    found = _units(request)
    name = _name(found, organisation_id)
    this, year = clock.today().year, _year(request)
    form = unit_forms.UnitResultForm(request.POST or None, initial={"version": 0})
    if form.is_valid():
        try:
            actions.add_unit_result(
                organisation_id=organisation_id, year=year, text=form.cleaned_data["text"], actor=request.actor
            )
        except DomainError as error:
            form.add_fault(error)
        else:
            messages.success(request, _("Tersimpan. Anggota kini bisa memilihnya di SKP mereka."))
            return redirect(_here(organisation_id, year))
    page = number(request.GET.get("lewati", ""))
    context = unit_page.Matrix(organisation_id, year).page(page) | {
        "units": [
            {"label": label, "url": _here(one, year), "current": one == organisation_id} for one, label in found
        ],
        "years": [
            {"label": str(one), "url": _here(organisation_id, one), "current": one == year} for one in (this, this + 1)
        ],
        "unit_id": organisation_id, "name": name, "year": year, "form": form,
    }  # fmt: skip
    where = f"{_here(organisation_id, year)}&lewati="
    context["next"] = f"{where}{page + 1}" if context["next"] else ""
    context["previous"] = f"{where}{page - 1}" if page else ""
    return show(request, "performance/unit_results.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def one(request: Request, organisation_id: UUID, unit_result_id: UUID) -> HttpResponse:
    """Say a result of the unit otherwise, or end it (`do=drop`)."""
    name = _name(_units(request), organisation_id)
    row = unit_results.one(organisation_id, unit_result_id)
    if row is None:
        raise NotFound("No such result.")
    initial = {"version": row.version, "text": row.text}
    form = unit_forms.UnitResultForm(request.POST or None, initial=initial)
    if request.POST.get("do") == "drop" or form.is_valid():
        try:
            _kept(request, unit_result_id, form)
        except DomainError as error:
            form.add_fault(error)
            # What was typed stays; sent once more it is meant for what stands now.
            form.data = {**request.POST.dict(), "version": str(row.version)}
        else:
            return redirect(_here(organisation_id, row.year))
    context = {
        "form": form, "name": name, "year": row.year, "back": _here(organisation_id, row.year),
        "count": len({one.employee_id for one in unit_results.carried([row.pk], day=clock.today())}),
    }  # fmt: skip
    return show(request, "performance/unit_result.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def download(request: Request, organisation_id: UUID) -> HttpResponseBase:
    """Send the whole matrix as XLSX or CSV."""
    _name(_units(request), organisation_id)
    year = _year(request)
    rows = unit_page.Matrix(organisation_id, year).table()
    if request.POST.get("form") == "csv":
        response: HttpResponseBase = StreamingHttpResponse(
            list(sheets.csv_lines(rows)), content_type="text/csv; charset=utf-8"
        )
    else:
        file = SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115  the response closes it
        sheets.xlsx(file, [(_("Hasil unit"), rows)])
        file.seek(0)
        response = FileResponse(file, content_type=XLSX)
    kind = "csv" if request.POST.get("form") == "csv" else "xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="peran-hasil-{year}.{kind}"'
    return response


def _kept(request: Request, unit_result_id: UUID, form: unit_forms.UnitResultForm) -> None:
    given: dict[str, Any] = {"unit_result_id": unit_result_id, "actor": request.actor}
    if request.POST.get("do") == "drop":
        actions.drop_unit_result(version=number(request.POST.get("version", "")), **given)
        messages.success(request, _("Diakhiri. Hasil kerja anggota yang membawanya tetap ada di SKP mereka."))
        return
    actions.change_unit_result(version=form.cleaned_data["version"], text=form.cleaned_data["text"], **given)
    messages.success(request, _("Tersimpan. Yang membawanya membaca kalimat yang baru."))


def _units(request: Request) -> Units:
    """Return the units whose results the reader keeps, their own first."""
    led = access.led_units(request.actor)
    if not led:
        return []
    own = sorted(registry.organisation_names(led).items(), key=lambda one: one[1])
    return [*own, *access.units_below(request.actor)]


def _name(found: Units, organisation_id: UUID) -> str:
    """Return the unit's name. Raises NotFound for a unit of others."""
    name = dict(found).get(organisation_id)
    if name is None:
        raise NotFound("No such unit.")
    return name


def _year(request: Request) -> int:
    this = clock.today().year
    return this + 1 if number(request.GET.get("tahun", "")) == this + 1 else this


def _here(organisation_id: UUID, year: int) -> str:
    return f"{url('performance:unit_results', organisation_id)}?tahun={year}"
