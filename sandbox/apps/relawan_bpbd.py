"""Relawan BPBD: volunteers and who to warn first. XML by the line, fed from files."""

from sandbox.kit import columns as c
from sandbox.kit.journal import Journal
from sandbox.kit.lines import Elements
from sandbox.kit.program import FILE, App, run
from sandbox.kit.table import Table

WARGA = Table(
    kind="person",
    store=Journal("warga.xml", Elements("warga"), "XML per baris"),
    key="ref",
    columns=(
        c.text("nama", "name"),
        c.phone_local("telepon", "phone"),
        c.kelurahan("kelurahan"),
        c.text("rw", "domicile.rw"),
        c.text("rt", "domicile.rt"),
        c.text("jalan", "domicile.street"),
    ),
)

APP = App(
    slug="relawan-bpbd",
    name="Relawan dan Peringatan BPBD",
    owner="BPBD",
    mode=FILE,
    about="Relawan bencana dan peringatan dini menurut RW.",
    purpose="Peringatan banjir ke warga RW terdampak dan regu relawan",
    legal_basis="UU 24/2007 tentang Penanggulangan Bencana",
    tables=(WARGA,),
    schedule_seconds=1,
)

if __name__ == "__main__":
    run(APP)
