"""Attendance on pages: checking in, one's own day, and asking for it to be corrected."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.files.data import FileCard
from ayo.performance import access, actions, law
from ayo.performance.data.attendance import DayStatus, Direction, RequestState
from ayo.performance.errors import NoReason
from ayo.performance.forms import activities as forms
from ayo.performance.models import Correction
from ayo.performance.queries import presence
from ayo.performance.rules import entry as rules
from ayo.performance.views.papers import paper_of
from ayo.performance.words import activities as words
from ayo.registry import facade as registry
from ayo.ui.guard import signed_in
from ayo.ui.show import show

ONE_DAY = timedelta(days=1)
PURPOSE = "correction"


def of_day(actor: Actor, service: registry.Employment | None, on: date) -> dict[str, Any]:
    """Return how somebody's own day stands; nothing for whoever has a role without being employed."""
    if service is None:
        return {"presence": None}
    today = clock.today()
    seen = presence.between(service.employee_id, since=on, until=on + ONE_DAY).get(on)
    asked = Correction.objects.filter(employee_id=service.employee_id, on=on).order_by("-created_at").first()
    is_shown = asked is not None and asked.state in {RequestState.WAITING, RequestState.REFUSED}
    is_open = rules.earliest(today, law.window(today)) <= on < today
    waits = asked is not None and asked.state == RequestState.WAITING
    is_well = seen is None or seen.status in {DayStatus.PRESENT, DayStatus.ON_LEAVE, DayStatus.ON_DUTY, None}
    return {
        "presence": {
            "came": seen.came_at if seen else None,
            "went": seen.went_at if seen else None,
            "hours": law.hours(on, registry.organisation_code(service.organisation_id)),
            "late": seen.late_minutes if seen else 0,
            "early": seen.early_minutes if seen else 0,
            "codes": seen.codes if seen else (),
            "look": words.DAYS[seen.status] if seen and seen.status else None,
            "request": asked if is_shown else None,
            "may_ask": is_open and not is_well and not waits,
        }
    }


@require_POST
@signed_in
def check_in(request: Request) -> HttpResponse:
    wanted = request.POST.get("arah", "")
    if wanted not in Direction.__members__:
        raise NotFound("No such direction.")
    place = _place(request.POST.get("lintang", ""), request.POST.get("bujur", ""), request.POST.get("akurasi", ""))
    actions.check_in(direction=Direction(wanted), place=place, actor=request.actor)
    at = f"{timezone.localtime(clock.now()):%H.%M}"
    said = _("Tercatat masuk %(at)s.") if wanted == Direction.IN else _("Tercatat pulang %(at)s.")
    messages.success(request, said % {"at": at})
    return redirect("performance:day")


def _place(latitude: str, longitude: str, accuracy: str) -> tuple[float, float, int] | None:
    """Return the place that was sent along; what makes no sense is no place, and the time counts all the same."""
    try:
        found = float(latitude), float(longitude), int(accuracy)
    except ValueError:
        return None
    is_on_earth = abs(found[0]) <= 90 and abs(found[1]) <= 180
    return found if is_on_earth and 0 <= found[2] < 1_000_000 else None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def correct(request: Request, on: str) -> HttpResponse:
    """Ask for a day of one's own to be corrected."""
    service = access.service_today(request.actor)
    day = _day(on)
    if day is None:
        raise NotFound("Not a day.")
    form = forms.Correct(request.POST or None, request.FILES or None)
    paper = paper_of(request, form, purpose=PURPOSE)
    if form.is_valid() and _asked(request, form, day, paper):
        return redirect(f"/kinerja/?hari={day.isoformat()}")
    context = {"form": form, "paper": paper, "on": day, **of_day(request.actor, service, day)}
    return show(request, "performance/correct.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def withdraw(request: Request, correction_id: UUID) -> HttpResponse:
    actions.withdraw_correction(correction_id=correction_id, actor=request.actor)
    messages.success(request, _("Permintaan koreksi ditarik."))
    return redirect("performance:day")


@require_POST
@signed_in
def decide(request: Request, correction_id: UUID) -> HttpResponse:
    """The superior, or the personnel office where none is, lets a day stand as its employee says, or says why not."""
    back = "performance:leave" if request.POST.get("dari") == "kantor" else "performance:team"
    if request.POST.get("putus") == "terima":
        actions.accept_correction(correction_id=correction_id, actor=request.actor)
        messages.success(request, _("Koreksi diterima; harinya dinilai ulang."))
        return redirect(back)
    try:
        actions.refuse_correction(
            correction_id=correction_id, answer=request.POST.get("alasan", ""), actor=request.actor
        )
    except NoReason:
        messages.error(request, _("Tulis alasan menolak koreksi."))
    else:
        messages.success(request, _("Koreksi ditolak dengan alasannya."))
    return redirect(back)


def _asked(request: Request, form: forms.Correct, day: date, paper: FileCard | None) -> bool:
    given = form.cleaned_data
    try:
        actions.ask_correction(
            on=day, arrived=given["arrived"], left=given["left"], reason=given["reason"],
            evidence=paper.id if paper else None, actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        form.add_fault(error)
        return False
    messages.success(request, _("Permintaan koreksi dikirim ke atasan."))
    return True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
