"""Queues and lists: in order, by pages, only one's own work, at a constant number of queries."""

from uuid import UUID

import pytest
from django.test.utils import CaptureQueriesContext

from ayo.common import clock
from ayo.services import actions
from ayo.services.data.lines import CaseFilter, WorkFilter
from ayo.services.models import Case, Task
from ayo.services.queries import lists, queue
from tests.cast import Cast
from tests.services.test_case import handed_in


@pytest.fixture
def cases(city: Cast) -> list[Case]:
    return [handed_in(city, name) for name in ("ratna", "nia", "wati", "dewi")]


def worked(city: Cast, name: str, narrowed: WorkFilter) -> list[UUID]:
    return [line.case_id for line in queue.queue(city.actor(name), narrowed, after=queue.FIRST, limit=10)]


def test_a_queue_holds_the_open_stages_of_ones_role_and_office(city: Cast, cases: list[Case]) -> None:
    assert set(worked(city, "budi", WorkFilter())) == {case.pk for case in cases}
    assert set(worked(city, "sari", WorkFilter())) == {case.pk for case in cases}
    for stranger in ("joko", "dewi", "agus", "ratna"):
        assert worked(city, stranger, WorkFilter()) == []


def test_a_queue_is_walked_by_pages_without_gap_or_double(city: Cast, cases: list[Case]) -> None:
    seen, after = [], queue.FIRST
    while page := queue.queue(city.actor("budi"), WorkFilter(), after=after, limit=3):
        seen += [line.task_id for line in page]
        after = (page[-1].due_on, page[-1].task_id)

    assert sorted(seen) == sorted(Task.objects.values_list("pk", flat=True))
    assert len(seen) == len(set(seen))


def test_a_queue_is_narrowed(city: Cast, cases: list[Case]) -> None:
    budi = city.actor("budi")
    task = Task.objects.get(case=cases[0])
    actions.take_task(task_id=task.pk, expected=None, actor=budi)

    assert worked(city, "budi", WorkFilter(holding="ME")) == [cases[0].pk]
    assert cases[0].pk not in worked(city, "budi", WorkFilter(holding="NOBODY"))
    assert worked(city, "budi", WorkFilter(text="nia k")) == [cases[1].pk]
    assert worked(city, "budi", WorkFilter(text=cases[2].number)) == [cases[2].pk]
    assert worked(city, "budi", WorkFilter(text="%")) == []
    assert worked(city, "budi", WorkFilter(service="sktm")) == []
    counted = queue.counts(budi, late_before=clock.today(), today=clock.today())
    assert (counted.all, counted.mine, counted.free, counted.due) == (4, 1, 3, 0)


def test_a_list_holds_the_cases_of_ones_offices_also_ended_ones(city: Cast, cases: list[Case]) -> None:
    actions.cancel_case(case_id=cases[0].pk, reason="", actor=city.actor("ratna"))

    def listed(name: str, narrowed: CaseFilter) -> list[UUID]:
        return [line.case_id for line in lists.cases(city.actor(name), narrowed, before=lists.LAST, limit=10)]

    assert listed("budi", CaseFilter()) == [case.pk for case in reversed(cases)]
    assert listed("budi", CaseFilter(state="CANCELLED")) == [cases[0].pk]
    assert listed("budi", CaseFilter(state="SUBMITTED", service="surat-domisili")) == [
        case.pk for case in reversed(cases[1:])
    ]
    assert listed("joko", CaseFilter()) == []


def test_queries_do_not_grow_with_the_queue(
    city: Cast, cases: list[Case], django_assert_max_num_queries: CaptureQueriesContext
) -> None:
    actor = city.actor("sari")

    with django_assert_max_num_queries(2):
        queue.queue(actor, WorkFilter(), after=queue.FIRST, limit=50)
