"""A unit from what it is to reach to what it achieved; every page can be read, on the phone and at the desk."""

import re

from ayo.common import clock
from ayo.performance import actions
from ayo.performance.data.rating import Rated, Rating
from ayo.performance.rules import plan as rules
from ayo.registry import facade as registry
from tests import cast as people
from tests.journeys.conftest import LOOKS, enter, findings, look
from tests.performance.factories import district, team
from tests.performance.test_plans import result

STAFF = ("Ahmad Fauzi", "Kartika Dewanti", "Hendra Gunawan", "Siti Maesaroh")


def test_results_are_written_carried_and_covered_and_the_unit_is_judged_from_above(city, open_page):
    team(city)
    unit = district(city)
    for number, name in enumerate(STAFF):
        person = people.person(name, f"36710111{number + 1:02d}8000{20 + number}")
        people.employee(person, f"1980{number + 1:02d}112005011{100 + number}", unit, "Pengadministrasi Umum")
    sari, agus = open_page(width=375), open_page(width=1280)
    enter(sari, "Sari", to="/kinerja/tim/skp/")
    sari.get_by_role("link", name="Hasil unit").click()
    said = _looks(sari, "kosong")
    for text in ("Surat warga selesai dalam satu hari kerja", "Arsip kelurahan tertata dan dapat ditelusuri"):
        sari.get_by_label("Hasil unit", exact=True).fill(text)
        sari.get_by_role("button", name="Tambah hasil unit").click()
        sari.get_by_text("Tersimpan. Anggota kini bisa memilihnya").wait_for()
    _carry(city, unit)
    sari.reload()
    said += _looks(sari, "matriks")
    sari.get_by_role("link", name=re.compile("^Ubah Surat")).click()
    said += _looks(sari, "ubah")

    _rate(city)
    enter(agus, "Agus", to="/kinerja/tim/predikat/")
    said += _looks(agus, "daftar")
    agus.get_by_role("link", name="Kelurahan Cikokol").click()
    agus.get_by_role("radio", name="Butuh perbaikan").check()
    agus.get_by_label("Alasan").fill("Target triwulan belum tercapai.")
    said += _looks(agus, "tetapkan")
    agus.get_by_role("button", name="Tetapkan").click()
    agus.get_by_text("Tersimpan.").wait_for()
    sari.goto(agus.url)
    sari.get_by_label("Alasan sebaran").fill("Baru satu pegawai yang dinilai.")
    said += _looks(sari, "sebaran")
    sari.get_by_role("button", name="Simpan").click()
    sari.get_by_text("Baru satu pegawai yang dinilai.").first.wait_for()
    sari.goto(f"/kinerja/tim/nilai/{registry.employee_id_of(city.budi)}/")
    said += _looks(sari, "nilai")
    assert said == []


def test_the_personnel_agency_begins_drafts_for_everybody(city, open_page):
    team(city)
    rini = open_page(width=1280)
    enter(rini, "Rini", to="/kepegawaian/skp/")
    said = _looks(rini, "draf")
    rini.get_by_role("button", name=f"Buat draf {clock.today().year}", exact=True).click()
    rini.get_by_text("Sedang dibuat").wait_for()
    said += _looks(rini, "sedang")
    assert said == []


def _carry(city, unit) -> None:
    row = actions.add_unit_result(
        organisation_id=unit, year=clock.today().year, text="Surat warga selesai dalam satu hari kerja",
        actor=city.actor("sari"),
    )  # fmt: skip
    plan = actions.begin_plan(year=clock.today().year, actor=city.actor("budi"))
    actions.put_result(
        plan_id=plan.pk, version=1, result_id=None, actor=city.actor("budi"),
        result=result("Surat keterangan domisili selesai pada hari yang sama", supports=row.pk),
    )  # fmt: skip


def _rate(city) -> None:
    today = clock.today()
    months = 1
    since = rules.period_before(rules.period_of(today, months=months)[0], months=months)
    actions.rate(
        employee_id=registry.employee_id_of(city.budi), kind=Rated.PERIODIC, since=since, results=Rating.ABOVE,
        behaviour=Rating.ABOVE, note="Teladan.", version=0, actor=city.actor("sari"),
    )  # fmt: skip


def _looks(page, name):
    return [finding for width, scheme in LOOKS for finding in _seen(page, width, scheme, name)]


def _seen(page, width, scheme, name):
    look(page, width, scheme)
    return findings(page)
