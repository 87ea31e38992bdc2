"""e-Puskesmas: the queue of the clinics. Stumbles at busy hours: errors, cut connections, "try again later"."""

from sandbox.kit import behaviour, words
from sandbox.kit import columns as c
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.sqlite import WithSide
from sandbox.kit.table import Table

PASIEN = Table(
    kind="person",
    store=WithSide("t_pasien", "t_pasien_alamat", ("alamat", "rt", "rw", "kel", "kode_pos")),
    key="no_rekam",
    columns=(
        c.text("nik_pasien", "nik"),
        c.text("nm_pasien", "name"),
        c.choice("jkel", "sex", words.SEX_LETTER),
        c.date_dmy("tgl_lhr", "birth_on"),
        c.phone_local("telp", "phone"),
        c.choice("meninggal", "life_state", words.LIFE_FLAG),
        c.text("alamat", "domicile.street"),
        c.text("rt", "domicile.rt"),
        c.text("rw", "domicile.rw"),
        c.kelurahan("kel"),
        c.text("kode_pos", "domicile.postal_code"),
    ),
)

APP = App(
    slug="e-puskesmas",
    name="e-Puskesmas Antrean",
    owner="DINKES",
    mode=BATCH,
    about="Antrean dan identitas pasien 39 puskesmas.",
    purpose="Pendaftaran antrean dan wilayah kerja puskesmas",
    legal_basis="UU 17/2023 tentang Kesehatan; Permenkes 19/2024",
    tables=(PASIEN,),
    manner=behaviour.FLAKY,
)

if __name__ == "__main__":
    run(APP)
