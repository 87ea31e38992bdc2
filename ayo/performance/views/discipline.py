"""Hukuman disiplin: the personnel office records and ends measures; whom they are about reads their own."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.performance import access, actions
from ayo.performance.forms import discipline as discipline_forms
from ayo.performance.models import DisciplinaryMeasure
from ayo.performance.queries import discipline as queries
from ayo.performance.queries import tables
from ayo.performance.queries.discipline import Standing
from ayo.performance.words import pay as words
from ayo.registry import facade as registry
from ayo.ui.guard import for_roles, me, signed_in
from ayo.ui.paging import page_of
from ayo.ui.show import show

PAGE = 25
ONE_DAY = timedelta(days=1)
_STANDINGS = {
    Standing.ALL: later("Semua"), Standing.IN_FORCE: later("Berlaku"), Standing.TO_COME: later("Akan berlaku"),
    Standing.OVER: later("Selesai"),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_roles(*access.RECORD_KEEPERS)
def board(request: Request) -> HttpResponse:
    """Show the measures within one's reach, which their owners' access logs tell; POST records one.

    A search is a POST too, for a name or a NIP has no place in an address.
    """
    takes, words = _takes(), request.POST.get("q", "").strip()[:100]
    form = discipline_forms.Measure(None if "q" in request.POST else request.POST or None, kinds=_kinds(takes))
    if form.is_valid() and _recorded(request, form):
        return redirect("performance:measures")
    page = 1 if words else page_of(request.GET.get("halaman", ""))
    standing = _standing(request.GET.get("keadaan", ""))
    found, total = queries.page(
        request.actor, standing, words, day=clock.today(), offset=(page - 1) * PAGE, limit=PAGE
    )  # fmt: skip
    actions.note_measure_reading(measures=found, actor=request.actor)
    names = registry.names_of({row.employee.person_id for row in found})
    rows = [
        _row(row, takes) | {"name": names.get(row.employee.person_id, ""), "post": row.employee.post} for row in found
    ]  # fmt: skip
    context = {
        "form": form, "rows": rows, "page": page, "last": 1 if words else max(1, -(-total // PAGE)), "words": words,
        "more": max(0, total - PAGE) if words else 0, "narrowed": standing.value,
        "standings": [
            {"label": label, "url": f"?keadaan={one}" if one else "?", "current": one is standing}
            for one, label in _STANDINGS.items()
        ],
    }  # fmt: skip
    return show(request, "performance/measures.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_roles(*access.RECORD_KEEPERS)
def one(request: Request, measure_id: UUID) -> HttpResponse:
    """Show one measure; POST ends it early or annuls it."""
    found = queries.measure(request.actor, measure_id)
    form = discipline_forms.End(request.POST or None)
    if form.is_valid() and _ended(request, measure_id, form):
        return redirect("performance:measures")
    actions.note_measure_reading(measures=[found], actor=request.actor)
    context = {
        "row": _row(found, _takes()), "name": registry.name_of(found.employee.person_id), "post": found.employee.post,
        "form": form,
    }  # fmt: skip
    return show(request, "performance/measure.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
@signed_in
def mine(request: Request) -> HttpResponse:
    """Show one's own measures, and what they take of the allowance."""
    if not access.has_work(request.actor):
        raise NotFound("Only employees have measures.")
    takes = _takes()
    rows = [_row(row, takes) for row in queries.of_person(me(request))]
    return show(request, "performance/my_measures.html", {"rows": rows})


def _standing(text: str) -> Standing:
    return Standing(text) if text in set(Standing) else Standing.ALL


def _row(row: DisciplinaryMeasure, takes: Mapping[str, Fraction]) -> dict[str, Any]:
    today, share = clock.today(), takes.get(row.kind)
    return {
        "id": row.pk, "kind": words.punishment(row.kind), "decree": row.decree, "basis": row.legal_basis,
        "first": row.since, "last": row.until - ONE_DAY, "is_annulled": row.until == row.since,
        "is_in_force": row.since <= today < row.until, "is_to_come": today < row.since < row.until,
        "reason": row.end_reason, "takes": words.percent(share) if share else "",
    }  # fmt: skip


def _takes() -> Mapping[str, Fraction]:
    """Return what each kind takes of the allowance by today's tables."""
    return tables.in_force(clock.today()).tariff.punishments


def _kinds(takes: Mapping[str, Fraction]) -> list[str]:
    """Return the kinds, the mildest first as far as there are words for them."""
    order = list(words.PUNISHMENTS)
    return sorted(takes, key=lambda kind: (order.index(kind) if kind in order else len(order), kind))


def _recorded(request: Request, form: discipline_forms.Measure) -> bool:
    given = form.cleaned_data
    within = None if request.actor.has(Role.BKPSDM_ADMIN) else request.actor.organisations(Role.PERSONNEL_OFFICER)
    employee = registry.serving_under(within, given["nip"].replace(" ", ""))
    try:
        if employee is None:
            raise NotFound("No such employee.")
        actions.record_measure(
            employee_id=employee, kind=given["kind"], decree=given["decree"], since=given["first"],
            until=given["last"] + ONE_DAY, legal_basis=given["basis"], actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        form.add_fault(error)
        return False
    messages.success(request, _("Tercatat. Pegawainya mendapat kabar."))
    return True


def _ended(request: Request, measure_id: UUID, form: discipline_forms.End) -> bool:
    given = form.cleaned_data
    try:
        actions.end_measure(measure_id=measure_id, until=given["until"], reason=given["reason"], actor=request.actor)
    except DomainError as error:
        form.add_fault(error)
        return False
    messages.success(request, _("Diakhiri. Bulan yang sudah dihitung berubah lewat hitungan koreksi."))
    return True
