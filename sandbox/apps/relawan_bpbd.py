"""Relawan BPBD: volunteers, who to warn first, houses to be repaired. XML by the line, fed from files."""

from sandbox.kit import columns as c
from sandbox.kit import words
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

RUMAH = Table(
    kind="case",
    store=Journal("rumah-rusak.xml", Elements("usulan"), "XML per baris"),
    key="ref",
    groups=("bantuan-sosial",),
    columns=(
        c.text("nomor", "number"),
        c.text("layanan", "service"),
        c.text("ref_warga", "applicant_id"),
        c.text("kode_kelurahan", "area"),
        c.text("masuk", "submitted_at"),
        c.choice("keadaan", "state", words.CASE_WORD),
    ),
)

APP = App(
    slug="relawan-bpbd",
    name="Relawan dan Peringatan BPBD",
    owner="BPBD",
    mode=FILE,
    about="Relawan bencana, peringatan dini menurut RW, dan usulan perbaikan rumah.",
    purpose="Peringatan banjir ke warga RW terdampak, regu relawan, dan rumah yang diusulkan diperbaiki",
    legal_basis="UU 24/2007 tentang Penanggulangan Bencana",
    tables=(WARGA, RUMAH),
    schedule_seconds=1,
)

if __name__ == "__main__":
    run(APP)
