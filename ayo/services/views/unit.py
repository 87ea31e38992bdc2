"""Beban unit: how much work lies in which hands, what is late, and giving it to somebody. Leaders see numbers only."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import DomainError
from ayo.common.http import Request
from ayo.identity import facade as identity
from ayo.registry import facade as registry
from ayo.services import access, actions, spoken, versions
from ayo.services.data.lines import Load
from ayo.services.forms.bulk import uuid_of
from ayo.services.models import Task
from ayo.services.queries import load
from ayo.services.rules import risk
from ayo.services.views import bench
from ayo.services.workbench import listing, words
from ayo.ui.guard import for_roles
from ayo.ui.show import show

SHOWN = 25


@require_safe
@for_roles(*access.LEADING_ROLES, Role.LEADER)
def unit(request: Request) -> HttpResponse:
    """The offices somebody leads, one of them or all; for leaders of the city every office, without anybody's name."""
    if not access.leads(request.actor):
        return _city(request)
    mine = access.offices_led_by(request.actor)
    wanted = uuid_of(request.GET.get("kantor", ""))
    offices = (wanted,) if wanted in mine else mine
    today = clock.today()
    by_holder = load.by_holder(offices, today=today)
    urgent = load.urgent(offices, limit=SHOWN)
    names = registry.names_of({one.holder_id for one in by_holder if one.holder_id})
    units, people = registry.organisation_names(mine), _candidates(urgent)
    context: dict[str, Any] = {
        "figures": _figures(by_holder),
        "people": [_hands(one, names, units if len(offices) > 1 else {}) for one in by_holder],
        "stages": [_stage(one) for one in load.by_stage(offices, today=today)],
        "urgent": [_urgent(task, names, people) for task in urgent],
        "offices": sorted(({"id": pk, "label": name, "current": pk == wanted} for pk, name in units.items()),
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
    rows = [_hands(one, {}, names) for one in found]
    return show(request, "services/bench/city_load.html", {"figures": _figures(found), "offices": rows})


def _figures(found: Iterable[Load]) -> list[dict[str, Any]]:
    rows = list(found)
    return [
        {"label": _("Terbuka"), "value": sum(one.open for one in rows)},
        {"label": _("Terlambat"), "value": sum(one.late for one in rows), "tone": "bad"},
        {"label": _("Jatuh tempo hari ini"), "value": sum(one.today for one in rows)},
        {"label": _("Menunggu warga"), "value": sum(one.waiting for one in rows)},
    ]


def _hands(one: Load, names: dict[UUID, str], units: dict[UUID, str]) -> dict[str, Any]:
    who = names.get(one.holder_id, "") if one.holder_id else _("Belum diambil")
    return {
        "who": who,
        "office": units.get(one.organisation_id, ""),
        "open": one.open,
        "late": one.late,
        "today": one.today,
        "waiting": one.waiting,
        "oldest": one.oldest,
        "days": (clock.now() - one.oldest).days,
    }


def _stage(one: Any) -> dict[str, Any]:
    made = versions.definition_of(one.version_id)
    return {
        "service": spoken.words(made.name),
        "stage": spoken.words(made.stage(one.stage).title),
        "open": one.open,
        "late": one.late,
        "free": one.free,
        "oldest": one.oldest,
    }


def _urgent(task: Task, names: dict[UUID, str], people: dict[tuple[str, UUID], dict[UUID, str]]) -> dict[str, Any]:
    made = versions.definition_of(task.case.service_version_id)
    stage = made.stage(task.stage)
    left = listing.left_of(task.due_on)
    found = risk.risk(days_left=left, usual_days=risk.usual_days(made.days, stage.share), is_waiting=task.is_waiting)
    return {
        "id": task.pk,
        "version": task.case.version,
        "applicant": task.case.applicant.titled_name,
        "service": spoken.words(made.name),
        "stage": spoken.words(stage.title),
        "number": task.case.number,
        "url": reverse("services:office_case", args=[task.case_id]),
        "tag": listing.due_words(found, left),
        "tone": listing.TONES[found],
        "holder": names.get(task.holder_id, "") if task.holder_id else "",
        "people": sorted(people.get((task.role, task.organisation_id), {}).items(), key=lambda one: one[1]),
    }


def _candidates(tasks: Sequence[Task]) -> dict[tuple[str, UUID], dict[UUID, str]]:
    """Return who holds the role of each stage in its office; the action asks again."""
    places = {(task.role, task.organisation_id) for task in tasks}
    found = {place: identity.persons_with_role(Role(place[0]), organisation_id=place[1]) for place in places}
    names = registry.names_of({one for people in found.values() for one in people})
    return {place: {one: names.get(one, "") for one in people} for place, people in found.items()}
