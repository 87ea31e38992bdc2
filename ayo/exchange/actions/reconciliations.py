"""Comparisons and what they found; healing is a resend that the relay carries out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app as jobs

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor
from ayo.events import facade as events
from ayo.exchange import access
from ayo.exchange.actions import revision
from ayo.exchange.actions.contracts import limits_of
from ayo.exchange.data import Op
from ayo.exchange.errors import NothingToDo
from ayo.exchange.events import DriftFound, DriftHealed, ReconciliationAsked
from ayo.exchange.models import App, Drift, Reconciliation, Resend


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison saw. Records with events on their way were left out and are only counted."""

    records: int
    in_flight: int
    drifts: Mapping[UUID, str] = field(default_factory=dict)


@transaction.atomic
def request_reconciliation(*, app: App, kind: str | None, actor: Actor) -> list[UUID]:
    """Ask for a comparison of one kind or of all in the contract; return the runs, which a task carries out."""
    access.require(access.may_manage(actor, app))
    if not app.digest_url:
        raise NothingToDo("This application has no address for digests.")
    kinds = tuple(one for one in limits_of(app) if kind in (None, one))
    if not kinds:
        raise NothingToDo("The contract grants nothing of this kind.")
    runs = [begin(app=app, kind=one) for one in kinds]
    for run in runs:
        # Put down in this transaction by the task's name: a job exists exactly if the run does.
        jobs.configure_task("exchange.carry_out", queue="exchange").defer(run_id=str(run.pk))
    audit.record(
        "exchange.reconcile", actor=actor, subject_kind="app", subject_id=app.pk, label=app.slug,
        after={"kinds": list(kinds)},
    )  # fmt: skip
    events.publish(ReconciliationAsked(app_id=app.pk, slug=app.slug, kinds=kinds), actor=actor)
    return [run.pk for run in runs]


def begin(*, app: App, kind: str) -> Reconciliation:
    return Reconciliation.objects.create(app=app, kind=kind)


@transaction.atomic
def conclude(*, run: Reconciliation, found: Found) -> None:
    """Write down what was found, ask for it to be sent again, and note what has come right since."""
    open_ones = Drift.objects.select_for_update().filter(app_id=run.app_id, kind=run.kind, healed_at__isnull=True)
    known = {drift.record_id for drift in open_ones}
    healed = known - found.drifts.keys()
    open_ones.filter(record_id__in=healed).update(healed_at=clock.now())
    open_ones.filter(record_id__in=known & found.drifts.keys()).update(seen_at=clock.now(), resends=F("resends") + 1)
    Drift.objects.bulk_create(
        Drift(app_id=run.app_id, kind=run.kind, record_id=record_id, sort=sort, resends=1)
        for record_id, sort in found.drifts.items()
        if record_id not in known
    )
    _resend(run, found.drifts)
    counts = {sort: list(found.drifts.values()).count(sort) for sort in Drift.Sort.values}
    run.state, run.finished_at = Reconciliation.State.DONE, clock.now()
    run.records, run.in_flight, run.healed = found.records, found.in_flight, len(healed)
    run.missing, run.extra, run.different = counts["MISSING"], counts["EXTRA"], counts["DIFFERENT"]
    run.save()
    _announce(run, len(found.drifts), len(healed))


@transaction.atomic
def fail(*, run: Reconciliation, error: str) -> None:
    run.state, run.finished_at, run.error = Reconciliation.State.FAILED, clock.now(), error[:300]
    run.save(update_fields=["state", "finished_at", "error"])


def _resend(run: Reconciliation, drifts: Mapping[UUID, str]) -> None:
    Resend.objects.bulk_create(
        [
            Resend(app_id=run.app_id, kind=run.kind, record_id=record_id, op=_op(sort).value)
            for record_id, sort in drifts.items()
        ],
        ignore_conflicts=True,
    )
    if drifts:
        revision.bump()


def _op(sort: str) -> Op:
    return Op.WITHDRAW if sort == Drift.Sort.EXTRA else Op.UPSERT


def _announce(run: Reconciliation, drifted: int, healed: int) -> None:
    app = App.objects.get(pk=run.app_id)
    audit.record(
        "exchange.reconciled", actor=SYSTEM, subject_kind="app", subject_id=app.pk, label=app.slug,
        after={"kind": run.kind, "drift": drifted, "healed": healed},
    )  # fmt: skip
    if drifted:
        events.publish(DriftFound(app_id=app.pk, slug=app.slug, kind=run.kind, count=drifted), actor=SYSTEM)
    if healed:
        events.publish(DriftHealed(app_id=app.pk, slug=app.slug, kind=run.kind, count=healed), actor=SYSTEM)


def forget(*, app: App, record_ids: Collection[UUID]) -> None:
    """Drop open drifts of kinds that the contract no longer grants."""
    Drift.objects.filter(app=app, record_id__in=list(record_ids), healed_at__isnull=True).update(healed_at=clock.now())
