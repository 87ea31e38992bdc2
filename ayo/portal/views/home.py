"""The first page: for a resident what concerns them, for somebody in service what waits for them."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.actor import Actor, Level, Right, Role
from ayo.common.http import Request
from ayo.exchange import facade as exchange
from ayo.exchange.data import AppHealth, Health
from ayo.notices import facade as notices
from ayo.portal import frame, greeting, receipts
from ayo.registry import facade as registry
from ayo.registry.data import ProposalLine
from ayo.ui.guard import me, with_account
from ayo.ui.show import show

SHOWN = 5
_TROUBLE = frozenset({Health.DOWN, Health.TROUBLED, Health.LATE, Health.NO_CONTRACT})


@require_safe
@with_account(Right.HOME)
def home(request: Request) -> HttpResponse:
    actor = request.actor
    if not actor.may(Right.RECORD):
        return show(request, "portal/home_guest.html", _greeted(actor) | _for_guest(request))
    if frame.is_employee(actor):
        return show(request, "portal/home_employee.html", _greeted(actor) | _for_employee(request))
    return show(request, "portal/home_resident.html", _greeted(actor) | _for_resident(request))


def _greeted(actor: Actor) -> dict[str, Any]:
    now = timezone.localtime(clock.now())
    return {"today": now.date(), "hello": f"{greeting.greeting(now)}, {greeting.first_name(actor.label)}"}


def _for_guest(request: Request) -> dict[str, Any]:
    return {
        "letters": notices.inbox(request.actor.id, before=None, limit=SHOWN),
        "lives_here": request.actor.level is not Level.OUT_OF_CITY,
    }


def _for_resident(request: Request) -> dict[str, Any]:
    return {
        "proposals": [_proposal(one, request.actor) for one in registry.open_proposals_of(me(request), limit=4)],
        "changes": receipts.recent(me(request), limit=3),
        "letters": notices.inbox(me(request), before=None, limit=SHOWN),
    }


def _for_employee(request: Request) -> dict[str, Any]:
    actor = request.actor
    return {
        "proposals": [_proposal(one, actor) for one in registry.waiting_proposals(actor, limit=SHOWN)],
        "troubled": _troubled(actor),
        "trouble": exchange.trouble,
        "letters": notices.inbox(me(request), before=None, limit=SHOWN),
        "tools": [item for item in frame.of(request).places if item.order not in {0, 99}],
        "finds_people": registry.works_with_persons(actor),
    }


def _troubled(actor: Actor) -> list[AppHealth] | None:
    """Return the connected applications that need somebody, or None for people who do not look after any."""
    if not actor.has(Role.INTEGRATOR, Role.OPD_ADMIN):
        return None
    return [one for one in exchange.health_list(actor) if one.health in _TROUBLE or one.parked or one.drift]


def _proposal(line: ProposalLine, actor: Actor) -> dict[str, Any]:
    fields = registry.words.fields(line.kind, line.fields)
    return {
        "line": line,
        "fields": fields,
        "authority": registry.words.source(line.authority),
        "is_mine": line.proposed_by_id == actor.id,
    }
