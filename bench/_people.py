"""Invented people for benchmarks: names with the skew of real ones, dates, addresses in the region's kelurahan."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_SYLLABLES = (
    "ra", "di", "sa", "wu", "lan", "sri", "ning", "bu", "di", "an", "to", "ri", "ni", "pra", "ti", "wi", "su", "mar",
    "ya", "ha", "di", "nur", "ah", "mad", "fa", "is", "al", "mi", "ra", "ka", "yo", "ga", "gus", "he", "ru", "in",
    "dah",
)  # fmt: skip
_PLACES = ("Tangerang", "Jakarta", "Bogor", "Serang", "Lebak", "Bandung", "Medan", "Surabaya", "Padang", "Solo")
_STREETS = ("Jl. Merdeka", "Jl. Perintis", "Jl. Maulana", "Jl. Veteran", "Jl. Daan", "Gg. Mawar", "Gg. Melati")


@dataclass(frozen=True)
class Human:
    nik: str
    name: str
    sex: str
    birth_place: str
    birth_on: date
    phone: str
    kelurahan: str
    rw: str
    rt: str
    street: str


class Crowd:
    """People by number, the same for the same seed; NIK and phone are unique by construction."""

    def __init__(self, seed: int, kelurahan: list[str]) -> None:
        self.random = random.Random(seed)
        self.kelurahan = kelurahan
        self.first = self._names(1_200)
        self.last = self._names(4_000)

    def _names(self, count: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(self.random.choices(_SYLLABLES, k=self.random.choice((2, 2, 3)))).capitalize()] = None
        return list(made)

    def people(self, count: int, *, start: int = 0) -> Iterator[Human]:
        serial: dict[tuple[str, date, str], int] = {}
        for number in range(start, start + count):
            sex = self.random.choice(("MALE", "FEMALE"))
            born = date(1945, 1, 1) + timedelta(days=self.random.randrange(29_000))
            home = self.random.choice(self.kelurahan)
            key = (home[:8], born, sex)
            serial[key] = serial.get(key, 0) + 1
            yield Human(
                nik=self._nik(home, born, sex, serial[key] + start % 9_000),
                name=self.name(),
                sex=sex,
                birth_place=_PLACES[min(int(self.random.expovariate(0.9)), len(_PLACES) - 1)],
                birth_on=born,
                phone=f"+62840{number:08d}",
                kelurahan=home,
                rw=f"{self.random.randint(1, 12):03d}",
                rt=f"{self.random.randint(1, 8):03d}",
                street=f"{self.random.choice(_STREETS)} {self.random.randint(1, 199)}",
            )

    def name(self) -> str:
        """Return one to three words; the commonest names have hundreds of bearers in a million, most have few."""
        words = [self._skewed(self.first)]
        for _ in range(self.random.choices((0, 1, 2), (8, 72, 20))[0]):
            words.append(self._skewed(self.last))
        return " ".join(words)

    def _skewed(self, names: list[str]) -> str:
        return names[min(int(len(names) * self.random.random() ** 2.2), len(names) - 1)]

    def _nik(self, home: str, born: date, sex: str, serial: int) -> str:
        day = born.day + (40 if sex == "FEMALE" else 0)
        return f"{home.replace('.', '')[:6]}{day:02d}{born.month:02d}{born.year % 100:02d}{serial:04d}"
