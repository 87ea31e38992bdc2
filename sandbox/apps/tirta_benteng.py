"""Tirta Benteng: water customers. A CSV with tabs from the billing machine; asks Ayo for changes."""

from sandbox.kit import columns as c
from sandbox.kit.journal import Journal
from sandbox.kit.lines import Delimited
from sandbox.kit.program import PULL, App, run
from sandbox.kit.table import Table

PELANGGAN = Table(
    kind="person",
    store=Journal("PELANGGAN.TAB", Delimited("\t"), "Teks bertab"),
    key="NOREF",
    columns=(
        c.shouted("NAMA", "name"),
        c.phone_local("NOTELP", "phone"),
        c.text("JALAN", "domicile.street"),
        c.rt_rw("RTRW", between="-"),
        c.kecamatan_kelurahan("KECAMATAN", "KELURAHAN"),
        c.text("POS", "domicile.postal_code"),
    ),
)

APP = App(
    slug="tirta-benteng",
    name="Pelanggan Tirta Benteng",
    owner="ASISTEN-2",
    mode=PULL,
    about="Pelanggan air minum Perumda Tirta Benteng.",
    purpose="Alamat sambungan dan pemberitahuan gangguan air",
    legal_basis="PP 122/2015; Perda pendirian Perumda Tirta Benteng",
    tables=(PELANGGAN,),
)

if __name__ == "__main__":
    run(APP)
