"""Perpustakaan: library members. Names as on a card, English column names from a package; asks Ayo for changes."""

from sandbox.kit import columns as c
from sandbox.kit import words
from sandbox.kit.program import PULL, App, run
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import Table

ANGGOTA = Table(
    kind="person",
    store=WideTable("members", "library.db"),
    key="MemberRef",
    groups=("RESIDENT",),
    columns=(
        c.last_comma_first("Fullname", "name"),
        c.choice("Sex", "sex", words.SEX_MF),
        c.date_dmy("DateOfBirth", "birth_on", "."),
        c.text("Email", "email"),
        c.text("Address", "domicile.street"),
        c.text("RT", "domicile.rt"),
        c.text("RW", "domicile.rw"),
        c.kelurahan("Village"),
    ),
)

APP = App(
    slug="perpustakaan",
    name="Perpustakaan Daerah",
    owner="DPAD",
    mode=PULL,
    about="Keanggotaan dan peminjaman perpustakaan kota.",
    purpose="Keanggotaan warga dan pengantaran buku",
    legal_basis="UU 43/2007 tentang Perpustakaan",
    tables=(ANGGOTA,),
)

if __name__ == "__main__":
    run(APP)
