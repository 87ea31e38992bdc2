"""Entering work by hand: in two taps where it is frequent, mended and taken back until somebody judged it."""

from datetime import timedelta
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
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.files.data import FileCard
from ayo.performance import access, actions, law
from ayo.performance.data.activity import ActivityState, Origin
from ayo.performance.errors import ActivityRefused, NotWaiting, Overlaps
from ayo.performance.forms import activities as forms
from ayo.performance.models import Activity, Template
from ayo.performance.queries import activities
from ayo.performance.views.papers import paper_of
from ayo.performance.words import activities as words
from ayo.registry import facade as registry
from ayo.ui.filters import clock as time_of_day
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show

PURPOSE = "activity"
QUICK, LATELY = 6, timedelta(days=60)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def new(request: Request) -> HttpResponse:
    service = access.service_today(request.actor)
    form = _form(request, service, _prefilled(request, service))
    paper = paper_of(request, form, purpose=PURPOSE)
    if form.is_valid() and (entered := _taken(request, form, None, paper)) is not None:
        return redirect(f"{_day_of(entered)}#kerja")
    return _page(request, service, form, None, paper)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def one(request: Request, activity_id: UUID) -> HttpResponse:
    """Mend one's own activity, or read why it cannot be mended any more."""
    service = access.service_today(request.actor)
    row = Activity.objects.filter(pk=activity_id, person_id=me(request), origin=Origin.MANUAL).first()
    if row is None:
        raise NotFound("No such activity.")
    form = _form(request, service, _values(row))
    paper = paper_of(request, form, purpose=PURPOSE)
    if form.is_valid() and (mended := _taken(request, form, row, paper)) is not None:
        return redirect(f"{_day_of(mended)}#kerja")
    return _page(request, service, form, row, paper)


@require_POST
@signed_in
def withdraw(request: Request, activity_id: UUID) -> HttpResponse:
    actions.withdraw(activity_id=activity_id, actor=request.actor)
    messages.success(request, _("Aktivitas dibatalkan."))
    return redirect("performance:day")


@require_POST
@signed_in
def forget_template(request: Request, template_id: UUID) -> HttpResponse:
    actions.forget_template(template_id=template_id, actor=request.actor)
    messages.success(request, _("Templat aktivitas dihapus."))
    return redirect("performance:new")


def quick(person_id: UUID, service: registry.Employment) -> list[dict[str, str]]:
    """Return what can be entered with two taps: own templates, then what was entered most, then the catalogue."""
    own = Template.objects.filter(employee_id=service.employee_id).order_by("name")[:QUICK]
    chips = [{"label": row.name, "query": f"templat={row.pk}"} for row in own]
    kinds = {code: kind for code, kind in law.work_kinds().items() if kind.is_of(service.post)}
    often = activities.frequent(person_id, since=clock.today() - LATELY, limit=QUICK)
    # What only some posts do says more of a post than what everybody does.
    fitting = sorted(kinds, key=lambda code: not kinds[code].posts)
    codes = dict.fromkeys([code for code in often if code in kinds] + fitting)
    chips += [{"label": words.in_language(kinds[code].title), "query": f"kode={code}"} for code in codes]
    return chips[:QUICK]


def _form(request: Request, service: registry.Employment, initial: dict[str, Any]) -> forms.Work:
    kinds = [kind for kind in law.work_kinds().values() if kind.is_of(service.post)]
    return forms.Work(
        request.POST or None, request.FILES or None, kinds=kinds, window=law.window(clock.today()), initial=initial
    )


def _prefilled(request: Request, service: registry.Employment) -> dict[str, Any]:
    wanted = request.GET.get("templat", "")
    if wanted:
        rows = Template.objects.filter(employee_id=service.employee_id)
        row = next((row for row in rows if str(row.pk) == wanted), None)
        return {"code": row.code, "volume": row.volume, "note": row.note} if row else {}
    return {"code": request.GET.get("kode", "")[:40]}


def _values(row: Activity) -> dict[str, Any]:
    starts = timezone.localtime(row.starts_at).time() if row.starts_at else None
    return {
        "key": row.origin_id, "code": row.code, "volume": row.volume, "on": row.on, "starts": starts, "note": row.note,
        "link": row.link,
    }  # fmt: skip


def _taken(request: Request, form: forms.Work, row: Activity | None, paper: FileCard | None) -> Activity | None:
    """Enter or mend what was sent; None with the faults in the form."""
    entry = form.entry(paper.id if paper else row.evidence if row else None)
    try:
        if row is None:
            made = actions.enter(entry=entry, actor=request.actor)
        else:
            made = actions.amend(activity_id=row.pk, entry=entry, actor=request.actor)
    except ActivityRefused as error:
        _explain(form, error)
        return None
    except NotWaiting:
        form.add_error(None, _("Aktivitas ini sudah dinilai atau dibatalkan."))
        return None
    if name := form.cleaned_data["template"]:
        actions.keep_template(name=name, entry=entry, actor=request.actor)
    messages.success(request, _("Tercatat: %(minutes)s menit, menunggu atasan.") % {"minutes": made.minutes})
    return made


def _explain(form: forms.Work, error: ActivityRefused) -> None:
    """Say at its field what is wrong; an overlap names the other activity."""
    for field, code in error.fields.items():
        other = error.other if isinstance(error, Overlaps) else None
        if other is None or other.starts_at is None or other.ends_at is None:
            form.add_error(field, str(words.REASONS[code]))
            continue
        said = {
            "title": activities.said(other.title), "since": time_of_day(timezone.localtime(other.starts_at)),
            "until": time_of_day(timezone.localtime(other.ends_at)),
        }  # fmt: skip
        form.add_error(field, _("Pada jam itu sudah ada %(title)s, %(since)s–%(until)s.") % said)


def _page(
    request: Request, service: registry.Employment, form: forms.Work, row: Activity | None, paper: FileCard | None
) -> HttpResponse:  # fmt: skip
    today = clock.today()
    on = row.on if row else today
    context = {
        "form": form,
        "paper": paper,
        "row": row,
        "look": words.STATES[ActivityState(row.state)] if row else None,
        "is_open": row is None or row.state in words.OPEN,
        "title": activities.said(row.title) if row else "",
        "evidence": files.link_for(row.evidence, person_id=me(request)) if row and row.evidence else "",
        "quick": quick(me(request), service) if row is None and not request.GET and not form.is_bound else [],
        "templates": list(Template.objects.filter(employee_id=service.employee_id).order_by("name")) if not row else [],
        "of_day": activities.totals(me(request), since=on, until=on + timedelta(days=1)),
        "on": on,
        "is_today": on == today,
        "per_day": law.minutes_of_a_day(),
        "superior": _superior(service),
        "silent_after": law.window(today).silent_after,
    }
    return show(request, "performance/entry.html", context, status=422 if form.is_bound else 200)


def _superior(service: registry.Employment) -> str:
    found = registry.superior_of(service.employee_id, clock.today())
    return registry.names_of([found.person_id]).get(found.person_id, "") if found else ""


def _day_of(row: Activity) -> str:
    return f"/kinerja/?hari={row.on.isoformat()}"
