"""A month of TPP for tests: people with class and grade, runs worked to their end in this process."""

from datetime import date
from typing import Any
from uuid import UUID

from ayo.common.actor import SYSTEM
from ayo.common.ids import uuid7
from ayo.performance import actions
from ayo.performance.data.activity import ActivityState
from ayo.performance.models import Activity, AllowanceRun
from ayo.performance.pay import job as paying
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from tests.cast import LONG_AGO, Cast

OCTOBER = date(2026, 10, 1)


def hired(cast: Cast, name: str, unit: str = "BKPSDM", **values: Any) -> UUID:
    """Give somebody of the cast a post; class 8 and grade III/c unless told."""
    person = registry.record(Kind.PERSON, getattr(cast, name))
    assert person is not None
    born, sex = str(person.fields["birth_on"]).replace("-", ""), 2 if person.fields["sex"] == "FEMALE" else 1
    given = {
        "person_id": str(person.id), "nip": f"{born}202001{sex}001", "status": "PNS",
        "post": "Analis", "organisation_id": str(registry.organisation_id(unit)), "started_on": "2020-01-01",
        "job_class": 8, "grade": "III/c", **values,
    }  # fmt: skip
    return registry.register_record(
        Kind.EMPLOYEE, given, valid_from=LONG_AGO, actor=SYSTEM, not_duplicates_of=(), note="test"
    ).record.id


def told(employee_id: UUID, *, since: date, **values: Any) -> None:
    """Let the registry learn of a change in somebody's service from a day on."""
    registry.change_record(
        Kind.EMPLOYEE, employee_id, values, valid_from=since, actor=SYSTEM, expected_version=None, note="test"
    )


def budi(cast: Cast) -> UUID:
    """Give Budi, who is employed already, his class and grade."""
    employee_id = registry.employee_id_of(cast.budi)
    assert employee_id is not None
    told(employee_id, since=LONG_AGO, job_class=8, grade="III/c")
    return employee_id


def worked(employee_id: UUID, person_id: UUID, on: date, minutes: int) -> None:
    """Let some minutes of a day count."""
    unit = registry.employment_of(person_id)
    assert unit is not None
    Activity.objects.create(
        employee_id=employee_id, person_id=person_id, organisation_id=unit.organisation_id, on=on, code="X",
        minutes=minutes, title={"id": "Kerja"}, state=ActivityState.COUNTED, origin="STAGE", origin_id=uuid7(),
        case_id=uuid7(), step="x",
    )  # fmt: skip


def run(cast: Cast, month: date = OCTOBER, name: str = "rini") -> AllowanceRun:
    """Run a month to its draft."""
    made = actions.start_here(month=month, actor=cast.actor(name))
    paying.work(made.pk, after_each=lambda: None)
    made.refresh_from_db()
    return made
