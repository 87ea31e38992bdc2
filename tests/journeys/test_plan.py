"""Budi writes his plan on the phone, Sari returns, agrees and rates; every page can be read, light and dark."""

import re

from ayo.common import clock
from tests.journeys.conftest import LOOKS, enter, findings, look
from tests.performance.factories import team


def test_a_plan_from_the_phone_to_the_superior_and_back(city, open_page):
    team(city)
    budi, sari = open_page(width=375), open_page(width=1280)
    enter(budi, "Budi", to="/kinerja/skp/")
    budi.get_by_role("button", name="Mulai dari contoh jabatan").click()
    budi.get_by_role("link", name="Tambah hasil kerja").click()
    budi.get_by_label("Hasil kerja", exact=True).fill("Arsip kelurahan tertata")
    budi.get_by_label("Indikator kuantitas").fill("Berkas yang tertata")
    budi.get_by_label("Target").first.fill("100")
    budi.get_by_label("Satuan").first.fill("berkas")
    said = [finding for width, scheme in LOOKS for finding in _seen(budi, width, scheme, "hasil")]
    budi.get_by_role("button", name="Simpan").click()
    said += [finding for width, scheme in LOOKS for finding in _seen(budi, width, scheme, "skp")]
    budi.get_by_role("button", name=re.compile("^Kirim ke")).click()
    budi.get_by_text("Terkirim. Atasan Anda mendapat kabar.").wait_for()

    enter(sari, "Sari", to="/kinerja/tim/skp/")
    said += [finding for width, scheme in LOOKS for finding in _seen(sari, width, scheme, "tim")]
    sari.get_by_role("link", name=re.compile("^Budi")).click()
    sari.get_by_label("Catatan untuk pegawai").fill("Tambahkan waktu penyelesaian.")
    said += [finding for width, scheme in LOOKS for finding in _seen(sari, width, scheme, "jawab")]
    sari.get_by_role("button", name="Kembalikan").click()
    sari.get_by_text("Dikembalikan dengan catatan Anda.").wait_for()

    budi.goto("/kinerja/skp/")
    budi.get_by_text("Tambahkan waktu penyelesaian.").first.wait_for()
    budi.get_by_role("button", name=re.compile("^Kirim ke")).click()
    sari.get_by_role("link", name=re.compile("^Budi")).click()
    sari.get_by_role("button", name="Setujui").click()
    budi.goto("/kinerja/skp/")
    budi.get_by_text(re.compile(f"Disepakati .*{clock.today().year}")).first.wait_for()
    sari.goto("/kinerja/tim/skp/")
    sari.get_by_role("link", name=re.compile("^Beri nilai Budi")).click()
    said += [finding for width, scheme in LOOKS for finding in _seen(sari, width, scheme, "nilai")]
    sari.get_by_label("Di atas ekspektasi").first.check()
    sari.get_by_label("Sesuai ekspektasi").last.check()
    sari.get_by_label("Alasan").fill("Semua tepat waktu.")
    sari.get_by_role("button", name="Beri nilai").click()
    sari.get_by_text("Tersimpan. Pegawainya mendapat kabar").wait_for()
    assert said == []


def _seen(page, width, scheme, name):
    look(page, width, scheme)
    return findings(page)
