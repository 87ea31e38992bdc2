"""SIMPEG: personnel. Employees, the offices they sit in, and the people they may claim family allowance for."""

from sandbox.kit import columns as c
from sandbox.kit import words
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import Table

ORANG = Table(
    kind="person",
    store=WideTable("tb_orang"),
    key="orang_id",
    columns=(
        c.text("gelar_dpn", "front_title"),
        c.text("nama", "name"),
        c.text("gelar_blk", "back_title"),
        c.choice("kelamin", "sex", words.SEX_LETTER),
        c.date_dmy("tgl_lahir", "birth_on"),
        c.choice("kawin", "marital_status", words.MARITAL_TAX),
        c.text("keluarga_id", "family_id"),
        c.choice("hub_keluarga", "family_role", words.ROLE_DIGIT),
        c.phone_local("hp", "phone"),
        c.text("rumah_jalan", "domicile.street"),
        c.rt_rw("rumah_rtrw"),
        c.kelurahan("rumah_kel"),
    ),
)

PEGAWAI = Table(
    kind="employee",
    store=WideTable("tb_pegawai", index=("orang_id",)),
    key="pegawai_id",
    columns=(
        c.text("orang_id", "person_id"),
        c.text("nip_baru", "nip"),
        c.choice("jenis_pegawai", "status", words.STATUS_WORD),
        c.text("jabatan", "post"),
        c.text("gol_ruang", "grade"),
        c.number("kelas_jab", "job_class"),
        c.text("unor_id", "organisation_id"),
        c.text("atasan_id", "superior_id"),
        c.date_dmy("tmt_kerja", "started_on"),
        c.date_dmy("tmt_henti", "ended_on"),
    ),
)

UNOR = Table(
    kind="organisation",
    store=WideTable("tb_unor"),
    key="unor_id",
    columns=(
        c.text("kd_unor", "code"),
        c.text("nm_unor", "name"),
        c.text("induk_id", "parent_id"),
        c.text("kd_siasn", "siasn_code"),
        c.date_dmy("mulai", "valid_from"),
        c.date_dmy("akhir", "valid_to"),
    ),
)

APP = App(
    slug="simpeg",
    name="SIMPEG",
    owner="BKPSDM",
    mode=BATCH,
    about="Kepegawaian: data pegawai, jabatan, dan tanggungan keluarga (KP4).",
    purpose="Administrasi kepegawaian dan tunjangan keluarga",
    legal_basis="UU 20/2023 tentang ASN; PP 7/1977 tentang gaji",
    tables=(ORANG, PEGAWAI, UNOR),
)

if __name__ == "__main__":
    run(APP)
