"""Receipts as people read them: which applications got what, in plain words, and when."""

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ayo.events import facade as events
from ayo.events.facade import Logged
from ayo.exchange import facade as exchange
from ayo.exchange.data import Receipt
from ayo.exchange.facade import Slip
from ayo.registry import facade as registry
from ayo.registry.data import Kind

KEPT = 5_000
FRESH_FOR = 1.0
BESIDE = 4
"""How many events that change no field, a proposal for instance, are looked past."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change and how far it has come, as one line of a list."""

    event_id: UUID
    at: datetime
    fields: str
    reached: int
    total: int
    ms: int | None
    is_complete: bool


def slip(event_id: UUID, *, fields: Sequence[str], area: str, groups: Sequence[str]) -> Slip:
    """Return the whole receipt of a change of a person's fields."""
    found = exchange.receipt(event_id)
    held = {one.app.id: one.fields for one in exchange.holdings(Kind.PERSON, area, groups)} if found else {}
    return exchange.slip(found, lambda one: _said(held.get(one.app.id, ()), fields))


def recent(person_id: UUID, *, limit: int) -> list[Change]:
    """Return the newest changes of a person, newest first."""
    logged = events.of_subject(f"person/{person_id}", limit=limit + BESIDE)
    kept = [one for one in logged if one.data.get("changed")][:limit]
    return [_change(one, _summary(one.event_id)) for one in kept]


def forget() -> None:
    _known.clear()


def _change(logged: Logged, summary: "_Summary") -> Change:
    said = registry.words.fields(Kind.PERSON, logged.data["changed"])
    return Change(logged.event_id, logged.occurred_at, said[:1].upper() + said[1:], *summary)


_Summary = tuple[int, int, int | None, bool]
_known: OrderedDict[UUID, tuple[float, _Summary]] = OrderedDict()


def _summary(event_id: UUID) -> _Summary:
    """A complete receipt stays complete; any other is asked for again after a second."""
    now = time.monotonic()
    asked_at, summary = _known.get(event_id, (0.0, (0, 0, None, False)))
    if summary[3] or now - asked_at < FRESH_FOR:
        return summary
    found = exchange.receipt(event_id)
    summary = _summed(found) if found else (0, 0, None, False)
    _known[event_id] = (now, summary)
    while len(_known) > KEPT:
        _known.popitem(last=False)
    return summary


def _summed(found: Receipt) -> _Summary:
    return found.reached, found.total, found.ms, found.is_complete


def _said(held: Sequence[str], changed: Sequence[str]) -> str:
    told = [name for name in held if name.partition(".")[0] in changed] or held
    return registry.words.fields(Kind.PERSON, told) if told else str(_("data ini ditarik dari sana"))
