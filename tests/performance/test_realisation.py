"""What came of a planned result is written beside its target, period by period; every version stays."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.events.models import Outbox
from ayo.notices.models import Notice
from ayo.performance import actions
from ayo.performance.data.plan import Realised
from ayo.performance.data.rating import Rated, Rating
from ayo.performance.errors import PlanChangedSince, PlanRefused, WrongStep
from ayo.performance.models import Plan, PlanResult, Realisation
from ayo.performance.queries import plans, realisations
from ayo.registry import facade as registry
from tests.cast import Cast
from tests.performance.factories import TODAY
from tests.portal import factories

SEPTEMBER = date(2026, 9, 1)


def agreed(cast: Cast) -> Plan:
    plan = actions.begin_plan(year=2026, actor=cast.actor("budi"))
    actions.submit_plan(plan_id=plan.pk, version=1, actor=cast.actor("budi"))
    return actions.agree_plan(plan_id=plan.pk, version=2, expectations={}, actor=cast.actor("sari"))


def first(plan: Plan):
    return plans.lines_of(plan)[0]


def write(cast: Cast, plan: Plan, text="46 berkas", *, who="budi", version=0, since=SEPTEMBER, **more) -> Realisation:
    line = first(plan)
    lines = [Realised(text, **more), *(Realised("") for _ in line.result.indicators[1:])]
    return actions.write_realisation(
        plan_id=plan.pk, result_id=line.id, since=since, lines=lines, version=version, actor=cast.actor(who)
    )


def rate(cast: Cast, version: int) -> None:
    actions.rate(
        employee_id=registry.employee_id_of(cast.budi), kind=Rated.PERIODIC, since=SEPTEMBER, results=Rating.MEETS,
        behaviour=Rating.MEETS, note="Baik.", version=version, actor=cast.actor("sari"),
    )  # fmt: skip


def rating_page(cast: Cast) -> str:
    address = reverse("performance:rate", args=[registry.employee_id_of(cast.budi)])
    return factories.visitor(cast, "sari").get(f"{address}?periode=2026-09-01").text


def test_what_is_written_after_a_rating_is_told_to_whoever_rates_and_marked(office: Cast):
    plan = agreed(office)
    write(office, plan)
    rate(office, 0)
    assert "ditulis sesudah dinilai" not in rating_page(office)
    assert not Notice.objects.filter(code="realised_after_rating").exists()
    own = reverse("performance:realise", args=[plan.pk, first(plan).id])
    assert "Periode ini sudah dinilai." in factories.visitor(office, "budi").get(own, {"periode": SEPTEMBER}).text

    with clock.at(TODAY + timedelta(hours=1)):
        write(office, plan, "48 berkas", version=1)
        write(office, plan, "49 berkas", version=2)

    (task,) = Notice.objects.filter(code="realised_after_rating", person_id=office.sari, done_at__isnull=True)
    assert task.url.endswith("?periode=2026-09-01") and task.facts["who"] == registry.name_of(office.budi)
    page = rating_page(office)
    assert "Realisasi diubah sesudah Anda menilai." in page and "ditulis sesudah dinilai" in page
    assert "saat dinilai: 46 berkas" in page and "49 berkas" in page

    with clock.at(TODAY + timedelta(hours=2)):
        rate(office, 1)
    assert not Notice.objects.filter(code="realised_after_rating", done_at__isnull=True).exists()
    assert "ditulis sesudah dinilai" not in rating_page(office) and "saat dinilai" not in rating_page(office)


def test_before_any_rating_nobody_is_asked_to_look_again(office: Cast):
    plan = agreed(office)

    write(office, plan)

    assert not Notice.objects.filter(code="realised_after_rating").exists()


def test_each_version_stays_with_the_target_it_was_written_beside(office: Cast):
    plan = agreed(office)
    write(office, plan)
    write(office, plan, "48 berkas", version=1, evidence="Rekap", link="https://contoh.id/rekap")
    write(office, plan, "48 berkas", version=1, evidence="Rekap", link="https://contoh.id/rekap")

    kept = realisations.versions(plan.pk, first(plan).id, since=SEPTEMBER)

    planned = first(plan).result.indicators[0]
    assert [(one.version, one.lines[0]["text"]) for one in kept] == [(2, "48 berkas"), (1, "46 berkas")]
    assert kept[0].lines[0] == {
        "indicator": planned.text, "target": f"{planned.target} {planned.unit}".strip(), "text": "48 berkas",
        "evidence": "Rekap", "link": "https://contoh.id/rekap",
    }  # fmt: skip
    assert kept[0].until == date(2026, 10, 1)
    assert Inbox.objects.filter(act="performance.write_realisation").count() == 2
    told = Outbox.objects.filter(type="ayo.performance.realisation.written").order_by("id")
    assert [one.data["version"] for one in told] == [1, 2]


def test_another_tab_is_told_and_the_database_itself_takes_a_version_once(office: Cast):
    plan = agreed(office)
    made = write(office, plan)

    with pytest.raises(PlanChangedSince):
        write(office, plan, "50 berkas")
    twin = {name: getattr(made, name) for name in ("plan_id", "result_id", "since", "until", "version", "lines")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Realisation.objects.create(**twin, written_at=made.written_at, written_by=made.written_by)


@pytest.mark.parametrize(
    ("since", "code"),
    [
        (date(2026, 9, 2), "no_period"), (date(2025, 9, 1), "no_period"), (date(2027, 1, 1), "no_period"),
        (date(2026, 11, 1), "not_begun"),
    ],
)  # fmt: skip
def test_only_a_period_of_the_plan_that_has_begun_is_written_of(office: Cast, since, code):
    plan = agreed(office)

    with pytest.raises(PlanRefused) as refused:
        write(office, plan, since=since)

    assert refused.value.code == code


def test_nothing_at_all_says_nothing(office: Cast):
    with pytest.raises(PlanRefused):
        write(office, agreed(office), "  ")


@pytest.mark.parametrize("who", ["sari", "ratna", "rini"])
def test_nobody_writes_for_somebody_else(office: Cast, who):
    plan = agreed(office)

    with pytest.raises(NotFound):
        write(office, plan, who=who)


def test_a_draft_has_no_realisation_yet(office: Cast):
    plan = actions.begin_plan(year=2026, actor=office.actor("budi"))

    with pytest.raises(WrongStep):
        write(office, plan)
    page = factories.visitor(office, "budi").get(reverse("performance:realise", args=[plan.pk, first(plan).id]))
    assert page.headers["Location"] == reverse("performance:plan")


def test_what_was_written_outlives_a_result_that_a_new_draft_drops(office: Cast):
    plan = agreed(office)
    write(office, plan)
    gone = first(plan).id
    plan = actions.return_plan(plan_id=plan.pk, version=3, comment="Ubah.", expectations={}, actor=office.actor("sari"))
    actions.drop_result(plan_id=plan.pk, version=4, result_id=gone, actor=office.actor("budi"))

    assert not PlanResult.objects.filter(pk=gone).exists()
    assert len(realisations.versions(plan.pk, gone, since=SEPTEMBER)) == 1


def test_the_page_takes_it_and_the_superior_reads_it_when_rating(office: Cast):
    plan = agreed(office)
    visitor, where = factories.visitor(office, "budi"), reverse("performance:realise", args=[plan.pk, first(plan).id])
    where += "?periode=2026-09-01"
    given = {"version": 0, "text_0": "46 berkas", "evidence_0": "Rekap bulan ini", "link_0": "contoh.id/rekap"}

    assert "Realisasi September 2026" in visitor.get(where).text
    assert "Isi paling sedikit satu realisasi." in visitor.post(where, {"version": 0}).text
    assert "Tulis juga apa yang dicapai." in visitor.post(where, {"version": 0, "evidence_0": "x"}).text
    assert "Ini bukan alamat web." in visitor.post(where, given | {"link_0": "javascript:1"}).text
    assert "Tersimpan." in visitor.post(where, given, follow=True).text
    stale = visitor.post(where, given | {"text_0": "47 berkas"})
    assert (stale.status_code, "47 berkas" in stale.text) == (422, True)

    rating = reverse("performance:rate", args=[registry.employee_id_of(office.budi)])
    text = factories.visitor(office, "sari").get(f"{rating}?periode=2026-09-01").text
    assert "46 berkas" in text
    assert "Rekap bulan ini" in text
    assert 'href="https://contoh.id/rekap"' in text
    assert "46 berkas" not in factories.visitor(office, "sari").get(f"{rating}?periode=2026-08-01").text
    assert "46 berkas" in visitor.get(reverse("performance:plan")).text


def test_english_readers_read_english(office: Cast):
    plan = agreed(office)
    visitor = factories.visitor(office, "budi")
    visitor.cookies["ayo_language"] = "en"

    text = visitor.get(reverse("performance:realise", args=[plan.pk, first(plan).id])).text

    assert "Reached in October 2026" in text


def test_the_page_of_a_plan_asks_once_for_all_realisations(office: Cast, django_assert_num_queries):
    plan = agreed(office)
    for number, month in enumerate(range(3, 10)):
        write(office, plan, f"{number} berkas", since=date(2026, month, 1))
        write(office, plan, f"{number + 1} berkas", since=date(2026, month, 1), version=1)

    with django_assert_num_queries(1):
        found = realisations.of_plans([plan], since=date(2026, 1, 1), until=date(2027, 1, 1))

    assert [(one.since.month, one.lines[0]["text"]) for one in found[first(plan).id]][-1] == (9, "7 berkas")
