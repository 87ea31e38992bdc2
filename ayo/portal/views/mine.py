"""Data saya: what is held about oneself, from whom, since when, and who may have and has seen it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ayo.common.actor import Right
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.portal import holdings, past, reading, receipts, sheets
from ayo.registry import facade as registry
from ayo.registry.data import Dossier, Kind
from ayo.ui.guard import me, oneself_or_for_another, signed_in
from ayo.ui.show import show

_SHOWN = "portal_nik_shown"


@require_safe
@oneself_or_for_another(Right.RECORD, "SEE")
def mine(request: Request) -> HttpResponse:
    dossier = own_dossier(request)
    masked = frozenset() if request.session.pop(_SHOWN, None) else frozenset({"nik"})
    groups = sheets.of_person(dossier, masked=masked)
    work = sheets.of_employee(dossier)
    known, total = sheets.counted(groups)
    context: dict[str, Any] = {
        "dossier": dossier,
        "sheets": [*groups, work] if work else groups,
        "known": known,
        "total": total,
        # Whoever acts for somebody has to do with that person alone.
        "family": [] if request.actor.on_behalf_of else sheets.family(dossier),
        "acts_for": request.actor.on_behalf_label,
        "may_change": request.actor.on_behalf_of is None or request.actor.acts_within("CORRECT"),
        "masked": bool(masked),
        "held": holdings.of_person(dossier),
    }
    return show(request, "portal/mine.html", context)


@require_POST
@signed_in
def show_nik(request: Request) -> HttpResponse:
    """Show one's own number once: the next page has it, the address and the one after have not."""
    request.session[_SHOWN] = True
    return redirect(reverse("portal:mine") + "#civil")


@require_safe
@oneself_or_for_another(Right.RECORD, "SEE")
def history(request: Request, kind: str, field: str) -> HttpResponse:
    dossier = own_dossier(request)
    record = {"person": dossier.record, "employee": dossier.employee}.get(kind)
    if record is None or field not in record.fields:
        raise NotFound("No such field.")
    context = {
        "label": registry.words.field(kind, field),
        "entries": past.entries(kind, record.id, field, dossier.names, masked=False),
        "back": reverse("portal:mine"),
        "back_label": _("Data saya"),
        "change": reverse("portal:change", args=[field]) if kind == Kind.PERSON else "",
    }
    return show(request, "portal/history.html", context)


@require_safe
@oneself_or_for_another(Right.RECORD, "SEE")
def changes(request: Request) -> HttpResponse:
    found = receipts.recent(me(request), limit=30)
    context = {"changes": found, "back": reverse("portal:mine"), "back_label": _("Data saya"), "base": ""}
    return show(request, "portal/receipts.html", context)


@require_safe
@signed_in
def reads(request: Request) -> HttpResponse:
    entries, following = past.acts_about(me(request), before=past.position_of(request.GET.get("sebelum", "")))
    context = {
        "entries": entries,
        "next": f"?sebelum={following}" if following else "",
        "newest": "sebelum" not in request.GET,
    }
    return show(request, "portal/reads.html", context, fragment="list")


def own_dossier(request: Request) -> Dossier:
    dossier = registry.dossier(request.actor, me(request))
    if dossier is None:
        raise NotFound("No such person.")
    reading.note_for_another(request)
    return dossier
