"""Numbers of persons, families and employees: right in form, given to nobody (see the package's docstring)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from ayo.config.demo.data import FEMALE
from ayo.region.data import NumberRule

OLDEST = date(1900, 1, 1)
_BASE = OLDEST.toordinal()
_FIRST_SERIAL = 900
_SPREAD = 48_271  # no factor of ten, so that every phone number occurs once
_PHONES = 10**8
_KINDS = {"organisation": "001", "family": "002", "person": "003", "employee": "004"}
_STAMP = "019b7604-5c00-7"  # 2026-01-01, before anything that is entered later


def identifier(kind: str, number: int) -> str:
    """Return the version 7 UUID of the n-th record of a kind, as text."""
    return f"{_STAMP}{_KINDS[kind]}-8000-{number:012x}"


def uuid(kind: str, number: int) -> UUID:
    return UUID(identifier(kind, number))


class Days:
    """Dates as ordinals, written in the three ways that records need, looked up instead of computed."""

    def __init__(self, last: date) -> None:
        days = [OLDEST + timedelta(days=n) for n in range((last - OLDEST).days + 1)]
        self._iso = [day.isoformat() for day in days]
        self._male = [f"{day.day:02d}{day.month:02d}{day.year % 100:02d}" for day in days]
        self._female = [f"{day.day + 40:02d}{day.month:02d}{day.year % 100:02d}" for day in days]

    def iso(self, ordinal: int) -> str:
        return self._iso[ordinal - _BASE]

    def digits(self, ordinal: int, sex: str) -> str:
        """Return DDMMYY, with 40 added to the day of a woman."""
        return (self._female if sex == FEMALE else self._male)[ordinal - _BASE]


class Numbers:
    """Hands out numbers, none twice."""

    def __init__(self, days: Days, *, prefixes: Sequence[str], phone: str, seed: int) -> None:
        self.days = days
        self._prefixes = prefixes
        self._phone = phone
        self._next_phone = seed
        self._niks: dict[tuple[int, str], int] = {}
        self._cards: dict[int, int] = {}
        self._services: dict[str, int] = {}
        self._locals = 0

    def nik(self, born: int, sex: str) -> str:
        serial = self._niks[born, sex] = self._niks.get((born, sex), 0) + 1
        prefix = self._prefixes[serial % len(self._prefixes)]
        return f"{prefix}{self.days.digits(born, sex)}{serial:04d}"

    def card(self, issued: int) -> str:
        serial = self._cards[issued] = self._cards.get(issued, 0) + 1
        prefix = self._prefixes[serial % len(self._prefixes)]
        return f"{prefix}{self.days.digits(issued, '')}{serial:04d}"

    def phone(self) -> str:
        self._next_phone = (self._next_phone + _SPREAD) % _PHONES
        return f"{self._phone}{self._next_phone:08d}"

    def service(self, rule: NumberRule, *, born: int, sex: str, started: int) -> str:
        """Return an employee number by its rule; contract numbers carry 21 where others have the month."""
        if rule == NumberRule.LOCAL:
            self._locals += 1
            return f"NA-{self._locals:06d}"
        start = date.fromordinal(started)
        when = f"{start:%Y%m}" if rule == NumberRule.NIP else f"{start:%Y}21"
        stem = f"{date.fromordinal(born):%Y%m%d}{when}{2 if sex == FEMALE else 1}"
        serial = self._services[stem] = self._services.get(stem, _FIRST_SERIAL - 1) + 1
        return f"{stem}{serial}"
