"""Urusan saya: what runs, what waits for me, what has ended; and the page on which one case is followed."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.services import access, actions
from ayo.services.data import ENDED, State
from ayo.services.errors import WrongState
from ayo.services.forms import affairs as forms
from ayo.services.models import Case
from ayo.services.queries import affairs, letters, receipts, tracking
from ayo.services.views import frames
from ayo.ui.show import show

PAGE = 20
WAITING_SHOWN, DRAFTS_SHOWN = 50, 20
AGAIN_S = 15


@require_safe
@frames.own_affairs
def affairs_page(request: Request) -> HttpResponse:
    """The first page holds what waits and what was begun; further pages are the rest, by time."""
    before = frames.uuid_of(request.GET.get("sebelum", ""))
    wanted = request.GET.get("q", "").strip()[:60]
    is_plain = before is None and not wanted
    waiting = list(affairs.asked_of(request.actor)[:WAITING_SHOWN]) if is_plain else []
    rows, more = _rest(request, before, wanted)
    lines = affairs.lines([*waiting, *rows], me=access.applicant_of(request.actor))
    context: dict[str, Any] = {
        "waiting": lines[: len(waiting)],
        "running": [one for one in lines[len(waiting) :] if not one.is_over],
        "ended": [one for one in lines[len(waiting) :] if one.is_over],
        "drafts": affairs.drafts(request.actor, limit=DRAFTS_SHOWN) if is_plain else [],
        "next": "?" + urlencode({"sebelum": rows[-1].pk, **({"q": wanted} if wanted else {})}) if more else "",
        "is_first": before is None,
        "wanted": wanted,
        "discarded": _discarded(request),
        "help_url": "" if request.actor.on_behalf_of else reverse("services:my_help"),
        "find_url": reverse("portal:search"),
    }
    return show(request, "services/affairs.html", context, fragment="list")


def _rest(request: Request, before: UUID | None, wanted: str) -> tuple[list[Case], bool]:
    """Return a page of cases, the newest first; what waits for the applicant stands above, unless one searches."""
    rows = access.affairs_of(request.actor).order_by("-submitted_at", "-pk")
    if wanted:
        rows = rows.filter(number__icontains=wanted)
    else:
        rows = rows.exclude(pk__in=affairs.asked_of(request.actor).order_by().values("pk"))
    if before:
        last = access.affairs_of(request.actor).filter(pk=before).first()
        if last is None:
            raise NotFound("No such page.")
        rows = rows.filter(Q(submitted_at__lt=last.submitted_at) | Q(submitted_at=last.submitted_at, pk__lt=last.pk))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def _discarded(request: Request) -> UUID | None:
    """Return the draft that was just thrown away, if it can be had back."""
    wanted = frames.uuid_of(request.GET.get("dibuang", ""))
    thrown = access.all_drafts_of(request.actor).filter(pk=wanted, discarded_at__isnull=False) if wanted else None
    return wanted if thrown is not None and thrown.exists() else None


@require_safe
@frames.own_affairs
def case(request: Request, case_id: UUID) -> HttpResponse:
    return case_page(request, followed(request, case_id))


def case_page(request: Request, row: Case, *, status: int = 200, **bound: Any) -> HttpResponse:
    """Show a case; `bound` are forms that were sent and will not do."""
    page = tracking.page_of(row, me=access.applicant_of(request.actor))
    slip = receipts.slip_of(row)
    context: dict[str, Any] = {
        "page": page,
        "line": page.line,
        "slip": slip,
        "letters": letters.of_case(row),
        "again": "" if page.is_over and slip.is_settled else f"{AGAIN_S}s",
        "message": forms.Message(),
        "reason": forms.Reason(),
        "cancelling": forms.Cancelling(),
        "may_cancel": page.line.is_mine and row.state not in ENDED and not request.actor.is_helping,
        "may_confirm": page.line.turn == "CONFIRM" and not request.actor.is_helping,
        "may_rate": page.line.turn in {"RATE", "CONFIRM"} and not request.actor.is_helping,
        "may_write": page.line.is_mine and row.state not in ENDED,
        **bound,
    }
    return show(request, "services/case.html", context, fragment="live", status=status)


def followed(request: Request, case_id: UUID) -> Case:
    """Return a case of one's own or about oneself. Raises NotFound."""
    row = access.affairs_of(request.actor).filter(pk=case_id).first()
    if row is None:
        raise NotFound("No such case.")
    return row


@require_safe
@frames.own_affairs
def sent(request: Request, case_id: UUID) -> HttpResponse:
    """What has become of what was just sent."""
    row = followed(request, case_id)
    page = tracking.page_of(row, me=access.applicant_of(request.actor))
    slip = receipts.slip_of(row)
    again = "" if slip.is_settled else "1s"
    return show(request, "services/sent.html", {"page": page, "line": page.line, "slip": slip, "again": again},
                fragment="slip")  # fmt: skip


@require_POST
@frames.own_affairs
def write(request: Request, case_id: UUID) -> HttpResponse:
    row, form = followed(request, case_id), forms.Message(request.POST)
    if not form.is_valid():
        return case_page(request, row, status=422, message=form, form=form)
    actions.write_message(case_id=row.pk, text=form.cleaned_data["text"], actor=request.actor)
    messages.success(request, _("Pesan terkirim ke petugas."))
    return redirect("services:case", row.pk)


@require_POST
@frames.own_affairs
def cancel(request: Request, case_id: UUID) -> HttpResponse:
    row, form = followed(request, case_id), forms.Cancelling(request.POST)
    if not form.is_valid():
        return case_page(request, row, status=422, cancelling=form, form=form)
    actions.cancel_case(case_id=row.pk, reason=form.cleaned_data["text"], actor=request.actor)
    messages.success(request, _("Permohonan dibatalkan."))
    return redirect("services:case", row.pk)


@require_POST
@frames.own_affairs
def confirm(request: Request, case_id: UUID) -> HttpResponse:
    """Say that the result is right; the survey is the next thing."""
    row = followed(request, case_id)
    if row.state == State.DONE and row.confirmed_at is None:
        actions.confirm_case(case_id=row.pk, actor=request.actor)
        messages.success(request, _("Terima kasih. Urusan ini selesai."))
    elif row.state != State.DONE:
        raise WrongState("There is nothing to confirm.")
    return redirect("services:rate", row.pk)


@require_POST
@frames.own_affairs
def reopen(request: Request, case_id: UUID) -> HttpResponse:
    row, form = followed(request, case_id), forms.Reason(request.POST)
    if not form.is_valid():
        return case_page(request, row, status=422, reason=form, form=form)
    actions.reopen_case(case_id=row.pk, reason=form.cleaned_data["text"], actor=request.actor)
    messages.success(request, _("Kami kerjakan lagi. Petugas membaca alasan Anda."))
    return redirect("services:case", row.pk)
