"""e-Office: letters. An address book of one vCard a person, in drawers, and the agenda of what came in."""

from sandbox.kit import columns as c
from sandbox.kit import words
from sandbox.kit.folders import Cards
from sandbox.kit.journal import Journal
from sandbox.kit.lines import Delimited
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

AGENDA = Table(
    kind="case",
    store=Journal("agenda-surat-masuk.csv", Delimited(";"), "CSV"),
    key="ID_AGENDA",
    columns=(
        c.text("NOMOR", "number"),
        c.text("PERIHAL", "service"),
        c.text("ID_KONTAK", "applicant_id"),
        c.text("ID_UNIT", "organisation_id"),
        c.text("DITERIMA", "submitted_at"),
        c.date_dmy("TENGGAT", "due_on", "/"),
        c.choice("STATUS", "state", words.CASE_WORD),
    ),
)

APP = App(
    slug="e-office",
    name="e-Office",
    owner="BAG-UMUM",
    mode=BATCH,
    about="Naskah dinas, buku alamat, dan agenda surat masuk dari urusan warga.",
    purpose="Alamat dan sapaan pada surat, dan agenda permohonan yang masuk",
    legal_basis="PermenPANRB 5/2021 tentang tata naskah dinas",
    tables=(KONTAK, AGENDA),
)

if __name__ == "__main__":
    run(APP)
