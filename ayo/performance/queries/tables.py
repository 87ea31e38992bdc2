"""Which version of the tables of TPP holds on a day: the newest that has begun, of the pack and of the enacted."""

from datetime import date

from ayo.common import sql
from ayo.performance.law import allowance
from ayo.performance.law.allowance import Version

_ENACTED = """
select written from performance_allowancetable
where state = 'ENACTED' and valid_from <= %(day)s order by valid_from desc limit 1
"""


def in_force(day: date) -> Version:
    """Return the version of a day; on a day before all of them, the first. One query."""
    found = sql.row(_ENACTED, {"day": day})
    return newest(day, found[0] if found else "")


def newest(day: date, enacted: str) -> Version:
    """Return the newer of what was enacted and what the pack has; what was enacted wins on the same day."""
    shipped = allowance.shipped().versions
    ours = next((one for one in reversed(shipped) if one.tariff.valid_from <= day), shipped[0])
    if not enacted:
        return ours
    theirs = allowance.of_written(enacted)
    return theirs if theirs.tariff.valid_from >= ours.tariff.valid_from else ours
