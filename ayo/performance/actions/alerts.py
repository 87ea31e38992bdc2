"""Telling a superior that days of absence have reached a step of the ladder (PP 94/2021): once a step and year."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.notices import facade as notices
from ayo.performance import law
from ayo.performance.data.attendance import Facts
from ayo.performance.models import AbsenceAlert
from ayo.performance.queries import attendance
from ayo.performance.rules import attendance as rules
from ayo.registry import facade as registry


def tell_of_absence(found: Sequence[Facts]) -> None:
    """Tell the superiors of whoever reached a step by these days of absence; three statements where nobody did."""
    by_year: dict[int, dict[UUID, Facts]] = {}
    for facts in found:
        by_year.setdefault(facts.on.year, {})[facts.employee_id] = facts
    for year, employees in sorted(by_year.items()):
        first, after = date(year, 1, 1), date(year + 1, 1, 1)
        days = attendance.absences(list(employees), since=first, until=after)
        for employee, absences in days.items():
            _tell(employees[employee], absences)


def _tell(facts: Facts, absences: Sequence[date]) -> None:
    ladder = law.ladder(absences[-1])
    reached = rules.rung(absences, ladder.steps)
    if len(absences) >= ladder.in_a_row and _in_a_row(facts, absences) >= ladder.in_a_row:
        reached = ladder.steps[-1]
    if reached is None:
        return
    _, is_new = AbsenceAlert.objects.get_or_create(
        employee_id=facts.employee_id, year=absences[-1].year, code=reached.code, defaults={"days": len(absences)}
    )
    superior = registry.superior_of(facts.employee_id, clock.today())
    if not is_new or superior is None:
        return
    audit.record(
        "performance.alert_absence", actor=SYSTEM, subject_kind="employee", subject_id=facts.employee_id,
        after={"days": len(absences), "step": reached.code},
    )  # fmt: skip
    notices.tell(
        person_id=superior.person_id, code="absence_step", url="/kinerja/tim/",
        facts={
            "who": registry.names_of([facts.person_id]).get(facts.person_id, ""), "days": len(absences),
            "step": dict(ladder.words[reached.code]),
        },
        about=f"absence/{facts.employee_id}/{absences[-1].year}/{reached.code}",
    )  # fmt: skip


def _in_a_row(facts: Facts, absences: Sequence[date]) -> int:
    """Return the longest run of working days; those of the place where somebody works now."""
    days = [absences[0] + timedelta(days=turn) for turn in range((absences[-1] - absences[0]).days + 1)]
    return rules.longest_run(absences, [day for day in days if law.hours(day, facts.organisation)])
