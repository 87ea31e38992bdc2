"""SIMRS RSUD: the city hospital. Patient segments of an old message standard; every answer takes its time."""

from sandbox.kit import behaviour, words
from sandbox.kit import columns as c
from sandbox.kit.journal import Journal
from sandbox.kit.lines import Segments
from sandbox.kit.program import SINGLE, App, run
from sandbox.kit.table import Table

PASIEN = Table(
    kind="person",
    store=Journal("pasien.seg", Segments(), "Segmen PID"),
    key="PID-3",
    columns=(
        c.text("PID-2", "nik"),
        c.first_and_rest("PID-5.2", "PID-5.1", "name"),
        c.date_compact("PID-7", "birth_on"),
        c.choice("PID-8", "sex", words.SEX_MF),
        c.text("PID-11.1", "domicile.street"),
        c.rt_rw("PID-11.2", between="."),
        c.kelurahan("PID-11.3"),
        c.text("PID-11.5", "domicile.postal_code"),
        c.phone_local("PID-13", "phone"),
        c.choice("PID-30", "life_state", {"ALIVE": "N", "DECEASED": "Y"}),
    ),
)

APP = App(
    slug="rsud",
    name="SIMRS RSUD Kota",
    owner="RSUD",
    mode=SINGLE,
    about="Rekam identitas pasien rumah sakit umum daerah.",
    purpose="Identifikasi pasien dan kontak keluarga",
    legal_basis="UU 17/2023 tentang Kesehatan; Permenkes 24/2022",
    tables=(PASIEN,),
    manner=behaviour.SLOW,
)

if __name__ == "__main__":
    run(APP)
