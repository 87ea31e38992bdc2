"""The door of the exchange."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.events import facade as events
from ayo.exchange import kinds, projection, queries, receipts, reconcile, rules, slips
from ayo.exchange.actions import (
    add_app,
    apply_manifest,
    begin,
    create_client,
    create_key,
    detach_log,
    pause,
    replay,
    request_reconciliation,
    resume,
    rotate_secret,
    send_test,
    set_contract,
    update_app,
)
from ayo.exchange.cards import AttemptCard, Flow, RelayHealth, RunCard
from ayo.exchange.data import AppHealth, AppReceipt, Holding, Receipt
from ayo.exchange.faults import facts as fault
from ayo.exchange.kinds import Offer
from ayo.exchange.kinds import offer as offer_kind
from ayo.exchange.models import App
from ayo.exchange.needs import partitions as log_partitions
from ayo.exchange.offers import cards, found_apps, menu
from ayo.exchange.slips import Slip
from ayo.exchange.words import trouble
from ayo.region.facade import pack

__all__ = [
    "Offer",
    "Slip",
    "add_app",
    "app_for",
    "apply_manifest",
    "attempts",
    "cards",
    "compare",
    "create_client",
    "create_key",
    "detach_log",
    "fault",
    "flows",
    "found_apps",
    "health_list",
    "health_of",
    "health_of_relay",
    "holdings",
    "log_partitions",
    "menu",
    "offer_kind",
    "pause",
    "picked",
    "receipt",
    "receipt_at",
    "receipts_of",
    "replay",
    "request_reconciliation",
    "resume",
    "rotate_secret",
    "send_test",
    "set_contract",
    "slip",
    "trouble",
    "update_app",
]

HEARTBEAT_OF_A_LIVING_RELAY = timedelta(seconds=10)


def receipt(event_id: UUID) -> Receipt | None:
    """Return how far an event has come; None while it has no place in the log yet."""
    return receipts.of_event(event_id)


def receipt_at(position: int) -> Receipt | None:
    return receipts.of_position(position)


def receipts_of(subject: str, *, limit: int) -> list[Receipt]:
    """Return the receipts of the newest events of a subject like "person/<uuid>", newest first."""
    return receipts.of_subject(subject, limit)


def slip(found: Receipt | None, said: Callable[[AppReceipt], str]) -> Slip:
    """Return a receipt in plain words; `said` tells what an application got."""
    return slips.of(found, said)


def picked(record: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Return the granted part of a record; a dotted name reaches into a nested field."""
    return projection.pick(record, fields)


def health_list(actor: Actor) -> list[AppHealth]:
    return queries.health_list(actor)


def app_for(actor: Actor, slug: str) -> App:
    """Return an application to hand to the actions. Raises NotFound when the actor may not see it."""
    return queries.app_for(actor, slug)


def health_of(app: App) -> AppHealth:
    return queries.health_of(app)


def attempts(app: App, *, limit: int) -> list[AttemptCard]:
    return queries.attempts_of(app, limit)


def compare(app: App, *, kind: str | None) -> list[RunCard]:
    """Compare the application's copies here and now; what differs is sent again by the relay."""
    contract = queries.contract_of(app)
    kinds = [terms.kind for terms in contract.grants if kind in (None, terms.kind)] if contract else []
    for one in kinds:
        reconcile.carry_out(begin(app=app, kind=one))
    return queries.reconciliations_of(app, len(kinds))


def holdings(kind: str, area: str, groups: Iterable[str]) -> list[Holding]:
    """Return which applications may hold which fields of a record of this area and these groups, and why."""
    apps = list(App.objects.select_related("owner").order_by("name", "pk"))
    versions = queries.contract_versions([app.pk for app in apps])
    found, sets = [], tuple(groups)
    for app in apps:
        contract = rules.contract_on(versions[app.pk], clock.today())
        terms = contract.by_kind.get(kind) if contract else None
        if contract and terms and projection.in_scope(terms, area, sets):
            found.append(Holding(queries.card_of(app), terms.fields, contract.purpose, contract.legal_basis))
    return found


def flows() -> list[Flow]:
    """Return the picture of who gives what to whom: source, application, kind and fields."""
    authority = pack().authority_on(clock.today())
    apps = list(App.objects.order_by("name", "pk"))
    versions = queries.contract_versions([app.pk for app in apps])
    drawn = []
    for app in apps:
        contract = rules.contract_on(versions[app.pk], clock.today())
        for terms in contract.grants if contract else ():
            by_source: dict[str, list[str]] = {}
            for name in terms.fields:
                source = kinds.source(terms.kind, name.partition(".")[0], authority)
                by_source.setdefault(source, []).append(name)
            drawn += [Flow(source, app.slug, app.name, terms.kind, tuple(names)) for source, names in by_source.items()]
    return drawn


def health_of_relay() -> RelayHealth:
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select at from events_heartbeat where name = 'relay'),"
            " (select count(*) from (select 1 from events_outbox limit 10000) as waiting)"
        )
        at, waiting = cursor.fetchone()
    alive = at is not None and clock.now() - at < HEARTBEAT_OF_A_LIVING_RELAY
    return RelayHealth(alive, at, events.head(), waiting)
