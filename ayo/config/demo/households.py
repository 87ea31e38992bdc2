"""Families: who lives under one family card, of an age and a name that fit together.

Days are ordinals. Nobody is born before a parent could have had a child: mothers are at least 18 then, fathers 19.
"""

from ayo.config.demo.chance import Roll, Table, between, pick
from ayo.config.demo.data import FEMALE, MALE, Employee, Family, Holder, Home, Household, Person, Seat
from ayo.config.demo.names import Culture, Namer
from ayo.config.demo.numbers import Days, Numbers
from ayo.config.demo.place import Place, Spot
from ayo.config.demo.service import Service

YEAR = 365.25
COUPLE, MOTHER, ALONE, SHARED = "COUPLE", "MOTHER", "ALONE", "SHARED"

FORMS: Table[str] = Table([(COUPLE, 76), (MOTHER, 9), (ALONE, 10), (SHARED, 5)])
HUSBANDS: Table[tuple[int, int]] = Table(
    [((22, 29), 13), ((30, 39), 29), ((40, 49), 26), ((50, 59), 18), ((60, 69), 10), ((70, 79), 4)]
)
SINGLES: Table[tuple[int, int]] = Table([((19, 25), 40), ((26, 35), 30), ((36, 55), 15), ((56, 85), 15)])
CHILDREN: Table[int] = Table([(0, 8), (1, 21), (2, 38), (3, 23), (4, 7), (5, 3)])
AGE_GAP: Table[int] = Table([(-1, 5), (0, 10), (1, 14), (2, 18), (3, 17), (4, 13), (5, 10), (6, 7), (8, 4), (10, 2)])
DOMAINS = ("example.org", "example.net", "example.com")
MARRIED, SINGLE, WIDOWED, DIVORCED = "MARRIED", "SINGLE", "WIDOWED", "DIVORCED"
_FIRST_CARDS = 733_000  # in 2007, when family cards got their present form


class Builder:
    """Builds one household after another; keeps the running numbers."""

    def __init__(self, place: Place, roll: Roll, numbers: Numbers, days: Days) -> None:
        self.place = place
        self._roll = roll
        self._numbers = numbers
        self._days = days
        self._namer = Namer(roll, place.modern)
        self._service = Service(place, roll, numbers, days)
        self._today = place.as_of.toordinal()
        self._families = 0
        self._persons = 0

    def household(self, holder: Holder | None) -> Household:
        """Return a family of chance, or one around somebody who is needed."""
        culture = self.place.cultures.pick(self._roll)
        form = self._form(holder)
        draft = Draft(culture, self._namer.clan(culture), culture.faith.pick(self._roll))
        if form == COUPLE:
            self._couple(draft, holder)
        elif form == MOTHER:
            self._mother(draft, holder)
        else:
            self._single(draft, holder)
            if form == SHARED and holder is None:
                self._others(draft)
        home = holder.home if holder is not None else None
        return self.finish(draft, holder, home or self.home())

    def _form(self, holder: Holder | None) -> str:
        form = FORMS.pick(self._roll)
        if holder is None:
            return form
        if holder.sex == MALE and form in (MOTHER, SHARED):
            return COUPLE
        return ALONE if form == SHARED else form

    def _couple(self, draft: "Draft", holder: Holder | None) -> None:
        roll = self._roll
        gap = AGE_GAP.pick(roll)
        if holder is not None and holder.sex == FEMALE:
            wife = holder.born
            husband = self._adult(wife - int(gap * YEAR) - between(roll, -180, 180))
        else:
            husband = holder.born if holder is not None else self._born(HUSBANDS.pick(roll))
            wife = self._adult(husband + int(gap * YEAR) + between(roll, -180, 180))
        hers = draft.culture if roll() < 0.78 else self.place.cultures.pick(roll)
        his_name = named(holder, MALE) or self._name(draft.culture, MALE, husband, draft.clan, "")
        her_name = named(holder, FEMALE) or self._name(hers, FEMALE, wife, self._namer.clan(hers), "")
        draft.add(MALE, husband, his_name, MARRIED, "HEAD", draft.culture)
        draft.add(FEMALE, wife, her_name, MARRIED, "SPOUSE", hers)
        self._children(draft, mother=wife, father=husband)
        if husband > self._today - 52 * YEAR and roll() < 0.1:
            self._grandparent(draft, husband)

    def _mother(self, draft: "Draft", holder: Holder | None) -> None:
        born = holder.born if holder is not None else self._born((28, 66))
        state = WIDOWED if self._roll() < 0.55 else DIVORCED
        name = named(holder, FEMALE) or self._name(draft.culture, FEMALE, born, draft.clan, "")
        draft.add(FEMALE, born, name, state, "HEAD", draft.culture)
        self._children(draft, mother=born, father=born)

    def _single(self, draft: "Draft", holder: Holder | None) -> None:
        roll = self._roll
        born = holder.born if holder is not None else self._born(SINGLES.pick(roll))
        sex = holder.sex if holder is not None else MALE if roll() < 0.55 else FEMALE
        old = self._today - born > 50 * YEAR
        state = SINGLE if not old else WIDOWED if roll() < 0.7 else DIVORCED
        name = named(holder, sex) or self._name(draft.culture, sex, born, draft.clan, "")
        draft.add(sex, born, name, state, "HEAD", draft.culture)

    def _others(self, draft: "Draft") -> None:
        for _ in range(between(self._roll, 1, 3)):
            sex = MALE if self._roll() < 0.5 else FEMALE
            born = self._born((18, 34))
            name = self._name(draft.culture, sex, born, draft.clan, "")
            draft.add(sex, born, name, SINGLE, "OTHER", draft.culture)

    def _children(self, draft: "Draft", *, mother: int, father: int) -> None:
        roll = self._roll
        born = max(mother + int(between(roll, 20, 30) * YEAR), father + int(19.5 * YEAR)) + between(roll, 0, 364)
        father_name = draft.members[0].name if draft.members[0].sex == MALE else ""
        for _ in range(CHILDREN.pick(roll)):
            if born > self._today or born - mother > 44 * YEAR:
                return
            age = (self._today - born) / YEAR
            if age < 21 or roll() < (0.55 if age < 26 else 0.2 if age < 32 else 0.03):
                sex = MALE if roll() < 0.512 else FEMALE
                name = self._name(draft.culture, sex, born, draft.clan, father_name)
                draft.add(sex, born, name, SINGLE, "CHILD", draft.culture)
            born += between(roll, 500, 1900)

    def _grandparent(self, draft: "Draft", child: int) -> None:
        born = child - int(between(self._roll, 21, 33) * YEAR)
        sex = FEMALE if self._roll() < 0.72 else MALE
        name = self._name(draft.culture, sex, born, draft.clan, "")
        draft.add(sex, born, name, WIDOWED, "PARENT", draft.culture)

    def _name(self, culture: Culture, sex: str, born: int, clan: str, father: str) -> str:
        if self._today - born > 36 * YEAR:
            return self._namer.elder(culture, sex, clan)
        return self._namer.younger(culture, sex, clan, father)

    def _born(self, ages: tuple[int, int]) -> int:
        youngest, oldest = ages
        return self._today - between(self._roll, int(youngest * YEAR) + 1, int((oldest + 1) * YEAR) - 1)

    def _adult(self, born: int) -> int:
        return min(born, self._today - int(19.5 * YEAR))

    def finish(self, draft: "Draft", holder: Holder | None, home: Home) -> Household:
        """Give a draft its numbers, and the holder in it the seat."""
        family = self._families
        self._families += 1
        latest = max(member.born for member in draft.members)
        issued = between(self._roll, max(latest, _FIRST_CARDS), self._today)
        head = self._persons
        persons = []
        employee = None
        for place, member in enumerate(draft.members):
            person = self._person(draft, member, family)
            if holder is not None and place == draft.place_of(holder):
                person = self._reachable(person)
                if holder.seat is not None:
                    person, employee = self._employ(person, member.born, holder.seat)
            persons.append(person)
        card = self._numbers.card(issued)
        return Household(Family(family, card, self._days.iso(issued), head, home), tuple(persons), employee)

    def _person(self, draft: "Draft", member: "Draft.Member", family: int) -> Person:
        roll = self._roll
        number = self._persons
        self._persons += 1
        age = (self._today - member.born) / YEAR
        phone = self._numbers.phone() if age > 12 and roll() < (0.93 if age < 60 else 0.6) else ""
        email = self._email(member.name, number) if phone and age > 15 and roll() < (0.6 if age < 45 else 0.25) else ""
        return Person(
            number,
            self._numbers.nik(member.born, member.sex),
            member.name,
            "",
            "",
            member.sex,
            self._birth_place(member, age),
            self._days.iso(member.born),
            draft.faith,
            member.state,
            self._occupation(member, age),
            phone,
            email,
            family,
            member.role,
        )

    def _employ(self, person: Person, born: int, seat: Seat) -> tuple[Person, Employee]:
        front, back = self._service.titles(seat)
        occupation = self.place.statuses[seat.status].occupation
        person = person._replace(front_title=front, back_title=back, occupation=occupation)
        return person, self._service.employee(seat, person, born)

    def _reachable(self, person: Person) -> Person:
        """Give somebody phone and e-mail who got none by chance."""
        email = person.email or self._email(person.name, person.number)
        return person._replace(phone=person.phone or self._numbers.phone(), email=email)

    def _occupation(self, member: "Draft.Member", age: float) -> str:
        if age < 6:
            return "Belum/Tidak Bekerja"
        if age < 19 or (age < 24 and self._roll() < 0.4):
            return "Pelajar/Mahasiswa"
        if age < 30 and member.state == SINGLE:
            return self.place.occupations["young"].pick(self._roll)
        group = ("women" if member.sex == FEMALE else "men") + ("_old" if age > 59 else "")
        return self.place.occupations[group].pick(self._roll)

    def _birth_place(self, member: "Draft.Member", age: float) -> str:
        here = 0.88 if age < 20 else 0.5 if age < 40 else 0.33
        return self.place.birth_town if self._roll() < here else pick(self._roll, member.culture.towns)

    def _email(self, name: str, number: int) -> str:
        words = name.lower().replace("'", "").replace(" ", ".")
        return f"{words}.{number:x}@{DOMAINS[number % 3]}"

    def home(self) -> Home:
        """Return a home of chance."""
        roll = self._roll
        return self.home_in(self.place.spots.pick(roll), between(roll, 1, 12), between(roll, 1, 8), "")

    def home_in(self, spot: Spot, rw: int, rt: int, street: str) -> Home:
        """Return a home in a neighbourhood; each RT has two streets of its own when none is given."""
        roll = self._roll
        if not street:
            streets = self.place.streets
            turn = spot.number * 131 + rw * 17 + rt * 2 + int(roll() * 2)
            street = f"{streets[turn * 7 % len(streets)]} No. {between(roll, 1, 120)}"
        latitude = longitude = None
        if roll() < 0.3:
            latitude = round(spot.latitude + (roll() - 0.5) * 0.009, 6)
            longitude = round(spot.longitude + (roll() - 0.5) * 0.009, 6)
        return Home(spot.code, f"{rw:03d}", f"{rt:03d}", street, spot.postal_code, latitude, longitude)


def named(holder: Holder | None, sex: str) -> str:
    """Return the name the holder brings along, if the holder is of this sex and has one."""
    return holder.name if holder is not None and holder.sex == sex else ""


class Draft:
    """A household while it grows."""

    __slots__ = ("clan", "culture", "faith", "members")

    class Member:
        __slots__ = ("born", "culture", "name", "role", "sex", "state")

        def __init__(self, sex: str, born: int, name: str, state: str, role: str, culture: Culture) -> None:
            self.sex, self.born, self.name = sex, born, name
            self.state, self.role, self.culture = state, role, culture

    def __init__(self, culture: Culture, clan: str, faith: str) -> None:
        self.culture, self.clan, self.faith = culture, clan, faith
        self.members: list[Draft.Member] = []

    def add(self, sex: str, born: int, name: str, state: str, role: str, culture: Culture) -> None:
        self.members.append(Draft.Member(sex, born, name, state, role, culture))

    def place_of(self, holder: Holder) -> int:
        """Return which member the household was built around: the head, or the wife of one."""
        return next(place for place, member in enumerate(self.members) if member.sex == holder.sex)
