"""What the exchange's pages page through: parked events, attempts, comparisons and drifts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ayo.common.actor import Actor
from ayo.exchange import access
from ayo.exchange.data import UNSETTLED, ParkedState
from ayo.exchange.models import App, Attempt, Command, Contract, Drift, Parked, Reconciliation, Secret

AT_WORK = timedelta(minutes=10)
"""A comparison that has not ended after this long will not end any more."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a version of a contract, and when."""

    label: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Comparison:
    """The newest comparison of one kind with one application, and how many of its records still differ."""

    run: Reconciliation
    open: int


@dataclass(frozen=True, slots=True)
class Trial:
    """A test delivery that was asked for; `attempt` is None until the relay has made it."""

    asked_at: datetime
    attempt: Attempt | None


def parked(actor: Actor, app: App | None, *, settled: str, before: int | None, limit: int) -> list[Parked]:
    """Return a page of parked events, newest first; `before` is the id of the last one of the page before."""
    rows = Parked.objects.select_related("app__owner")
    rows = rows.filter(app=app) if app else rows.filter(app__in=access.visible_to(actor))
    rows = rows.exclude(state__in=UNSETTLED) if settled else rows.unsettled()
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])


def held(app: App, *, limit: int) -> list[Parked]:
    """Return what holds subjects up, the newest `limit` of it, and everything that waits behind those."""
    first = list(Parked.objects.unsettled().filter(app=app).exclude(state=ParkedState.BEHIND).order_by("-pk")[:limit])
    subjects = {row.subject for row in first}
    behind = Parked.objects.filter(app=app, state=ParkedState.BEHIND, subject__in=subjects)
    return [*first, *behind.order_by("pk")]


def parked_by_app(actor: Actor) -> list[tuple[App, int, int]]:
    """Return the applications with unsettled events: (application, waiting, waiting for a decision), most first."""
    waiting = Count("parked", filter=Q(parked__state__in=[ParkedState.PARKED, ParkedState.BEHIND]))
    ended = Count("parked", filter=Q(parked__state__in=[ParkedState.REFUSED, ParkedState.EXPIRED]))
    rows = access.visible_to(actor).filter(parked__state__in=UNSETTLED).annotate(waiting=waiting, ended=ended)
    found = rows.select_related("owner").order_by("-waiting", "-ended", "name", "pk")
    return [(app, getattr(app, "waiting", 0), getattr(app, "ended", 0)) for app in found]


def decisions_waiting(actor: Actor) -> int:
    """Return how many events wait for a person's word, counted to 99."""
    ended = [ParkedState.REFUSED, ParkedState.EXPIRED]
    return Parked.objects.filter(app__in=access.visible_to(actor), state__in=ended)[:99].count()


def parked_rows(app: App, ids: Collection[int] | None, *, limit: int) -> list[Parked]:
    """Return unsettled events of an application, those of the ids or (None) the first ones, in order."""
    rows = Parked.objects.unsettled().filter(app=app)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return list(rows.order_by("position")[:limit])


def attempts(app: App, *, failed: bool, before: int | None, limit: int) -> list[Attempt]:
    rows = Attempt.objects.filter(app=app)
    if failed:
        rows = rows.filter(taken=False)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-id")[:limit])


def trial_of(app: App, reference: UUID) -> Trial | None:
    asked = Command.objects.filter(app=app, sort=Command.Sort.TEST, reference=reference).first()
    if asked is None:
        return None
    tests = Attempt.objects.filter(app=app, sort=Attempt.Sort.TEST, at__gte=asked.created_at)
    return Trial(asked.created_at, tests.order_by("id").first())


def signatures_of(app: App) -> dict[int, Signature]:
    rows = Contract.objects.filter(app=app).values_list("version", "signed_label", "created_at")
    return {version: Signature(label, at) for version, label, at in rows}


def comparisons(apps: Collection[UUID]) -> list[Comparison]:
    """Return the newest comparison per application and kind, those with open differences first."""
    newest = (
        Reconciliation.objects.filter(app_id__in=list(apps))
        .order_by("app_id", "kind", "-created_at", "-pk")
        .distinct("app_id", "kind")
        .select_related("app__owner")
    )
    open_ones = {
        (row["app_id"], row["kind"]): row["count"]
        for row in open_drifts(apps).order_by().values("app_id", "kind").annotate(count=Count("id"))
    }
    found = [Comparison(run, open_ones.get((run.app_id, run.kind), 0)) for run in newest]
    return sorted(found, key=lambda one: (-one.open, one.run.app.name.casefold(), one.run.kind))


def open_drifts(apps: Collection[UUID]) -> QuerySet[Drift]:
    return Drift.objects.filter(app_id__in=list(apps), healed_at__isnull=True)


def drifts(apps: Collection[UUID], *, limit: int) -> list[Drift]:
    return list(open_drifts(apps).select_related("app").order_by("-seen_at", "-pk")[:limit])


def healed_of(app: App, *, limit: int) -> list[Drift]:
    rows = Drift.objects.filter(app=app, healed_at__isnull=False)
    return list(rows.order_by("-healed_at", "-pk")[:limit])


def is_comparing(app: App, since: datetime) -> bool:
    running = Reconciliation.State.RUNNING
    return Reconciliation.objects.filter(app=app, state=running, created_at__gte=since).exists()


def newest_secret(app: App, sort: str) -> UUID | None:
    rows = Secret.objects.filter(app=app, sort=sort, expires_at__isnull=True)
    return rows.values_list("pk", flat=True).first()


def newest_command(app: App) -> int:
    return Command.objects.filter(app=app).order_by("-pk").values_list("pk", flat=True).first() or 0
