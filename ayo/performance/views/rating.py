"""Tim: rating a period of somebody one is the superior of, with the evidence beside it."""

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
from ayo.performance import access, actions, law, periods
from ayo.performance.data.rating import Rated, Rating
from ayo.performance.forms import ratings as rating_forms
from ayo.performance.models import EmployeeRating
from ayo.performance.pages import unit as unit_page
from ayo.performance.queries import plans, ratings, realisations
from ayo.performance.rules import evaluation
from ayo.performance.words import plans as plan_words
from ayo.performance.words import ratings as rating_words
from ayo.registry import facade as registry
from ayo.ui.guard import signed_in
from ayo.ui.show import show


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def rate(request: Request, employee_id: UUID) -> HttpResponse:
    """Rate the last period that is over, or the one that `periode` names (its first day, or `tahun-YYYY`)."""
    service = registry.service_of(employee_id)
    if service is None or not access.judges_plans_of(request.actor, employee_id):
        raise NotFound("No such employee.")
    chosen = periods.chosen(request.GET.get("periode", ""))
    kind, since, until = chosen
    known = ratings.rating(employee_id, kind=kind, since=since)
    form = rating_forms.Rate(request.POST or None, initial=_initial(known))
    if form.is_valid() and _rated(request, employee_id, chosen, form):
        return redirect(f"{request.path}?periode={periods.code(kind, since)}")
    found = plans.standing_of(employee_id, since=since, until=until)
    agreed = [plan for plan in found if plan.state == "AGREED"]
    realised = realisations.of_plans(found, since=since, until=until)
    is_changed = known is not None and realisations.is_later(realised, known.rated_at)
    rated = realisations.of_plans(found, since=since, until=until, at=known.rated_at) if known and is_changed else None
    context = {
        "name": registry.name_of(service.person_id),
        "post": service.post,
        "period": rating_words.period(kind, since, until),
        "periods": periods.chips(chosen),
        "form": form,
        "known": rating_words.rating(known) if known else None,
        "evidence": rating_words.evidence(ratings.evidence(employee_id, since=since, until=until)),
        "results": plan_words.with_realised(
            [row for plan in found for row in plan_words.results(plans.lines_of(plan), approach=plan.approach)],
            realised, rated=rated,
        ),
        "is_changed": is_changed,
        "feedback": [plan_words.feedback(one) for one in plans.feedback_of(found) if
                     since <= clock.day_of(one.at) < until],
        "is_agreed": bool(agreed),
        "matrix": _matrix(since),
        "within": law.plan_rules(since).object_within,
        "spreads": unit_page.warnings(request.actor, chosen),
    }  # fmt: skip
    return show(request, "performance/rate.html", context, status=422 if form.is_bound else 200)


def _rated(request: Request, employee_id: UUID, chosen: tuple[Rated, date, date], form: rating_forms.Rate) -> bool:
    given = form.cleaned_data
    try:
        actions.rate(
            employee_id=employee_id, kind=chosen[0], since=chosen[1], results=Rating(given["results"]),
            behaviour=Rating(given["behaviour"]), note=given["note"], version=given["version"], actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        if error.code not in rating_words.REASONS:
            raise
        form.add_error(None, forms.ValidationError(str(rating_words.REASONS[error.code])))
        return False
    messages.success(request, _("Tersimpan. Pegawainya mendapat kabar dan bisa membacanya."))
    return True


def _initial(known: EmployeeRating | None) -> dict[str, Any]:
    if known is None:
        return {"version": 0}
    return {
        "version": known.version, "results": known.results, "behaviour": known.behaviour, "note": known.note,
    }  # fmt: skip


def _matrix(since: date) -> list[dict[str, Any]]:
    """Return the matrix as rows of results, the best first, by behaviour from below to above."""
    table = law.evaluation(since)
    return [
        {"results": rating_words.RATINGS[results],
         "cells": [rating_words.PREDICATES[evaluation.predicate(table, results=results, behaviour=one)].word
                   for one in Rating]}
        for results in reversed(Rating)
    ]  # fmt: skip
