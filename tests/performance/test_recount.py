"""A month played by real actions, and every slip of it counted again in another way, to the rupiah."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.performance import actions
from ayo.performance.data.activity import ActivityState
from ayo.performance.data.attendance import Clocked, Direction
from ayo.performance.models import Activity, AllowanceSlip, AttendanceDay
from ayo.performance.queries import month_facts
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.services import actions as services
from tests.cast import Cast
from tests.exchange import desk
from tests.performance import paying as people
from tests.performance.factories import work
from tests.performance.recount import recount
from tests.services import factories

JAKARTA = ZoneInfo("Asia/Jakarta")
OCTOBER = people.OCTOBER


@pytest.fixture
def log(city: Cast) -> Callable[[], None]:
    desk.sequence()
    events.ensure_cursors()

    def run() -> None:
        desk.sequence()
        while events.advance_all():
            desk.sequence()

    return run


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=JAKARTA)


def clocked(employee_id, day: int, came: tuple[int, int] | None, went: tuple[int, int] | None) -> None:
    records = [
        Clocked(employee_id, at(day, *when), direction, f"{employee_id}-{day}-{direction}")
        for when, direction in ((came, Direction.IN), (went, Direction.OUT))
        if when
    ]
    actions.take_records(records=records, source="test", actor=SYSTEM)


def play(cast: Cast, log: Callable[[], None]) -> None:
    """October: cases decided and confirmed, days late and missed, leave of two kinds, a move, somebody who joins."""
    budi = people.budi(cast)
    sari = people.hired(cast, "sari", unit="KEL-CIKOKOL", job_class=9, grade="IV/a", post="Lurah")
    people.hired(cast, "dewi", unit="DISDUKCAPIL", job_class=12, grade="IV/b", started_on="2026-10-19")
    people.hired(cast, "agus", unit="INSPEKTORAT", status="NON_ASN")
    people.told(budi, since=date(2026, 10, 16), job_class=9, post="Analis Muda")
    for day in (5, 8, 12):
        with clock.at(at(day)):
            case = factories.done(cast, factories.handed_in(cast.actor("ratna")))
            services.confirm_case(case_id=case.pk, actor=cast.actor("ratna"))
        log()
    for day in (6, 7, 13, 14, 20, 21, 22, 26, 27):
        given = work(cast, on=date(2026, 10, day), minutes=185 + day)
        actions.credit(work=given, state=ActivityState.COUNTED)
        actions.credit(
            work=work(cast, on=date(2026, 10, day), minutes=90, officer_id=cast.sari), state=ActivityState.COUNTED
        )
    actions.reverse_case(case_id=given.case_id)
    clocked(budi, 8, (8, 11), (16, 5))
    clocked(budi, 21, (7, 48), (14, 0))
    clocked(budi, 23, None, (16, 30))
    clocked(sari, 6, (9, 40), (16, 0))
    rini = cast.actor("rini")
    leave = {"legal_basis": "SK 1/2026", "actor": rini}
    actions.record_leave(employee_id=budi, kind="CT", since=date(2026, 10, 27), until=date(2026, 10, 29), **leave)
    actions.record_leave(employee_id=sari, kind="CLTN", since=date(2026, 10, 13), until=date(2026, 10, 15), **leave)
    actions.record_leave(employee_id=sari, kind="IZ", since=date(2026, 10, 20), until=date(2026, 10, 21), **leave)


def test_an_independent_recount_agrees_to_the_rupiah(city: Cast, log):
    play(city, log)
    run = people.run(city)

    month = month_facts.month(OCTOBER)
    counted = recount(pack().folder, OCTOBER, list(month.working), month.per_day)

    slips = AllowanceSlip.objects.filter(run=run).values_list("employee__nip", "earned", "net")
    assert {nip: (earned, net) for nip, earned, net in slips} == counted
    assert len(counted) == 3
    # What was played is there: work from cases, lateness of several classes, leave, and none is paid in full.
    assert Activity.objects.filter(state="COUNTED", case_id__isnull=False).count() > 18
    codes = {code for found in AttendanceDay.objects.values_list("codes", flat=True) for code, _minutes in found}
    assert {"TL1", "TL2", "TL4", "PSW4", "IZ", "CLTN"} <= codes
    assert registry.employee_id_of(city.budi) is not None
