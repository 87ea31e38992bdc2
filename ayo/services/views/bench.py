"""Meja kerja: the queue on the left, one case on the right; on a phone one after the other."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ayo.common import clock
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.services import access, actions, spoken
from ayo.services.forms import desk as forms
from ayo.services.models import Case, CaseDocument, Task
from ayo.services.queries import queue
from ayo.services.workbench import listing, terms
from ayo.services.workbench.casefile import Casefile
from ayo.services.workbench.listing import Listing
from ayo.services.workbench.pane import Pane, file_of, pane
from ayo.services.workbench.terms import Terms
from ayo.ui.guard import for_roles, me
from ayo.ui.show import show

desk = for_roles(*access.WORKERS)
READ_FOR = timedelta(hours=1)
_READ, MOST_REMEMBERED = "services_read", 100


@require_safe
@desk
def bench(request: Request) -> HttpResponse:
    return list_page(request, listed(request))


@require_POST
@desk
def search(request: Request) -> HttpResponse:
    """Look for a name, a number or a service; what was typed stands in no address."""
    return list_page(request, listed(request))


@require_safe
@desk
def task(request: Request, task_id: UUID) -> HttpResponse:
    """One case of the queue; one that is no work of this officer any more is shown as it may be read."""
    file = opened(request, task_id)
    if file is None:
        return redirect("services:office_case", case_of(request, task_id).pk)
    if not file.is_kin:
        note_reading(request, file)
        actions.note_presence(case_id=file.case.pk, actor=request.actor)
    made = pane(file, tab=request.GET.get("bagian", ""), step=request.GET.get("langkah", ""))
    return case_page(request, made, status=200)


@require_safe
@desk
def news(request: Request, task_id: UUID) -> HttpResponse:
    """Say whether the case has moved on and who else has it open; nothing when there is nothing to say."""
    file = opened(request, task_id)
    if file is None:
        return HttpResponse(status=204)
    actions.note_presence(case_id=file.case.pk, actor=request.actor)
    seen, others = version_of(request.GET.get("versi", "")), ",".join(file.others)
    if seen == file.case.version and others == request.GET.get("lain", ""):
        return HttpResponse(status=204)
    context = {"file": file, "seen": seen, "moved": file.since(seen), "others": file.others, "terms": terms_of(request)}
    return show(request, "services/bench/news.html", context, fragment="news")


@require_POST
@desk
def save_filter(request: Request) -> HttpResponse:
    wanted = terms_of(request)
    form = forms.SaveFilter(request.POST)
    if not form.is_valid():
        messages.error(request, _("Saringan belum disimpan: beri nama dulu."))
    else:
        try:
            actions.save_filter(name=form.cleaned_data["name"], terms=wanted.kept, actor=request.actor)
            messages.success(request, _("Saringan disimpan."))
        except DomainError:
            messages.error(request, _("Saringan belum disimpan: sudah ada dua belas. Hapus satu dulu."))
    return redirect(reverse("services:bench") + wanted.query)


@require_POST
@desk
def remove_filter(request: Request, filter_id: UUID) -> HttpResponse:
    actions.remove_filter(filter_id=filter_id, actor=request.actor)
    messages.success(request, _("Saringan dihapus."))
    return redirect("services:bench")


@require_safe
@desk
def document(request: Request, case_id: UUID, document_id: UUID) -> HttpResponse:
    """Open a paper of a case that is read here anyway, by a link made for this officer alone."""
    case = access.cases_of_offices(request.actor).filter(pk=case_id).first()
    paper = CaseDocument.objects.filter(pk=document_id, case=case).first() if case else None
    if case is None or paper is None or access.is_own(request.actor, case):
        raise NotFound("No such paper.")
    return redirect(files.link_for(paper.file_id, person_id=me(request)))


def listed(request: Request) -> Listing:
    return listing.listing(request.actor, terms_of(request))


def terms_of(request: Request) -> Terms:
    """Read by what the list is looked at, from the address or from the form that was sent."""
    given = request.POST if request.method == "POST" else request.GET
    today = terms.today()
    if given.get("saring"):
        return terms.of(given.dict(), otherwise=terms.Shelf.UNIT)
    counted = queue.counts(request.actor, late_before=terms.due_before(today), today=today)
    return terms.of(given.dict(), otherwise=listing.first_shelf(counted))


def list_page(request: Request, found: Listing) -> HttpResponse:
    if request.GET.get("stempel") == found.stamp and request.headers.get("HX-Request-Type") == "partial":
        return HttpResponse(status=204)
    context = {**around(request, found), "pane": None, "file": None}
    return show(request, "services/bench/bench.html", context, fragment="queue")


def case_page(request: Request, made: Pane, *, status: int) -> HttpResponse:
    """Show the case beside the list it was opened from."""
    found = listed(request)
    task_id = made.file.task.pk if made.file.task else made.file.case.pk
    before, after, following = found.around(task_id)
    context: dict[str, Any] = {
        **around(request, found),
        "pane": made,
        "file": made.file,
        "look": spoken.state(made.file.case.state),
        "before": before,
        "after": after,
        "following": following,
        "here": reverse("services:bench_task", args=[task_id]),
        "note_sent": "",
    }
    response = show(request, "services/bench/bench.html", context, status=status)
    # Its papers are looked at beside the case.
    response.has_frames = True  # type: ignore[attr-defined]
    return response


def around(request: Request, found: Listing) -> dict[str, Any]:
    """Return what stands around the list: ticked lines stay ticked when it is brought up to date."""
    given = request.POST if request.method == "POST" else request.GET
    return {
        "listing": found,
        "terms": found.terms,
        "ticked": set(given.getlist("id")),
        "filter_form": forms.SaveFilter(auto_id="saringan_%s"),
        "leads": access.leads(request.actor),
        "rail": "slim",
    }


def opened(request: Request, task_id: UUID) -> Casefile | None:
    """Return the case of an open stage that is this officer's work."""
    rows = access.tasks_workable_by(request.actor).select_related("case__applicant", "case__subject")
    row = rows.filter(pk=task_id).first()
    return file_of(row.case, row, actor=request.actor) if row else None


def case_of(request: Request, task_id: UUID) -> Case:
    """Return the case of a stage that is over or another's, if it may be read. Raises NotFound."""
    rows = access.cases_of_offices(request.actor).select_related("applicant", "subject")
    case = rows.filter(pk__in=Task.objects.filter(pk=task_id).values("case_id")).first()
    if case is None:
        raise NotFound("No such work.")
    return case


def note_reading(request: Request, file: Casefile) -> None:
    """Write down, once an hour, that this officer opened the case; whom it concerns reads it under *Data saya*."""
    now = clock.now().timestamp()
    kept: dict[str, float] = request.session.get(_READ) or {}
    if kept.get(str(file.case.pk), 0) > now:
        return
    actions.note_reading(case=file.case, fields=file.read_fields, purpose=purpose_of(file.case), actor=request.actor)
    fresh = {name: until for name, until in kept.items() if until > now}
    newest = dict(sorted(fresh.items(), key=lambda one: one[1])[-MOST_REMEMBERED:])
    request.session[_READ] = {**newest, str(file.case.pk): now + READ_FOR.total_seconds()}


def purpose_of(case: Case) -> str:
    return _("Urusan %(number)s") % {"number": case.number}


def version_of(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
