"""SKP: the plan of whoever is signed in, its results, and the dialogue with the superior."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common import clock
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.performance import actions
from ayo.performance.data.plan import Approach, PlanState
from ayo.performance.forms import plans as plan_forms
from ayo.performance.models import Plan
from ayo.performance.queries import plans, ratings, realisations
from ayo.performance.words import plans as plan_words
from ayo.performance.words import ratings as rating_words
from ayo.registry import facade as registry
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def mine(request: Request) -> HttpResponse:
    """Show one's plans of a year, this one's unless `tahun` names another; POST begins this year's."""
    service = registry.employment_of(me(request))
    if service is None:
        raise NotFound("Only employees have a plan.")
    today = clock.today()
    if request.method == "POST":
        actions.begin_plan(year=today.year, actor=request.actor)
        return redirect("performance:plan")
    years = plans.years_of(me(request))
    year = _year(request.GET.get("tahun", ""), years, today.year)
    found = plans.of_person(me(request), year=year)
    superior = registry.superior_of(service.employee_id, today)
    context = {
        "year": year,
        "years": [{"label": str(one), "url": f"?tahun={one}", "current": one == year} for one in years],
        "plans": [page_of(one) for one in found],
        "feedback": [plan_words.feedback(one) for one in plans.feedback_of(found)],
        "ratings": [rating_words.rating(one) for one in ratings.of_person(me(request), year=year)],
        "superior": registry.name_of(superior.person_id) if superior else "",
        "may_begin": year == today.year and service.covers(today),
        "approaches": list(plan_words.APPROACHES.items()),
    }
    return show(request, "performance/plan.html", context)


@require_POST
@signed_in
def step(request: Request, plan_id: UUID) -> HttpResponse:
    """Send one's plan, take it back, or measure it otherwise; what went wrong is told on the page of the plan."""
    own(request, plan_id)
    version, deed = number(request.POST.get("version", "")), request.POST.get("do", "")
    try:
        if deed == "submit":
            actions.submit_plan(plan_id=plan_id, version=version, actor=request.actor)
            messages.success(request, _("Terkirim. Atasan Anda mendapat kabar."))
        elif deed == "take_back":
            actions.take_back_plan(plan_id=plan_id, version=version, actor=request.actor)
            messages.success(request, _("Ditarik kembali. Anda bisa mengubahnya lagi."))
        elif deed in Approach.__members__:
            actions.choose_approach(
                plan_id=plan_id, version=version, approach=Approach(deed), actor=request.actor
            )  # fmt: skip
            messages.success(request, _("Pendekatan diganti."))
    except DomainError as error:
        say(request, error)
    return redirect("performance:plan")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def result(request: Request, plan_id: UUID, result_id: UUID | None = None) -> HttpResponse:
    """Write a result of one's draft, or take it out (`do=drop`)."""
    plan = own(request, plan_id)
    line = next((one for one in plans.lines_of(plan) if one.id == result_id), None)
    if result_id is not None and line is None:
        raise NotFound("No such result.")
    if plan.state != PlanState.DRAFT:
        messages.info(request, _("Rencana yang sudah dikirim atau disepakati tidak diubah di sini."))
        return redirect("performance:plan")
    if request.POST.get("do") == "drop" and result_id is not None:
        return _dropped(request, plan_id, result_id)
    initial = plan_forms.initial_of(line.result, approach=plan.approach) if line else {}
    form = plan_forms.ResultForm(
        request.POST or None, approach=plan.approach, supports=plan_words.supports(plans.support_choices(plan)),
        initial=initial | {"version": plan.version},
    )  # fmt: skip
    if form.is_valid() and _put(request, plan_id, result_id, form):
        return redirect("performance:plan")
    status = 422 if form.is_bound else 200
    context = {"form": form, "plan": plan_words.plan(plan), "is_new": line is None}
    return show(request, "performance/plan_result.html", context, status=status)


def page_of(plan: Plan) -> dict[str, Any]:
    """Return a plan as its page shows it; a fixed number of queries."""
    dialogue = plans.dialogue_of(plan)
    answer = next((line.step for line in dialogue if line.step.act in ("RETURNED", "AGREED")), None)
    last = next((line.step for line in dialogue if line.step.act not in ("CHANGED", "DRAFTED")), None)
    rows = plan_words.with_realised(
        plan_words.results(plans.lines_of(plan), approach=plan.approach),
        realisations.of_plans([plan], since=date.min, until=date.max),
    )
    return plan_words.plan(plan) | {
        "results": rows,
        "is_sendable": all(row["is_measured"] for row in rows) and any(row["is_main"] for row in rows),
        "behaviours": plan_words.behaviours(plan.expectations),
        "steps": [plan_words.step(line) for line in dialogue],
        "returned": answer if answer and answer.act == "RETURNED" and plan.state == PlanState.DRAFT else None,
        "moved_at": last.at if last else None,
    }


def own(request: Request, plan_id: UUID) -> Plan:
    plan = plans.plan(plan_id)
    if plan is None or plan.person_id != me(request):
        raise NotFound("No such plan.")
    return plan


def say(request: Request, error: DomainError) -> None:
    """Tell a refusal in words; one that has none is another page's business."""
    if error.code not in plan_words.REASONS:
        raise error
    messages.error(request, str(plan_words.REASONS[error.code]))


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0


def _put(request: Request, plan_id: UUID, result_id: UUID | None, form: plan_forms.ResultForm) -> bool:
    try:
        actions.put_result(
            plan_id=plan_id, version=form.cleaned_data["version"], result_id=result_id, result=form.result(),
            actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        if error.code == "plan_changed":
            # What was typed stays; sent once more it is meant for what stands now.
            form.data = {**request.POST.dict(), "version": str(own(request, plan_id).version)}
        form.add_fault(error)
        return False
    messages.success(request, _("Tersimpan sebagai draf."))
    return True


def _dropped(request: Request, plan_id: UUID, result_id: UUID) -> HttpResponse:
    version = number(request.POST.get("version", ""))
    try:
        actions.drop_result(plan_id=plan_id, version=version, result_id=result_id, actor=request.actor)
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, _("Dihapus dari draf. Riwayat masih menyimpannya."))
    return redirect("performance:plan")


def _year(text: str, years: list[int], this: int) -> int:
    asked = number(text)
    return asked if asked in years else this
