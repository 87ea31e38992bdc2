"""What an event is, and how it turns into JSON and back."""

import dataclasses
import types
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from ayo.common.jsons import Json

_TYPES: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. A `TYPE` is announced under that name for ever; add fields, never remove any."""

    TYPE: ClassVar[str] = ""
    DESCRIPTION: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = cls.__dict__.get("TYPE", "")
        if not name:
            return
        known = _TYPES.get(name)
        # dataclass(slots=True) builds the class twice; anything else under one name is a mistake.
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"two events are called {name}: {known.__qualname__} and {cls.__qualname__}")
        _TYPES[name] = cls

    @property
    def subject(self) -> str:
        """Name the thing it happened to, as `kind/id`; order is kept per subject."""
        raise TypeError(f"{type(self).__name__} has no subject")

    def to_data(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        hints = _hints(cls.TYPE)
        known = {name: _decoded(hints[name], value) for name, value in data.items() if name in hints}
        return cls(**known)


@dataclass(frozen=True, kw_only=True)
class RecordEvent(Event):
    """A master record was written: its whole state after the change, and where it belonged before.

    `record` holds every field of the kind as JSON; `area` is a Kemendagri code, `groups` name the sets the subject is
    in. `before_area` and `before_groups` are empty when the record is new.
    """

    KIND: ClassVar[str] = ""

    record_id: UUID
    version: int
    changed: tuple[str, ...]
    record: dict[str, Json]
    area: str = ""
    groups: tuple[str, ...] = ()
    before_area: str = ""
    before_groups: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        return f"{self.KIND}/{self.record_id}"


@dataclass(frozen=True, slots=True)
class Logged:
    """An event with its place in the log."""

    position: int
    event_id: UUID
    type: str
    subject: str
    data: dict[str, Any]
    actor_id: UUID
    occurred_at: datetime
    sequenced_at: datetime


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody has still to be given what follows a position."""

    name: str
    after: int


@dataclass(frozen=True, slots=True)
class Partition:
    """A stretch of the log in a table of its own; detached, it is no part of the log any more."""

    name: str
    first: int
    last: int
    first_at: datetime | None
    last_at: datetime | None
    size: int
    is_full: bool
    is_detached: bool
    needed_by: tuple[str, ...]

    def why_kept(self, before: datetime) -> str:
        """Return why it stays in the log, or nothing when everything in it is older than that and passed by all."""
        if not self.is_full:
            return "FILLING"
        if self.last_at is not None and self.last_at >= before:
            return "YOUNG"
        return "NEEDED" if self.needed_by else ""


def known_types() -> dict[str, type[Event]]:
    """Return every announced event type by name, in the order of the names."""
    return dict(sorted(_TYPES.items()))


def event_of(logged: Logged) -> Event:
    """Rebuild the dataclass; raises KeyError for a type this version does not know."""
    return _TYPES[logged.type].from_data(logged.data)


@cache
def _hints(name: str) -> dict[str, Any]:
    cls = _TYPES[name]
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


def _decoded(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _decoded(next(arm for arm in get_args(hint) if arm is not type(None)), value)
    if origin is tuple:
        return tuple(_decoded(get_args(hint)[0], item) for item in value)
    if hint is UUID:
        return UUID(value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    return value
