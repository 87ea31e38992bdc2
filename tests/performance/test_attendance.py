"""Days as records of the clock, leave and the tables make them; judged anew whenever one of these changes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import Invalid, NotFound
from ayo.events.models import Outbox
from ayo.notices.models import Notice
from ayo.performance import actions
from ayo.performance.data.attendance import Clocked, Direction
from ayo.performance.errors import LeaveRefused
from ayo.performance.models import AttendanceDay, Leave
from ayo.registry import facade as registry
from ayo.registry.models import Employee
from tests import cast as people
from tests.cast import Cast

THURSDAY = date(2026, 10, 8)
JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def budi(cast: Cast):
    return registry.employee_id_of(cast.budi)


def came(employee, at: str, on: date = THURSDAY, way: Direction = Direction.IN) -> Clocked:
    moment = datetime.fromisoformat(f"{on}T{at}").replace(tzinfo=JAKARTA)
    return Clocked(employee, moment, way, f"{on}-{at}-{way}")


def went(employee, at: str, on: date = THURSDAY) -> Clocked:
    return came(employee, at, on, Direction.OUT)


def take(*records: Clocked) -> int:
    return actions.take_records(records=records, source="absensi", actor=SYSTEM)


def stands(employee, on: date = THURSDAY):
    names = ("status", "late_minutes", "early_minutes", "absent_minutes", "codes")
    return AttendanceDay.objects.filter(employee_id=employee, on=on).values_list(*names).first()


def test_a_day_is_judged_by_its_first_arrival_and_last_departure(budi):
    take(came(budi, "08:11"), came(budi, "12:40"), went(budi, "12:00"), went(budi, "16:05"))

    assert stands(budi) == ("LATE", 41, 0, 41, [["TL2", 41]])


def test_the_same_record_twice_is_one_and_changes_nothing(budi):
    assert take(came(budi, "07:20"), went(budi, "16:00")) == 2
    told = Outbox.objects.count()

    assert take(came(budi, "07:20"), went(budi, "16:00")) == 0
    assert Outbox.objects.count() == told
    assert stands(budi) == ("PRESENT", 0, 0, 0, [])


def test_records_that_come_late_and_out_of_order_judge_the_day_anew(budi):
    take(went(budi, "16:00"))
    assert stands(budi) == ("LATE", 300, 0, 300, [["TL4", 300]])

    take(came(budi, "07:29"))

    assert stands(budi) == ("PRESENT", 0, 0, 0, [])
    told = Outbox.objects.filter(type="ayo.performance.attendance.changed").order_by("id")
    assert [one.data["status"] for one in told] == ["LATE", "PRESENT"]


def test_today_is_not_judged_before_it_is_over(budi):
    take(came(budi, "07:00", clock.today()))

    assert not AttendanceDay.objects.exists()


def test_who_was_never_seen_was_absent_and_a_day_off_asks_nothing(cast: Cast, budi):
    assert actions.judge_everybody(on=THURSDAY) == 1
    assert actions.judge_everybody(on=THURSDAY) == 0
    assert actions.judge_everybody(on=THURSDAY + timedelta(days=2)) == 0

    assert stands(budi) == ("ABSENT", 0, 0, 450, [["TK", 450]])


def test_the_night_judges_every_day_that_was_left_out(budi):
    with clock.at(datetime(2026, 10, 9, 1, tzinfo=JAKARTA)):
        actions.judge_until_yesterday()
    with clock.at(datetime(2026, 10, 14, 1, tzinfo=JAKARTA)):
        actions.judge_until_yesterday()

    days = AttendanceDay.objects.order_by("on").values_list("on", flat=True)
    assert [day.day for day in days] == [8, 9, 12, 13]


def test_leave_excuses_its_days_with_the_cut_of_its_kind_and_is_taken_back(cast: Cast, budi):
    rini = cast.actor("rini")
    actions.judge_everybody(on=THURSDAY)

    leave = actions.record_leave(
        employee_id=budi, kind="CAP", since=THURSDAY, until=THURSDAY + timedelta(days=2), legal_basis="SK 12",
        actor=rini,
    )  # fmt: skip
    assert stands(budi) == ("ON_LEAVE", 0, 0, 450, [["CAP", 0]])
    assert stands(budi, THURSDAY + timedelta(days=1)) == ("ON_LEAVE", 0, 0, 450, [["CAP", 0]])

    actions.cancel_leave(leave_id=leave.pk, actor=rini)
    assert stands(budi) == ("ABSENT", 0, 0, 450, [["TK", 450]])
    acts = Inbox.objects.filter(act__contains="leave").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["performance.record_leave", "performance.cancel_leave"]


def test_duty_elsewhere_costs_nothing(cast: Cast, budi):
    take(came(budi, "11:00"))
    actions.record_leave(
        employee_id=budi, kind="DL", since=THURSDAY, until=THURSDAY + timedelta(days=1), legal_basis="ST 9",
        actor=cast.actor("rini"),
    )  # fmt: skip

    assert stands(budi) == ("ON_DUTY", 0, 0, 0, [])


def test_leave_is_entered_once_by_the_personnel_agency_and_with_dates_that_make_sense(cast: Cast, budi):
    given = {"employee_id": budi, "kind": "CT", "since": THURSDAY, "legal_basis": "SK 1"}
    after = THURSDAY + timedelta(days=1)
    actions.record_leave(**given, until=after, actor=cast.actor("rini"))

    with pytest.raises(LeaveRefused):
        actions.record_leave(**given, until=after, actor=cast.actor("rini"))
    with pytest.raises(NotFound):
        actions.record_leave(**given, until=after, actor=cast.actor("budi"))
    with pytest.raises(Invalid):
        actions.record_leave(**given | {"since": after}, until=after, actor=cast.actor("rini"))
    with pytest.raises(Invalid):
        actions.record_leave(**given | {"kind": "FUN"}, until=after, actor=cast.actor("rini"))
    assert Leave.objects.count() == 1


def test_the_superior_hears_once_of_each_step_of_the_ladder(cast: Cast, budi):
    office = registry.employment_of(cast.budi).organisation_id
    sari = people.employee(cast.sari, "197505052000012001", office, "Lurah")
    Employee.objects.filter(pk=budi).update(superior=sari)
    first = date(2026, 10, 5)
    take(*[came(sari, "07:00", first + timedelta(days=n)) for n in range(5)])

    for turn in range(5):
        actions.judge_everybody(on=first + timedelta(days=turn))
        actions.judge_days(days=[(budi, first + timedelta(days=turn))], actor=SYSTEM)

    told = Notice.objects.filter(person_id=cast.sari, code="absence_step").order_by("id")
    assert [(one.facts["days"], one.facts["step"]["id"]) for one in told] == [
        (3, "teguran lisan"), (4, "teguran tertulis"),
    ]  # fmt: skip


def test_ten_days_in_a_row_are_the_last_step(cast: Cast, budi):
    office = registry.employment_of(cast.budi).organisation_id
    sari = people.employee(cast.sari, "197505052000012001", office, "Lurah")
    Employee.objects.filter(pk=budi).update(superior=sari)

    days = [date(2026, 10, 5) + timedelta(days=n) for n in range(12)]
    actions.judge_days(days=[(budi, day) for day in days], actor=SYSTEM)

    told = Notice.objects.filter(person_id=cast.sari, code="absence_step").get()
    assert (told.facts["days"], told.facts["step"]["en"]) == (10, "dismissal")
