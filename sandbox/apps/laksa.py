"""LAKSA: complaints. Its sync sends everything back to Ayo in bursts, far more often than anyone asked for."""

from sandbox.kit import behaviour
from sandbox.kit import columns as c
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import Table

PELAPOR = Table(
    kind="person",
    store=WideTable("pelapor"),
    key="pelapor_ref",
    columns=(
        c.text("nama_pelapor", "name"),
        c.text("msisdn", "phone"),
        c.text("email_pelapor", "email"),
        c.address_line("alamat_pelapor"),
    ),
)

APP = App(
    slug="laksa",
    name="LAKSA",
    owner="DISKOMINFO",
    mode=BATCH,
    about="Layanan aspirasi kotak saran anda: pelapor dan laporannya.",
    purpose="Menghubungi pelapor dan meneruskan laporan ke wilayahnya",
    legal_basis="Perpres 76/2013; PermenPANRB 62/2018",
    tables=(PELAPOR,),
    manner=behaviour.FLOOD,
)

if __name__ == "__main__":
    run(APP)
