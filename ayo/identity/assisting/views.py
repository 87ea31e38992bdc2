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

from ayo.common.http import Request
from ayo.identity.assisting import actions, queries, rules, words
from ayo.identity.assisting.data import AssistanceLine, Standing
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show

SHOWN = 20


@require_safe
@never_cache
@signed_in
def mine(request: Request) -> HttpResponse:
    lines = queries.of_principal(me(request), limit=SHOWN)
    context = {
        "asked": [_row(one) for one in lines if one.standing is Standing.ASKED],
        "standing": [_row(one) for one in lines if one.standing is Standing.CONFIRMED],
        "past": [_row(one) for one in lines if one.standing not in {Standing.ASKED, Standing.CONFIRMED}],
        "minutes": int(rules.LASTS.total_seconds()) // 60,
    }
    return show(request, "identity/assistances.html", context)


@require_POST
@signed_in
def answer(request: Request, assistance_id: UUID) -> HttpResponse:
    is_agreed = request.POST.get("jawab") == "ya"
    actions.answer(assistance_id=assistance_id, is_agreed=is_agreed, actor=request.actor)
    messages.success(
        request, _("Anda mengizinkannya. Ia dapat mulai sekarang.") if is_agreed else _("Anda menolaknya.")
    )
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
    }
