"""What a case costs: so many statements and no more, and lists that walk an index however many cases there are."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayo.common.actor import Actor, ActorKind, Limit
from ayo.common.ids import uuid7
from ayo.services import access, actions
from ayo.services.data import State
from ayo.services.data.lines import CaseFilter, WorkFilter
from ayo.services.models import Case
from ayo.services.queries import lists, load, queue
from tests.cast import Cast
from tests.services import factories

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 11
"""Of a case that is handed in at once: savepoint and release among them, the writes are one statement."""


def file(city: Cast, name: str = "ratna") -> Case:
    return actions.file_case(
        code=factories.SERVICE, applicant_id=None, subject_id=None, answers={"purpose": "BANK", **factories.ANSWERS},
        key=uuid7(), actor=city.actor(name),
    )  # fmt: skip


def test_a_case_is_a_few_statements_and_one_of_them_writes(city: Cast):
    file(city)
    actor = city.actor("ratna")

    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            actions.file_case(
                code=factories.SERVICE, applicant_id=None, subject_id=None, answers=factories.ANSWERS, key=uuid7(),
                actor=actor,
            )  # fmt: skip
        costs.append(len(seen))
        for _more in range(3):
            file(city)

    assert costs[0] == costs[1] <= MOST_STATEMENTS
    assert sum("services_line" in one["sql"] or "services_task" in one["sql"] for one in seen) == 1


def test_the_list_of_the_api_walks_an_index_in_its_own_order(city: Cast):
    file(city)
    limits = {"case": Limit("case", frozenset({"number"}))}
    app = Actor(kind=ActorKind.APP, id=uuid7(), label="App", scopes=frozenset({"cases:read"}), limits=limits)
    rows = access.cases_shared_with(app).order_by("changed_at", "pk")

    assert "case_changed" in plan(rows[:50]) and "Sort" not in plan(rows[:50])
    assert "case_of_office" in plan(rows.filter(organisation_id=uuid7())[:50])


@pytest.mark.parametrize(
    ("narrowed", "index"),
    [(CaseFilter(), "case_list"), (CaseFilter(state=State.DONE), "case_list_by_state")],
)
def test_the_list_of_an_office_walks_its_index(city: Cast, narrowed: CaseFilter, index: str):
    file(city)

    assert index in statement_plan(lambda: lists.cases(city.actor("budi"), narrowed, before=lists.LAST, limit=50))


def test_the_queue_walks_its_index(city: Cast):
    file(city)

    said = statement_plan(lambda: queue.queue(city.actor("budi"), WorkFilter(), after=queue.FIRST, limit=26))

    assert "task_queue" in said


def test_what_is_due_in_a_unit_walks_the_same_index(city: Cast):
    office = file(city).organisation_id

    said = statement_plan(lambda: load.urgent([office], first=0, limit=6))

    assert "task_queue" in said and "task_late" not in said


def plan(rows: Any) -> str:
    without_scans()
    return str(rows.explain())


def statement_plan(ask: Any) -> str:
    """Return the plan of the last statement that a query sends."""
    from ayo.common import sql

    sent: list[tuple[str, Any]] = []
    real = sql.rows

    def noted(statement: str, values: Any) -> Any:
        sent.append((statement, values))
        return real(statement, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sql, "rows", noted)
        ask()
    without_scans()
    statement, values = sent[-1]
    with connection.cursor() as cursor:
        cursor.execute(f"explain {statement}", values)
        return "\n".join(row[0] for row in cursor.fetchall())


def without_scans() -> None:
    """A table of one row is read whole by any planner; what it would do with many is asked here."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_bitmapscan = off")
        cursor.execute("set local enable_sort = off")
