"""Employees over the API."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema

from ayo.common.http import Request
from ayo.registry.api import answers
from ayo.registry.api.schemas import (
    EmployeeChanged,
    EmployeeOut,
    EmployeePage,
    EmployeePatch,
    History,
    Limit,
    Problem,
    Text,
)
from ayo.registry.browsing import Question
from ayo.registry.data import Kind

router = Router()


class Wanted(Schema):
    organisation_id: UUID | None = None
    person_id: UUID | None = None
    status: Text = ""
    updated_since: datetime | None = None
    cursor: Text = ""
    limit: Limit = 50


@router.get("", response={200: EmployeePage, 403: Problem}, operation_id="listEmployees")
@answers.within(Kind.EMPLOYEE, "read")
def list_employees(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """List the employees the caller may see, by organisation, person or status, or changed since a moment."""
    who = answers.caller(request, Kind.EMPLOYEE)
    where: dict[str, object] = {}
    if wanted.organisation_id:
        who.check("organisation_id")
        where["organisation_id"] = wanted.organisation_id
    if wanted.person_id:
        who.check("person_id")
        where["person_id"] = wanted.person_id
    if wanted.status:
        who.check("status")
        where["status"] = wanted.status
    question = Question(Kind.EMPLOYEE, where, {}, "", wanted.updated_since, wanted.cursor, wanted.limit)
    return answers.many(who, question)


@router.post("", response={201: EmployeeChanged, 409: Problem, 422: Problem}, operation_id="registerEmployee")
@answers.within(Kind.EMPLOYEE, "write")
def register_employee(request: Request, body: EmployeePatch) -> HttpResponse:
    """Register a person as employee. Answers 409 when number or person is registered already."""
    values = body.model_dump(exclude_unset=True, exclude={"valid_from", "note"})
    return answers.registered(request, Kind.EMPLOYEE, values, valid_from=body.valid_from, note=body.note, seen=[])


@router.get("/{uuid:employee_id}", response={200: EmployeeOut, 404: Problem}, operation_id="readEmployee")
@answers.within(Kind.EMPLOYEE, "read")
def read_employee(request: Request, employee_id: UUID) -> HttpResponse:
    """Read an employee. With `If-None-Match` the answer is 304 when nothing changed; each reading is audited."""
    return answers.one(request, Kind.EMPLOYEE, employee_id)


@router.patch(
    "/{uuid:employee_id}", response={200: EmployeeChanged, 404: Problem, 412: Problem, 422: Problem},
    operation_id="changeEmployee",
)  # fmt: skip
@answers.within(Kind.EMPLOYEE, "write")
def change_employee(request: Request, employee_id: UUID, body: EmployeePatch) -> HttpResponse:
    """Change an employee. What the caller has no authority over becomes a proposal, as the answer says."""
    values = body.model_dump(exclude_unset=True, exclude={"valid_from", "note"})
    return answers.changed(request, Kind.EMPLOYEE, employee_id, values, valid_from=body.valid_from, note=body.note)


@router.get("/{uuid:employee_id}/history", response={200: History, 404: Problem}, operation_id="readEmployeeHistory")
@answers.within(Kind.EMPLOYEE, "read")
def read_history(
    request: Request, employee_id: UUID, field: str = "", valid_on: date | None = None, known_at: datetime | None = None
) -> HttpResponse:
    """Read all values of one field, or all fields as they held on a day and were known at a moment."""
    return answers.history(request, Kind.EMPLOYEE, employee_id, field=field, valid_on=valid_on, known_at=known_at)
