"""Absensi: attendance by phone, and the guest book at the office doors, hence residents. Old dbm files."""

from sandbox.kit import columns as c
from sandbox.kit import words
from sandbox.kit.folders import Shelf
from sandbox.kit.program import SINGLE, App, run
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import Table

ORANG = Table(
    kind="person",
    store=Shelf("orang"),
    key="uid",
    columns=(
        c.text("panggilan", "name"),
        c.joined("asal", ("domicile.kelurahan", "domicile.rw", "domicile.rt"), "#"),
        c.text("jln", "domicile.street"),
    ),
)

PEGAWAI = Table(
    kind="employee",
    store=WideTable("karyawan", index=("uid_orang",)),
    key="uid",
    columns=(
        c.text("uid_orang", "person_id"),
        c.text("pin_mesin", "nip"),
        c.choice("tipe", "status", words.STATUS_DIGIT),
        c.text("uid_kantor", "organisation_id"),
        c.text("uid_penyetuju", "superior_id"),
        c.date_compact("aktif_sejak", "started_on"),
        c.date_compact("aktif_sampai", "ended_on"),
    ),
)

APP = App(
    slug="absensi",
    name="Absensi dan Buku Tamu",
    owner="BKPSDM",
    mode=SINGLE,
    about="Kehadiran pegawai dari ponsel dan buku tamu di pintu kantor.",
    purpose="Mencatat kehadiran, jarak domisili, dan tamu kantor",
    legal_basis="PP 94/2021 tentang Disiplin PNS; Perwal jam kerja",
    tables=(ORANG, PEGAWAI),
)

if __name__ == "__main__":
    run(APP)
