"""Whether a mail server or gateway carries anything now. After failures in a row nobody knocks any more but one at a
time; what waits meanwhile loses none of its attempts."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from ayo.audit import facade as audit
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.notices import rules
from ayo.notices.data import CARRIERS, Carrier, Channel, Outcome, Verdict
from ayo.notices.events import CarrierClosed, CarrierOpened
from ayo.notices.models import CarrierState


@dataclass(frozen=True, slots=True)
class Passage:
    """May a message go now? It waits until then, goes as a probe, or goes."""

    is_probe: bool
    waits_until: datetime | None


def passage(channel: Channel, *, now: datetime) -> Passage:
    """Let a message through, or say how long it waits; of those that find the time has come, one is the probe."""
    row = CarrierState.objects.filter(pk=CARRIERS[channel], opened_at__isnull=False).select_for_update().first()
    if row is None:
        return Passage(is_probe=False, waits_until=None)
    if row.next_probe_at and now < row.next_probe_at:
        return Passage(is_probe=False, waits_until=_waits_until(row))
    row.next_probe_at = now + rules.LEASE
    row.save(update_fields=["next_probe_at"])
    return Passage(is_probe=True, waits_until=None)


def note(channel: Channel, outcome: Outcome, *, is_probe: bool, now: datetime) -> datetime | None:
    """Note what an attempt says about its carrier; return until when the message waits, if nobody may go now."""
    if outcome.verdict is not Verdict.DOWN:
        _count_anew(CARRIERS[channel])
        return None
    CarrierState.objects.get_or_create(pk=CARRIERS[channel])
    row = CarrierState.objects.select_for_update().get(pk=CARRIERS[channel])
    _count(row, outcome, is_probe=is_probe, now=now)
    row.save()
    return _waits_until(row) if row.opened_at else None


def _count_anew(carrier: Carrier) -> None:
    row = CarrierState.objects.select_for_update().filter(pk=carrier, failures__gt=0).first()
    if row is None:
        return
    if row.opened_at is not None:
        audit.record("notices.close_circuit", actor=SYSTEM, subject_kind="carrier", subject_id=carrier.value)
    if row.told_at is not None:
        events.publish(CarrierClosed(carrier=carrier), actor=SYSTEM)
    row.failures, row.probes, row.opened_at, row.told_at, row.next_probe_at = 0, 0, None, None, None
    row.save(update_fields=["failures", "probes", "opened_at", "told_at", "next_probe_at"])


def _count(row: CarrierState, outcome: Outcome, *, is_probe: bool, now: datetime) -> None:
    """Count one failure. What was under way when the circuit opened says nothing new."""
    if row.opened_at is not None and not is_probe:
        return
    row.failures, row.error, row.failed_at = row.failures + 1, outcome.error[:200], now
    if row.opened_at is not None:
        row.probes += 1
    elif row.failures >= rules.OPENS_AFTER:
        row.opened_at = now
        audit.record("notices.open_circuit", actor=SYSTEM, subject_kind="carrier", subject_id=row.carrier)
    if row.opened_at is not None:
        row.next_probe_at = now + rules.probe_pause(row.probes)
        _tell(row, now)


def _tell(row: CarrierState, now: datetime) -> None:
    """Tell people once it has stayed shut for a while: a restart that takes seconds is nobody's task."""
    if row.told_at is None and now - (row.opened_at or now) >= timedelta(seconds=settings.AYO_CIRCUIT_TELL_S):
        row.told_at = now
        events.publish(CarrierOpened(carrier=row.carrier, error=row.error), actor=SYSTEM)


def _waits_until(row: CarrierState) -> datetime:
    """Spread what waits, so that a carrier that comes back is not run over by all of it at once."""
    chance = random.random()  # noqa: S311  spreads retries
    probe_at = row.next_probe_at or row.failed_at
    assert probe_at is not None  # noqa: S101  a circuit that is open has failed
    return probe_at + chance * rules.probe_pause(row.probes)
