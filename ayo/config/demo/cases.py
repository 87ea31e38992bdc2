"""A few dozen cases for the cast, so that a queue, somebody's affairs and the load of a unit are not empty.

Every one is made by the actions that make real ones, at moments of the last working days, in the same way each time.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils import timezone

from ayo.common import clock
from ayo.common.actor import Actor, Role
from ayo.common.errors import DomainError
from ayo.common.jsons import Json
from ayo.identity import facade as identity
from ayo.region.facade import pack
from ayo.services import actions
from ayo.services.data import TaskState
from ayo.services.data.helping import How
from ayo.services.models import Task

_RESIDENTS = """
select p.id from registry_person p
where p.kelurahan = %(area)s and p.life_state = 'ALIVE' and p.merged_into_id is null and p.birth_on < %(grown)s
  and p.family_role = 'HEAD' and p.rt <> '' and p.family_id is not null
  and p.family_id not in (select family_id from registry_person where id = any(%(cast)s) and family_id is not null)
order by p.id limit %(limit)s
"""
NEEDED = 32


@dataclass(frozen=True, slots=True)
class Told:
    """How one case came about: whose, of which service, so many working days ago, and how far it has come."""

    who: int
    service: str
    days: int
    steps: tuple[str, ...]
    answers: Mapping[str, Json]


STILL: Mapping[str, Json] = {"birth_place": "Tangerang", "religion": "Islam", "occupation": "Karyawan Swasta"}
"""What a record of the demo may lack; where it stands it is not asked and these are dropped."""


def _domisili(who: int, days: int, *steps: str, purpose: str = "BANK") -> Told:
    spelled: dict[str, Json] = {"purpose_text": "Syarat kos"} if purpose == "OTHER" else {}
    return Told(who, "surat-domisili", days, steps, {"purpose": purpose, **STILL, **spelled})


def _sktm(who: int, days: int, *steps: str) -> Told:
    return Told(who, "sktm", days, steps, {"purpose": "HEALTH", "income": 2_400_000, "true": True, **STILL})


# `rt`: the lurah in place of the RT; `ambil`, `periksa`, `tanya`: Budi; `tanda`: Sari signs; `benar`: confirmed.
STORY: tuple[Told, ...] = (
    _domisili(0, 6, "periksa", "tanda", "benar"), _domisili(1, 6, "ambil", "periksa", "tanda", "benar", purpose="WORK"),
    _sktm(2, 6, "rt", "periksa", "tanda"), _domisili(3, 5, "periksa", "tanda", purpose="SCHOOL"),
    _domisili(4, 5, "tanya", purpose="OTHER"), _sktm(5, 4, "rt"), _domisili(6, 4, "ambil"),
    _domisili(7, 3, "periksa"), _sktm(8, 3, "rt", "ambil"), _domisili(9, 3, "periksa", "tanda", purpose="WORK"),
    _domisili(10, 2, "ambil"), _sktm(11, 2, "rt"), _domisili(12, 2, "tanya"), _domisili(13, 2, "periksa"),
    _sktm(14, 2, "rt", "periksa"), _domisili(15, 1, "ambil", purpose="WORK"), _domisili(16, 1), _sktm(17, 1, "rt"),
    _domisili(18, 1, purpose="SCHOOL"), _domisili(19, 1, "periksa"), _sktm(20, 1), _domisili(21, 0),
    _domisili(22, 0, purpose="WORK"), _sktm(23, 0), _domisili(24, 0), _domisili(25, 0, purpose="SCHOOL"),
)  # fmt: skip
RATNAS: tuple[Told, ...] = (
    _domisili(0, 5, "ambil", "periksa", "tanda", purpose="SCHOOL"), _sktm(0, 1, "rt", "ambil"),
)  # fmt: skip


# Who asks to be helped, with what, how, and how many hours ago.
WISHES: tuple[tuple[int, str, How, int, str], ...] = (
    (26, "bantuan-sosial", How.HOME, 29, "Ibu saya tidak kuat berjalan jauh."),
    (27, "akta-kelahiran", How.OFFICE, 21, ""),
    (28, "surat-domisili", How.PHONE, 6, "Belum pernah mengisi lewat ponsel."),
    (29, "izin-usaha", How.HOME, 4, "Warung saya tidak dapat ditinggal."),
    (30, "sktm", How.OFFICE, 1, ""),
)


def load() -> int:
    """Make the cases and the open needs around the cast; return how many cases there are.

    The catalogue must be settled.
    """
    people = {one.name.split()[0].lower(): one.person_id for one in identity.demo_people() if one.person_id}
    if not {"budi", "sari", "ratna"} <= people.keys():
        return 0
    budi, sari = identity.actor_of(people["budi"]), identity.actor_of(people["sari"])
    residents = _residents(next(iter(budi.areas(Role.KELURAHAN_OFFICER))), list(people.values()))
    for who, service, how, hours, note in WISHES:
        if who < len(residents):
            _wish(residents[who], service, how, hours, note)
    made = sum(_tell(told, residents[told.who], budi, sari) for told in STORY if told.who < len(residents))
    return made + sum(_tell(told, people["ratna"], budi, sari) for told in RATNAS)


def _residents(area: str, cast: Sequence[UUID]) -> list[UUID]:
    """Return grown-ups of the kelurahan of the cast who are nobody's family among them."""
    grown = clock.today() - timedelta(days=22 * 366)
    with connection.cursor() as cursor:
        cursor.execute(_RESIDENTS, {"area": area, "grown": grown, "cast": list(cast), "limit": NEEDED})
        return [row[0] for row in cursor.fetchall()]


def _tell(told: Told, who: UUID, budi: Actor, sari: Actor) -> bool:
    """Make one case with what has happened to it; one that today's rules refuse is left out."""
    day = pack().calendar.add_working_days(clock.today(), -told.days)
    applicant = identity.actor_of(who)
    try:
        with transaction.atomic(), clock.at(_moment(day, 8, told.who)):
            case_id = actions.file_case(
                applicant_id=None,
                code=told.service, subject_id=None, answers=told.answers, key=uuid5(who, told.service + str(told.days)),
                actor=applicant,
            ).pk  # fmt: skip
    except DomainError:
        return False
    for hour, step in enumerate(told.steps, start=9):
        with clock.at(_moment(day, hour, told.who)):
            _STEPS[step](case_id, budi, sari, applicant)
    return True


def _wish(who: UUID, service: str, how: How, hours: int, note: str) -> None:
    """Ask to be helped; what the catalogue does not offer today is left out."""
    with suppress(DomainError), clock.at(clock.now() - timedelta(hours=hours)):
        actions.ask_for_help(code=service, how=how, note=note, actor=identity.actor_of(who))


def _moment(day: date, hour: int, minute: int) -> datetime:
    at = datetime.combine(day, time(hour, 2 * minute), timezone.get_default_timezone())
    return min(at, clock.now())


def _open_task(case_id: UUID) -> UUID:
    return Task.objects.filter(case_id=case_id, state=TaskState.OPEN).order_by("opened_at", "pk")[0].pk


def _finish(case_id: UUID, worker: Actor) -> None:
    actions.finish_task(task_id=_open_task(case_id), text="", expected=None, actor=worker, on_paper=True)


_STEPS: Mapping[str, Callable[[UUID, Actor, Actor, Actor], object]] = {
    "rt": lambda case_id, budi, sari, who: _finish(case_id, sari),
    "ambil": lambda case_id, budi, sari, who: actions.take_task(
        task_id=_open_task(case_id), expected=None, actor=budi
    ),
    "periksa": lambda case_id, budi, sari, who: _finish(case_id, budi),
    "tanda": lambda case_id, budi, sari, who: _finish(case_id, sari),
    "tanya": lambda case_id, budi, sari, who: actions.return_case(
        task_id=_open_task(case_id), fields=["purpose"], text="Mohon jelaskan untuk keperluan apa surat ini.",
        expected=None, actor=budi,
    ),
    "benar": lambda case_id, budi, sari, who: actions.confirm_case(case_id=case_id, actor=who),
}  # fmt: skip
