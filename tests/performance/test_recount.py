"""A month played by real actions; every slip and rating of it is recounted in another way, to the rupiah."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Sum

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.identity import facade as identity
from ayo.performance import actions
from ayo.performance.data.attendance import Clocked, Direction
from ayo.performance.data.entry import Verdict
from ayo.performance.data.rating import Rated, Rating
from ayo.performance.models import Activity, AllowanceSlip, AttendanceDay, EmployeeRating
from ayo.performance.queries import month_facts
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import actions as services
from tests import cast as casting
from tests.cast import LONG_AGO, Cast
from tests.exchange import desk
from tests.performance import paying as people
from tests.performance import recount
from tests.performance.factories import entry
from tests.services import factories

JAKARTA = ZoneInfo("Asia/Jakarta")
OCTOBER = people.OCTOBER
Hours = tuple[int, int] | None
COMES, GOES = (7, 20), (16, 40)
# Who came or went otherwise than everybody else on a day; None is no record.
OTHERWISE: dict[tuple[str, int], tuple[Hours, Hours]] = {
    ("budi", 8): ((8, 11), (16, 5)),
    ("budi", 15): (None, None),
    ("budi", 21): ((7, 48), (14, 0)),
    ("budi", 23): (None, (16, 30)),
    ("sari", 6): ((9, 40), (16, 0)),
    ("dewi", 22): ((8, 35), (15, 40)),
}


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


def staffed(cast: Cast) -> dict[str, UUID]:
    """Budi moves in the middle of the month, Dewi joins in it and is Sari's superior, Agus has no allowance."""
    budi = people.budi(cast)
    sari = people.hired(cast, "sari", unit="KEL-CIKOKOL", job_class=9, grade="IV/a", post="Lurah")
    dewi = people.hired(cast, "dewi", unit="DISDUKCAPIL", job_class=12, grade="IV/b", started_on="2026-10-19")
    agus = people.hired(cast, "agus", unit="INSPEKTORAT", status="NON_ASN")
    people.told(budi, since=LONG_AGO, superior_id=str(sari))
    people.told(sari, since=LONG_AGO, superior_id=str(dewi))
    people.told(budi, since=date(2026, 10, 16), job_class=9, post="Analis Muda")
    return {"budi": budi, "sari": sari, "dewi": dewi, "agus": agus}


def brother(cast: Cast) -> UUID:
    """Return somebody with whom Budi once stood on a family card: the desk lets him work, the day does not count it."""
    cards = [
        registry.register_record(
            Kind.FAMILY, {"number": number, "address": casting.address()}, valid_from=LONG_AGO, actor=SYSTEM,
            not_duplicates_of=(), note="test",
        ).record.id
        for number in ("3671010101100071", "3671010101100072")
    ]  # fmt: skip
    for card, since in zip(cards, (LONG_AGO, date(2024, 1, 1)), strict=True):
        registry.change_record(
            Kind.PERSON, cast.budi, {"family_id": str(card), "family_role": "HEAD"}, valid_from=since, actor=SYSTEM,
            expected_version=None, note="test",
        )  # fmt: skip
    return casting.person(
        "Wahyu Santoso", "3671010203830077", phone="081234567877", family_id=str(cards[0]), family_role="OTHER"
    )


def serve(cast: Cast, log: Callable[[], None]) -> None:
    """Seven cases: five confirmed, one whose result was not right, one of Budi's brother."""
    ratna, kin = cast.actor("ratna"), identity.actor_of(brother(cast))
    for day, applicant in ((5, ratna), (6, ratna), (8, ratna), (12, ratna), (14, kin), (16, ratna), (20, ratna)):
        with clock.at(at(day)):
            case = factories.done(cast, factories.handed_in(applicant))
            log()
        with clock.at(at(day, 15)):
            if day == 16:
                services.reopen_case(case_id=case.pk, reason="Nama saya salah.", actor=applicant)
            else:
                services.confirm_case(case_id=case.pk, actor=applicant)
            log()


def enter(cast: Cast) -> None:
    """Meetings and reports by hand: Sari judges Budi's, Dewi Sari's; one is refused, one comes back, one waits."""
    made: dict[str, list[UUID]] = {"budi": [], "sari": []}
    for name, days in {"budi": (6, 7, 13, 14, 20, 21, 22, 26, 29), "sari": (7, 8, 21, 22, 23, 26)}.items():
        for day in days:
            with clock.at(at(day, 17)):
                for code, volume in (("RAPAT", 2 + day % 3), ("LAPORAN", 1)):
                    given = entry(code=code, volume=volume, on=date(2026, 10, day))
                    made[name].append(actions.enter(entry=given, actor=cast.actor(name)).pk)
    with clock.at(at(29, 22)):
        actions.follow_superiors()
    judged = {"sari": made["budi"], "dewi": made["sari"]}
    for who, chosen in judged.items():
        with clock.at(at(30, 10)):
            verdicts = {Verdict.REJECT: chosen[:1], Verdict.RETURN: chosen[1:2], Verdict.APPROVE: chosen[2:-1]}
            for verdict, ids in verdicts.items():
                actions.judge(
                    chosen=dict.fromkeys(ids, 1), verdict=verdict, reason="Belum ada hasilnya.", actor=cast.actor(who)
                )


def clocked(staff: dict[str, UUID]) -> Iterator[Clocked]:
    for day in month_facts.month(OCTOBER).working:
        for name, employee_id in staff.items():
            hours = OTHERWISE.get((name, day.day), (COMES, GOES))
            for when, direction in zip(hours, Direction, strict=True):
                if when and (name != "dewi" or day.day >= 19):
                    yield Clocked(employee_id, at(day.day, *when), direction, f"{name}-{day.day}-{direction}")


def attend(cast: Cast, staff: dict[str, UUID]) -> None:
    """Leave of three kinds, and the clock of everybody, told by the machines at the end of the month."""
    leave = {"legal_basis": "SK 1/2026", "actor": cast.actor("rini")}
    for name, kind, first, until in (("budi", "CT", 27, 29), ("sari", "CLTN", 13, 15), ("sari", "IZ", 20, 21)):
        actions.record_leave(
            employee_id=staff[name], kind=kind, since=date(2026, 10, first), until=date(2026, 10, until), **leave
        )
    actions.take_records(records=list(clocked(staff)), source="test", actor=SYSTEM)
    for day in month_facts.month(OCTOBER).working:
        actions.judge_everybody(on=day)


def discipline(cast: Cast, staff: dict[str, UUID]) -> None:
    """A quarter of Sari's is cut since September; Budi's reprimand takes nothing, Dewi's begins with November."""
    given = {"decree": "800/7/2026", "legal_basis": "PP 94/2021 pasal 8", "actor": cast.actor("rini")}
    for name, kind, since in (
        ("sari", "CUT_6", date(2026, 9, 15)), ("budi", "WRITTEN", date(2026, 10, 1)),
        ("dewi", "CUT_9", date(2026, 10, 20)),
    ):  # fmt: skip
        actions.record_measure(
            employee_id=staff[name], kind=kind, since=since, until=date(2027, 3, 15), **given
        )  # fmt: skip


def rate(cast: Cast, staff: dict[str, UUID]) -> None:
    """Sari rates Budi and thinks again; Dewi rates Sari."""
    given = (
        ("sari", "budi", Rating.ABOVE, Rating.MEETS, 0), ("sari", "budi", Rating.BELOW, Rating.ABOVE, 1),
        ("dewi", "sari", Rating.MEETS, Rating.BELOW, 0),
    )  # fmt: skip
    for who, whom, results, behaviour, version in given:
        actions.rate(
            employee_id=staff[whom], kind=Rated.PERIODIC, since=OCTOBER, results=results, behaviour=behaviour,
            note="Sesuai bukti.", version=version, actor=cast.actor(who),
        )  # fmt: skip


@pytest.fixture
def staff(city: Cast, log) -> dict[str, UUID]:
    found = staffed(city)
    serve(city, log)
    enter(city)
    attend(city, found)
    discipline(city, found)
    with clock.at(datetime(2026, 11, 3, 9, tzinfo=JAKARTA)):
        rate(city, found)
    return found


def test_an_independent_recount_agrees_to_the_rupiah_and_on_every_predicate(city: Cast, staff):
    run = people.run(city)

    month = month_facts.month(OCTOBER)
    counted = recount.recount(pack().folder, OCTOBER, list(month.working), month.per_day)

    slips = AllowanceSlip.objects.filter(run=run).values_list("employee__nip", "earned", "net")
    assert {nip: (earned, net) for nip, earned, net in slips} == counted
    assert len(counted) == 3
    at_the_desk = Activity.objects.filter(origin="STAGE", state="COUNTED").values_list("employee__nip")
    assert dict(at_the_desk.annotate(minutes=Sum("minutes"))) == recount.at_the_desk()
    assert sorted(recount.at_the_desk().values()) == [6 * 5, 5 * 15]
    rated = EmployeeRating.objects.filter(since=OCTOBER).values_list("employee__nip", "predicate")
    assert dict(rated) == recount.ratings(OCTOBER)
    assert sorted(predicate for _nip, predicate in rated) == ["NEEDS_WORK", "POOR"]


def test_what_was_played_is_there(city: Cast, staff):
    """Of seven cases five count for both officers; the brother's counts for Sari alone, the reopened one for nobody."""

    def states(name: str, origin: str) -> dict[str, int]:
        rows = Activity.objects.filter(employee_id=staff[name], origin=origin).values_list("state", flat=True)
        return {state: list(rows).count(state) for state in sorted(set(rows))}

    assert states("budi", "STAGE") == {"COUNTED": 5, "REVERSED": 1}
    assert states("sari", "STAGE") == {"COUNTED": 6, "REVERSED": 1}
    assert states("budi", "MANUAL") == {"COUNTED": 15, "REJECTED": 1, "RETURNED": 1, "SUBMITTED": 1}
    assert states("sari", "MANUAL") == {"COUNTED": 9, "REJECTED": 1, "RETURNED": 1, "SUBMITTED": 1}
    codes = {code for found in AttendanceDay.objects.values_list("codes", flat=True) for code, _minutes in found}
    assert {"TL1", "TL2", "TL3", "TL4", "PSW1", "PSW4", "TK", "IZ", "CLTN"} <= codes
