"""Tim: the plans of whom the reader is the superior of, to agree on or return, and feedback on them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common import clock
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.performance import access, actions
from ayo.performance.data.plan import PlanState
from ayo.performance.forms import plans as plan_forms
from ayo.performance.models import Plan
from ayo.performance.queries import plans
from ayo.performance.views.plan import page_of, say
from ayo.performance.words import plans as plan_words
from ayo.registry import facade as registry
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show


@require_safe
@never_cache
@signed_in
def team(request: Request) -> HttpResponse:
    """Show where the plans of one's team stand, those that wait first."""
    service = registry.employment_of(me(request))
    if service is None:
        raise NotFound("Only employees have a team.")
    today = clock.today()
    members = registry.subordinates_of(service.employee_id, today)
    found = plans.of_team([one.employee_id for one in members], day=today)
    names = registry.names_of({one.person_id for one in members})
    rows = [
        _row(one.employee_id, names.get(one.person_id, ""), one.post, found.get(one.employee_id)) for one in members
    ]
    rows.sort(key=lambda row: (row["rank"], row["name"]))
    counted = [sum(1 for row in rows if row["state"] == state) for state in (*PlanState, "")]
    context = {"rows": rows, "year": today.year, "waiting": counted[1], "agreed": counted[2], "without": counted[-1]}
    return show(request, "performance/team_plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def one(request: Request, plan_id: UUID) -> HttpResponse:
    """Show a plan of the team; POST agrees on it or returns it (`do`)."""
    plan = _judged(request, plan_id)
    initial = {f"{plan_forms.EXPECT}{code}": said for code, said in plan.expectations.items()}
    form = plan_forms.Answer(request.POST or None, initial=initial | {"version": plan.version})
    if form.is_valid():
        try:
            _answer(request, plan_id, form)
        except DomainError as error:
            if error.code != "no_comment":
                say(request, error)
                return redirect("performance:team_plan", plan_id)
            form.add_fault(error)
        else:
            return redirect("performance:team_plans")
    return _page(request, plan, form, plan_forms.Say(), status=422 if form.is_bound else 200)


@require_POST
@signed_in
def feedback(request: Request, plan_id: UUID) -> HttpResponse:
    plan = _judged(request, plan_id)
    form = plan_forms.Say(request.POST)
    if not form.is_valid():
        answer = plan_forms.Answer(None, initial={"version": plan.version})
        return _page(request, plan, answer, form, status=422)
    given = form.cleaned_data
    actions.give_feedback(plan_id=plan_id, key=given["key"], text=given["text"], actor=request.actor)
    messages.success(request, _("Tersampaikan."))
    return redirect("performance:team_plan", plan_id)


def _page(
    request: Request, plan: Plan, form: plan_forms.Answer, saying: plan_forms.Say, *, status: int
) -> HttpResponse:
    context = {
        "plan": page_of(plan),
        "name": registry.name_of(plan.person_id),
        "form": form,
        "saying": saying,
        "changes": [plan_words.change(one) for one in plans.changed_since_answer(plan)],
        "feedback": [plan_words.feedback(one) for one in plans.feedback_of([plan])],
    }
    return show(request, "performance/team_plan.html", context, status=status)


def _answer(request: Request, plan_id: UUID, form: plan_forms.Answer) -> None:
    given: dict[str, Any] = {
        "plan_id": plan_id, "version": form.cleaned_data["version"], "expectations": form.expectations(),
        "actor": request.actor,
    }  # fmt: skip
    if request.POST.get("do") == "agree":
        actions.agree_plan(**given)
        messages.success(request, _("Disepakati. Pegawainya mendapat kabar."))
        return
    actions.return_plan(comment=form.cleaned_data["comment"], **given)
    messages.success(request, _("Dikembalikan dengan catatan Anda."))


def _judged(request: Request, plan_id: UUID) -> Plan:
    plan = plans.plan(plan_id)
    if plan is None or not access.judges_plans_of(request.actor, plan.employee_id):
        raise NotFound("No such plan.")
    return plan


def _row(employee_id: UUID, name: str, post: str, plan: Plan | None) -> dict[str, Any]:
    order = [PlanState.SUBMITTED, PlanState.AGREED, PlanState.DRAFT]
    state = PlanState(plan.state) if plan else None
    return {
        "employee_id": employee_id, "name": name, "post": post, "plan_id": plan.pk if plan else None,
        "state": state or "", "look": plan_words.STATES[state] if state else None,
        "rank": order.index(state) if state else len(order),
    }  # fmt: skip
