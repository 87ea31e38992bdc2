"""How the home page greets."""

from datetime import datetime

from django.utils.translation import gettext as _


def greeting(now: datetime) -> str:
    """Return the words for the time of day on the wall."""
    hour = now.hour
    if hour < 4 or hour >= 18:
        return _("Selamat malam")
    if hour < 11:
        return _("Selamat pagi")
    if hour < 15:
        return _("Selamat siang")
    return _("Selamat sore")


def first_name(name: str) -> str:
    """Return the first word that is a name: what stands before a dot is a title."""
    words = name.split(",")[0].split()
    return next((word for word in words if not word.endswith(".")), name)
