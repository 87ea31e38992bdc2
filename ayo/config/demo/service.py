"""Taking up service: when somebody began, under which number, with which titles."""

from datetime import date

from ayo.config.demo.chance import Roll, between
from ayo.config.demo.data import Employee, Person, Seat
from ayo.config.demo.numbers import Days, Numbers
from ayo.config.demo.place import Place

_YEAR = 365


class Service:
    def __init__(self, place: Place, roll: Roll, numbers: Numbers, days: Days) -> None:
        self._place = place
        self._roll = roll
        self._numbers = numbers
        self._days = days

    def titles(self, seat: Seat) -> tuple[str, str]:
        if not seat.schooling:
            return "", ""
        return self._place.schooling[seat.schooling].pick(self._roll)

    def employee(self, seat: Seat, person: Person, born: int) -> Employee:
        started = self._started(seat, born)
        rule = self._place.statuses[seat.status].status.number_rule
        return Employee(
            number=seat.number,
            person=person.number,
            nip=self._numbers.service(rule, born=born, sex=person.sex, started=started),
            status=seat.status,
            post=seat.post,
            grade=seat.grade,
            job_class=seat.job_class,
            organisation=seat.organisation,
            superior=seat.superior,
            started_on=self._days.iso(started),
        )

    def _started(self, seat: Seat, born: int) -> int:
        """Return the first of a month between the 21st and the 33rd birthday, later where the status is younger."""
        plan = self._place.statuses[seat.status]
        today = self._place.as_of.toordinal()
        earliest = max(born + 21 * _YEAR, plan.status.valid_from.toordinal())
        if plan.since_years:
            earliest = max(earliest, today - plan.since_years * _YEAR)
        latest = max(earliest, min(today - 40, max(born + 33 * _YEAR, earliest + 6 * _YEAR)))
        day = date.fromordinal(between(self._roll, earliest, latest))
        if day.day > 1:
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return min(day.toordinal(), self._place.as_of.replace(day=1).toordinal())
