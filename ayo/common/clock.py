"""The one place that asks what time it is, so that tests can stop the clock."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """Return the date on the wall of the region's offices."""
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """Return the date that the region's offices had at a moment."""
    return moment.astimezone(timezone.get_default_timezone()).date()
