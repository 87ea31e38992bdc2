"""A case from the first answer to the confirmed result, and what must not happen on the way."""

import pytest

from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.events.models import Outbox
from ayo.services import access, actions
from ayo.services.data import Deed, State, TaskState
from ayo.services.errors import BadAnswers, ChangedMeanwhile, OwnCase, TakenByAnother
from ayo.services.models import Case, Draft, Task
from tests.cast import Cast


def handed_in(city: Cast, name: str = "ratna") -> Case:
    actor = city.actor(name)
    draft = actions.begin_draft(code="surat-domisili", subject_id=None, actor=actor)
    actions.save_draft(
        draft_id=draft.pk, answers={"purpose": "BANK", **STILL}, expected=draft.version, page="", actor=actor
    )
    return actions.submit_case(draft_id=draft.pk, actor=actor)


STILL = {"birth_place": "Tangerang", "religion": "Islam", "occupation": "Guru"}


def only_task(case: Case) -> Task:
    return Task.objects.get(case=case, state=TaskState.OPEN)


def test_what_the_registry_holds_is_kept_with_its_source_and_never_asked(city: Cast) -> None:
    case = handed_in(city)

    assert case.known["name"]["value"] and case.known["name"]["source"]
    assert "name" not in case.answers


def test_a_missing_answer_is_named(city: Cast) -> None:
    actor = city.actor("ratna")
    draft = actions.begin_draft(code="surat-domisili", subject_id=None, actor=actor)

    with pytest.raises(BadAnswers) as refused:
        actions.submit_case(draft_id=draft.pk, actor=actor)

    assert refused.value.fields["purpose"] == "required"
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_sending_twice_makes_one_case(city: Cast) -> None:
    case = handed_in(city)

    again = actions.submit_case(draft_id=case.draft_id, actor=city.actor("ratna"))

    assert again.pk == case.pk
    assert Case.objects.count() == 1


def test_a_case_goes_through_its_stages_to_the_confirmed_end(city: Cast) -> None:
    case = handed_in(city)
    budi = city.actor("budi")
    assert case.state == State.SUBMITTED

    actions.take_task(task_id=only_task(case).pk, expected=1, actor=budi)
    done = actions.finish_task(task_id=only_task(case).pk, text="", expected=2, actor=budi)
    assert done.state == State.AWAITING_SIGNATURE
    lurah = city.actor("sari")
    ended = actions.finish_task(task_id=only_task(case).pk, text="", expected=3, actor=lurah)

    assert ended.state == State.DONE
    confirmed = actions.confirm_case(case_id=case.pk, actor=city.actor("ratna"))
    assert confirmed.confirmed_at is not None
    deeds = list(case.lines.order_by("at").values_list("deed", flat=True))
    assert deeds == [Deed.SUBMITTED, Deed.TAKEN, Deed.STAGE_DONE, Deed.STAGE_DONE, Deed.CONFIRMED]
    counted = Outbox.objects.filter(type="ayo.services.stage.done").count()
    assert counted == 2


def test_asking_the_resident_stops_the_clock(city: Cast) -> None:
    case = handed_in(city)

    asked = actions.return_case(
        task_id=only_task(case).pk, fields=["purpose"], text="Untuk bank mana?", expected=1, actor=city.actor("budi")
    )
    assert asked.state == State.NEEDS_FIX and asked.stopped_on is not None
    answered = actions.resubmit_case(
        case_id=case.pk,
        answers={"purpose": "OTHER", "purpose_text": "Bank Banten"},
        documents={},
        text="",
        actor=city.actor("ratna"),
    )

    assert answered.state == State.VERIFYING
    assert answered.answers["purpose_text"] == "Bank Banten"
    assert answered.stopped_on is None


def test_reopening_begins_the_work_again(city: Cast) -> None:
    case = handed_in(city)
    for name in ("budi", "sari"):
        actions.finish_task(task_id=only_task(case).pk, text="", expected=None, actor=city.actor(name))

    again = actions.reopen_case(case_id=case.pk, reason="Nama jalan salah", actor=city.actor("ratna"))

    assert again.state == State.SUBMITTED
    actions.finish_task(task_id=only_task(case).pk, text="", expected=None, actor=city.actor("budi"))
    assert only_task(case).stage == "tanda-tangan"


def test_two_officers_never_overwrite_each_other(city: Cast) -> None:
    case = handed_in(city)
    task_id = only_task(case).pk
    actions.take_task(task_id=task_id, expected=1, actor=city.actor("budi"))

    with pytest.raises(ChangedMeanwhile):
        actions.finish_task(task_id=task_id, text="", expected=1, actor=city.actor("budi"))
    with pytest.raises(TakenByAnother):
        actions.finish_task(task_id=task_id, text="", expected=2, actor=city.actor("sari"))


def test_nobody_works_on_a_case_of_their_own(city: Cast) -> None:
    case = handed_in(city, "budi")

    with pytest.raises(OwnCase):
        actions.take_task(task_id=only_task(case).pk, expected=None, actor=city.actor("budi"))


@pytest.mark.parametrize("stranger", ["joko", "rini"])
def test_others_neither_see_nor_touch_a_case(city: Cast, stranger: str) -> None:
    case = handed_in(city)
    actor = city.actor(stranger)

    assert not access.cases_visible_to(actor).filter(pk=case.pk).exists()
    with pytest.raises(NotFound):
        actions.take_task(task_id=only_task(case).pk, expected=None, actor=actor)
    with pytest.raises(NotFound):
        actions.write_message(case_id=case.pk, text="?", actor=actor)


def test_numbers_follow_each_other_per_office_and_year(city: Cast) -> None:
    numbers = [handed_in(city, name).number for name in ("ratna", "budi")]

    office = numbers[0].split("/")[1].split("-", 1)[1]
    year = clock.today().year
    assert numbers == [f"400.12.2/1-{office}/{year}", f"400.12.2/2-{office}/{year}"]
