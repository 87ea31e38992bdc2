"""Rini records a measure, Budi reads it and what it takes; he says what came of his plan; all of it can be read."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.performance import actions
from ayo.performance.data.attendance import Clocked, Direction
from ayo.performance.data.pay import RunState
from ayo.performance.models import Plan
from ayo.registry import facade as registry
from tests import cast as casting
from tests.cast import Cast
from tests.journeys.conftest import LOOKS, enter, findings, look
from tests.performance import paying as people
from tests.performance.factories import team


def test_a_measure_from_the_decree_to_the_slip(city, open_page):
    people.budi(city)
    rini, budi = open_page(width=1280), open_page(width=375)
    enter(rini, "Rini", to="/kinerja/hukuman/")
    said = _seen(rini)
    rini.get_by_label("NIP pegawai").fill("198004112005011001")
    rini.get_by_label("Jenis hukuman").select_option("CUT_6")
    rini.get_by_label("Nomor keputusan", exact=True).fill("800/12/2026")
    rini.get_by_label("Hari pertama").fill("2026-09-15")
    rini.get_by_label("Hari terakhir").fill("2027-03-14")
    rini.get_by_role("button", name="Catat", exact=True).click()
    rini.get_by_text("Tercatat. Pegawainya mendapat kabar.").wait_for()
    said += _seen(rini)
    _paid(city)

    enter(budi, "Budi", to="/kinerja/tpp/2026-10/")
    budi.get_by_text("Potongan 6 bulan").first.click()
    said += _seen(budi)
    budi.get_by_role("link", name="Lihat keputusannya").click()
    budi.get_by_text("Keputusan 800/12/2026").wait_for()
    said += _seen(budi)
    rini.get_by_role("link", name="Budi Santoso").click()
    rini.get_by_label("Tidak berlaku lagi sejak").fill("2026-12-01")
    rini.get_by_label("Alasan").fill("Banding diterima.")
    said += _seen(rini)
    rini.get_by_role("button", name="Akhiri").click()
    rini.get_by_text("Diakhiri. Bulan yang sudah dihitung").wait_for()
    assert said == []


def test_what_came_of_a_plan_stands_beside_its_target(city, open_page):
    team(city)
    plan = actions.begin_plan(year=clock.today().year, actor=city.actor("budi"))
    actions.submit_plan(plan_id=plan.pk, version=1, actor=city.actor("budi"))
    actions.agree_plan(plan_id=plan.pk, version=2, expectations={}, actor=city.actor("sari"))
    budi = open_page(width=375)

    enter(budi, "Budi", to="/kinerja/skp/")
    budi.get_by_role("link", name="Tulis realisasi").first.click()
    budi.get_by_label("Realisasi").first.fill("46 berkas")
    budi.get_by_label("Tautan bukti").first.fill("https://contoh.id/rekap")
    said = _seen(budi)
    budi.get_by_role("button", name="Simpan").click()
    budi.get_by_text("Tersimpan. Atasan melihatnya saat menilai.").wait_for()
    budi.goto("/kinerja/skp/")
    budi.get_by_text("46 berkas").wait_for()
    said += _seen(budi)

    assert said == []
    assert Plan.objects.get().version == 3


def _paid(city: Cast) -> None:
    """October is run and approved; Budi came late on the eighth."""
    budi = registry.employee_id_of(city.budi)
    assert budi is not None
    moment = datetime(2026, 10, 8, 8, 11, tzinfo=ZoneInfo("Asia/Jakarta"))
    actions.take_records(records=[Clocked(budi, moment, Direction.IN, "a")], source="test", actor=SYSTEM)
    people.worked(budi, city.budi, date(2026, 10, 6), 9_000)
    casting.role(city.dewi, Role.LEADER)
    run = people.run(city)
    actions.move_run(run_id=run.pk, to=RunState.CHECKED, actor=city.actor("rini"))
    actions.move_run(run_id=run.pk, to=RunState.APPROVED, actor=city.actor("dewi"))


def _seen(page) -> list[str]:
    found = []
    for width, scheme in LOOKS:
        look(page, width, scheme)
        found += findings(page)
    return found
