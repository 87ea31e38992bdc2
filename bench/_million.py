"""A city's cases by COPY: a year of them for every office, one in eight still running, papers and history left out."""

import json
import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from bench._house import House

RUNNING_OF, AT_ONCE = 8, 50_000
STATES = ("SUBMITTED", "VERIFYING", "PROCESSING", "AWAITING_SIGNATURE")
ENDED = ("DONE", "DONE", "DONE", "DONE", "DONE", "REJECTED", "CANCELLED")
ROLES = {"KELURAHAN_OFFICER": "verifikasi", "LURAH": "tanda-tangan"}
CASE = (
    "copy services_case (id, created_at, number, service_id, service_version_id, draft_id, applicant_id,"
    " organisation_id, area, state, answers, known, submitted_at, changed_at, due_on, ended_at, reopened, version)"
    " from stdin"
)
TASK = (
    "copy services_task (id, created_at, case_id, stage, round, state, role, organisation_id, area, opened_at, done_at,"
    " due_on, is_waiting) from stdin"
)
REACH = "copy services_casereach (case_id, organisation_id, submitted_at, state, service_id) from stdin"


def load(house: House, count: int) -> None:
    """Write so many cases; each lies in the kelurahan of its applicant, every sixth also reached an agency."""
    import psycopg

    chance = random.Random(1)
    people = house.sql(
        "select id, kelurahan from registry_person where kelurahan like '36.71.%%' and merged_into_id is null"
    )
    offices = dict(house.sql("select area, id from registry_organisation where kind = 'KELURAHAN'"))
    agencies = [row[0] for row in house.sql("select id from registry_organisation where kind in ('DINAS', 'BADAN')")]
    services = house.sql(
        "select s.id, v.id from services_service s join services_serviceversion v on v.service_id = s.id"
    )
    stages = _stages(house)
    made = _cases(count, chance, people, offices, agencies, services, stages)
    with psycopg.connect(house.database) as connection, connection.cursor() as cursor:
        while part := list(islice(made, AT_ONCE)):
            for place, statement in enumerate((CASE, TASK, REACH)):
                with cursor.copy(statement) as copy:
                    for rows in part:
                        for row in rows[place]:
                            copy.write_row(row)
    house.sql("vacuum analyze services_case")
    house.sql("vacuum analyze services_task")
    house.sql("vacuum analyze services_casereach")


def _stages(house: House) -> dict[UUID, str]:
    found = house.sql("select id, definition from services_serviceversion")
    read = {row[0]: row[1] if isinstance(row[1], dict) else json.loads(row[1]) for row in found}
    return {version: made["stages"][0]["code"] for version, made in read.items()}


def _cases(
    count: int, chance: random.Random, people: list[Any], offices: dict[str, UUID], agencies: list[UUID],
    services: list[Any], stages: dict[UUID, str],
) -> Any:  # fmt: skip
    today = datetime.now(UTC).date()
    for number in range(count):
        at = datetime.combine(today, time(8), UTC) - timedelta(seconds=(count - number) * 31_000_000 / count)
        person, area = people[chance.randrange(len(people))]
        service, version = services[chance.randrange(len(services))]
        runs = number % RUNNING_OF == 0
        state = chance.choice(STATES if runs else ENDED)
        yield _one(number, at, person, area, offices[area], service, version, state, runs,
                   chance.choice(agencies) if number % 6 == 0 else None, stages[version], chance, today)  # fmt: skip


def _one(
    number: int, at: datetime, person: UUID, area: str, office: UUID, service: UUID, version: UUID, state: str,
    runs: bool, agency: UUID | None, stage: str, chance: random.Random, today: date,
) -> tuple[list[Any], list[Any], list[Any]]:  # fmt: skip
    case_id, ended = _id(at, number), None if runs else at + timedelta(days=chance.randint(1, 9))
    due = today + timedelta(days=chance.randint(-3, 12)) if runs else at.date() + timedelta(days=5)
    case = (case_id, at, f"400.12.2/{number}-BENCH/2026", service, version, _id(at, number + 2**40), person, office,
            area, state, '{"purpose": "BANK"}', "{}", at, ended or at, due, ended, 0, 3)  # fmt: skip
    role = chance.choice(("KELURAHAN_OFFICER", "KELURAHAN_OFFICER", "LURAH"))
    task = (_id(at, number + 2**41), at, case_id, stage, 1, "OPEN" if runs else "DONE", role, office, "", at, ended,
            due, False)  # fmt: skip
    reach = [(case_id, one, at, state, service) for one in (office, agency) if one is not None]
    return [case], [task], reach


def _id(at: datetime, number: int) -> UUID:
    """A key that sorts by time, as those of the house do."""
    return UUID(int=(int(at.timestamp() * 1000) << 80) | (0x7 << 76) | (0x2 << 62) | number)
