"""Who hears what about a case, once, in both languages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from ayo.common import clock
from ayo.events import facade as events
from ayo.notices import queries
from ayo.notices.models import Notice
from ayo.services import actions
from ayo.services.models import Task
from tests.cast import Cast
from tests.exchange import desk
from tests.portal.factories import visitor
from tests.services import factories


@pytest.fixture
def news(city: Cast) -> Callable[[], None]:
    desk.sequence()
    events.ensure_cursors()

    def hear() -> None:
        desk.sequence()
        while events.advance_all():
            pass

    return hear


def told(person_id: object) -> list[tuple[str, bool]]:
    """Return codes, and whether a task is still open."""
    rows = Notice.objects.filter(person_id=person_id).order_by("pk")
    return [(row.code, row.is_task and row.done_at is None) for row in rows]


def opened(city: Cast, name: str, code: str) -> int:
    """Follow the address of the notice as its reader; return what the page answers."""
    notice = Notice.objects.get(person_id=getattr(city, name), code=code)
    return visitor(city, name).get(notice.url, follow=True).status_code


def test_a_question_that_comes_when_nobody_has_the_stage_any_more_leads_to_the_office_s_case(
    city: Cast, news: Callable[[], None]
):
    case = factories.handed_in(city.actor("ratna"))
    task = factories.only_task(case)
    actions.take_task(task_id=task.pk, expected=None, actor=city.actor("budi"))
    actions.write_message(case_id=case.pk, text="Kapan siap?", actor=city.actor("ratna"))
    actions.release_task(task_id=task.pk, expected=None, actor=city.actor("budi"))
    news()

    assert opened(city, "budi", "case_question") == 200


def test_whoever_applied_reads_the_number_in_their_language(city: Cast, news: Callable[[], None]):
    case = factories.handed_in(city.actor("ratna"))
    news()
    news()

    assert told(city.ratna) == [("case_sent", False)]
    letter = queries.inbox(city.ratna, before=None, limit=1)[0]
    assert letter.title == "Surat keterangan domisili: permohonan terkirim" and case.number in letter.text
    with translation.override("en"):
        assert queries.inbox(city.ratna, before=None, limit=1)[0].title.startswith("Certificate of residence:")


def test_a_question_is_a_task_until_it_is_answered(city: Cast, news: Callable[[], None]):
    case = factories.returned(city, factories.handed_in(city.actor("ratna")), "purpose")
    news()
    assert ("case_returned", True) in told(city.ratna)

    actions.resubmit_case(
        case_id=case.pk, answers={"purpose": "WORK"}, documents={}, text="", actor=city.actor("ratna")
    )
    news()

    assert ("case_returned", False) in told(city.ratna)


def test_a_result_waits_to_be_confirmed(city: Cast, news: Callable[[], None]):
    case = factories.done(city, factories.handed_in(city.actor("ratna")))
    news()
    assert ("case_done", True) in told(city.ratna)

    actions.confirm_case(case_id=case.pk, actor=city.actor("ratna"))
    news()

    assert ("case_done", False) in told(city.ratna)


def test_each_side_hears_the_other_s_message(city: Cast, news: Callable[[], None]):
    case = factories.handed_in(city.actor("ratna"))
    actions.take_task(task_id=factories.only_task(case).pk, expected=None, actor=city.actor("budi"))
    actions.write_message(case_id=case.pk, text="Kapan siap?", actor=city.actor("ratna"))
    actions.write_message(case_id=case.pk, text="Besok pagi.", actor=city.actor("budi"))
    news()

    assert ("case_question", False) in told(city.budi)
    assert opened(city, "budi", "case_question") == 200 and opened(city, "ratna", "case_message") == 200
    assert ("case_message", False) in told(city.ratna)


def test_heads_are_asked_to_see_to_what_is_late(city: Cast, news: Callable[[], None]):
    case = factories.handed_in(city.actor("ratna"))
    Task.objects.update(due_on=clock.today() - timedelta(days=1))
    assert actions.escalate_late() == 1
    assert actions.escalate_late() == 0
    news()
    assert told(city.sari) == [("case_late", True)]
    assert opened(city, "sari", "case_late") == 200
    assert Notice.objects.get(person_id=city.sari).url == reverse(
        "services:bench_task", args=[factories.only_task(case).pk]
    )
    assert told(city.budi) == []

    actions.finish_task(task_id=factories.only_task(case).pk, text="", expected=None, actor=city.actor("budi"))
    news()

    assert told(city.sari) == [("case_late", False)]
