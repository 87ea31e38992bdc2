"""The one place that asks what time it is, so that tests can stop the clock."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """Return the date on the wall of the region's offices."""
    return timezone.now().astimezone(timezone.get_default_timezone()).date()
