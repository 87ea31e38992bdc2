"""Who may see whom, told from what the roles are for. It knows the people of the world and nothing of the code."""

from tests.access import acting
from tests.access.people import APPS, ASKS_IN, CIKOKOL, OWNERS, PEOPLE, Facts

WHOLE_CITY, OF_AREA = {"DATA_STEWARD", "VERIFIER"}, {"KELURAHAN_OFFICER", "LURAH", "CAMAT"}
LOOKS_UP = OF_AREA | WHOLE_CITY | {"BKPSDM_ADMIN", "PERSONNEL_OFFICER", "OPD_HEAD"}
STEERING = (
    "ubah/", "ganti/", "kunci/baru/", "cabut/", "putuskan/", "mulai/", "kirim-ulang/", "jeda/", "lanjut/", "uji/",
)  # fmt: skip


def sees(who: str, whom: str) -> bool:
    """Oneself, the family, one's area, one's office's staff; all staff for BKPSDM, all for the population office."""
    if who in APPS:
        return whom in PEOPLE and PEOPLE[whom].area == APPS[who]
    if who not in PEOPLE or whom not in PEOPLE:
        return False
    if who in acting.ACTING:
        return acting.sees(who, whom)
    me, other = PEOPLE[who], PEOPLE[whom]
    in_area = me.role in OF_AREA and other.area.startswith(me.where)
    is_kin = me.family != "" and me.family == other.family
    return who == whom or is_kin or in_area or me.role in WHOLE_CITY or _is_staff_of(me, other)


def sees_post(who: str, whom: str) -> bool:
    """An employee's record is seen by who is one's superior too, by stewards, but not by one's area's officers."""
    if who not in PEOPLE or whom not in PEOPLE or not PEOPLE[whom].unit:
        return False
    me, other = PEOPLE[who], PEOPLE[whom]
    return who == whom or other.superior == who or me.role == "DATA_STEWARD" or _is_staff_of(me, other)


def has_work(who: str) -> bool:
    """A day of work is for whom the city employs, or who has a task in its service; a head of RT or RW has neither."""
    return who in PEOPLE and (PEOPLE[who].unit != "" or PEOPLE[who].role not in {"", "RT_HEAD", "RW_HEAD"})


def is_employed(who: str) -> bool:
    """Only whoever has a place in the city's service enters work and has a team."""
    return who in PEOPLE and PEOPLE[who].unit != ""


def sees_family(who: str, whom: str) -> bool:
    if who not in PEOPLE or whom not in PEOPLE or not PEOPLE[whom].family:
        return False
    me, other = PEOPLE[who], PEOPLE[whom]
    in_area = me.role in OF_AREA and other.area.startswith(me.where)
    return me.family == other.family or in_area or me.role in WHOLE_CITY


def verifies(who: str, whom: str) -> bool:
    """Whoever asks to be verified is looked at by the officers of that area and the population office."""
    me = PEOPLE[who]
    return me.role == "VERIFIER" or (me.role in OF_AREA and ASKS_IN[whom].startswith(me.where))


def sees_proposal(who: str, whom: str) -> bool:
    """A proposal about a name: whom it is about, who heads the family of a child, and those who decide."""
    speaks = sees_family(who, whom) and PEOPLE[whom].place == "CHILD" and PEOPLE[who].place == "HEAD"
    return who in PEOPLE and whom in PEOPLE and (who == whom or speaks or PEOPLE[who].role in WHOLE_CITY)


def looks_after(who: str, app: str, address: str) -> bool:
    """Integrators all, an agency's administrator its own; an auditor looks and steers nothing."""
    me = PEOPLE.get(who)
    if me is None or (me.role == "AUDITOR" and address.endswith(STEERING)):
        return False
    return me.role in {"INTEGRATOR", "AUDITOR"} or (me.role, me.where) == ("OPD_ADMIN", OWNERS[app])


def hears_of(who: str, whom: str) -> bool:
    """A change is followed by integrators and auditors, and by agencies whose application may have it: of Cikokol."""
    role = PEOPLE[who].role if who in PEOPLE else ""
    return role in {"INTEGRATOR", "AUDITOR"} or (role == "OPD_ADMIN" and PEOPLE[whom].area == CIKOKOL)


AT_DESK = {
    "KELURAHAN_OFFICER", "LURAH", "KECAMATAN_OFFICER", "CAMAT", "OPD_OFFICER", "VERIFIER", "OPD_HEAD", "OPD_ADMIN",
    "RT_HEAD", "RW_HEAD",
}  # fmt: skip
HELPS = AT_DESK - {"OPD_ADMIN", "RT_HEAD", "RW_HEAD"}
LEADS = {"LURAH", "CAMAT", "OPD_HEAD", "OPD_ADMIN"}
SAYS_WHY = {"LEADER", "AUDITOR"}


def has_at_desk(who: str, whom: str) -> bool:
    """A case lies on the desks of its area's offices; the camat reads what lies in the kelurahan below."""
    me = PEOPLE.get(who)
    return me is not None and me.role in OF_AREA and PEOPLE[whom].area.startswith(me.where)


def may_take_need(who: str, whom: str) -> bool:
    """What lies in one's area, and for officers of an agency of the whole city everything."""
    me = PEOPLE.get(who)
    return has_at_desk(who, whom) or (me is not None and me.role in HELPS & {"OPD_OFFICER", "VERIFIER", "OPD_HEAD"})


def are_colleagues(who: str, whom: str) -> bool:
    """Whoever works in an office, or leads the one above it, knows who works there."""
    if who not in PEOPLE or whom not in PEOPLE:
        return False
    me, other = PEOPLE[who], PEOPLE[whom]
    return me.role in OF_AREA and other.role in OF_AREA and other.where.startswith(me.where)


def _is_staff_of(me: Facts, other: Facts) -> bool:
    in_my_office = me.role in {"PERSONNEL_OFFICER", "OPD_HEAD"} and other.unit == me.where
    return other.unit != "" and (me.role == "BKPSDM_ADMIN" or in_my_office)
