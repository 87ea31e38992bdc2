"""Work at the desk, TPP and ratings recounted from the raw records in another way, with none of Ayo's rules.

Decimals and percent, day by day; the matrix as PermenPANRB 6/2022 prints it.
"""

import json
import tomllib
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, getcontext
from math import prod
from pathlib import Path
from typing import Any

from django.db import connection

# Stages of confirmed cases, with the minutes of the version of the service, but for those of one's family card, ever.
_DESK = """
select officer.nip, sum((part->>'minutes')::int)::int from services_line line
join services_case it on it.id = line.case_id and it.confirmed_at is not null
join services_serviceversion version on version.id = it.service_version_id
cross join jsonb_array_elements(version.definition->'stages') as made(part)
join registry_employee officer on officer.person_id = line.actor_id
where line.deed = 'STAGE_DONE' and part->>'code' = line.stage and not exists (
    select from registry_personassertion mine join registry_personassertion theirs
    on theirs.values->>'family_id' = mine.values->>'family_id' and theirs.subject_id in (it.applicant_id, it.subject_id)
    where mine.subject_id = line.actor_id)
group by officer.nip
"""
getcontext().prec = 60
ONE, HUNDRED = Decimal(1), Decimal(100)
# Rows are work results; columns are behaviour below, as and above what was expected.
ABOVE, MEETS, BELOW = "POOR GOOD VERY_GOOD", "POOR GOOD GOOD", "VERY_POOR NEEDS_WORK NEEDS_WORK"
MATRIX = {"ABOVE": ABOVE.split(), "MEETS": MEETS.split(), "BELOW": BELOW.split()}


def recount(folder: Path, month: date, working: list[date], per_day: int) -> dict[str, tuple[int, int]]:
    """Return for each employee's number what is earned and received in a month; nobody without an allowance."""
    pack = tomllib.loads((folder / "allowance.toml").read_text())
    table = [one for one in pack["tariff"] if one["valid_from"] <= month][-1]
    cuts = {code: Decimal(share) for code, share in pack["cuts"][table["cuts"]].items() if code != "legal_basis"}
    until, found = (month + timedelta(days=40)).replace(day=1), {}
    for pk, nip, started, ended in _rows("select id, nip, started_on, ended_on from registry_employee"):
        days = [one for one in working if started <= one and (ended is None or one <= ended)]
        told = _told(pk)
        posts = {one: _on(told, one) for one in days}
        days = [one for one in days if posts[one].get("status") in table["statuses"]]
        attended = _attended(pk, month, until)
        days = [one for one in days if not {code for code, _ in attended[one][2]} & set(table["unpaid"])]
        if not days or any(not posts[one].get("job_class") for one in days) or not posts[days[-1]].get("grade"):
            continue
        minutes = _minutes(pk, month, until)
        found[nip] = _money(table, cuts, days, posts, attended, minutes, _kept(table, pk, month), len(working), per_day)
    return found


def at_the_desk() -> dict[str, int]:
    """Return the minutes of each employee's number for what was done at the desk and held."""
    return dict(_rows(_DESK))


def ratings(month: date) -> dict[str, str]:
    """Return the predicate of each employee's number for a month, from the two words of the superior."""
    rated = "select employee_id, results, behaviour from performance_employeerating where (kind, since) = (%s, %s)"
    numbers, columns = dict(_rows("select id, nip from registry_employee")), ("BELOW", "MEETS", "ABOVE")
    where = ["PERIODIC", month]
    return {numbers[pk]: MATRIX[results][columns.index(behaviour)] for pk, results, behaviour in _rows(rated, where)}


def _kept(table: Any, pk: Any, month: date) -> Decimal:
    """Return which part is left by measures that hold on the first day of a month."""
    held = "select kind from performance_disciplinarymeasure where employee_id = %s and %s between since and until - 1"
    kinds = [kind for (kind,) in _rows(held, [pk, month])]
    return prod((1 - Decimal(table["punishments"][kind]) / HUNDRED for kind in kinds), start=ONE)


def _money(
    table: Any, cuts: Any, days: Any, posts: Any, attended: Any, minutes: Any, kept: Any, month_days: int, per_day: int
) -> tuple[int, int]:
    """Each day of a post is worth its part of the ceiling: sum them, take what is missing and cut, round once."""
    factor = prod(map(Decimal, table["indices"].values()), start=ONE)
    ceiling = sum(_of_day(table, posts[one]["job_class"]) * factor for one in days) / month_days
    at_work = [one for one in days if not attended[one][1]]
    effective = len(at_work) * per_day
    most = effective - sum(min(per_day, attended[one][0]) for one in at_work)
    on_leave = set(days) - set(at_work)
    done = min(sum(given for on, given in minutes.items() if on not in on_leave), most)
    tenth = Decimal(1).scaleb(-table["places"])
    percent = (HUNDRED * done / effective).quantize(tenth, ROUND_HALF_UP) if effective else HUNDRED
    productive = Decimal(table["productivity"]) / HUNDRED
    lost = sum(cuts[code] for one in days for code, _ in attended[one][2]) / HUNDRED
    discipline = ceiling * (1 - productive)
    gone = min(discipline, lost * (ceiling if table["basis"] == "ALL" else discipline))
    earned = _down((ceiling * productive * percent / HUNDRED + discipline - gone) * kept)
    grade = posts[days[-1]]["grade"]
    taken = sum(_down(earned * _share(one["shares"], grade) / HUNDRED) for one in table["deduction"].values())
    return earned, earned - taken


def _of_day(table: Any, job_class: int) -> Decimal:
    group = next(one for one in table["group"].values() if job_class in one["classes"])
    return Decimal(table["base"][str(job_class)]) * sum(Decimal(one) for one in group["criteria"].values()) / HUNDRED


def _share(shares: dict[str, str], grade: str) -> Decimal:
    """Return the most exact row of a grade: itself, its ladder, or the row of everybody."""
    return Decimal(shares.get(grade) or shares.get(grade.split("/")[0]) or shares[""])


def _told(pk: Any) -> list[tuple[date, dict[str, Any]]]:
    known = "select valid_from, values from registry_employeeassertion where subject_id = %s"
    return [(since, _json(values)) for since, values in _rows(f"{known} order by valid_from, recorded_at, id", [pk])]


def _on(told: list[tuple[date, dict[str, Any]]], day: date) -> dict[str, Any]:
    """Return what held on a day: whatever was told last of it; the first word holds before too."""
    known: dict[str, Any] = {}
    for since, values in told:
        if since <= day or not known:
            known = {**known, **values}
    return known


def _attended(pk: Any, since: date, until: date) -> Any:
    statement = """select "on", absent_minutes, status = 'ON_LEAVE', codes from performance_attendanceday
    where employee_id = %s and "on" >= %s and "on" < %s"""
    found: Any = defaultdict(lambda: (0, False, []))
    for on, absent, is_leave, codes in _rows(statement, [pk, since, until]):
        found[on] = (absent, is_leave, _json(codes))
    return found


def _minutes(pk: Any, since: date, until: date) -> dict[date, int]:
    counted = """select "on", sum(minutes)::int from performance_activity
    where employee_id = %s and "on" >= %s and "on" < %s and state = 'COUNTED' group by "on" """
    return dict(_rows(counted, [pk, since, until]))


def _rows(statement: str, values: Any = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _json(given: Any) -> Any:
    return json.loads(given) if isinstance(given, str) else given


def _down(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_FLOOR))
