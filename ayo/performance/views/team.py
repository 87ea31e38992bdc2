"""Tim saya: what waits for a superior, the odd first; judged in bulk, and taken back."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ayo.common import clock
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.files import facade as files
from ayo.performance import access, actions, law
from ayo.performance.data.entry import Odd, Submitted, Verdict
from ayo.performance.forms import activities as forms
from ayo.performance.pages import corrections
from ayo.performance.queries import leave
from ayo.performance.queries import team as queries
from ayo.performance.words import activities as words
from ayo.registry import facade as registry
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show

AT_ONCE = 500
UNDO = "performance.undo"


@require_safe
@never_cache
@signed_in
def team(request: Request) -> HttpResponse:
    return _page(request, forms.Chosen(), set(), status=200)


@require_POST
@signed_in
def judge(request: Request) -> HttpResponse:
    """Decide on what is ticked; the button for all that is not odd sends it in a form of its own."""
    form = forms.Chosen(request.POST)
    verdict = _verdict(request.POST.get("putus", ""))
    chosen = _chosen(request.POST.getlist("pilih"))
    if not chosen:
        messages.info(request, _("Belum ada aktivitas yang dipilih."))
        return redirect("performance:team")
    form.is_valid()
    reason = str(form.cleaned_data.get("reason", ""))
    try:
        if form.errors:
            return _page(request, form, set(chosen), status=422)
        done = actions.judge(chosen=chosen, verdict=verdict, reason=reason, actor=request.actor)
    except DomainError as error:
        if error.code != "no_reason":
            raise
        form.add_error("reason", _("Tulis alasannya."))
        return _page(request, form, set(chosen), status=422)
    if done.decided:
        request.session[UNDO] = str(done.id)
    _say(request, verdict, done.decided, done.left_out)
    return redirect("performance:team")


@require_POST
@signed_in
def undo(request: Request) -> HttpResponse:
    decision = _uuid(request.POST.get("keputusan", ""))
    if decision is None:
        raise NotFound("No such decision.")
    count = actions.undo(decision=decision, actor=request.actor)
    request.session.pop(UNDO, None)
    messages.success(request, _("%(n)s aktivitas menunggu lagi.") % {"n": count})
    return redirect("performance:team")


def _page(request: Request, form: forms.Chosen, ticked: set[UUID], *, status: int) -> HttpResponse:
    service = registry.employment_of(me(request))
    if service is None or not access.has_work(request.actor):
        raise NotFound("Only employees have a team.")
    found = queries.waiting_for(service.employee_id, limit=AT_ONCE)
    members = registry.subordinates_of(service.employee_id, clock.today())
    asked = leave.corrections_for(service.employee_id, limit=AT_ONCE)
    people = {one.person_id for one, _odd in found} | {one.person_id for one in members}
    names = registry.names_of(people)
    rows = [_row(one, odd, names, me(request)) for one, odd in found]
    waiting = Counter(one.person_id for one, _odd in found)
    more = queries.waiting_count(service.employee_id) - len(found) if len(found) == AT_ONCE else 0
    context = {
        "form": form,
        "odd": [row for row in rows if row["odd"]],
        "usual": [row for row in rows if not row["odd"]],
        "ticked": ticked,
        "more": more,
        "members": [
            {"name": names.get(one.person_id, ""), "post": one.post, "waiting": waiting[one.person_id]}
            for one in members
        ],
        "corrections": corrections.rows(asked, reader=me(request)),
        "last": request.session.get(UNDO, ""),
        "minutes": sum(one.minutes for one, _odd in found),
        "silent_after": law.window(clock.today()).silent_after,
    }
    return show(request, "performance/team.html", context, status=status)


def _row(one: Submitted, odd: list[Odd], names: dict[UUID, str], reader: UUID) -> dict[str, Any]:
    return {
        "id": one.id, "value": f"{one.id}:{one.version}", "name": names.get(one.person_id, ""), "title": one.title,
        "volume": one.volume, "minutes": one.minutes, "on": one.on, "span": words.span(one), "note": one.note,
        "link": one.link, "odd": [words.odd(why, one) for why in odd], "escalated": one.escalated,
        "evidence": files.link_for(one.evidence, person_id=reader) if one.evidence else "",
    }  # fmt: skip


def _say(request: Request, verdict: Verdict, decided: int, left_out: int) -> None:
    said = {
        Verdict.APPROVE: ngettext("%(num)s aktivitas disetujui.", "%(num)s aktivitas disetujui.", decided),
        Verdict.RETURN: ngettext("%(num)s aktivitas dikembalikan.", "%(num)s aktivitas dikembalikan.", decided),
        Verdict.REJECT: ngettext("%(num)s aktivitas ditolak.", "%(num)s aktivitas ditolak.", decided),
    }
    if decided:
        messages.success(request, said[verdict] % {"num": decided})
    if left_out:
        told = ngettext(
            "%(num)s aktivitas sudah berubah sejak halaman ini dibuka dan tidak ikut.",
            "%(num)s aktivitas sudah berubah sejak halaman ini dibuka dan tidak ikut.",
            left_out,
        )
        messages.warning(request, told % {"num": left_out})


def _verdict(text: str) -> Verdict:
    if text not in Verdict.__members__:
        raise NotFound("No such decision.")
    return Verdict(text)


def _chosen(values: list[str]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for value in values[:AT_ONCE]:
        text, _mark, version = value.partition(":")
        pk = _uuid(text)
        if pk is not None and version.isdecimal() and len(version) < 6:
            found[pk] = int(version)
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
