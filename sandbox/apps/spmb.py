"""SPMB: school admission. Zoning needs where children and their guardians live, down to the point on the map."""

from sandbox.kit import columns as c
from sandbox.kit import words
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import Table

WARGA_ZONASI = Table(
    kind="person",
    store=WideTable("warga_zonasi"),
    key="kode",
    groups=("RESIDENT",),
    columns=(
        c.text("nama_siswa_wali", "name"),
        c.choice("jk", "sex", words.SEX_LETTER),
        c.date_dmy("tgl_lahir", "birth_on", "/"),
        c.choice("hubungan", "family_role", words.ROLE_WORD),
        c.text("kode_keluarga", "family_id"),
        c.rt_rw("zona_rt_rw"),
        c.kelurahan("zona_kelurahan"),
        c.text("alamat_zonasi", "domicile.street"),
        c.number("lintang", "domicile.latitude"),
        c.number("bujur", "domicile.longitude"),
    ),
)

APP = App(
    slug="spmb",
    name="SPMB Kota Tangerang",
    owner="DISDIK",
    mode=BATCH,
    about="Penerimaan murid baru: domisili anak dan walinya untuk jalur domisili.",
    purpose="Menghitung jarak domisili calon murid dan memeriksa wali",
    legal_basis="Permendikdasmen 3/2025 tentang SPMB",
    tables=(WARGA_ZONASI,),
)

if __name__ == "__main__":
    run(APP)
