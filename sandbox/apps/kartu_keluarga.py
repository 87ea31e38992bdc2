"""Kartu Keluarga Digital: heads, members and one address a card; members live in a side table of their own."""

from sandbox.kit import columns as c
from sandbox.kit import words
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.sqlite import WideTable, WithSide
from sandbox.kit.table import Table

ANGGOTA = Table(
    kind="person",
    store=WithSide("anggota", "tempat_tinggal", ("jalan", "rt_rw", "desa_kelurahan", "kodepos")),
    key="uuid_anggota",
    columns=(
        c.text("nik_anggota", "nik"),
        c.text("nama_anggota", "name"),
        c.choice("shdk", "family_role", words.ROLE_DIGIT),
        c.text("uuid_kartu", "family_id"),
        c.choice("kelamin", "sex", words.SEX_DIGIT),
        c.date_compact("lahir", "birth_on"),
        c.choice("kawin", "marital_status", words.MARITAL_WORD),
        c.choice("wafat", "life_state", words.LIFE_FLAG),
        c.text("jalan", "domicile.street"),
        c.rt_rw("rt_rw"),
        c.kelurahan("desa_kelurahan"),
        c.text("kodepos", "domicile.postal_code"),
    ),
)

KARTU = Table(
    kind="family",
    store=WideTable("kartu"),
    key="uuid_kartu",
    columns=(
        c.text("nomor_kk", "number"),
        c.text("uuid_kepala", "head_id"),
        c.address_line("alamat_kartu", "address"),
    ),
)

APP = App(
    slug="kartu-keluarga",
    name="Kartu Keluarga Digital",
    owner="DISDUKCAPIL",
    mode=BATCH,
    about="Penerbitan dan pembaruan kartu keluarga.",
    purpose="Mencetak kartu keluarga dengan susunan dan alamat terakhir",
    legal_basis="UU 24/2013 pasal 61; Perpres 96/2018",
    tables=(ANGGOTA, KARTU),
)

if __name__ == "__main__":
    run(APP)
