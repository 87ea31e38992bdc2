"""Peran: whom one has given which role, giving one and ending one; and for everybody, the roles one holds."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ayo.common.actor import Grant, Role
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.identity import words
from ayo.identity.granting import actions, forms, queries, rules
from ayo.identity.granting.data import GrantLine
from ayo.registry import facade as registry
from ayo.ui.guard import for_roles, me, signed_in
from ayo.ui.show import show


@require_safe
@for_roles(*rules.GIVES)
def roles(request: Request) -> HttpResponse:
    shelf = "ended" if request.GET.get("isi") == "berakhir" else "held"
    mine, gives = me(request), rules.roles_in(rules.gifts_of(request.actor))
    context = {
        "rows": [_row(one) | {"is_mine": one.person_id == mine} for one in queries.lines(request.actor, shelf=shelf)],
        "shelf": shelf,
        "gives": bool(gives),
        "most": queries.AT_ONCE,
    }
    return show(request, "identity/roles.html", context)


@require_safe
@for_roles(*rules.GIVES)
def choose(request: Request) -> HttpResponse:
    gives = rules.roles_in(rules.gifts_of(request.actor))
    offered = [
        {"label": words.role(role), "hint": words.task(role), "url": reverse("identity:give_role", args=[role])}
        for role in Role
        if role in gives
    ]
    return show(request, "identity/role_choose.html", {"offered": offered})


@sensitive_post_parameters("number")
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*rules.GIVES)
def give(request: Request, code: str) -> HttpResponse:
    gifts = rules.gifts_of(request.actor)
    role = next((one for one in rules.roles_in(gifts) if one == code), None)
    if role is None:
        raise NotFound("No such role to give.")
    form = forms.Give(request.POST or None, role=role, units=queries.units_for(gifts, role))
    step = request.POST.get("step", "check")
    if request.method != "POST" or step == "edit":
        return _form_page(request, form, role, status=200)
    whom = _whom(form) if form.is_valid() else None
    if whom is None:
        return _form_page(request, form, role, status=422)
    if step != "send":
        return _check_page(request, form, role, whom[1])
    try:
        actions.give_role(
            person_id=whom[0], role=role, organisation_id=form.organisation_id, area=form.area,
            valid_from=form.cleaned_data["valid_from"], valid_to=form.valid_to,
            reason=form.cleaned_data["reason"], actor=request.actor,
        )  # fmt: skip
    except DomainError as error:
        form.add_fault(error)
        return _form_page(request, form, role, status=422)
    messages.success(request, _("%(name)s kini %(role)s.") % {"name": whom[1], "role": words.role(role)})
    return redirect("identity:roles")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*rules.GIVES)
def end(request: Request, grant_id: UUID) -> HttpResponse:
    line = queries.line(request.actor, grant_id)
    form = forms.End(request.POST or None)
    if form.is_valid():
        try:
            actions.end_role(
                grant_id=line.id, ends_on=form.ends_on, reason=form.cleaned_data["reason"], actor=request.actor
            )
        except DomainError as error:
            form.add_fault(error)
        else:
            messages.success(request, _("Peran %(name)s diakhiri.") % {"name": line.name})
            return redirect("identity:roles")
    context = {"one": _row(line), "form": form}
    return show(request, "identity/role_end.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """Every role the reader holds today, how they came by it and until when."""
    held = [_held(grant) for grant in request.actor.grants]
    return show(request, "identity/my_roles.html", {"held": held})


def _whom(form: forms.Give) -> tuple[UUID, str] | None:
    """Return person and name; whoever is not there is not told from whoever is nobody."""
    number = form.cleaned_data["number"].replace(" ", "")
    if form.role in rules.NEIGHBOURHOOD:
        found = registry.resident_in(form.area, number)
        fault = _("Tidak ada warga kelurahan ini dengan NIK itu.")
    else:
        found = registry.employee_in(form.unit_id, number)
        fault = _("Tidak ada pegawai unit ini dengan NIP itu.")
    if found is None:
        form.add_error("number", fault)
    return found


def _form_page(request: Request, form: forms.Give, role: Role, *, status: int) -> HttpResponse:
    context = {"form": form, "role": words.role(role), "task": words.task(role)}
    return show(request, "identity/role_give.html", context, status=status)


def _check_page(request: Request, form: forms.Give, role: Role, name: str) -> HttpResponse:
    chosen = form.cleaned_data
    context = {
        "form": form,
        "role": words.role(role),
        "name": name,
        "place": registry.words.area(form.area) if form.area else dict(form.fields["unit"].choices)[chosen["unit"]],  # type: ignore[attr-defined]
        "valid_from": chosen["valid_from"],
        "last": chosen["last"],
        "reason": chosen["reason"],
    }
    return show(request, "identity/role_check.html", context)


def _row(line: GrantLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "role": words.role(line.role),
        "place": _place(line.organisation, line.area),
        "valid_from": line.valid_from,
        "last": last_day(line.valid_to),
        "reason": line.end_reason or line.reason,
    }


def _held(grant: Grant) -> dict[str, Any]:
    unit = registry.unit_name(grant.organisation_id) if grant.organisation_id else ""
    return {
        "label": words.held_as(grant),
        "role": words.role(grant.role),
        "place": "" if grant.role is Role.RESIDENT else _place(unit, grant.area),
        "how": words.come_by(grant.come_by) if grant.role is not Role.RESIDENT else "",
        "last": last_day(grant.until),
    }


def last_day(until: date | None) -> date | None:
    """People say the last day, the house keeps the first one after."""
    return until - timedelta(days=1) if until else None


def _place(unit: str, area: str) -> str:
    """An area says more than the office that looks after it; neither is the whole city."""
    if area and (not unit or "/" in area):
        return registry.words.area(area)
    return unit or _("seluruh kota")
