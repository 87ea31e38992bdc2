"""What was true when, and what was known when: a fold over what the sources said.

Valid time decides first, record time second: for each field the assertion with the latest `valid_from` not after the
day asked for wins, and among those the one written down last. Nothing is ever overwritten, so every past answer can
be given again.
"""

from collections.abc import Iterable
from datetime import date, datetime

from ayo.registry.data import Assertion, Known


def known(assertions: Iterable[Assertion], *, valid_on: date, known_at: datetime | None = None) -> dict[str, Known]:
    """Return per field the value that held on a day, as known at a moment (None: by everything written so far)."""
    result: dict[str, Known] = {}
    in_order = sorted(assertions, key=lambda said: (said.valid_from, said.recorded_at, said.id))
    for said in in_order:
        if said.valid_from > valid_on or (known_at is not None and said.recorded_at > known_at):
            continue
        for name, value in said.values.items():
            result[name] = Known(value, said.source, said.valid_from, said.recorded_at, said.actor_label, said.event_id)
    return result


def timeline(assertions: Iterable[Assertion], field: str) -> list[Known]:
    """Return every value ever said of a field, newest first by valid time, then by record time."""
    said = [one for one in assertions if field in one.values]
    said.sort(key=lambda one: (one.valid_from, one.recorded_at, one.id), reverse=True)
    return [
        Known(one.values[field], one.source, one.valid_from, one.recorded_at, one.actor_label, one.event_id)
        for one in said
    ]


def falls_due(assertions: Iterable[Assertion], *, after: date, until: date) -> set[str]:
    """Return the fields whose value changes by itself because a day in (after, until] came."""
    return {name for said in assertions if after < said.valid_from <= until for name in said.values}
