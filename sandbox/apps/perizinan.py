"""Perizinan Online: permits. Documents with an applicant nested inside; asks Ayo instead of being told."""

from sandbox.kit import columns as c
from sandbox.kit import words
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

PERMOHONAN = Table(
    kind="case",
    store=Journal("permohonan.ndjson", Documents(), "JSON per baris"),
    key="_id",
    groups=("izin-usaha", "izin-reklame", "izin-makam"),
    columns=(
        c.text("berkas.nomor", "number"),
        c.text("berkas.jenisIzin", "service"),
        c.text("pemohonId", "applicant_id"),
        c.text("waktu.masuk", "submitted_at"),
        c.date_words("waktu.janji", "due_on"),
        c.text("waktu.selesai", "ended_at"),
        c.choice("kodeStatus", "state", words.CASE_DIGIT),
    ),
)

APP = App(
    slug="perizinan",
    name="Perizinan Online",
    owner="DPMPTSP",
    mode=PULL,
    about="Izin bangunan, reklame, makam, dan praktik profesi.",
    purpose="Identitas pemohon izin dan kemajuan permohonannya",
    legal_basis="PP 5/2021; Perda Kota Tangerang tentang perizinan",
    tables=(PEMOHON, PERMOHONAN),
)

if __name__ == "__main__":
    run(APP)
