"""The first page: for a resident what concerns them, for somebody in service what waits for them.

Each module says what it has for this person; here it is only put into order.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.actor import Actor, Level, Right
from ayo.common.http import Request
from ayo.exchange import facade as exchange
from ayo.notices import facade as notices
from ayo.notices.data import Letter
from ayo.performance import facade as performance
from ayo.performance.data import Week
from ayo.portal import frame, greeting, receipts, sheets
from ayo.registry import facade as registry
from ayo.services import facade as services
from ayo.ui.data import Card, Slot
from ayo.ui.guard import me, with_account
from ayo.ui.jinja import url
from ayo.ui.show import show

LETTERS = 5
CASES = 4
OFFERING: tuple[Callable[[Actor], Iterable[Card]], ...] = (
    services.cards,
    registry.cards,
    exchange.cards,
)
_URGENCY = {"bad": 0, "turn": 1, "flow": 2}


@require_safe
@with_account(Right.HOME)
def home(request: Request) -> HttpResponse:
    actor = request.actor
    if not actor.may(Right.RECORD):
        return show(request, "portal/home_guest.html", _greeted(actor) | _for_guest(request))
    offered = [card for cards in OFFERING for card in cards(actor)]
    work, week = performance.at_home(actor)
    offered += work
    context = _greeted(actor) | {
        "waiting": sorted(_of(Slot.WAITING, offered), key=lambda card: _URGENCY.get(card.tone, 3)),
        "letters": _letters(request),
    }
    if actor.serves_the_city:
        return show(request, "portal/home_employee.html", context | _for_employee(request, offered, week))
    return show(request, "portal/home_resident.html", context | _for_resident(request, offered))


def _letters(request: Request) -> list[Letter]:
    """Return the newest messages; the count beside the bell comes with them."""
    letters, frame.of(request).unread = notices.newest(request.actor.id, limit=LETTERS)
    return letters


def _greeted(actor: Actor) -> dict[str, Any]:
    now = timezone.localtime(clock.now())
    # Nobody has been asked yet what a new account is called.
    called = "" if actor.level is Level.UNVERIFIED else greeting.first_name(actor.label)
    return {"today": now.date(), "hello": ", ".join(filter(None, (greeting.greeting(now), called)))}


def _for_guest(request: Request) -> dict[str, Any]:
    return {
        "letters": _letters(request),
        "lives_here": request.actor.level is not Level.OUT_OF_CITY,
    }


def _for_resident(request: Request, offered: list[Card]) -> dict[str, Any]:
    room = max(CASES - len(offered), 2)
    return {
        "changes": receipts.recent(me(request), limit=room),
        "family": sheets.relatives(registry.household(me(request)), me(request)),
        "lives": services.lives(),
    }


def _for_employee(request: Request, offered: list[Card], week: Week | None) -> dict[str, Any]:
    tools = tuple(frame.of(request).tools)
    turns = [item for item in tools if item.tone == "turn"]
    return {
        "glances": tuple(_of(Slot.GLANCE, offered)),
        "places": tuple(_of(Slot.PLACE, offered)),
        "needs": services.needs_at_home(request.actor),
        "week": week,
        "desk": next((item.url for item in tools if item.url == url("services:bench")), ""),
        "tools": tools,
        "turns": turns,
        "turn_count": sum(item.count for item in turns),
        "task_count": sum(card.tone in {"turn", "bad"} for card in _of(Slot.WAITING, offered)),
        "finds_people": registry.works_with_persons(request.actor),
    }


def _of(slot: Slot, cards: Iterable[Card]) -> Iterable[Card]:
    return (card for card in cards if card.slot is slot)
