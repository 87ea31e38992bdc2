"""How numbers, money, times and identifiers are written: the Indonesian way, or the English one when English is chosen.

Every filter turns None into the empty text, so a page never says "None".
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import dates
from django.utils import timezone, translation

Number = int | float | Decimal
When = date | datetime | str | None
SPACE = "\N{NO-BREAK SPACE}"
DOTS = "\N{BULLET}"


def english() -> bool:
    return (translation.get_language() or "id").startswith("en")


def number(value: Number | None, places: int = 0) -> str:
    if value is None:
        return ""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(exact):,}"
    if not english():
        text = text.translate(str.maketrans(",.", ".,"))
    return f"\N{MINUS SIGN}{text}" if exact < 0 else text


def rupiah(value: Number | None) -> str:
    if value is None:
        return ""
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}Rp{SPACE}{number(abs(Decimal(value)))}"


def ms(value: Number | None) -> str:
    """A duration given in milliseconds, in the unit a person would choose."""
    if value is None:
        return ""
    seconds, minutes, hours = ("s", "min", "h") if english() else ("d", "mnt", "jam")
    if value < 10:
        return f"{number(value, 0 if value == int(value) else 1)}{SPACE}ms"
    if value < 1_000:
        return f"{number(value)}{SPACE}ms"
    if value < 10_000:
        return f"{number(value / 1000, 1)}{SPACE}{seconds}"
    if value < 120_000:
        return f"{number(value / 1000)}{SPACE}{seconds}"
    if value < 7_200_000:
        return f"{number(value / 60_000)}{SPACE}{minutes}"
    return f"{number(value / 3_600_000)}{SPACE}{hours}"


def _written(value: date | datetime | time, pattern: str) -> str:
    return _formatted(value, type(value).__name__, pattern, "en_GB" if english() else "id")


@lru_cache(maxsize=8192)
def _formatted(value: date | datetime | time, kind: str, pattern: str, locale: str) -> str:
    """Babel takes its time over a date, and a page shows the same few dates again and again."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return dates.format_datetime(local, pattern, locale=locale)
    if isinstance(value, time):
        return dates.format_time(value, pattern, locale=locale)
    return dates.format_date(value, pattern, locale=locale)


def day_of_month(value: When, *, short: bool = False) -> str:
    """24 November 2026, or 24 Nov 2026."""
    value = _parsed(value)
    if value is None or isinstance(value, str):
        return value or ""
    return _written(value, "d MMM y" if short else "d MMMM y")


def weekday(value: When) -> str:
    """Selasa, 24 November 2026."""
    value = _parsed(value)
    if value is None or isinstance(value, str):
        return value or ""
    return _written(value, "EEEE, d MMMM y")


def short_day(value: When) -> str:
    """Sel, as under a gate that is a day."""
    value = _parsed(value)
    if value is None or isinstance(value, str):
        return value or ""
    return _written(value, "EEE")


def clock(value: When | time, *, seconds: bool = False) -> str:
    """09.41, or 09.41.07."""
    if not isinstance(value, time):
        value = _parsed(value)
    if value is None or isinstance(value, str):
        return value or ""
    pattern = "HH:mm:ss" if seconds else "HH:mm"
    return _written(value, pattern if english() else pattern.replace(":", "."))


def moment(value: When, *, seconds: bool = False) -> str:
    """24 Nov 2026, 09.41."""
    value = _parsed(value)
    if not isinstance(value, datetime):
        return day_of_month(value, short=True)
    return f"{day_of_month(value, short=True)}, {clock(value, seconds=seconds)}"


def _parsed(value: When) -> When:
    """Records carry ISO texts, which are read here so that no page has to; other words ("baru saja") pass unchanged."""
    if not isinstance(value, str):
        return value
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(value)
        except ValueError:
            continue
    return value


def masked_nik(value: str | None) -> str:
    """3671••••••••••12: enough to recognise one's own, not enough to use another's."""
    if not value or len(value) < 8:
        return DOTS * len(value or "")
    return value[:4] + DOTS * (len(value) - 6) + value[-2:]


def masked_phone(value: str | None) -> str:
    """0812 •••• 4471, whether it was stored as +62812… or 0812…."""
    if not value:
        return ""
    digits = "".join(character for character in value if character.isdigit())
    local = "0" + digits[2:] if digits.startswith("62") else digits
    if len(local) < 9:
        return DOTS * len(local)
    return f"{local[:4]}{SPACE}{DOTS * 4}{SPACE}{local[-4:]}"


FILTERS: dict[str, Callable[..., str]] = {
    "number": number,
    "rupiah": rupiah,
    "ms": ms,
    "date": day_of_month,
    "day": weekday,
    "short_day": short_day,
    "time": clock,
    "datetime": moment,
    "masked_nik": masked_nik,
    "masked_phone": masked_phone,
}
