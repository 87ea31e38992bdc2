"""What became of one event at every application: computed from cursors, parked rows and attempts, never stored."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ayo.common import clock
from ayo.events import facade as events
from ayo.events.facade import Logged
from ayo.exchange import projection, queries, rules
from ayo.exchange.data import AppReceipt, ContractCard, Mode, ParkedState, Reach, Receipt
from ayo.exchange.models import App, Attempt, Contract, FileDelivery, Parked

_PARKED = {
    ParkedState.PARKED: Reach.PARKED,
    ParkedState.BEHIND: Reach.PARKED,
    ParkedState.REFUSED: Reach.REFUSED,
    ParkedState.EXPIRED: Reach.EXPIRED,
    ParkedState.DISCARDED: Reach.DISCARDED,
    ParkedState.OUTSIDE: Reach.OUTSIDE,
    ParkedState.DELIVERED: Reach.REACHED,
}
Signed = tuple[datetime, ContractCard]


def of_event(event_id: UUID) -> Receipt | None:
    """Return the receipt of an event; before it has its place in the log, none of the applications is known yet.

    Raises PositionGone when the event was detached.
    """
    logged = events.by_event_id(event_id)
    return _of([logged])[0] if logged else None


def of_position(position: int) -> Receipt | None:
    """Return the receipt of what stands at a position. Raises PositionGone when that was detached."""
    events.require_kept(position - 1)
    logged = events.at(position)
    return _of([logged])[0] if logged else None


def of_subject(subject: str, limit: int) -> list[Receipt]:
    return _of(events.of_subject(subject, limit=limit))


class _Traces:
    """Everything that was noted about some positions, read with one query per kind of note."""

    def __init__(self, positions: Sequence[int]) -> None:
        self.apps = list(App.objects.select_related("owner").order_by("name", "pk"))
        self.places = queries.places([app.pk for app in self.apps])
        self.contracts = _signed()
        self.parked: dict[tuple[UUID, int], Parked] = {
            (row.app_id, row.position): row for row in Parked.objects.filter(position__in=positions)
        }
        self.attempts: defaultdict[tuple[UUID, int], list[Attempt]] = defaultdict(list)
        self.files: defaultdict[tuple[UUID, int], list[FileDelivery]] = defaultdict(list)
        if not positions:
            return
        reach = (min(positions), max(positions) + 1)
        for attempt in Attempt.objects.filter(span__overlap=reach).order_by("id"):
            for position in positions:
                if attempt.span.lower <= position < attempt.span.upper:
                    self.attempts[(attempt.app_id, position)].append(attempt)
        for file in FileDelivery.objects.filter(first_position__lt=reach[1], last_position__gte=reach[0]):
            for position in positions:
                if file.first_position <= position <= file.last_position:
                    self.files[(file.app_id, position)].append(file)


def _of(logged: Sequence[Logged]) -> list[Receipt]:
    traces = _Traces([one.position for one in logged])
    return [
        Receipt(
            event_id=one.event_id,
            position=one.position,
            occurred_at=one.occurred_at,
            subject=one.subject,
            apps=tuple(_line(app, one, traces) for app in traces.apps if one.position > app.started_after),
        )
        for one in logged
    ]


def _line(app: App, logged: Logged, traces: _Traces) -> AppReceipt:
    card, position = queries.card_of(app), logged.position
    attempts = traces.attempts[(app.pk, position)]
    tries = sum(not one.taken for one in attempts)
    taken_at = _taken_at(attempts, position)
    passed = traces.places[app.pk].position >= position
    judged_at = taken_at or (logged.sequenced_at if passed else clock.now())
    contract = _contract_at(traces.contracts[app.pk], judged_at)
    seen = projection.project(contract, logged.type, logged.subject, logged.data) if contract else None
    if seen is None:
        return AppReceipt(card, Reach.OUTSIDE)
    parked = traces.parked.get((app.pk, position))
    if parked is not None:
        state = _PARKED[ParkedState(parked.state)]
        at = parked.settled_at if state is not Reach.PARKED else parked.parked_at
        reason = parked.note or parked.error
        return AppReceipt(card, state, at, _ms(logged, at), max(parked.attempts, tries), reason, parked.next_try_at)
    if app.mode == Mode.FILE:
        return _file_line(app, logged, traces, tries)
    if taken_at is not None:
        return AppReceipt(card, Reach.REACHED, taken_at, _ms(logged, taken_at), tries + 1)
    if passed:
        # The note of the attempt was already cleared away; that the cursor passed is proof enough.
        return AppReceipt(card, Reach.REACHED, None, None, 1)
    error = attempts[-1].error if attempts else ""
    return AppReceipt(card, _waiting(app), None, None, tries, error)


def _file_line(app: App, logged: Logged, traces: _Traces, tries: int) -> AppReceipt:
    card = queries.card_of(app)
    files = sorted(traces.files[(app.pk, logged.position)], key=lambda file: file.created_at)
    read = next((file.taken_at for file in files if file.taken_at), None)
    if read is not None:
        return AppReceipt(card, Reach.REACHED, read, _ms(logged, read), tries + 1)
    if files:
        return AppReceipt(card, Reach.IN_FILE, files[0].created_at, _ms(logged, files[0].created_at), tries + 1)
    return AppReceipt(card, _waiting(app), None, None, tries)


def _waiting(app: App) -> Reach:
    if app.is_paused:
        return Reach.PAUSED
    return Reach.WAITING_FOR_PULL if app.mode == Mode.PULL else Reach.PENDING


def _taken_at(attempts: Sequence[Attempt], position: int) -> datetime | None:
    """Return when the first request that held this position was answered."""
    for attempt in attempts:
        if not attempt.taken:
            continue
        for upto, at in zip(attempt.upto, attempt.answered, strict=True):
            if upto >= position:
                return at
    return None


def _ms(logged: Logged, at: datetime | None) -> int | None:
    return None if at is None else max(0, round((at - logged.occurred_at).total_seconds() * 1000))


def _signed() -> defaultdict[UUID, list[Signed]]:
    versions = queries.contract_versions(App.objects.values_list("pk", flat=True))
    made = {
        (app_id, version): at for app_id, version, at in Contract.objects.values_list("app_id", "version", "created_at")
    }
    signed: defaultdict[UUID, list[Signed]] = defaultdict(list)
    for app_id, cards in versions.items():
        signed[app_id] = [(made[(app_id, card.version)], card) for card in cards]
    return signed


def _contract_at(signed: Sequence[Signed], moment: datetime) -> ContractCard | None:
    """Return the contract that held at a moment: a later, narrower one does not undo what was rightly sent."""
    known = [card for made_at, card in signed if made_at <= moment]
    return rules.contract_on(known, timezone.localdate(moment))
