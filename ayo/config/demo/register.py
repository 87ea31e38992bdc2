"""The registry office of the demo: gives drafted families their numbers, and one of them perhaps a post."""

from ayo.config.demo.chance import Roll, between, pick
from ayo.config.demo.data import FEMALE, Employee, Family, Holder, Home, Household, Person, Seat
from ayo.config.demo.drafts import SINGLE, YEAR, Draft, Member
from ayo.config.demo.numbers import Days, Numbers
from ayo.config.demo.place import Place
from ayo.config.demo.service import Service

DOMAINS = ("example.org", "example.net", "example.com")
_FIRST_CARDS = 733_000  # in 2007, when family cards got their present form


class Register:
    """Keeps the running numbers of families and persons."""

    def __init__(self, place: Place, roll: Roll, numbers: Numbers, days: Days) -> None:
        self._place = place
        self._roll = roll
        self._numbers = numbers
        self._days = days
        self._service = Service(place, roll, numbers, days)
        self._today = place.as_of.toordinal()
        self._families = 0
        self._persons = 0

    def enter(self, draft: Draft, holder: Holder | None, home: Home) -> Household:
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

    def _person(self, draft: Draft, member: Member, family: int) -> Person:
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
        occupation = self._place.statuses[seat.status].occupation
        person = person._replace(front_title=front, back_title=back, occupation=occupation)
        return person, self._service.employee(seat, person, born)

    def _reachable(self, person: Person) -> Person:
        """Give somebody phone and e-mail who got none by chance."""
        email = person.email or self._email(person.name, person.number)
        return person._replace(phone=person.phone or self._numbers.phone(), email=email)

    def _occupation(self, member: Member, age: float) -> str:
        if age < 6:
            return "Belum/Tidak Bekerja"
        if age < 19 or (age < 24 and self._roll() < 0.4):
            return "Pelajar/Mahasiswa"
        if age < 30 and member.state == SINGLE:
            return self._place.occupations["young"].pick(self._roll)
        group = ("women" if member.sex == FEMALE else "men") + ("_old" if age > 59 else "")
        return self._place.occupations[group].pick(self._roll)

    def _birth_place(self, member: Member, age: float) -> str:
        here = 0.88 if age < 20 else 0.5 if age < 40 else 0.33
        return self._place.birth_town if self._roll() < here else pick(self._roll, member.culture.towns)

    def _email(self, name: str, number: int) -> str:
        words = name.lower().replace("'", "").replace(" ", ".")
        return f"{words}.{number:x}@{DOMAINS[number % 3]}"
