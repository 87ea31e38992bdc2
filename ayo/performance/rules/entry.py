"""May this work be entered on this day, and what about it is odd."""

from collections.abc import Sequence
from datetime import date, timedelta

from ayo.performance.data.activity import Span
from ayo.performance.data.entry import Odd, Submitted, Window, WorkKind
from ayo.performance.rules.activities import overlapping

MOST_MINUTES = 24 * 60


def refusal(
    *, kind: WorkKind | None, post: str, volume: int, on: date, today: date, window: Window, is_on_leave: bool
) -> str:
    """Return why the work cannot be entered, as a code, or nothing."""
    if kind is None or not kind.is_of(post):
        return "not_in_catalogue"
    if volume < 1 or volume * kind.minutes > MOST_MINUTES:
        return "bad_volume"
    if on > today:
        return "future"
    if on < earliest(today, window):
        return "too_old"
    return "on_leave" if is_on_leave else ""


def earliest(today: date, window: Window) -> date:
    """Return the first day whose work can still be entered: the days back, and of last month until its closing day."""
    back = today - timedelta(days=window.days_back)
    first = today.replace(day=1)
    return max(back, first) if today.day > window.closing_day else max(back, (first - timedelta(days=1)).replace(day=1))


def oddities(
    one: Submitted, *, kind: WorkKind | None, entered_on: date, others: Sequence[Span], per_day: int, window: Window
) -> list[Odd]:
    """Return why a superior should look at it first; `others` are spans of the same author's other work that day.

    The moments of the activity and of the others are local.
    """
    found = {
        Odd.OVER_CEILING: one.day_minutes > per_day,
        Odd.OVERLAPS: bool(one.starts_at and one.ends_at and overlapping(Span(one.starts_at, one.ends_at), others)),
        Odd.FAR_ABOVE: kind is not None and one.volume >= kind.usual * window.far_above,
        Odd.LATE: (entered_on - one.on).days >= window.late_after,
        Odd.AT_NIGHT: _at_night(one, window),
        Odd.DAY_OFF: not one.is_working_day,
    }
    return [odd for odd, is_so in found.items() if is_so]


def _at_night(one: Submitted, window: Window) -> bool:
    if one.starts_at is None or one.ends_at is None:
        return False
    return one.starts_at.time() < window.night_until or one.ends_at.time() > window.night_from
