"""A household while it grows: who belongs to it, before anybody has a number. Days are ordinals."""

from ayo.config.demo.data import Holder
from ayo.config.demo.names import Culture

YEAR = 365.25
MARRIED, SINGLE, WIDOWED, DIVORCED = "MARRIED", "SINGLE", "WIDOWED", "DIVORCED"


class Member:
    """Somebody of a household."""

    __slots__ = ("born", "culture", "name", "role", "sex", "state")

    def __init__(self, sex: str, born: int, name: str, state: str, role: str, culture: Culture) -> None:
        self.sex, self.born, self.name = sex, born, name
        self.state, self.role, self.culture = state, role, culture


class Draft:
    """Members in the order of the family card, with what they share."""

    __slots__ = ("clan", "culture", "faith", "members")

    def __init__(self, culture: Culture, clan: str, faith: str) -> None:
        self.culture, self.clan, self.faith = culture, clan, faith
        self.members: list[Member] = []

    def add(self, sex: str, born: int, name: str, state: str, role: str, culture: Culture) -> None:
        self.members.append(Member(sex, born, name, state, role, culture))

    def place_of(self, holder: Holder) -> int:
        """Return which member the household was built around: the head, or the wife of one."""
        return next(place for place, member in enumerate(self.members) if member.sex == holder.sex)
