"""The door of the log."""

from ayo.events.actions import publish, publish_many
from ayo.events.data import Event, Logged, Need, Partition, RecordEvent, event_of, known_types
from ayo.events.errors import PositionGone
from ayo.events.inside import advance_all, ensure_cursors
from ayo.events.partitions import detach, due, partitions
from ayo.events.queries import at, by_event_id, head, latest, lowest, of_subject, position_at, read, require_kept
from ayo.events.sequencer import Sequencer
from ayo.events.subscriptions import subscribe

__all__ = [
    "Event",
    "Logged",
    "Need",
    "Partition",
    "PositionGone",
    "RecordEvent",
    "Sequencer",
    "advance_all",
    "at",
    "by_event_id",
    "detach",
    "due",
    "ensure_cursors",
    "event_of",
    "head",
    "known_types",
    "latest",
    "lowest",
    "of_subject",
    "partitions",
    "position_at",
    "publish",
    "publish_many",
    "read",
    "require_kept",
    "subscribe",
]
