"""Tas Loker: job seekers and vacancies. JSON documents with the profile nested; asks Ayo for changes."""

from sandbox.kit import columns as c
from sandbox.kit.journal import Journal
from sandbox.kit.lines import Documents
from sandbox.kit.program import PULL, App, run
from sandbox.kit.table import Table

PENCAKER = Table(
    kind="person",
    store=Journal("pencaker.ndjson", Documents(), "JSON per baris"),
    key="pencakerId",
    columns=(
        c.first_and_rest("profil.namaDepan", "profil.namaBelakang", "name"),
        c.choice("profil.gender", "sex", {"MALE": "pria", "FEMALE": "wanita"}),
        c.date_words("profil.lahir", "birth_on"),
        c.text("profil.pekerjaanSekarang", "occupation"),
        c.text("kontak.whatsapp", "phone"),
        c.text("kontak.email", "email"),
        c.kelurahan("domisili.kelurahan"),
        c.rt_rw("domisili.rtRw"),
        c.text("domisili.jalan", "domicile.street"),
    ),
)

APP = App(
    slug="tas-loker",
    name="Tas Loker",
    owner="DISNAKER",
    mode=PULL,
    about="Pencari kerja, lowongan, dan pelatihan.",
    purpose="Mencocokkan pencari kerja dengan lowongan terdekat",
    legal_basis="UU 13/2003; Permenaker 18/2024",
    tables=(PENCAKER,),
)

if __name__ == "__main__":
    run(APP)
