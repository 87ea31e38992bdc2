"""SKP: what came of a planned result, period by period, written by whoever planned it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ayo.common import clock
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.performance import actions, law
from ayo.performance.data.plan import PlanState
from ayo.performance.data.rating import Rated
from ayo.performance.forms import realisation as realisation_forms
from ayo.performance.models import Plan
from ayo.performance.queries import plans, ratings, realisations
from ayo.performance.rules import plan as rules
from ayo.performance.views.plan import own
from ayo.performance.words import plans as plan_words
from ayo.performance.words import ratings as rating_words
from ayo.ui.guard import signed_in
from ayo.ui.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def write(request: Request, plan_id: UUID, result_id: UUID) -> HttpResponse:
    """Write what came of a result in the running period, or in the one that `periode` names (its first day)."""
    plan = own(request, plan_id)
    line = next((one for one in plans.lines_of(plan) if one.id == result_id), None)
    if line is None:
        raise NotFound("No such result.")
    periods = _periods(plan)
    if plan.state != PlanState.AGREED or not periods:
        messages.info(request, _("Realisasi ditulis setelah rencana disepakati."))
        return redirect("performance:plan")
    asked = request.GET.get("periode", "")
    since, until = next((one for one in periods if one[0].isoformat() == asked), periods[0])
    kept = realisations.versions(plan_id, result_id, since=since)
    indicators = line.result.indicators
    form = realisation_forms.Realise(
        request.POST or None, indicators=indicators,
        initial=realisation_forms.initial_of(kept[0].version if kept else 0, kept[0].lines if kept else [], indicators),
    )  # fmt: skip
    if form.is_valid() and _written(request, plan_id, result_id, since, form):
        return redirect(f"{request.path}?periode={since.isoformat()}")
    context = {
        "form": form, "text": line.result.text, "period": rating_words.period(Rated.PERIODIC, since, until),
        "periods": [
            {"label": rating_words.period(Rated.PERIODIC, *one), "url": f"?periode={one[0].isoformat()}",
             "current": one[0] == since}
            for one in periods
        ],
        "is_rated": bool(ratings.covering(plan.employee_id, since)),
        "versions": [plan_words.realisation_version(one) for one in kept], "plan": plan_words.plan(plan),
    }  # fmt: skip
    return show(request, "performance/realisation.html", context, status=422 if form.is_bound else 200)


def _written(
    request: Request, plan_id: UUID, result_id: UUID, since: date, form: realisation_forms.Realise
) -> bool:  # fmt: skip
    try:
        actions.write_realisation(
            plan_id=plan_id, result_id=result_id, since=since, lines=form.lines(),
            version=form.cleaned_data["version"], actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        if error.code not in plan_words.REASONS:
            raise
        if error.code == "plan_changed":
            # What was typed stays; sent once more it is meant for what stands now.
            newest = realisations.newest(plan_id, result_id, since=since)
            form.data = {**request.POST.dict(), "version": str(newest.version if newest else 0)}
        form.add_error(None, forms.ValidationError(str(plan_words.REASONS[error.code])))
        return False
    messages.success(request, _("Tersimpan. Atasan melihatnya saat menilai."))
    return True


def _periods(plan: Plan) -> list[tuple[date, date]]:
    """Return the periods of a plan that have begun, the newest first."""
    last: Any = min(clock.today(), plan.until)
    months = law.plan_rules(last).period_months
    found = []
    first, until = rules.period_of(last, months=months)
    while until > plan.since:
        if first < plan.until:
            found.append((first, until))
        first, until = rules.period_of(rules.period_before(first, months=months), months=months)
    return found
