"""Gawat Darurat 112: who calls, and where the ambulance must go. Takes one event a request, attributes in headers."""

from sandbox.kit import columns as c
from sandbox.kit.program import BINARY, App, run
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import Table

PENELEPON = Table(
    kind="person",
    store=WideTable("caller_book", "cad.db"),
    key="caller_ref",
    columns=(
        c.text("caller_name", "name"),
        c.text("ani", "phone"),
        c.point("latlon"),
        c.text("addr_street", "domicile.street"),
        c.rt_rw("addr_rt_rw"),
        c.kecamatan_kelurahan("addr_district", "addr_village"),
    ),
)

APP = App(
    slug="darurat-112",
    name="Gawat Darurat 112",
    owner="BPBD",
    mode=BINARY,
    about="Pusat panggilan darurat: ambulans, pemadam, polisi.",
    purpose="Menemukan lokasi penelepon dalam keadaan darurat",
    legal_basis="Permenkominfo 10/2016; UU 27/2022 pasal 20 (kepentingan vital)",
    tables=(PENELEPON,),
)

if __name__ == "__main__":
    run(APP)
