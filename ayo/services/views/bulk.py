"""Many cases at once: first what would happen, then what did, one line each, and a way back where there is one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.services.forms import bulk as forms
from ayo.services.views import bench
from ayo.services.workbench import bulk as work
from ayo.services.workbench import pane as panes
from ayo.services.workbench.bulk import Item
from ayo.ui.show import show


@require_POST
@bench.desk
def bulk(request: Request) -> HttpResponse:
    deed = request.POST.get("apa", "")
    if deed not in work.DEEDS:
        raise NotFound("No such deed.")
    if request.POST.get("jalankan"):
        return _run(request, deed)
    ids = forms.ids_of(request.POST)
    if not ids:
        messages.info(request, _("Belum ada kasus yang dipilih."))
        return redirect(reverse("services:bench") + bench.terms_of(request).query)
    return _preview(request, deed, work.preview(deed, ids, actor=request.actor), status=200)


def _preview(request: Request, deed: str, items: list[Item], *, status: int, form: Any = None) -> HttpResponse:
    if deed == "teruskan" and form is None:
        form = forms.Transfer(choices=panes.offices_beside(None))
    context = {**_around(request, deed, items), "form": form, "is_done": False}
    return show(request, "services/bench/bulk.html", context, status=status)


def _run(request: Request, deed: str) -> HttpResponse:
    chosen = forms.chosen_of(request.POST)
    office, reason = None, ""
    if deed == "teruskan":
        form = forms.Transfer(request.POST, choices=panes.offices_beside(None))
        if not form.is_valid():
            items = work.preview(deed, [task_id for task_id, _version in chosen], actor=request.actor)
            return _preview(request, deed, items, status=422, form=form)
        office, reason = UUID(form.cleaned_data["office"]), form.cleaned_data["text"]
    items = work.done(deed, chosen, office=office, reason=reason, actor=request.actor)
    context = {**_around(request, deed, items), "form": None, "is_done": True}
    return show(request, "services/bench/bulk.html", context)


def _around(request: Request, deed: str, items: list[Item]) -> dict[str, Any]:
    return {
        "deed": deed,
        "can": [one for one in items if not one.why_not],
        "cannot": [one for one in items if one.why_not],
        "undo": work.UNDONE_BY.get(deed, ""),
        "terms": bench.terms_of(request),
        "labels": {
            "ambil": _("Ambil"),
            "lepas": _("Lepaskan"),
            "selesai": _("Selesai periksa"),
            "teruskan": _("Teruskan"),
        },
    }
