"""PBB-P2: land tax. Fields of a tape dump between pipes; the taxpayer's name is kept in capitals only."""

from sandbox.kit import columns as c
from sandbox.kit.journal import Journal
from sandbox.kit.lines import Delimited
from sandbox.kit.program import BATCH, App, run
from sandbox.kit.table import Table

SUBJEK_PAJAK = Table(
    kind="person",
    store=Journal("DAT_SUBJEK_PAJAK.TXT", Delimited("|"), "Teks bergaris tegak"),
    key="SUBJEK_PAJAK_ID",
    columns=(
        c.shouted("NM_WP", "name"),
        c.text("JALAN_WP", "domicile.street"),
        c.text("RW_WP", "domicile.rw"),
        c.text("RT_WP", "domicile.rt"),
        c.kecamatan_kelurahan("KECAMATAN_WP", "KELURAHAN_WP"),
        c.text("KD_POS_WP", "domicile.postal_code"),
        c.phone_local("TELP_WP", "phone"),
    ),
)

APP = App(
    slug="pbb-p2",
    name="PBB-P2",
    owner="BPKD",
    mode=BATCH,
    about="Pajak bumi dan bangunan: subjek pajak dan alamat penagihannya.",
    purpose="Alamat penyampaian SPPT dan penagihan PBB-P2",
    legal_basis="UU 1/2022 tentang HKPD",
    tables=(SUBJEK_PAJAK,),
)

if __name__ == "__main__":
    run(APP)
