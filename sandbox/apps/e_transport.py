"""e-Transport: bus cards and concessions. Its server room loses power on schedule: the port is shut for a minute."""

from sandbox.kit import behaviour
from sandbox.kit import columns as c
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import Table

PENUMPANG = Table(
    kind="person",
    store=WideTable("penumpang", "tayo.db"),
    key="kartu_ref",
    columns=(
        c.text("nama_pemegang", "name"),
        c.date_dmy("lahir", "birth_on", "/"),
        c.phone_local("nomor_hp", "phone"),
        c.point("titik_rumah"),
        c.kelurahan("halte_zona"),
        c.rt_rw("rt_rw"),
        c.text("alamat_rumah", "domicile.street"),
    ),
)

APP = App(
    slug="e-transport",
    name="e-Transport",
    owner="DISHUB",
    mode=BATCH,
    about="Kartu dan tarif khusus Bus Tayo dan Si Benteng.",
    purpose="Tarif khusus warga dan perencanaan halte menurut domisili",
    legal_basis="UU 22/2009; Perwal tarif angkutan umum",
    tables=(PENUMPANG,),
    manner=behaviour.DYING,
)

if __name__ == "__main__":
    run(APP)
