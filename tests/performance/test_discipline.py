"""A disciplinary measure is recorded by the personnel office, read by whom it is about, and cuts whole months."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.errors import Conflict, Invalid, NotFound
from ayo.events.models import Outbox
from ayo.notices.models import Notice
from ayo.performance import actions
from ayo.performance.data.allowance import Part
from ayo.performance.data.pay import RunState
from ayo.performance.models import AllowanceInput, AllowanceSlip, DisciplinaryMeasure
from ayo.performance.pay import job as paying
from ayo.performance.queries import differences, month_facts
from ayo.performance.queries import discipline as queries
from ayo.performance.queries.discipline import Standing
from ayo.performance.rules import keeping
from ayo.performance.rules.differences import Reason
from ayo.registry.models import Employee
from tests import cast as casting
from tests.cast import Cast
from tests.performance import paying as people
from tests.portal import factories

OCTOBER = people.OCTOBER
NIP = "198004112005011001"


@pytest.fixture
def budi(cast: Cast):
    return people.budi(cast)


def measured(cast: Cast, employee_id, *, who="rini", **more) -> DisciplinaryMeasure:
    given = {
        "kind": "CUT_6", "decree": "800/12/2026", "since": date(2026, 9, 15), "until": date(2027, 3, 15),
        "legal_basis": "PP 94/2021 pasal 8",
    }  # fmt: skip
    return actions.record_measure(employee_id=employee_id, **(given | more), actor=cast.actor(who))


def slip(run, employee_id):
    return keeping.read_slip(AllowanceSlip.objects.get(run=run, employee_id=employee_id).written)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_month_with_a_measure_comes_out_by_hand(cast: Cast, budi):
    """Class 8: the ceiling is 6,202,713.50; all minutes done and nothing late, so all of it stands.

    A quarter, 1,550,678.375, is taken: 4,652,035.125 stay, of which 4,652,035 are earned; the line is the difference
    of whole sums, 6,202,713 − 4,652,035. Tax 5 % is 232,601, contribution 1 % 46,520: 4,372,914 are received.
    """
    people.worked(budi, cast.budi, date(2026, 10, 6), 9_000)
    made = measured(cast, budi)

    found = slip(people.run(cast), budi)

    (line,) = [one for one in found.lines if one.part is Part.PUNISHMENT]
    assert (line.code, line.amount, line.sources[0].id) == ("CUT_6", -1_550_678, made.pk)
    assert (found.ceiling, found.earned, found.net) == (6_202_713, 4_652_035, 4_372_914)


@pytest.mark.parametrize(
    ("since", "until", "cut"),
    [
        (date(2026, 10, 1), date(2026, 10, 2), 1), (date(2026, 10, 2), date(2027, 4, 2), 0),
        (date(2026, 4, 1), date(2026, 10, 1), 0), (date(2026, 4, 2), date(2026, 10, 2), 1),
    ],
)  # fmt: skip
def test_six_months_from_any_day_are_six_cut_months(cast: Cast, budi, since, until, cut):
    measured(cast, budi, since=since, until=until)

    (service,) = month_facts.of(month_facts.month(OCTOBER), [budi])
    by_person = month_facts.of_person(month_facts.month(OCTOBER), cast.budi)

    assert by_person is not None
    assert (len(service.measures), by_person[0].measures) == (cut, service.measures)


def test_a_correction_says_who_and_why(cast: Cast, budi):
    casting.role(cast.dewi, casting.Role.LEADER)
    people.worked(budi, cast.budi, date(2026, 10, 6), 9_000)
    before = people.run(cast)
    actions.move_run(run_id=before.pk, to=RunState.CHECKED, actor=cast.actor("rini"))
    actions.move_run(run_id=before.pk, to=RunState.APPROVED, actor=cast.actor("dewi"))
    measured(cast, budi)

    after = actions.correct_here(run_id=before.pk, actor=cast.actor("rini"))
    paying.work(after.pk, after_each=lambda: None)

    (found,) = differences.of(after.pk, before.pk, is_same_version=True, limit=9, skip=0)
    assert [one.reason for one in found.reasons] == [Reason.PUNISHMENT]
    assert [(one.code, one.after) for one in found.lines if one.part is Part.PUNISHMENT] == [("CUT_6", -1_550_678)]
    assert found.after == 4_372_914


def test_a_kind_that_the_tables_lost_leaves_its_bearer_out_with_the_reason(cast: Cast, budi):
    made = measured(cast, budi)
    DisciplinaryMeasure.objects.filter(pk=made.pk).update(kind="GONE")

    run = people.run(cast)

    assert AllowanceInput.objects.get(run=run, employee_id=budi).refusal == "NOT_IN_TABLES"


def test_recording_tells_the_log_the_audit_and_whom_it_is_about(cast: Cast, budi):
    made = measured(cast, budi)
    actions.end_measure(
        measure_id=made.pk, until=date(2026, 12, 1), reason=" Banding diterima. ", actor=cast.actor("rini")
    )
    actions.end_measure(measure_id=made.pk, until=date(2026, 12, 1), reason="Lagi", actor=cast.actor("rini"))

    acts = Inbox.objects.filter(act__contains="measure").order_by("id").values_list("act", "subject_id")
    assert [act for act, _ in acts] == ["performance.record_measure", "performance.end_measure"]
    told = Outbox.objects.filter(type="ayo.performance.measure.changed").order_by("id")
    assert [one.data["until"] for one in told] == ["2027-03-15", "2026-12-01"]
    letters = Notice.objects.filter(person_id=cast.budi, code__startswith="measure_")
    assert set(letters.values_list("code", "url")) == {
        ("measure_recorded", "/kinerja/hukuman/saya/"), ("measure_ended", "/kinerja/hukuman/saya/"),
    }  # fmt: skip
    made.refresh_from_db()
    assert (made.end_reason, made.ended_by) == ("Banding diterima.", cast.actor("rini").id)


def test_an_annulled_measure_cuts_no_month_and_makes_room_for_another(cast: Cast, budi):
    made = measured(cast, budi)
    actions.end_measure(measure_id=made.pk, until=made.since, reason="Salah orang.", actor=cast.actor("rini"))

    (service,) = month_facts.of(month_facts.month(OCTOBER), [budi])

    assert service.measures == ()
    assert measured(cast, budi).pk != made.pk


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"kind": "FUN"}, Invalid), ({"until": date(2026, 9, 15)}, Invalid), ({"until": date(2036, 9, 15)}, Invalid),
        ({"decree": " "}, Invalid), ({"legal_basis": ""}, Invalid),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(cast: Cast, budi, more, error):
    with pytest.raises(error):
        measured(cast, budi, **more)


@pytest.mark.parametrize("until", [date(2026, 9, 14), date(2027, 3, 15), date(2028, 1, 1)])
def test_a_measure_ends_on_one_of_its_days_and_with_a_reason(cast: Cast, budi, until):
    made = measured(cast, budi)

    with pytest.raises(Invalid):
        actions.end_measure(measure_id=made.pk, until=until, reason="x", actor=cast.actor("rini"))
    with pytest.raises(Invalid):
        actions.end_measure(measure_id=made.pk, until=date(2026, 12, 1), reason=" ", actor=cast.actor("rini"))


def test_two_of_a_kind_never_overlap_and_two_kinds_may(cast: Cast, budi):
    made = measured(cast, budi)
    measured(cast, budi, kind="WRITTEN")
    with pytest.raises(Conflict) as refused:
        measured(cast, budi, since=date(2027, 3, 14), until=date(2027, 9, 1))

    twin = {name: getattr(made, name) for name in ("employee_id", "kind", "decree", "since", "until", "legal_basis")}
    with pytest.raises(IntegrityError), transaction.atomic():
        DisciplinaryMeasure.objects.create(**twin, recorded_by=made.recorded_by)
    assert refused.value.code == "overlaps"


@pytest.mark.parametrize("who", ["budi", "ratna", "sari", "agus"])
def test_nobody_but_the_personnel_office_records_ends_or_reads_them(cast: Cast, budi, who):
    made = measured(cast, budi)

    with pytest.raises(NotFound):
        measured(cast, budi, who=who, kind="WRITTEN")
    with pytest.raises(NotFound):
        actions.end_measure(measure_id=made.pk, until=date(2026, 12, 1), reason="x", actor=cast.actor(who))
    with pytest.raises(NotFound):
        queries.measure(cast.actor(who), made.pk)
    visitor = factories.visitor(cast, who)
    assert visitor.get(reverse("performance:measures")).status_code in {403, 404}
    assert visitor.get(reverse("performance:measure", args=[made.pk])).status_code in {403, 404}


def test_the_page_says_faults_at_their_field_and_each_reading_is_noted(cast: Cast, budi):
    rini, page = factories.visitor(cast, "rini"), reverse("performance:measures")
    given = {
        "nip": NIP, "kind": "CUT_6", "decree": "800/12/2026", "first": "2026-09-15", "last": "2027-03-14",
        "basis": "PP 94/2021 pasal 8",
    }  # fmt: skip

    assert "Hukuman disiplin yang dicatat" in text_of(rini.get(page))
    assert "Tidak ada pegawai dengan NIP itu" in text_of(rini.post(page, given | {"nip": "1"}))
    assert "Hari terakhir sebelum hari pertama" in text_of(rini.post(page, given | {"last": "2026-09-14"}))
    assert "Terlalu jauh." in text_of(rini.post(page, given | {"last": "9999-12-31"}))
    assert rini.post(page, given | {"kind": "FUN"}).status_code == 422
    assert rini.post(page, given).status_code == 302
    assert "jenis yang sama" in text_of(rini.post(page, given))
    Inbox.objects.filter(act="performance.read_measure").delete()

    assert "800/12/2026" in text_of(rini.get(page))

    read = Inbox.objects.filter(act="performance.read_measure").values_list("subject_kind", "subject_id")
    assert list(read) == [("person", str(cast.budi))]


@pytest.mark.parametrize(("view", "is_office"), [("measures", True), ("my_measures", False)])
def test_the_menu_marks_the_place_through_which_one_came(cast: Cast, budi, view, is_office):
    casting.employee(cast.rini, "197910112005012003", Employee.objects.get(pk=budi).organisation_id)
    page = text_of(factories.visitor(cast, "rini").get(reverse(f"performance:{view}")))

    marked = re.findall(r'<a href="([^"]+)" aria-current="page"', page)

    assert ("/kinerja/cuti/" in marked) is is_office


def listed(cast: Cast, standing: str = "", **given: str) -> str:
    page = factories.visitor(cast, "rini").post(f"{reverse('performance:measures')}?keadaan={standing}", given)
    return text_of(page)


@pytest.mark.parametrize("words", ["budi", "BUDI sant", NIP, "1980 0411 2005 011001", "800/12", ""])
def test_a_measure_is_found_by_name_nip_or_decree(cast: Cast, budi, words):
    measured(cast, budi)

    assert "800/12/2026" in listed(cast, q=words)


@pytest.mark.parametrize("words", ["Ratna", "19800411", "9/9", "/", "%"])
def test_what_does_not_match_is_not_listed_nor_noted_as_read(cast: Cast, budi, words):
    measured(cast, budi, decree="SK 800")

    page = listed(cast, q=words)

    assert "SK 800" not in page and "Tidak ada yang cocok" in page
    assert not Inbox.objects.filter(act="performance.read_measure").exists()


@pytest.mark.parametrize(
    ("until", "standing"), [(date(2027, 3, 15), "berlaku"), (date(2026, 10, 1), "selesai"), (None, "akan")]
)
def test_measures_are_narrowed_by_how_they_stand(cast: Cast, budi, until, standing):
    with clock.at(datetime(2026, 10, 9, 8, tzinfo=ZoneInfo("Asia/Jakarta"))):
        if until:
            measured(cast, budi, until=until)
        else:
            measured(cast, budi, since=date(2026, 11, 1), until=date(2027, 5, 1))

        for one in ("berlaku", "akan", "selesai", ""):
            assert ("800/12/2026" in listed(cast, one, q="")) is (one in {standing, ""})


def test_a_measure_is_ended_on_its_page_and_its_owner_reads_why(cast: Cast, budi):
    made = measured(cast, budi)
    rini, page = factories.visitor(cast, "rini"), reverse("performance:measure", args=[made.pk])

    assert "Pilih hari di antara" in text_of(rini.post(page, {"until": "2030-01-01", "reason": "x"}))
    assert rini.post(page, {"until": "2026-10-01"}).status_code == 422
    assert rini.post(page, {"until": "2026-10-01", "reason": "Banding diterima."}).status_code == 302

    mine = reverse("performance:my_measures")
    text = text_of(factories.visitor(cast, "budi").get(mine))
    assert "800/12/2026" in text
    assert "Banding diterima." in text
    assert "Memotong 25" in text
    assert "Tidak ada hukuman disiplin" in text_of(factories.visitor(cast, "sari").get(mine))


def test_english_readers_read_english(cast: Cast, budi):
    measured(cast, budi)
    visitor = factories.visitor(cast, "budi")
    visitor.cookies["ayo_language"] = "en"

    text = text_of(visitor.get(reverse("performance:my_measures")))

    assert "Disciplinary measures about you" in text
    assert "25\N{NO-BREAK SPACE}% of the allowance" in visitor.get(reverse("performance:my_measures")).content.decode()


def test_the_list_costs_the_same_however_many_there_are(cast: Cast, budi, django_assert_num_queries):
    rini = cast.actor("rini")
    measured(cast, budi)
    with django_assert_num_queries(2):
        queries.page(rini, Standing.ALL, "", day=OCTOBER, offset=0, limit=25)
    for month in range(1, 9):
        measured(cast, budi, kind="WRITTEN", since=date(2025, month, 1), until=date(2025, month, 2))

    with django_assert_num_queries(2):
        found, total = queries.page(rini, Standing.ALL, "", day=OCTOBER, offset=0, limit=25)
        assert (len({row.employee.post for row in found}), total) == (1, 9)
