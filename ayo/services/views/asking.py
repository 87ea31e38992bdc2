"""Minta dibantu: a resident asks for help, sees who took it, takes it back, and says so when they never asked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.services import actions, spoken, versions
from ayo.services.data.helping import STANDING, How, NeedState
from ayo.services.forms import helping as forms
from ayo.services.helping import words
from ayo.services.models import HelpRequest
from ayo.services.queries import helps, needs
from ayo.services.views import frames
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: Request, service: str) -> HttpResponse:
    version = versions.in_force(service, clock.today())
    if version is None:
        raise NotFound("No such service.")
    form = forms.Ask(request.POST or None)
    if form.is_valid():
        actions.ask_for_help(
            code=service, how=How(form.cleaned_data["how"]), note=form.cleaned_data["note"], actor=request.actor
        )
        messages.success(request, _("Permintaan Anda sudah masuk. Kami kabari saat ada yang mengambilnya."))
        return redirect("services:my_help")
    made = versions.definition_of(version.pk)
    context = {"form": form, "service": spoken.words(made.name), "code": service}
    return show(request, "services/help/ask.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    asked = needs.asked_by(me(request), limit=SHOWN)
    given = [
        {"line": one, "service": frames.service_name(one.service), "said": _said(one)}
        for one in helps.of_person(me(request))
    ]
    return show(request, "services/help/mine.html", {"asked": [_row(one) for one in asked], "given": given})


@require_POST
@signed_in
def withdraw(request: Request, need_id: UUID) -> HttpResponse:
    actions.withdraw_need(need_id=need_id, actor=request.actor)
    messages.success(request, _("Permintaan ditarik."))
    return redirect("services:my_help")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def object_to(request: Request, help_id: UUID) -> HttpResponse:
    """Say that one did not ask for this."""
    row = helps.received(help_id, me(request))
    if row is None:
        raise NotFound("No such help.")
    form = forms.Object(request.POST or None)
    if form.is_valid():
        actions.object_to_help(help_id=help_id, text=form.cleaned_data["text"], actor=request.actor)
        messages.success(request, _("Terima kasih. Atasan petugas itu memeriksanya."))
        return redirect("services:my_help")
    context = {"form": form, "help": row, "service": frames.service_name(row.service.code)}
    return show(request, "services/help/object.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def judge(request: Request, help_id: UUID) -> HttpResponse:
    """Decide about an objection, as the one who stands above the helper."""
    row = helps.to_judge(help_id, me(request))
    if row is None:
        raise NotFound("No such objection.")
    if request.method == "POST" and row.judged_at is None:
        actions.judge_help(help_id=help_id, is_upheld=request.POST.get("putus") == "benar", actor=request.actor)
        messages.success(request, _("Keputusan tersimpan. Warga dan petugas diberi tahu."))
        return redirect("services:judge_help", help_id)
    context = {"help": row, "service": frames.service_name(row.service.code)}
    return show(request, "services/help/judge.html", context)


def _row(one: HelpRequest) -> dict[str, Any]:
    said, tone = words.STATES[NeedState(one.state)]
    return {
        "id": one.pk, "service": frames.service_name(one.service.code), "how": words.HOW[How(one.how)],
        "asked_at": one.asked_at, "said": said, "tone": tone, "stands": one.state in STANDING,
        "who": one.taken_by.titled_name if one.taken_by and one.state in {NeedState.TAKEN, NeedState.DONE} else "",
    }  # fmt: skip


def _said(one: helps.HelpLine) -> str:
    if one.objected_at is None:
        return ""
    return _("Keberatan diputus") if one.judged_at else _("Keberatan diperiksa")
