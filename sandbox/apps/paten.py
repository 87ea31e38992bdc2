"""PATEN: letters of one kecamatan, in a spreadsheet export; other kecamatan are none of its business."""

from sandbox.kit import columns as c
from sandbox.kit import words
from sandbox.kit.journal import Journal
from sandbox.kit.lines import Delimited
from sandbox.kit.program import SINGLE, App, run
from sandbox.kit.table import Table

WARGA = Table(
    kind="person",
    store=Journal("warga.csv", Delimited(";"), "CSV"),
    key="No Ref",
    areas=("36.71.01",),
    columns=(
        c.text("NIK", "nik"),
        c.text("Nama Lengkap", "name"),
        c.joined("Tempat, Tgl Lahir", ("birth_place", "birth_on"), ", "),
        c.choice("L/P", "sex", words.SEX_LETTER),
        c.text("Agama", "religion"),
        c.choice("Status", "marital_status", words.MARITAL_WORD),
        c.text("Pekerjaan", "occupation"),
        c.text("Alamat", "domicile.street"),
        c.rt_rw("RT/RW"),
        c.kelurahan("Kelurahan"),
        c.text("Kode Pos", "domicile.postal_code"),
    ),
)

PERMOHONAN = Table(
    kind="case",
    store=Journal("permohonan.csv", Delimited(";"), "CSV"),
    key="No Ref",
    areas=("36.71.01",),
    columns=(
        c.text("Nomor Surat", "number"),
        c.text("Jenis Surat", "service"),
        c.text("Ref Warga", "applicant_id"),
        c.text("Kode Kel", "area"),
        c.text("Masuk", "submitted_at"),
        c.date_dmy("Paling Lambat", "due_on"),
        c.choice("Status", "state", words.CASE_WORD),
    ),
)

APP = App(
    slug="paten",
    name="PATEN Kecamatan Tangerang",
    owner="KEC-36.71.01",
    mode=SINGLE,
    about="Surat keterangan dan pengantar di Kecamatan Tangerang.",
    purpose="Mengisi surat keterangan warga kecamatan dan memantau permohonannya",
    legal_basis="Permendagri 4/2010 tentang PATEN",
    tables=(WARGA, PERMOHONAN),
)

if __name__ == "__main__":
    run(APP)
