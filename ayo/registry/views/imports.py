"""Impor: from a file to the registry, one step per page; long work can be left and come back to."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common.errors import DomainError
from ayo.common.http import Request
from ayo.registry import forms
from ayo.registry.imports import facade
from ayo.registry.imports.access import IMPORT_ROLES
from ayo.registry.models import Import
from ayo.ui.guard import for_roles
from ayo.ui.show import show

PAGE = 30
FAULTS_SHOWN = 100
_TONES = {
    "UPLOADED": ("", "up"),
    "CHECKING": ("flow", "sync"),
    "PREVIEWED": ("turn", "play"),
    "RUNNING": ("flow", "sync"),
    "PAUSED": ("turn", "pause"),
    "DONE": ("ok", "check"),
    "FAILED": ("bad", "alert"),
    "CANCELLED": ("", "x"),
}
_STEPS = {
    "periksa": facade.check_import,
    "jalankan": facade.start_import,
    "jeda": facade.pause_import,
    "lanjut": facade.resume_import,
    "batal": facade.cancel_import,
}


@require_safe
@for_roles(*IMPORT_ROLES)
def imports(request: Request) -> HttpResponse:
    rows = facade.imports_visible_to(request.actor)
    before = forms.ids_of([request.GET.get("sebelum", "")])
    if before:
        rows = rows.filter(pk__lt=before[0])
    found = list(rows[: PAGE + 1])
    context = {
        "rows": [_line(row) for row in found[:PAGE]],
        "next": f"?sebelum={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "is_first": not before,
    }
    return show(request, "registry/imports.html", context, fragment="list")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*IMPORT_ROLES)
def upload(request: Request) -> HttpResponse:
    form = forms.Upload(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            row = facade.create_import(
                name=given["file"].name,
                chunks=given["file"].chunks(),
                kind=given["kind"],
                source=given["source"],
                valid_from=given["valid_from"],
                actor=request.actor,
            )
        except DomainError as error:
            form.add_faults(error)
        else:
            return redirect("registry:import_columns", row.pk)
    status = 422 if request.method == "POST" else 200
    return show(request, "registry/import_upload.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*IMPORT_ROLES)
def columns(request: Request, import_id: UUID) -> HttpResponse:
    row = facade.import_for(request.actor, import_id)
    if not row.may_map:
        return redirect("registry:import", row.pk)
    faults: dict[str, str] = {}
    if request.method == "POST":
        mapping = {index: request.POST.get(f"kolom-{index}", "") for index in range(len(row.headers))}
        try:
            facade.map_columns(import_id=row.pk, mapping=mapping, actor=request.actor)
            facade.check_import(import_id=row.pk, actor=request.actor)
            return redirect("registry:import", row.pk)
        except DomainError as error:
            faults = _said(row, error)
            row.mapping = {str(index): field for index, field in mapping.items() if field}
    context = {
        "row": _line(row),
        "columns": facade.columns(row),
        "fields": facade.fields(row.kind),
        "faults": faults,
    }
    return show(request, "registry/import_columns.html", context, status=422 if faults else 200)


@require_safe
@for_roles(*IMPORT_ROLES)
def one(request: Request, import_id: UUID) -> HttpResponse:
    """The page of an import shows what its state asks for."""
    row = facade.import_for(request.actor, import_id)
    if row.state == "UPLOADED":
        return redirect("registry:import_columns", row.pk)
    progress = facade.progress(row)
    context: dict[str, Any] = {
        "row": _line(row),
        "progress": progress,
        "counts": [(facade.words.outcome(name.upper()), name, count) for name, count in _counts(progress.counts)],
        "proposals": progress.counts.get("proposals", 0),
        "rejects": facade.rejects(row, limit=FAULTS_SHOWN) if row.is_over or row.state == "PREVIEWED" else [],
        "problem": facade.words.reason(row.problem) if row.problem else "",
        "is_live": row.state in {"CHECKING", "RUNNING"},
    }
    if row.state == "PREVIEWED":
        context["preview"] = facade.preview(row)
        return show(request, "registry/import_preview.html", context)
    return show(request, "registry/import.html", context, fragment="progress")


@require_POST
@for_roles(*IMPORT_ROLES)
def step(request: Request, import_id: UUID, name: str) -> HttpResponse:
    row = facade.import_for(request.actor, import_id)
    act = _STEPS.get(name)
    if act is None:
        return redirect("registry:import", row.pk)
    try:
        act(import_id=row.pk, actor=request.actor)
    except DomainError:
        messages.error(request, _("Impor ini sudah berpindah ke langkah lain."))
    return redirect("registry:import", row.pk)


@require_POST
@for_roles(*IMPORT_ROLES)
def rejected(request: Request, import_id: UUID) -> StreamingHttpResponse:
    """The refused rows as they were, with column and reason; taking them away is noted."""
    row = facade.import_for(request.actor, import_id)
    lines = facade.read_rejects_file(import_id=row.pk, actor=request.actor)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{facade.rejects_name(row)}"'
    return response


def _line(row: Import) -> dict[str, Any]:
    tone, icon = _TONES[row.state]
    return {
        "id": row.pk,
        "it": row,
        "name": row.name,
        "kind": facade.words.kind(row.kind),
        "state": facade.words.state(row.state),
        "tone": tone,
        "icon": icon,
        "by": row.by_label,
        "at": row.created_at,
        "source": forms.source_label(row.source),
    }


def _counts(counts: Any) -> list[tuple[str, int]]:
    return [(name, counts.get(name, 0)) for name in ("new", "changed", "same", "proposed", "rejected")]


def _said(row: Import, error: DomainError) -> dict[str, str]:
    """Say what is wrong with a mapping, by column; a missing field has no column and stands under ""."""
    said = {}
    for place, code in error.fields.items():
        if place.isdigit():
            said[place] = facade.words.reason(code)
        else:
            field = code.partition(":")[2]
            label = facade.words.field_label(row.kind, field) if field else ""
            said[""] = _("Belum ada kolom untuk %(field)s.") % {"field": label} if label else facade.words.reason(code)
    return said or {"": _("Pemetaan ini tidak dapat dipakai.")}
