"""The door of the log."""

from ayo.events.actions import publish, publish_many
from ayo.events.data import Event, Logged, RecordEvent, event_of, known_types
from ayo.events.inside import advance_all, ensure_cursors
from ayo.events.queries import at, by_event_id, head, latest, of_subject, position_at, read
from ayo.events.sequencer import Sequencer
from ayo.events.subscriptions import subscribe

__all__ = [
    "Event",
    "Logged",
    "RecordEvent",
    "Sequencer",
    "advance_all",
    "at",
    "by_event_id",
    "ensure_cursors",
    "event_of",
    "head",
    "known_types",
    "latest",
    "of_subject",
    "position_at",
    "publish",
    "publish_many",
    "read",
    "subscribe",
]
