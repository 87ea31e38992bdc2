"""The one place that asks what time it is, so that tests can stop the clock and a made-up past can be told in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    return _moment.get() or timezone.now()


def today() -> date:
    """Return the date on the wall of the region's offices."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the date that the region's offices had at a moment."""
    return moment.astimezone(timezone.get_default_timezone()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let what is done inside happen at a moment: how the demo city comes to a past. Nothing else turns the clock."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
