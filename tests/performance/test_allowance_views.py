"""Slips and month runs as people see them: one's own, nobody else's, and the personnel office's by role."""

import io
import zipfile
from datetime import date, datetime
from unittest.mock import ANY
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM, Role
from ayo.performance import actions
from ayo.performance.data.attendance import Clocked, Direction
from ayo.performance.data.pay import RunState
from ayo.performance.models import AllowanceRun, AllowanceSlip
from ayo.performance.pay import job as paying
from ayo.performance.pay import sheets, slip_page, slip_print
from ayo.performance.queries import runs, slips
from ayo.ui.filters import rupiah
from tests import cast as casting
from tests.cast import Cast
from tests.performance import paying as people
from tests.portal import factories


@pytest.fixture
def run(cast: Cast) -> AllowanceRun:
    employee = people.budi(cast)
    people.worked(employee, cast.budi, date(2026, 10, 8), 300)
    people.hired(cast, "sari", job_class=9)
    return people.run(cast)


def approve(cast: Cast, run: AllowanceRun) -> None:
    casting.role(cast.dewi, Role.LEADER)
    actions.move_run(run_id=run.pk, to=RunState.CHECKED, actor=cast.actor("rini"))
    actions.move_run(run_id=run.pk, to=RunState.APPROVED, actor=cast.actor("dewi"))


def get(cast: Cast, name: str, view: str, *args, query: str = ""):
    return factories.visitor(cast, name).get(reverse(f"performance:{view}", args=args) + query)


def test_a_slip_is_shown_to_its_owner_once_it_is_approved(cast: Cast, run):
    assert get(cast, "budi", "slip", "2026-10").status_code == 404

    approve(cast, run)

    page = get(cast, "budi", "slip", "2026-10")
    slip = AllowanceSlip.objects.get(run=run, employee__person=cast.budi)
    assert f"{slip.net:,}".replace(",", ".") in page.text
    assert "Pagu kelas jabatan 8" in page.text
    assert "300 dari 6.600 menit" in page.text
    assert "Oktober 2026" in get(cast, "budi", "slips").text


def test_it_can_be_kept_as_a_paper_that_says_the_same(cast: Cast, run):
    assert get(cast, "budi", "slip_pdf", "2026-10").status_code == 404
    approve(cast, run)
    slip = AllowanceSlip.objects.get(run=run, employee__person=cast.budi)

    first, second = get(cast, "budi", "slip_pdf", "2026-10"), get(cast, "budi", "slip_pdf", "2026-10")

    assert first.content == second.content and first["Content-Type"] == "application/pdf"
    assert 'filename="slip-tpp-2026-10.pdf"' in first["Content-Disposition"]
    paper = slip_print.printed(slips.of_month(cast.budi, date(2026, 10, 1)), name="Budi", nip="197001011990011001")
    said = {fact.label: fact.value for fact in paper.facts}
    assert (said["Nama"], said["Diterima bersih"]) == ("Budi", rupiah(slip.net))
    page = slip_page.page(slips.of_month(cast.budi, date(2026, 10, 1)))
    assert [said[one["title"]] for one in page["sections"]] == [rupiah(one["amount"]) for one in page["sections"]]
    assert reverse("performance:slip_pdf", args=["2026-10"]) in get(cast, "budi", "slip", "2026-10").text


@pytest.mark.parametrize("view", ["slip", "slip_pdf"])
@pytest.mark.parametrize("month", ["2026-09", "2026-13", "oktober", "0000-00"])
def test_a_month_without_a_slip_is_not_there(cast: Cast, run, month, view):
    approve(cast, run)

    assert get(cast, "budi", view, month).status_code == 404


def test_residents_have_no_slips(cast: Cast, run):
    assert get(cast, "ratna", "slips").status_code == 404
    assert get(cast, "ratna", "what_if").status_code == 404


def test_the_personnel_office_opens_a_slip_and_its_owner_is_told(cast: Cast, run):
    slip = AllowanceSlip.objects.get(run=run, employee__person=cast.budi)

    page = get(cast, "rini", "run_slip", run.pk, slip.employee_id)

    assert page.status_code == 200
    told = Inbox.objects.filter(act="performance.read_slip").values_list("subject_id", "actor_id")
    assert list(told) == [(str(cast.budi), ANY)]
    assert get(cast, "budi", "run_slip", run.pk, slip.employee_id).status_code == 403


def test_the_page_of_a_run_says_what_it_comes_to_by_unit(cast: Cast, run):
    page = get(cast, "rini", "run", run.pk)

    net = f"{runs.sums(run.pk).net:,}".replace(",", ".")
    assert "Kelurahan Cikokol" in page.text and "Badan Kepegawaian" in page.text
    assert net in page.text
    assert "Nyatakan sudah diperiksa" in page.text


def test_a_run_costs_the_same_however_many_slips_it_has(cast: Cast, run, django_assert_max_num_queries):
    visitor = factories.visitor(cast, "rini")
    url = reverse("performance:run", args=[run.pk])
    visitor.get(url)

    with django_assert_max_num_queries(12):
        visitor.get(url)


def test_two_presses_of_a_step_are_one(cast: Cast, run):
    visitor = factories.visitor(cast, "rini")
    url = reverse("performance:run_step", args=[run.pk, "periksa"])

    first, second = visitor.post(url), visitor.post(url)

    assert (first.status_code, second.status_code) == (302, 302)
    assert "sudah berpindah ke langkah lain" in visitor.get(reverse("performance:run", args=[run.pk])).text


def test_a_run_is_exported_with_sums_that_are_those_of_the_run(cast: Cast, run):
    visitor = factories.visitor(cast, "rini")
    url = reverse("performance:run_download", args=[run.pk])

    text = b"".join(visitor.post(url, {"form": "csv"}).streaming_content).decode("utf-8-sig")
    book = b"".join(visitor.post(url, {"form": "xlsx"}).streaming_content)

    lines = text.strip().splitlines()
    assert len(lines) == 4
    assert lines[-1].startswith("JUMLAH") and lines[-1].endswith(str(runs.sums(run.pk).net))
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        assert f"<v>{runs.sums(run.pk).net}</v>" in opened.read("xl/worksheets/sheet1.xml").decode()
        assert f"<v>{runs.sums(run.pk).net}</v>" in opened.read("xl/worksheets/sheet2.xml").decode()
    assert Inbox.objects.filter(act="performance.export_slip", subject_id=str(cast.budi)).count() == 2


def test_no_cell_becomes_a_formula():
    rows = [["=1+1", "@x", "-5", -5]]
    file = io.BytesIO()

    text = "".join(sheets.csv_lines(rows))
    sheets.xlsx(file, [("A & B", rows)])

    assert text == "\ufeff'=1+1,'@x,'-5,-5\r\n"
    with zipfile.ZipFile(file) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and '<c t="inlineStr" s="2"><is><t xml:space="preserve">=1+1' in sheet
        assert "A &amp; B" in opened.read("xl/workbook.xml").decode()


def test_what_if_tells_the_rupiah_of_more_minutes(cast: Cast):
    people.budi(cast)

    page = get(cast, "budi", "what_if", query="?menit=99999")
    most = get(cast, "budi", "what_if")

    assert "Isilah bilangan dari 0 sampai" in page.text
    assert "Isilah" not in most.text
    assert "5.830.551" in most.text


def test_the_home_of_an_employee_has_the_month_so_far(cast: Cast):
    people.budi(cast)

    page = factories.visitor(cast, "budi").get("/").text

    assert "sampai hari ini" in page and "6.202.713" in page


def test_a_correction_explains_whose_slip_changes_and_why(cast: Cast, run):
    approve(cast, run)
    employee = AllowanceSlip.objects.get(run=run, employee__person=cast.budi).employee_id
    people.worked(employee, cast.budi, date(2026, 10, 9), 300)

    made = actions.correct_here(run_id=run.pk, actor=cast.actor("rini"))
    paying.work(made.pk, after_each=lambda: None)

    page = get(cast, "rini", "run_differences", made.pk).text
    assert "Menit terhitung: 300 menjadi 600" in page
    assert "Budi Santoso" in page and "Sari Wulandari" not in page
    assert get(cast, "rini", "run_differences", run.pk).status_code == 404


def seen(employee_id, day: int, came: tuple[int, int], went: tuple[int, int]) -> None:
    for (hour, minute), direction in ((came, Direction.IN), (went, Direction.OUT)):
        moment = datetime(2026, 10, day, hour, minute, tzinfo=ZoneInfo("Asia/Jakarta"))
        record = Clocked(employee_id, moment, direction, f"{day}-{direction}-{hour}{minute}")
        actions.take_records(records=[record], source="test", actor=SYSTEM)


def test_a_cut_opens_down_to_its_hours_and_tells_of_a_day_judged_anew(cast: Cast):
    """Half past seven is when the day begins: at 08.11 it is TL2 with 41 minutes, whatever was told later."""
    employee = people.budi(cast)
    seen(employee, 8, (8, 11), (16, 5))
    run = people.run(cast)
    approve(cast, run)

    page = get(cast, "budi", "slip", "2026-10").text
    before = AllowanceSlip.objects.get(run=run).written
    seen(employee, 8, (7, 25), (16, 6))
    again = get(cast, "budi", "slip", "2026-10").text

    assert "Datang 08.11 · pulang 16.05" in page
    assert 'href="/kinerja/?hari=2026-10-08"' in page
    assert "Dinilai ulang" not in page
    assert "Datang 07.25 · pulang 16.06" in again
    assert "Dinilai ulang sesudah slip ini dibekukan; sekarang: tanpa potongan." in again
    assert "41 menit · TL2" in again
    assert AllowanceSlip.objects.get(run=run).written == before


def test_others_read_the_hours_of_a_slip_without_a_way_to_the_day(cast: Cast):
    employee = people.budi(cast)
    seen(employee, 8, (8, 11), (14, 0))
    run = people.run(cast)

    page = get(cast, "rini", "run_slip", run.pk, employee).text

    assert page.count("Datang 08.11 · pulang 14.00") == 2
    assert "?hari=2026-10-08" not in page


def test_hours_cost_one_query_however_many_days_were_cut(cast: Cast, django_assert_num_queries):
    employee = people.budi(cast)
    for day in (5, 6, 7, 8):
        seen(employee, day, (8, 11), (16, 5))
    kept = slips.in_run(people.run(cast).pk, employee)

    with django_assert_num_queries(1):
        assert str(slip_page.page(kept)["sections"]).count("Datang 08.11") == 4
