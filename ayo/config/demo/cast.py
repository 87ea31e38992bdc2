"""The people who can be signed in with one click: who they are and what they may. Where they live, the region says."""

from dataclasses import dataclass
from datetime import date

from ayo.common.actor import Level, Role
from ayo.config.demo.data import FEMALE, MALE
from ayo.config.demo.place import Place, Team
from ayo.region.data import OrgSeed

HOME, AWAY = "home", "away"
HEAD = "head"


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast. `works_for` is a part from the region's agencies, or `home` for the kelurahan of the cast."""

    key: str
    name: str
    sex: str
    born: date
    lives: str
    works_for: str
    seat: str | Team | None
    roles: tuple[Role, ...]


def _team(title: str, job_class: int, grades: tuple[int, int], schooling: str) -> Team:
    return Team(title, 0, job_class, grades, schooling, "")


LEADER = Member("hendra", "Hendra Wirawan", MALE, date(1969, 8, 21), AWAY, "secretariat", HEAD, (Role.LEADER,))
# Her role follows from her post.
LURAH = Member("sari", "Sari Puspitawati", FEMALE, date(1979, 5, 9), HOME, HOME, HEAD, ())
STAND_IN = Member(
    "hasan", "Hasan Fauzi", MALE, date(1980, 10, 6), HOME, HOME,
    _team("Kepala Seksi Pemerintahan", 8, (9, 10), "social"), (),
)  # fmt: skip
OFFICERS = (
    Member(
        "budi", "Budi Hermawan", MALE, date(1986, 2, 17), HOME, HOME,
        _team("Petugas Pelayanan Kelurahan", 6, (8, 9), "social"), (Role.KELURAHAN_OFFICER,),
    ),
    Member(
        "nia", "Nia Kurniasih", FEMALE, date(1990, 11, 3), HOME, "communications",
        _team("Pranata Komputer Ahli Muda", 9, (10, 11), "computing"), (Role.INTEGRATOR,),
    ),
    Member(
        "wati", "Wati Rosdiana", FEMALE, date(1984, 7, 30), AWAY, "data_steward",
        _team("Statistisi Ahli Muda", 9, (10, 11), "computing"), (Role.DATA_STEWARD,),
    ),
    Member(
        "dewi", "Dewi Larasati", FEMALE, date(1988, 1, 12), AWAY, "population",
        _team("Administrator Database Kependudukan Ahli Muda", 9, (10, 11), "social"), (Role.OPD_OFFICER,),
    ),
    Member(
        "agus", "Agus Sutarman", MALE, date(1976, 3, 25), AWAY, "inspectorate",
        _team("Auditor Ahli Madya", 11, (12, 13), "economics"), (Role.AUDITOR,),
    ),
    Member(
        "rini", "Rini Hapsari", FEMALE, date(1982, 9, 14), AWAY, "personnel",
        _team("Analis Sumber Daya Manusia Aparatur Ahli Muda", 9, (10, 11), "social"), (Role.BKPSDM_ADMIN,),
    ),
    STAND_IN,
)  # fmt: skip
OUTSIDER = Member("joko", "Joko Wiyono", MALE, date(1981, 6, 2), AWAY, "", None, ())
ELDER = Member("siti", "Siti Maemunah", FEMALE, date(1951, 2, 11), HOME, "", None, ())
NEIGHBOUR = Member("umar", "Umar Effendi", MALE, date(1967, 8, 4), HOME, "", None, ())
EMPLOYEES = (LEADER, LURAH, *OFFICERS)

ARIF = Member("arif", "Arif Saputra", MALE, date(1990, 4, 18), HOME, "", None, ())
RATNA = Member("ratna", "Ratna Wulandari", FEMALE, date(1993, 12, 5), HOME, "", None, ())
NAYA = Member("naya", "Naya Kirana Saputra", FEMALE, date(2017, 3, 8), HOME, "", None, ())
BIMA = Member("bima", "Bima Arya Saputra", MALE, date(2026, 10, 14), HOME, "", None, ())

SIGNED_IN = (RATNA, ELDER, NEIGHBOUR, OUTSIDER, *EMPLOYEES)
"""Those with an account."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with an account and no person behind it."""

    key: str
    name: str
    level: Level


GUESTS = (
    Guest("putra", "Putra Ramadhan", Level.UNVERIFIED),
    Guest("melati", "Melati Sukma", Level.OUT_OF_CITY),
)


def organisation_of(member: Member, place: Place) -> OrgSeed:
    """Return where a member works."""
    standing = {seed.code: seed for seed in place.pack.organisations_on(place.as_of)}
    if member.works_for != HOME:
        return standing[place.pack.agencies[member.works_for]]
    return next(seed for seed in standing.values() if (seed.kind, seed.area) == ("KELURAHAN", place.cast.home))


def first_organisations(place: Place) -> list[str]:
    """Return the codes of organisations that need a head for the cast to have superiors, the topmost first."""
    standing = {seed.code: seed for seed in place.pack.organisations_on(place.as_of)}
    codes = [organisation_of(LEADER, place).code]
    for member in EMPLOYEES:
        chain: list[str] = []
        seed: OrgSeed | None = organisation_of(member, place)
        while seed is not None:
            chain.insert(0, seed.code)
            seed = standing.get(seed.parent)
        codes += chain
    return list(dict.fromkeys(codes))


def wanted_seats(place: Place) -> list[tuple[str, Team]]:
    """Return the posts of the cast below the heads, in the order of OFFICERS."""
    return [(organisation_of(member, place).code, member.seat) for member in OFFICERS if isinstance(member.seat, Team)]
