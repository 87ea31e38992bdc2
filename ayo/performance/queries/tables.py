"""Which version of the tables of TPP holds on a day: the newest that has begun, of the pack and of the enacted."""

from datetime import date
from uuid import UUID

from ayo.common import sql
from ayo.common.errors import NotFound
from ayo.performance.data.pay import TableState
from ayo.performance.law import allowance
from ayo.performance.law.allowance import Version
from ayo.performance.models import AllowanceTable

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


def made(*, limit: int) -> list[AllowanceTable]:
    """Return the versions made in the app, newest day first."""
    return list(AllowanceTable.objects.order_by("-valid_from", "-id")[:limit])


def one(table_id: UUID) -> AllowanceTable:
    """Return a version made in the app. Raises NotFound."""
    found = AllowanceTable.objects.filter(pk=table_id).first()
    if found is None:
        raise NotFound("No such version.")
    return found


def of_version(version: str) -> Version | None:
    """Return the version of this name, of the pack or made in the app; None when there is none."""
    shipped = next((one for one in allowance.shipped().versions if one.tariff.version == version), None)
    if shipped is not None:
        return shipped
    row = AllowanceTable.objects.filter(version=version, state=TableState.ENACTED).first()
    return allowance.of_written(row.written) if row else None
