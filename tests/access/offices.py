"""Whose office reaches whom: neighbourhoods, and who gives which role. A part of the oracle, as blind to the code."""

from tests.access.people import PEOPLE

GIVES = {
    "OPD_ADMIN": {"OPD_OFFICER", "VERIFIER", "PERSONNEL_OFFICER"}, "LURAH": {"KELURAHAN_OFFICER", "RT_HEAD", "RW_HEAD"},
    "CAMAT": {"KECAMATAN_OFFICER", "KELURAHAN_OFFICER"}, "BKPSDM_ADMIN": {"BKPSDM_ADMIN", "PERSONNEL_OFFICER"},
    "DATA_STEWARD": {"DATA_STEWARD", "OPD_ADMIN"}, "INTEGRATOR": {"INTEGRATOR"},
}  # fmt: skip
EVERYWHERE = {"DATA_STEWARD", "BKPSDM_ADMIN"}


def is_neighbour(who: str, whom: str) -> bool:
    """Who lives in the RT or RW that somebody heads; names and addresses are all that is told of them."""
    if who not in PEOPLE or whom not in PEOPLE or PEOPLE[who].role not in {"RT_HEAD", "RW_HEAD"}:
        return False
    return f"{PEOPLE[whom].area}/{PEOPLE[whom].house}".startswith(PEOPLE[who].where)


def gives(who: str, whom: str) -> bool:
    """Whose role one may end: that of one's own area's officers and heads, or one's agency's, or the city's."""
    if who not in PEOPLE or whom not in PEOPLE:
        return False
    me, other = PEOPLE[who], PEOPLE[whom]
    if me.by == "PLH" or other.by:
        # Who stands in appoints nobody, and what follows from a post was given by nobody.
        return False
    return other.role in GIVES.get(me.role, ()) and (me.role in EVERYWHERE or other.where.startswith(me.where))
