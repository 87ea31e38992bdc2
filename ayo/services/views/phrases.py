"""Templat saya: the texts an officer keeps, and those the region gives along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common.errors import Invalid
from ayo.common.http import Request
from ayo.services import actions, spoken
from ayo.services.catalogue import phrases as shipped
from ayo.services.data.desk import For
from ayo.services.forms import desk as forms
from ayo.services.forms.cases import services as services_offered
from ayo.services.models import Phrase
from ayo.services.rules import phrases as rules
from ayo.services.views import bench
from ayo.services.workbench import words
from ayo.ui.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@bench.desk
def phrases(request: Request) -> HttpResponse:
    services = services_offered()
    if request.method != "POST":
        return _page(request, forms.Phrase(services=services), services, status=200)
    form = forms.Phrase(request.POST, services=services)
    if not form.is_valid():
        return _page(request, form, services, status=422)
    given = form.cleaned_data
    try:
        actions.save_phrase(
            used_for=For(given["used_for"]), service_code=given["service"], title=given["title"], text=given["text"],
            actor=request.actor,
        )  # fmt: skip
    except Invalid as error:
        for name, code in error.fields.items():
            form.add_error(name, _fault(code))
        return _page(request, form, services, status=422)
    messages.success(request, _("Templat disimpan."))
    return redirect("services:phrases")


@require_POST
@bench.desk
def remove(request: Request, phrase_id: UUID) -> HttpResponse:
    actions.remove_phrase(phrase_id=phrase_id, actor=request.actor)
    messages.success(request, _("Templat dihapus."))
    return redirect("services:phrases")


def _page(request: Request, form: Any, services: list[tuple[str, str]], *, status: int) -> HttpResponse:
    names = dict(services)
    own = Phrase.objects.filter(person_id=request.actor.id).select_related("service").order_by("title")
    context = {
        "form": form,
        "own": [
            {"id": row.pk, "title": row.title, "text": row.text, "for": words.USED_FOR[For(row.used_for)],
             "service": names.get(row.service.code, "") if row.service else ""}
            for row in own
        ],
        "given": [
            {"title": spoken.words(one.title), "text": spoken.words(one.text), "for": words.USED_FOR[one.used_for]}
            for one in shipped.shipped()
        ],
        "places": ", ".join(f"{{{name}}}" for name in rules.PLACES),
    }  # fmt: skip
    return show(request, "services/bench/phrases.html", context, status=status)


def _fault(code: str) -> str:
    if code == "taken":
        return _("Judul ini sudah dipakai.")
    if code == "place":
        return _("Ada tempat isian yang tidak dikenal. Pakai yang disebut di bawah.")
    if code == "too_many":
        return _("Sudah ada seratus templat. Hapus satu dulu.")
    return spoken.fault(code)
