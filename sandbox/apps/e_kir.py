"""e-KIR: vehicle inspection. Reads the file that is laid out for it; owners in an SQLite file on the test lane's PC."""

from sandbox.kit import columns as c
from sandbox.kit.program import FILE, App, run
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import Table

PEMILIK = Table(
    kind="person",
    store=WideTable("pemilik_kendaraan", "kir.db"),
    key="kode_pemilik",
    columns=(
        c.text("ktp", "nik"),
        c.text("pemilik", "name"),
        c.phone_local("telp", "phone", group=4),
        c.address_line("alamat_pemilik"),
    ),
)

APP = App(
    slug="e-kir",
    name="e-KIR",
    owner="DISHUB",
    mode=FILE,
    about="Uji berkala kendaraan: pemilik dan kendaraannya.",
    purpose="Nama dan alamat pemilik pada bukti lulus uji",
    legal_basis="PP 55/2012; Permenhub 19/2021",
    tables=(PEMILIK,),
    # Nightly in the city; every second here, so that a visitor sees the file go by.
    schedule_seconds=1,
)

if __name__ == "__main__":
    run(APP)
