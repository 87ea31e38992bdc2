"""Versions of the tables of TPP: proposed with their effect on everybody, enacted by somebody else, or withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from ayo.audit import facade as audit
from ayo.common import clock, jsons
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import Conflict, Invalid, NotAllowed, NotFound
from ayo.events import facade as events
from ayo.performance import access
from ayo.performance.data.pay import TableState
from ayo.performance.events import AllowanceTableMoved
from ayo.performance.law import allowance as law
from ayo.performance.models import AllowanceTable
from ayo.performance.queries import effects, tables
from ayo.performance.rules import versions
from ayo.region.facade import PackError


@transaction.atomic
def propose_table(*, values: Mapping[str, str], note: str, actor: Actor) -> AllowanceTable:
    """Propose a version from the one in force, with the leaves that are to change; a worker works out its effect.

    Raises NotAllowed; Invalid with what is wrong by leaf; Conflict when the version or its day is taken.
    """
    if not access.may_run_allowance(actor):
        raise NotAllowed("Proposing tables is not yours.")
    against = tables.in_force(clock.today())
    written = jsons.canonical(versions.changed(against.values, values)).decode()
    version = _checked(written, against)
    try:
        with transaction.atomic():
            row = AllowanceTable.objects.create(
                version=version.tariff.version, valid_from=version.tariff.valid_from,
                legal_basis=version.tariff.legal_basis[:300], written=written, against=against.tariff.version,
                note=note.strip()[:500], state=TableState.PROPOSED,
                proposed_by=actor.id, proposed_label=actor.label,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict("A version of this name is there already.", code="version_taken") from error
    _tell(row, "performance.propose_allowance_table", actor)
    app.configure_task("performance.weigh_table").defer(table_id=str(row.pk))
    return row


@transaction.atomic
def weigh_table(*, table_id: UUID) -> None:
    """Write down what a proposed version does to everybody, before anybody enacts it."""
    row = AllowanceTable.objects.get(pk=table_id)
    found = effects.of(law.of_written(row.written), tables.in_force(row.created_at.date()))
    AllowanceTable.objects.filter(pk=table_id, state=TableState.PROPOSED).update(effect=found)
    audit.record(
        "performance.weigh_allowance_table", actor=SYSTEM, subject_kind="allowance_table", subject_id=row.pk,
        label=row.version, after={"effect": found},
    )  # fmt: skip


@transaction.atomic
def enact_table(*, table_id: UUID, actor: Actor) -> AllowanceTable:
    """Put a version into force from its day. Raises NotAllowed, NotFound or Conflict (four_eyes, not_weighed …)."""
    if not access.may_enact_tables(actor):
        raise NotAllowed("Enacting tables is not yours.")
    row = _proposed(table_id)
    if row.proposed_by == actor.id:
        raise Conflict("Nobody enacts what they proposed.", code="four_eyes")
    if not row.effect:
        raise Conflict("Its effect on everybody is still being worked out.", code="not_weighed")
    try:
        with transaction.atomic():
            return _settle(row, TableState.ENACTED, "performance.enact_allowance_table", actor)
    except IntegrityError as error:
        raise Conflict("Another version begins on this day.", code="day_taken") from error


@transaction.atomic
def withdraw_table(*, table_id: UUID, actor: Actor) -> AllowanceTable:
    """Take a proposed version back. Raises NotAllowed, NotFound or Conflict."""
    if not access.may_run_allowance(actor):
        raise NotAllowed("Withdrawing tables is not yours.")
    return _settle(_proposed(table_id), TableState.WITHDRAWN, "performance.withdraw_allowance_table", actor)


def _checked(written: str, against: law.Version) -> law.Version:
    try:
        version = law.of_written(written)
    except PackError as error:
        raise Invalid("The tables cannot be read.", fields={one.where: one.reason for one in error.problems}) from error
    fields = {}
    if version.tariff.version == against.tariff.version:
        fields["version"] = "version_taken"
    if version.tariff.valid_from < _this_month():
        fields["valid_from"] = "in_the_past"
    if version.tariff.valid_from.day != 1:
        fields["valid_from"] = "not_a_first"
    if fields:
        raise Invalid("The version cannot be proposed like this.", fields=fields)
    return version


def _this_month() -> date:
    return clock.today().replace(day=1)


def _proposed(table_id: UUID) -> AllowanceTable:
    row = AllowanceTable.objects.select_for_update().filter(pk=table_id).first()
    if row is None:
        raise NotFound("No such version.")
    if row.state != TableState.PROPOSED:
        raise Conflict("This version was settled already.", code="wrong_step")
    return row


def _settle(row: AllowanceTable, state: TableState, act: str, actor: Actor) -> AllowanceTable:
    changes: dict[str, Any] = {
        "state": state, "settled_by": actor.id, "settled_label": actor.label, "settled_at": clock.now(),
    }  # fmt: skip
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    _tell(row, act, actor)
    return row


def _tell(row: AllowanceTable, act: str, actor: Actor) -> None:
    audit.record(
        act, actor=actor, subject_kind="allowance_table", subject_id=row.pk, label=row.version,
        after={"state": row.state, "valid_from": row.valid_from},
    )  # fmt: skip
    events.publish(
        AllowanceTableMoved(table_id=row.pk, version=row.version, valid_from=row.valid_from, state=row.state),
        actor=actor,
    )
