"""e-Office: letters. An address book of one vCard a person, in drawers, as the mail program left it."""

from sandbox.kit import columns as c
from sandbox.kit.folders import Cards
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.table import Table

KONTAK = Table(
    kind="person",
    store=Cards("buku-alamat"),
    key="UID",
    columns=(
        c.text("FN", "name"),
        c.joined("X-GELAR", ("front_title", "back_title"), ";"),
        c.text("EMAIL", "email"),
        c.phone_local("TEL;TYPE=CELL", "phone", group=4),
        c.address_line("ADR;TYPE=HOME"),
    ),
)

APP = App(
    slug="e-office",
    name="e-Office",
    owner="BAG-UMUM",
    mode=BATCH,
    about="Naskah dinas dan buku alamat surat keluar.",
    purpose="Alamat dan sapaan pada surat kepada warga dan pegawai",
    legal_basis="PermenPANRB 5/2021 tentang tata naskah dinas",
    tables=(KONTAK,),
)

if __name__ == "__main__":
    run(APP)
