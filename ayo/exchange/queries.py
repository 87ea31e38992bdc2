"""How connected applications are doing, with a number of queries that does not grow with their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Q

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.exchange import access, projection, rules, terms
from ayo.exchange.cards import AttemptCard, DriftCard, FileCard, ParkedCard, RunCard, SecretCard, TailLine
from ayo.exchange.data import AppCard, AppHealth, ContractCard, Mode, ParkedState
from ayo.exchange.models import (
    App,
    Attempt,
    Contract,
    Drift,
    FileDelivery,
    Parked,
    Pulse,
    Reconciliation,
    Secret,
)

_PLACES = """
select app.id, coalesce(cursor.position, app.started_after), next.occurred_at
from exchange_app app
left join events_cursor cursor on cursor.name = 'app:' || app.id
left join events_log next on next.position = coalesce(cursor.position, app.started_after) + 1
where app.id = any(%s)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """How far an application has come, and since when the next event waits for it."""

    position: int
    waiting_since: datetime | None


def app_for(actor: Actor, slug: str) -> App:
    app = access.visible_to(actor).select_related("owner").filter(slug=slug).first()
    if not isinstance(app, App):
        raise NotFound("There is no such application.")
    return app


def health_list(actor: Actor) -> list[AppHealth]:
    return _healths(list(access.visible_to(actor).select_related("owner", "pulse").order_by("name", "pk")))


def health_of(app: App) -> AppHealth:
    return _healths([App.objects.select_related("owner", "pulse").get(pk=app.pk)])[0]


def contract_of(app: App) -> ContractCard | None:
    return rules.contract_on(contract_versions([app.pk])[app.pk], clock.today())


def contracts_of(app: App) -> list[ContractCard]:
    return contract_versions([app.pk])[app.pk][::-1]


def contract_versions(app_ids: Iterable[UUID]) -> defaultdict[UUID, list[ContractCard]]:
    """Return all versions of each application's contract, oldest first."""
    versions: defaultdict[UUID, list[ContractCard]] = defaultdict(list)
    rows = Contract.objects.filter(app_id__in=list(app_ids)).order_by("version")
    for row in rows.values("app_id", *terms.COLUMNS):
        app_id = row.pop("app_id")
        versions[app_id].append(terms.card(**row))
    return versions


def places(app_ids: Iterable[UUID]) -> dict[UUID, Place]:
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [list(app_ids)])
        return {app_id: Place(position, since) for app_id, position, since in cursor.fetchall()}


def card_of(app: App) -> AppCard:
    return AppCard(
        id=app.pk,
        slug=app.slug,
        name=app.name,
        owner_id=app.owner_id,
        owner_name=app.owner.name,
        description=app.description,
        mode=Mode(app.mode),
        endpoint=app.endpoint,
        digest_url=app.digest_url,
        is_paused=app.is_paused,
        paused_reason=app.paused_reason,
        owner_short=app.owner.short_name or app.owner.name,
    )


def secrets_of(app: App) -> list[SecretCard]:
    rows = Secret.objects.filter(app=app).exclude(expires_at__lte=clock.now()).order_by("-created_at", "pk")
    return [SecretCard(row.pk, row.sort, row.public_key, row.created_at, row.expires_at) for row in rows]


def attempts_of(app: App, limit: int) -> list[AttemptCard]:
    rows = Attempt.objects.filter(app=app).order_by("-id")[:limit]
    return [
        AttemptCard(
            row.pk, row.sort, row.taken, row.span.lower, row.span.upper - 1, row.events, row.requests, row.ms,
            row.status, row.error, row.answered[-1] if row.answered else row.at,
        )
        for row in rows
    ]  # fmt: skip


def tail_of(app: App, limit: int) -> list[TailLine]:
    """Return the newest events of the log as this application sees them."""
    contract, place = contract_of(app), places([app.pk])[app.pk]
    newest = events.latest(limit=limit)
    parked = dict(
        Parked.objects.filter(app=app, position__in=[one.position for one in newest]).values_list("position", "state")
    )
    lines = []
    for one in newest:
        seen = projection.project(contract, one.type, one.subject, one.data) if contract else None
        lines.append(
            TailLine(
                one.position, one.event_id, one.type, one.subject, one.occurred_at, seen.op if seen else None,
                one.position <= place.position, parked.get(one.position, ""),
            )
        )  # fmt: skip
    return lines


def parked_of(app: App, states: Iterable[ParkedState], limit: int) -> list[ParkedCard]:
    rows = Parked.objects.filter(app=app, state__in=list(states)).order_by("-parked_at", "-pk")[:limit]
    return [
        ParkedCard(
            row.pk, row.position, row.event_id, row.subject, row.state, row.status, row.error, row.attempts,
            row.parked_at, row.next_try_at, row.settled_at, row.settled_by, row.note,
        )
        for row in rows
    ]  # fmt: skip


def files_of(app: App, limit: int) -> list[FileCard]:
    rows = FileDelivery.objects.filter(app=app).order_by("-last_position", "-pk")[:limit]
    return [
        FileCard(row.first_position, row.last_position, row.events, row.sha256, row.created_at, row.taken_at)
        for row in rows
    ]


def reconciliations_of(app: App, limit: int) -> list[RunCard]:
    rows = Reconciliation.objects.filter(app=app).order_by("-created_at", "-pk")[:limit]
    return [
        RunCard(
            row.pk, row.kind, row.state, row.created_at, row.finished_at, row.records, row.missing, row.extra,
            row.different, row.in_flight, row.healed, row.error,
        )
        for row in rows
    ]  # fmt: skip


def drifts_of(app: App, limit: int) -> list[DriftCard]:
    rows = Drift.objects.filter(app=app, healed_at__isnull=True).order_by("-seen_at", "-pk")[:limit]
    return [DriftCard(row.kind, row.record_id, row.sort, row.created_at, row.seen_at, row.resends) for row in rows]


def _healths(apps: list[App]) -> list[AppHealth]:
    ids = [app.pk for app in apps]
    head, where, contracts = events.head(), places(ids), contract_versions(ids)
    waiting = Count("id", filter=Q(state__in=[ParkedState.PARKED, ParkedState.BEHIND]))
    ended = Count("id", filter=Q(state__in=[ParkedState.REFUSED, ParkedState.EXPIRED]))
    parked = _by_app(Parked.objects.unsettled().filter(app_id__in=ids), waiting=waiting, ended=ended)
    drift = _by_app(Drift.objects.filter(app_id__in=ids, healed_at__isnull=True), count=Count("id"))
    runs = _by_app(Reconciliation.objects.filter(app_id__in=ids, state="DONE"), newest=Max("finished_at"))
    return [
        _health(app, head, where[app.pk], contracts[app.pk], parked[app.pk], drift[app.pk], runs[app.pk])
        for app in apps
    ]


def _by_app(rows: Any, **wanted: Any) -> defaultdict[UUID, dict[str, Any]]:
    grouped: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in rows.order_by().values("app_id").annotate(**wanted):
        grouped[row["app_id"]] = row
    return grouped


def _health(
    app: App,
    head: int,
    place: Place,
    versions: list[ContractCard],
    parked: dict[str, Any],
    drift: dict[str, Any],
    runs: dict[str, Any],
) -> AppHealth:
    pulse = app.pulse if hasattr(app, "pulse") else Pulse()
    contract = rules.contract_on(versions, clock.today())
    waiting, ended, drifted = parked.get("waiting", 0), parked.get("ended", 0), drift.get("count", 0)
    judged = rules.health(
        is_paused=app.is_paused,
        has_contract=contract is not None,
        failing_since=pulse.failing_since,
        oldest_waiting_at=place.waiting_since,
        unsettled=waiting + ended,
        drift=drifted,
        now=clock.now(),
        late_after=_late_after(app),
    )
    return AppHealth(
        app=card_of(app),
        health=judged,
        position=place.position,
        lag=max(0, head - place.position),
        oldest_waiting_at=place.waiting_since,
        last_success_at=pulse.last_success_at,
        last_failure_at=pulse.last_failure_at,
        last_error=pulse.last_error if pulse.failing_since else "",
        parked=waiting,
        refused=ended,
        drift=drifted,
        reconciled_at=runs.get("newest"),
        contract=contract,
    )


def _late_after(app: App) -> timedelta:
    """An application that comes by itself is late only when it has missed its own hour."""
    if app.mode == Mode.FILE:
        return timedelta(seconds=app.schedule_seconds) + rules.LATE_AFTER
    return rules.PULL_LATE_AFTER if app.mode == Mode.PULL else rules.LATE_AFTER
