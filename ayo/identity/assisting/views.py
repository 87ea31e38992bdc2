"""Who asks to help me, said yes or no to on one's own device; and who was let before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.identity.assisting import actions, consent, queries, rules, words
from ayo.identity.assisting.data import AssistanceLine, Standing
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show

SHOWN = 20


@require_safe
@never_cache
@signed_in
def mine(request: Request) -> HttpResponse:
    return _page(request, fault="")


def _page(request: Request, *, fault: str) -> HttpResponse:
    lines = queries.of_principal(me(request), limit=SHOWN)
    context = {
        "fault": fault,
        "asked": [
            _row(one) | {"options": consent.question(request, one.id), "is_code_sent": one.code_waits}
            for one in lines
            if one.standing is Standing.ASKED
        ],
        "standing": [_row(one) for one in lines if one.standing is Standing.CONFIRMED],
        "past": [_row(one) for one in lines if one.standing not in {Standing.ASKED, Standing.CONFIRMED}],
        "minutes": int(rules.LASTS.total_seconds()) // 60,
    }
    return show(request, "identity/assistances.html", context, status=422 if fault else 200)


@require_POST
@signed_in
def answer(request: Request, assistance_id: UUID) -> HttpResponse:
    """Take a no at once, and a yes only with the passkey that was asked about this help."""
    if request.POST.get("jawab") == "tidak":
        actions.refuse(assistance_id=assistance_id, actor=request.actor)
        messages.success(request, _("Anda menolaknya."))
        return redirect("identity:assistances")
    if not queries.is_asked(assistance_id, me(request)):
        raise NotFound("No such assistance.")
    key = consent.answered(request, assistance_id)
    if key is None:
        return _page(request, fault=_("Belum diizinkan: tunjukkan kunci sandi Anda, atau sebutkan kodenya."))
    actions.agree_by_passkey(assistance_id=assistance_id, passkey_id=key.pk, actor=request.actor)
    messages.success(request, _("Anda mengizinkannya. Ia dapat mulai sekarang."))
    return redirect("identity:assistances")


@require_POST
@signed_in
def end(request: Request, assistance_id: UUID) -> HttpResponse:
    actions.end_assistance(assistance_id=assistance_id, actor=request.actor)
    messages.success(request, _("Izin itu sudah berakhir."))
    return redirect("identity:assistances")


def _row(one: AssistanceLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "who": one.helper,
        "thing": one.named.get(get_language() or "", "") or next(iter(one.named.values()), one.thing),
        "asked_at": one.asked_at,
        "ends_at": one.ends_at,
        "said": words.STANDINGS[one.standing],
        "by": words.BY.get(one.confirmed_by, ""),
    }
