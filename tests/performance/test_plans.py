"""A plan is written by the employee and agreed by the superior; each step leaves a line, audit and event."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import NotFound
from ayo.common.ids import uuid7
from ayo.events.models import Outbox
from ayo.notices.models import Notice
from ayo.performance import actions
from ayo.performance.data.plan import Approach, Aspect, Indicator, Result, ResultKind
from ayo.performance.errors import PlanChangedSince, PlanRefused, WrongStep
from ayo.performance.models import Feedback, Plan, PlanResult, PlanStep
from ayo.performance.queries import plans
from ayo.performance.rules import plan as rules
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.registry.models import Employee
from tests import cast as people
from tests.cast import Cast
from tests.performance.factories import TODAY

YEAR = 2026


def begun(cast: Cast) -> Plan:
    return actions.begin_plan(year=YEAR, actor=cast.actor("budi"))


def submitted(cast: Cast) -> Plan:
    plan = begun(cast)
    return actions.submit_plan(plan_id=plan.pk, version=plan.version, actor=cast.actor("budi"))


def result(text="Arsip tertata", **more):
    indicators = (Indicator("Berkas tertata", Aspect.QUANTITY, "100", "berkas"),)
    return Result(**({"kind": ResultKind.MAIN, "text": text, "indicators": indicators} | more))


def acts() -> list[str]:
    return list(PlanStep.objects.order_by("id").values_list("act", flat=True))


def test_a_plan_begins_from_the_template_of_the_post_and_is_there_once(office: Cast):
    plan = begun(office)

    assert begun(office).pk == plan.pk
    assert (plan.state, plan.since, plan.until) == ("DRAFT", date(2026, 1, 1), date(2027, 1, 1))
    # Budi is no post of its own in the templates: the two results for everybody else.
    assert [one.text for one in plans.results_of(plan)] == [
        "Tugas unit yang ditugaskan selesai dengan baik", "Mutu hasil kerja terjaga",
    ]  # fmt: skip
    assert acts() == ["DRAFTED"]


def test_the_database_itself_lets_no_second_plan_of_a_post_stand(office: Cast):
    plan = begun(office)
    twin = {name: getattr(plan, name) for name in ("employee_id", "person_id", "organisation_id", "year", "post")}

    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(
            **twin, since=date(2026, 12, 1), until=date(2027, 1, 1), approach="QUALITATIVE", state="DRAFT"
        )


def test_only_employees_have_a_plan(office: Cast):
    with pytest.raises(NotFound):
        actions.begin_plan(year=YEAR, actor=office.actor("ratna"))
    with pytest.raises(NotFound):
        actions.begin_plan(year=2019, actor=office.actor("budi"))


def test_results_are_written_changed_and_taken_out_and_the_dialogue_says_what(office: Cast):
    plan, budi = begun(office), office.actor("budi")

    plan = actions.put_result(plan_id=plan.pk, version=1, result_id=None, result=result(), actor=budi)
    made = PlanResult.objects.get(text="Arsip tertata")
    actions.put_result(plan_id=plan.pk, version=2, result_id=made.pk, result=result("Arsip rapi"), actor=budi)
    plan = actions.drop_result(plan_id=plan.pk, version=3, result_id=made.pk, actor=budi)

    said = [[(one.was, one.now) for one in step.changes] for step in plans.dialogue_of(plan)]
    assert said == [[("Arsip rapi", "")], [("Arsip tertata", "Arsip rapi")], [("", "Arsip tertata")], []]
    assert acts() == ["DRAFTED", "CHANGED", "CHANGED", "CHANGED"]
    assert Inbox.objects.filter(act="performance.plan_changed").count() == 3
    assert Outbox.objects.filter(type="ayo.performance.plan.changed").count() == 4


def test_a_plan_has_twenty_results_at_most(office: Cast):
    plan, budi = begun(office), office.actor("budi")
    for number in range(PlanResult.objects.count(), rules.MOST_RESULTS):
        more = result(f"Hasil {number}")
        plan = actions.put_result(plan_id=plan.pk, version=plan.version, result_id=None, result=more, actor=budi)

    with pytest.raises(PlanRefused) as refused:
        actions.put_result(plan_id=plan.pk, version=plan.version, result_id=None, result=result("Lagi"), actor=budi)

    assert refused.value.code == "too_many"
    assert PlanResult.objects.count() == rules.MOST_RESULTS


def test_an_old_version_in_another_tab_is_told_and_changes_nothing(office: Cast):
    plan, budi = begun(office), office.actor("budi")
    actions.put_result(plan_id=plan.pk, version=1, result_id=None, result=result(), actor=budi)

    with pytest.raises(PlanChangedSince):
        actions.put_result(plan_id=plan.pk, version=1, result_id=None, result=result("Lain"), actor=budi)
    with pytest.raises(PlanChangedSince):
        actions.submit_plan(plan_id=plan.pk, version=1, actor=budi)

    assert not PlanResult.objects.filter(text="Lain").exists()


def test_the_superior_is_asked_once_and_told_apart_from_everybody_else(office: Cast):
    plan = submitted(office)

    again = actions.submit_plan(plan_id=plan.pk, version=1, actor=office.actor("budi"))

    assert (again.pk, again.state, acts()) == (plan.pk, "SUBMITTED", ["DRAFTED", "SUBMITTED"])
    assert Notice.objects.filter(person_id=office.sari, code="plan_to_agree", done_at__isnull=True).count() == 1
    for name in ("budi", "ratna", "joko"):
        with pytest.raises(NotFound):
            actions.agree_plan(plan_id=plan.pk, version=2, expectations={}, actor=office.actor(name))
    with pytest.raises(NotFound):
        actions.submit_plan(plan_id=plan.pk, version=2, actor=office.actor("sari"))


def test_the_superior_agrees_once_and_what_they_expect_stays(office: Cast):
    plan, sari = submitted(office), office.actor("sari")
    expected = {"KOMPETEN": " Bimbing dua rekan. ", "NONE": "x"}

    actions.agree_plan(plan_id=plan.pk, version=2, expectations=expected, actor=sari)
    actions.agree_plan(plan_id=plan.pk, version=2, expectations=expected, actor=sari)

    plan.refresh_from_db()
    assert (plan.state, plan.version, plan.expectations) == ("AGREED", 3, {"KOMPETEN": "Bimbing dua rekan."})
    assert acts() == ["DRAFTED", "SUBMITTED", "AGREED"]
    assert not Notice.objects.filter(code="plan_to_agree", done_at__isnull=True).exists()
    assert Notice.objects.filter(person_id=office.budi, code="plan_agreed").count() == 1


def test_what_comes_back_says_why_and_the_next_round_shows_what_changed(office: Cast):
    plan, sari, budi = submitted(office), office.actor("sari"), office.actor("budi")

    with pytest.raises(PlanRefused):
        actions.return_plan(plan_id=plan.pk, version=2, comment=" ", expectations={}, actor=sari)
    actions.return_plan(plan_id=plan.pk, version=2, comment="Tambah arsip.", expectations={}, actor=sari)
    actions.put_result(plan_id=plan.pk, version=3, result_id=None, result=result(), actor=budi)
    plan = actions.submit_plan(plan_id=plan.pk, version=4, actor=budi)

    assert Notice.objects.get(code="plan_returned").facts["text"] == "Tambah arsip."
    assert [one.now for one in plans.changed_since_answer(plan)] == ["Arsip tertata"]
    assert Notice.objects.filter(person_id=office.sari, code="plan_to_agree", done_at__isnull=True).count() == 1


def test_what_was_sent_can_be_taken_back_and_what_was_agreed_cannot(office: Cast):
    plan, budi = submitted(office), office.actor("budi")

    actions.take_back_plan(plan_id=plan.pk, version=2, actor=budi)
    actions.submit_plan(plan_id=plan.pk, version=3, actor=budi)
    actions.agree_plan(plan_id=plan.pk, version=4, expectations={}, actor=office.actor("sari"))

    with pytest.raises(WrongStep):
        actions.take_back_plan(plan_id=plan.pk, version=5, actor=budi)
    with pytest.raises(WrongStep):
        actions.put_result(plan_id=plan.pk, version=5, result_id=None, result=result(), actor=budi)


def test_a_plan_is_sent_with_a_result_of_the_post_that_is_measured(office: Cast):
    plan, budi = begun(office), office.actor("budi")
    for version, row in enumerate(list(PlanResult.objects.filter(plan=plan)), start=1):
        actions.drop_result(plan_id=plan.pk, version=version, result_id=row.pk, actor=budi)

    with pytest.raises(PlanRefused) as nothing:
        actions.submit_plan(plan_id=plan.pk, version=3, actor=budi)
    bare = result(indicators=(Indicator("Arsip dipakai rekan"),))
    actions.put_result(plan_id=plan.pk, version=3, result_id=None, result=bare, actor=budi)
    with pytest.raises(PlanRefused) as unmeasured:
        actions.submit_plan(plan_id=plan.pk, version=4, actor=budi)
    actions.choose_approach(plan_id=plan.pk, version=4, approach=Approach.QUALITATIVE, actor=budi)
    sent = actions.submit_plan(plan_id=plan.pk, version=5, actor=budi)

    assert (nothing.value.code, unmeasured.value.code) == ("no_main_result", "not_measured")
    assert sent.state == "SUBMITTED"


def test_without_a_superior_it_is_told_and_stays_a_draft(office: Cast):
    Employee.objects.update(superior=None)
    plan = begun(office)

    with pytest.raises(PlanRefused) as refused:
        actions.submit_plan(plan_id=plan.pk, version=1, actor=office.actor("budi"))

    assert refused.value.code == "no_superior"


def test_a_move_splits_the_plan_by_date(office: Cast):
    plan = submitted(office)
    employee = plan.employee_id
    with clock.at(TODAY + timedelta(days=1)):
        registry.change_record(
            Kind.EMPLOYEE, employee, {"post": "Guru Ahli Muda"}, valid_from=date(2026, 10, 1), actor=SYSTEM,
            expected_version=None, note="SK",
        )  # fmt: skip

        assert actions.follow_moves() == 1
        assert actions.follow_moves() == 0

    old, new = Plan.objects.order_by("since")
    assert (old.post, old.since, old.until, old.state) == (plan.post, date(2026, 1, 1), date(2026, 10, 1), "SUBMITTED")
    assert (new.post, new.since, new.until, new.state) == (
        "Guru Ahli Muda", date(2026, 10, 1), date(2027, 1, 1), "DRAFT",
    )  # fmt: skip
    assert new.approach == "QUALITATIVE"
    assert Notice.objects.filter(person_id=office.budi, code="plan_split").count() == 1


def test_what_waits_follows_whoever_is_the_superior_by_now(office: Cast):
    plan = submitted(office)
    unit = registry.service_of(plan.employee_id).organisation_id
    other = people.employee(office.agus, "197009091995031001", unit, "Camat")
    Employee.objects.filter(pk=plan.employee_id).update(superior=other)

    assert actions.follow_plan_superiors() == 1
    assert actions.follow_plan_superiors() == 0

    asked = Notice.objects.filter(code="plan_to_agree", done_at__isnull=True)
    assert list(asked.values_list("person_id", flat=True)) == [office.agus]


def test_what_nobody_is_above_to_answer_waits_for_whoever_comes(office: Cast):
    plan = submitted(office)
    former = plan.superior_id
    Employee.objects.filter(pk=plan.employee_id).update(superior=None)
    assert (actions.follow_plan_superiors(), actions.follow_plan_superiors()) == (1, 0)
    assert not Notice.objects.filter(code="plan_to_agree", done_at__isnull=True).exists()

    Employee.objects.filter(pk=plan.employee_id).update(superior=former)

    assert actions.follow_plan_superiors() == 1
    assert Notice.objects.filter(code="plan_to_agree", done_at__isnull=True, person_id=office.sari).exists()


def test_feedback_is_given_once_by_the_superior_and_told(office: Cast):
    plan, key = submitted(office), uuid7()

    for _ in range(2):
        actions.give_feedback(plan_id=plan.pk, key=key, text="Cepat dan ramah.", actor=office.actor("sari"))
    with pytest.raises(NotFound):
        actions.give_feedback(plan_id=plan.pk, key=uuid7(), text="Hebat.", actor=office.actor("budi"))

    assert Feedback.objects.get().text == "Cepat dan ramah."
    assert Notice.objects.filter(person_id=office.budi, code="feedback_given").count() == 1
