"""Attendance and entered work of last month and this one for everybody in the demo city's service.

The same for the same day: who was late follows from the number of the employee and of the day. Days are judged by the
region's own rules, a pattern at a time, so that twenty thousand employees cost no more judgements than two. No event
is published per row, as for the records of the city (`load.py`).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ayo.audit import facade as audit
from ayo.common import clock, jsons, sql
from ayo.common.actor import SYSTEM
from ayo.config.demo import bulk
from ayo.config.demo.rows import ACT
from ayo.performance import facade as performance
from ayo.performance.data.attendance import Facts, Hours
from ayo.performance.data.entry import WorkKind
from ayo.region.facade import pack
from ayo.registry.data import ActingKind

ANSWER_WITHIN, AT_ONCE = 3, 2_000
# Minutes of entered work that days come to, one after another: some more than count, some far less.
DAYS = (285, 300, 240, 310, 265, 180, 300, 275, 330, 225)
ONE_DAY = timedelta(days=1)
# Minutes after the beginning of the hours at which somebody comes, and after their end at which they go.
HABITS: tuple[tuple[int | None, int | None], ...] = (
    *(((turn * 7) % 34 - 35, (turn * 11) % 50) for turn in range(52)),
    (4, 12), (11, 3), (22, 8), (41, 15), (-3, -18), (-12, -40), (-6, None), (None, None),
)  # fmt: skip
_STAMP = "019b7604-5c00-7"
_STAFF = """
select e.id, e.person_id, e.organisation_id, office.code, coalesce(stands_in.employee_id, e.superior_id), e.post,
       e.started_on, e.ended_on
from registry_employee e
join registry_organisation office on office.id = e.organisation_id
left join registry_employee above on above.id = e.superior_id
left join registry_post post on post.organisation_id = above.organisation_id and post.title = above.post
left join registry_acting stands_in on stands_in.post_id = post.id and stands_in.kind = %(kind)s
  and stands_in.cancelled_at is null and stands_in.valid_from <= %(today)s and stands_in.valid_to > %(today)s
  and stands_in.employee_id <> e.id
order by e.id
"""
_CLOCK = (
    "id", "created_at", "employee_id", "at", '"on"', "direction", "source", "source_key", "latitude", "longitude",
    "accuracy", "withdrawn_at",
)  # fmt: skip
_DAY = (
    "id", "created_at", "employee_id", '"on"', "status", "late_minutes", "early_minutes", "absent_minutes", "codes",
    "source_id",
)  # fmt: skip
_ACTIVITY = (
    "id", "created_at", "employee_id", "person_id", "organisation_id", '"on"', "code", "minutes", "title", "state",
    "origin", "origin_id", "case_id", "step", "settled_at", "volume", "starts_at", "ends_at", "note", "link",
    "evidence", "version", "sent_at", "superior_id", "escalated", "escalates_on", "decision", "decided_by", "reason",
)  # fmt: skip
TABLES = ("performance_clockrecord", "performance_attendanceday", "performance_activity")


class Member(NamedTuple):
    id: UUID
    person_id: UUID
    organisation_id: UUID
    office: str
    superior_id: UUID | None
    post: str
    started_on: date
    ended_on: date | None


class Pattern(NamedTuple):
    """A day of some hours as one habit makes it: moments as text, and the end of its line of attendance."""

    came: str | None
    went: str | None
    judged: tuple[str, str, str, str, str]


def load() -> int:
    """Load the month and return how many days of attendance it has."""
    today = clock.today()
    staff = [Member(*row) for row in sql.rows(_STAFF, {"today": today, "kind": ActingKind.PLH.value})]
    with transaction.atomic():
        bulk.prepare()
        with bulk.without_indexes(TABLES):
            days = 0
            for count, loads in bulk.ahead(_batches(staff, today)):
                for one in loads:
                    one.send()
                days += count
        audit.record(ACT, actor=SYSTEM, subject_kind="attendance", subject_id=pack().slug, label=f"{days} days")
    return days


def _batches(staff: list[Member], today: date) -> Iterator[tuple[int, list[bulk.Load]]]:
    desk = Desk(today)
    for number, member in enumerate(staff):
        desk.attend(number, member)
        desk.enter(number, member)
        if (number + 1) % AT_ONCE == 0:
            yield desk.taken()
    yield desk.taken()


class Desk:
    """Writes the lines of one employee after another."""

    def __init__(self, today: date) -> None:
        self.now = clock.now().isoformat()
        self.until = pack().calendar.add_working_days(today, ANSWER_WITHIN).isoformat()
        first = (today.replace(day=1) - ONE_DAY).replace(day=1)
        self.days = [first + n * ONE_DAY for n in range((today - first).days)]
        self.working = [on for on in self.days if pack().calendar.is_working_day(on)]
        self.patterns: dict[tuple[date, Hours], list[Pattern]] = {}
        self.kinds = list(performance.work_kinds().values())
        self.clock = bulk.Sheet("performance_clockrecord", _CLOCK)
        self.attendance = bulk.Sheet("performance_attendanceday", _DAY)
        self.activities = bulk.Sheet("performance_activity", _ACTIVITY)
        self.made = 0

    def taken(self) -> tuple[int, list[bulk.Load]]:
        count = len(self.attendance.lines)
        return count, [self.clock.take(), self.attendance.take(), self.activities.take()]

    def attend(self, number: int, member: Member) -> None:
        for turn, on in enumerate(self.days):
            hours = performance.hours(on, member.office)
            if hours is None or on < member.started_on or (member.ended_on and on > member.ended_on):
                continue
            pattern = self._patterns(on, hours, member.office)[(number * 31 + turn * 17) % len(HABITS)]
            first = None
            for direction, at in (("IN", pattern.came), ("OUT", pattern.went)):
                if at is not None:
                    pk = self._id("f0")
                    first = first or pk
                    self.clock.lines.append(
                        f"{pk}\t{self.now}\t{member.id}\t{at}\t{on}\t{direction}\tabsensi\tdemo/{self.made}\t"
                        "\\N\t\\N\t\\N\t\\N\n"
                    )
            said = "\t".join(pattern.judged)
            line = f"{self._id('f1')}\t{self.now}\t{member.id}\t{on}\t{said}\t{first or bulk.NULL}\n"
            self.attendance.lines.append(line)

    def enter(self, number: int, member: Member) -> None:
        """What was entered for days before the last was approved; the last one waits for the superior."""
        fitting = [kind for kind in self.kinds if kind.posts and kind.is_of(member.post)]
        kinds = [*fitting, *(kind for kind in self.kinds if not kind.posts)]
        for turn, on in enumerate(self.working):
            if on < member.started_on or (member.ended_on and on > member.ended_on):
                continue
            left = DAYS[(number + turn) % len(DAYS)]
            for nth in range(2):
                kind = kinds[(number + turn + nth) % len(kinds)]
                volume = min(kind.usual, max(1, left // kind.minutes))
                self._activity(member, on, kind, volume)
                left -= kind.minutes * volume
                if left <= 0:
                    break

    def _activity(self, member: Member, on: date, kind: WorkKind, volume: int) -> None:
        waits = on == self.working[-1]
        values = (
            self._id("f2"), self.now, str(member.id), str(member.person_id), str(member.organisation_id),
            on.isoformat(), kind.code, str(kind.minutes * volume), jsons.canonical(kind.title).decode(),
            "SUBMITTED" if waits else "COUNTED", "MANUAL", self._id("f3"), None, "", None if waits else self.now,
            str(volume), None, None, "", "", None, "1", self.now,
            str(member.superior_id) if member.superior_id else None, "0", self.until, None, None, "",
        )  # fmt: skip
        self.activities.lines.append(bulk.line(values))

    def _patterns(self, on: date, hours: Hours, office: str) -> list[Pattern]:
        known = self.patterns.get((on, hours))
        if known is None:
            known = self.patterns[on, hours] = [_pattern(on, hours, office, habit) for habit in HABITS]
        return known

    def _id(self, kind: str) -> str:
        self.made += 1
        return f"{_STAMP}0{kind}-8000-{self.made:012x}"


def _pattern(on: date, hours: Hours, office: str, habit: tuple[int | None, int | None]) -> Pattern:
    came, went = _moment(on, hours.start, habit[0]), _moment(on, hours.end, habit[1])
    nobody = UUID(int=0)
    found = performance.judged(Facts(nobody, nobody, on, office, came, went, "", "", None))
    day = found.day
    judged = (
        day.status.value, str(day.late_minutes), str(day.early_minutes), str(found.absent_minutes),
        jsons.canonical(day.codes).decode(),
    )  # fmt: skip
    return Pattern(came.isoformat() if came else None, went.isoformat() if went else None, judged)


def _moment(on: date, at: time, minutes: int | None) -> datetime | None:
    if minutes is None:
        return None
    return datetime.combine(on, at, timezone.get_default_timezone()) + timedelta(minutes=minutes)
