"""SIAK Cermin: the population office's mirror. Shouting column names of the nineties, one wide table."""

from sandbox.kit import columns as c
from sandbox.kit import words
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import Table

PENDUDUK = Table(
    kind="person",
    store=WideTable("BIODATA_WNI"),
    key="ID_AYO",
    columns=(
        c.text("NIK", "nik"),
        c.text("NAMA_LGKP", "name"),
        c.text("GELAR_DEPAN", "front_title"),
        c.text("GELAR_BELAKANG", "back_title"),
        c.choice("JENIS_KLMIN", "sex", words.SEX_WORD),
        c.shouted("TMPT_LHR", "birth_place"),
        c.date_dmy("TGL_LHR", "birth_on"),
        c.text("AGAMA", "religion"),
        c.choice("STAT_KWN", "marital_status", words.MARITAL_WORD),
        c.text("JENIS_PKRJN", "occupation"),
        c.choice("STAT_HBKEL", "family_role", words.ROLE_WORD),
        c.text("ID_KELUARGA", "family_id"),
        c.choice("FLAG_STATUS", "life_state", words.LIFE_FLAG),
        c.text("ALAMAT", "domicile.street"),
        c.text("NO_RT", "domicile.rt"),
        c.text("NO_RW", "domicile.rw"),
        c.kecamatan_kelurahan("NAMA_KEC", "NAMA_KEL"),
        c.text("KODE_POS", "domicile.postal_code"),
    ),
)

APP = App(
    slug="siak-cermin",
    name="SIAK Cermin",
    owner="DISDUKCAPIL",
    mode=BATCH,
    about="Cermin data kependudukan kota untuk petugas loket Dukcapil.",
    purpose="Pelayanan administrasi kependudukan di loket kota",
    legal_basis="UU 24/2013 tentang Administrasi Kependudukan",
    tables=(PENDUDUK,),
)

if __name__ == "__main__":
    run(APP)
