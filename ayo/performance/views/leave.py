"""Cuti dan dinas luar: the personnel office enters leave and takes it back."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common.actor import Role
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.performance import access, actions, law
from ayo.performance.forms import activities as forms
from ayo.performance.pages import corrections
from ayo.performance.queries import leave as queries
from ayo.performance.words import activities as words
from ayo.registry import facade as registry
from ayo.ui.guard import for_roles, me
from ayo.ui.paging import page_of
from ayo.ui.show import show

PAGE = 25
ONE_DAY = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_roles(*access.RECORD_KEEPERS)
def board(request: Request) -> HttpResponse:
    form = forms.Leave(request.POST or None)
    if form.is_valid() and _entered(request, form):
        return redirect("performance:leave")
    page = page_of(request.GET.get("halaman", ""))
    found, total = queries.page(request.actor, offset=(page - 1) * PAGE, limit=PAGE)
    names = registry.names_of({row.employee.person_id for row in found})
    kinds = law.leave_kinds()
    rows = [
        {
            "id": row.pk, "name": names.get(row.employee.person_id, ""), "post": row.employee.post, "first": row.since,
            "last": row.until - ONE_DAY, "basis": row.legal_basis,
            "kind": words.in_language(kinds[row.kind].title) if row.kind in kinds else row.kind,
        }
        for row in found
    ]  # fmt: skip
    asked = queries.corrections_without_superior(request.actor, limit=PAGE)
    context = {
        "form": form, "rows": rows, "page": page, "last": max(1, -(-total // PAGE)), "total": total,
        "corrections": corrections.rows(asked, reader=me(request)),
    }  # fmt: skip
    return show(request, "performance/leave.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_roles(*access.RECORD_KEEPERS)
def cancel(request: Request, leave_id: UUID) -> HttpResponse:
    actions.cancel_leave(leave_id=leave_id, actor=request.actor)
    messages.success(request, _("Dibatalkan; hari-harinya dinilai ulang."))
    return redirect("performance:leave")


def _entered(request: Request, form: forms.Leave) -> bool:
    given = form.cleaned_data
    within = None if request.actor.has(Role.BKPSDM_ADMIN) else request.actor.organisations(Role.PERSONNEL_OFFICER)
    employee = registry.serving_under(within, given["nip"].replace(" ", ""))
    try:
        if employee is None:
            raise NotFound("No such employee.")
        actions.record_leave(
            employee_id=employee, kind=given["kind"], since=given["first"], until=given["last"] + ONE_DAY,
            legal_basis=given["basis"], actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        form.add_fault(error)
        return False
    messages.success(request, _("Tercatat."))
    return True
