"""Beban unit: how much work lies in which hands, what is late, and giving it to somebody. Leaders see numbers only."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ayo.common import clock
from ayo.common.actor import Actor, Role
from ayo.common.errors import DomainError
from ayo.common.http import Request
from ayo.registry import facade as registry
from ayo.services import access, actions
from ayo.services.data.lines import Load, StageLoad, UrgentLine
from ayo.services.forms.bulk import uuid_of
from ayo.services.queries import load
from ayo.services.views import bench
from ayo.services.workbench import units, words
from ayo.services.workbench.units import Window
from ayo.ui.guard import for_roles
from ayo.ui.show import show


@require_safe
@for_roles(*access.LEADING_ROLES, Role.LEADER)
def unit(request: Request) -> HttpResponse:
    """The offices somebody leads, one of them or all; for leaders of the city every office, without anybody's name."""
    if not access.leads(request.actor):
        return _city(request)
    mine = access.offices_led_by(request.actor)
    wanted = uuid_of(request.GET.get("kantor", ""))
    offices = (wanted,) if wanted in mine else mine
    kept = {"kantor": str(wanted)} if wanted in mine else {}
    shown = units.windows(request.GET.get("bagian", ""), request.GET.get("halaman", ""), kept=kept)
    by_holder, by_stage, urgent = _lists(offices, shown)
    names = registry.organisation_names(mine)
    context: dict[str, Any] = {
        "figures": units.figures(by_holder),
        "lists": _said(shown, by_holder, by_stage, urgent, names if len(offices) > 1 else {}, request.actor),
        "alone": next(iter(shown)) if len(shown) == 1 else "",
        "back": f"?kantor={wanted}" if kept else "?",
        "offices": sorted(({"id": pk, "label": name, "current": pk == wanted} for pk, name in names.items()),
                          key=lambda one: str(one["label"])) if len(mine) > 1 else [],
    }  # fmt: skip
    return show(request, "services/bench/unit.html", context)


@require_POST
@for_roles(*access.LEADING_ROLES)
def assign(request: Request, task_id: UUID) -> HttpResponse:
    version = bench.version_of(request.POST.get("versi", ""))
    try:
        actions.assign_task(
            task_id=task_id, person_id=uuid_of(request.POST.get("pegawai", "")) or UUID(int=0), expected=version,
            actor=request.actor,
        )  # fmt: skip
        messages.success(request, _("Ditugaskan."))
    except DomainError as error:
        messages.error(request, words.refusal(error.code))
    return redirect("services:unit")


def _city(request: Request) -> HttpResponse:
    found = load.by_office(today=clock.today())
    names = registry.organisation_names({one.organisation_id for one in found})
    rows = [units.hands(one, {}, names) for one in found]
    return show(request, "services/bench/city_load.html", {"figures": units.figures(found), "offices": rows})


def _lists(offices: Sequence[UUID], shown: dict[str, Window]) -> tuple[list[Load], list[StageLoad], list[UrgentLine]]:
    """Return the three lists as far as they are shown, with one line more of what is due: a page follows then."""
    today, due = clock.today(), shown.get(units.URGENT)
    return (
        load.by_holder(offices, today=today),
        load.by_stage(offices, today=today) if units.STAGES in shown else [],
        load.urgent(offices, first=due.first, limit=due.size + 1) if due else [],
    )


def _said(
    shown: dict[str, Window], by_holder: Sequence[Load], by_stage: Sequence[StageLoad], urgent: Sequence[UrgentLine],
    offices: dict[UUID, str], actor: Actor,
) -> dict[str, dict[str, Any]]:  # fmt: skip
    """Put each list that is shown into words; one query names everybody."""
    said: dict[str, dict[str, Any]] = {}
    holding = shown[units.PEOPLE].cut(by_holder) if units.PEOPLE in shown else []
    workers = units.workers(urgent, dealt_by=actor.id)
    named = {one for people in workers.values() for one in people}
    named |= {one.holder_id for one in holding if one.holder_id} | {one.applicant_id for one in urgent}
    named |= {one.holder_id for one in urgent if one.holder_id}
    names = registry.names_of(named)
    for part, window in shown.items():
        if part == units.URGENT:
            rows = [units.urgent(one, names, workers[one.task_id]) for one in urgent[: window.size]]
            has_more = len(urgent) > window.size
        elif part == units.STAGES:
            rows, has_more = [units.stage(one) for one in window.cut(by_stage)], _goes_on(window, by_stage)
        else:
            rows, has_more = [units.hands(one, names, offices) for one in holding], _goes_on(window, by_holder)
        said[part] = {"rows": rows, **window.links(has_more=has_more)}
    return said


def _goes_on(window: Window, rows: Sequence[Any]) -> bool:
    return len(rows) > window.first + window.size
