"""Kebutuhan warga: what residents ask to be helped with, as an employee may take it. No name before it is taken."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ayo.common.actor import Actor
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.identity.data import HELPERS
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import access, actions
from ayo.services.data.helping import How
from ayo.services.forms.cases import services as services_offered
from ayo.services.helping import words
from ayo.services.helping.offers import card
from ayo.services.models import HelpRequest
from ayo.services.queries import needs as queries
from ayo.services.queries.needs import NeedFilter
from ayo.services.views import frames
from ayo.ui.guard import for_roles
from ayo.ui.show import show

PAGE = 20
helpers = for_roles(*HELPERS)
"""The guard of the pages of helping: employees whose work is serving residents."""


@require_safe
@helpers
def needs(request: Request) -> HttpResponse:
    narrowed = NeedFilter(
        near=request.GET.get("saring") == "dekat",
        skill=request.GET.get("saring") == "keahlian",
        service=request.GET.get("layanan", "")[:60],
    )
    after = _after(request.GET.get("sesudah", ""))
    found = queries.needs(request.actor, narrowed, after=after, limit=PAGE + 1)
    kept = {"saring": request.GET.get("saring", ""), "layanan": narrowed.service}
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "rows": [card(one) for one in found[:PAGE]],
        "taken": [_taken(one) for one in queries.taken_by(request.actor.id)] if after == queries.FIRST else [],
        "shelves": _shelves(request.actor, request.GET.get("saring", ""), narrowed.service),
        "services": services_offered(),
        "service": narrowed.service,
        "shelf": kept["saring"],
        "is_narrowed": bool(narrowed.near or narrowed.skill or narrowed.service),
        "next": "?" + urlencode({**kept, "sesudah": f"{last.asked_at.isoformat()}_{last.id}"}) if last else "",
        "works_on_cases": access.works_on_cases(request.actor),
    }
    return show(request, "services/help/needs.html", context)


def _after(text: str) -> tuple[datetime, UUID]:
    at, _mark, need_id = text.partition("_")
    try:
        found = datetime.fromisoformat(at), UUID(need_id)
    except ValueError:
        return queries.FIRST
    return found if found[0].tzinfo else queries.FIRST


def _shelves(actor: Actor, shelf: str, service: str) -> list[dict[str, Any]]:
    """Return by what the list is narrowed; nothing is near whoever serves the whole city."""
    kept = {"layanan": service} if service else {}
    near = (("dekat", _("Dekat saya")),) if any(actor.areas(*access.AREA_ROLES)) else ()
    shelves = (("", _("Semua")), *near, ("keahlian", _("Pekerjaan kantor saya")))
    return [
        {"label": label, "url": "?" + urlencode({"saring": code, **kept}), "current": shelf == code}
        for code, label in shelves
    ]


def _taken(need: HelpRequest) -> dict[str, Any]:
    return {
        "id": need.pk, "name": need.person.titled_name, "service": frames.service_name(need.service.code),
        "how": words.HOW_FOR_OFFICER[How(need.how)], "age": words.age(need.asked_at),
    }  # fmt: skip


@require_safe
@never_cache
@helpers
def need(request: Request, need_id: UUID) -> HttpResponse:
    """Show a need to whoever took it, with whom and where; everybody else has the list."""
    row = _held(request, need_id)
    person = registry.record(Kind.PERSON, row.person_id)
    home = person.fields.get("domicile") if person else None
    street = str(home.get("street") or "") if isinstance(home, dict) and row.how == How.HOME else ""
    phone = str(person.fields.get("phone") or "") if person and row.how != How.OFFICE else ""
    context = {
        "need": row,
        "name": row.person.titled_name,
        "service": frames.service_name(row.service.code),
        "place": ", ".join(part for part in (street, words.place(row.area, row.rw)) if part),
        "phone": phone,
        "how": words.HOW_FOR_OFFICER[How(row.how)],
        "age": words.age(row.asked_at),
    }
    return show(request, "services/help/need.html", context)


@require_POST
@helpers
def take(request: Request, need_id: UUID) -> HttpResponse:
    try:
        actions.take_need(need_id=need_id, actor=request.actor)
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, words.refusal(error.code))
        return redirect("services:needs")
    messages.success(request, _("Anda mengambilnya. Warga sudah diberi tahu."))
    return redirect("services:need", need_id)


@require_POST
@helpers
def give_back(request: Request, need_id: UUID) -> HttpResponse:
    actions.give_back_need(need_id=need_id, actor=request.actor)
    messages.success(request, _("Dikembalikan untuk rekan lain."))
    return redirect("services:needs")


@require_POST
@helpers
def finish(request: Request, need_id: UUID) -> HttpResponse:
    """Say that a need is settled without a form."""
    actions.finish_need(need_id=need_id, actor=request.actor)
    messages.success(request, _("Ditandai selesai."))
    return redirect("services:needs")


def _held(request: Request, need_id: UUID) -> HelpRequest:
    row = next((one for one in queries.taken_by(request.actor.id) if one.pk == need_id), None)
    if row is None:
        raise NotFound("No such need.")
    return row
