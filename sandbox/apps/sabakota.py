"""Sabakota: social aid. One row a fact; says 200 to everything and stores only some of it."""

from sandbox.kit import behaviour, words
from sandbox.kit import columns as c
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.sqlite import Attributes
from sandbox.kit.table import Table

CALON_PENERIMA = Table(
    kind="person",
    store=Attributes("isian", ("objek", "atribut", "nilai")),
    key="objek_id",
    groups=("RESIDENT",),
    columns=(
        c.text("nik", "nik"),
        c.text("nama_lengkap", "name"),
        c.text("id_keluarga", "family_id"),
        c.choice("status_kawin", "marital_status", words.MARITAL_TAX),
        c.text("pekerjaan", "occupation"),
        c.address_line("alamat_lengkap"),
    ),
)

USULAN = Table(
    kind="case",
    store=Attributes("usulan", ("objek", "atribut", "nilai")),
    key="usulan_id",
    groups=("bantuan-sosial", "sktm"),
    columns=(
        c.text("no_usulan", "number"),
        c.text("jenis", "service"),
        c.text("calon_id", "applicant_id"),
        c.text("untuk_id", "subject_id"),
        c.choice("tahap", "state", words.CASE_DIGIT),
        c.text("selesai", "ended_at"),
    ),
)

APP = App(
    slug="sabakota",
    name="Sabakota",
    owner="BAG-KESRA",
    mode=BATCH,
    about="Hibah dan bantuan sosial: usulan, penerima, penyaluran.",
    purpose="Memeriksa penerima bantuan, usulannya, dan alamat penyaluran",
    legal_basis="Permendagri 77/2020; Perwal hibah dan bantuan sosial",
    tables=(CALON_PENERIMA, USULAN),
    manner=behaviour.LIAR,
)

if __name__ == "__main__":
    run(APP)
