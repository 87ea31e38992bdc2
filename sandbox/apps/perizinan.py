"""Perizinan Online: permits. Documents with an applicant nested inside; asks Ayo instead of being told."""

from sandbox.kit import columns as c
from sandbox.kit.journal import Journal
from sandbox.kit.lines import Documents
from sandbox.kit.program import PULL, App, run
from sandbox.kit.table import Table

PEMOHON = Table(
    kind="person",
    store=Journal("pemohon.ndjson", Documents(), "JSON per baris"),
    key="_id",
    columns=(
        c.text("pemohon.nik", "nik"),
        c.text("pemohon.nama", "name"),
        c.date_words("pemohon.tanggalLahir", "birth_on"),
        c.phone_local("kontak.telepon", "phone", group=4),
        c.text("kontak.surel", "email"),
        c.address_line("kontak.alamat"),
    ),
)

APP = App(
    slug="perizinan",
    name="Perizinan Online",
    owner="DPMPTSP",
    mode=PULL,
    about="Izin bangunan, reklame, makam, dan praktik profesi.",
    purpose="Identitas dan alamat surat pemohon izin",
    legal_basis="PP 5/2021; Perda Kota Tangerang tentang perizinan",
    tables=(PEMOHON,),
)

if __name__ == "__main__":
    run(APP)
