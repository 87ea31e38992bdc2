"""Who lives in the world of the matrix: plain facts, from which the world is built and the oracle judges."""

from dataclasses import dataclass

CIKOKOL, CIPONDOH, KARAWACI = "36.71.01.1005", "36.71.05.1001", "36.71.07.1001"


@dataclass(frozen=True)
class Facts:
    """Who somebody is: where they live, their family and place in it, their office, superior, roles, RW and RT, post.

    `by` says how a role was come by when nobody gave it: by POST, by standing in (PLH) now, or before (WAS).
    """

    name: str
    nik: str
    phone: str
    area: str
    family: str = ""
    place: str = ""
    unit: str = ""
    superior: str = ""
    role: str = ""
    where: str = ""
    house: str = "003/002"
    post: str = ""
    by: str = ""


PEOPLE = {
    "ratna": Facts("Ratna Kencanawungu", "3671015203890031", "081934567801", CIKOKOL, "A", "HEAD"),
    "bima": Facts("Bima Wrekodara", "3671011206150002", "081345678902", CIKOKOL, "A", "CHILD"),
    "tari": Facts("Tari Purbasari", "3671015510930021", "081456789013", CIKOKOL, house="004/007"),
    "joko": Facts("Joko Hidayatullah", "3671011007850003", "081567890124", CIPONDOH, "B", "HEAD"),
    "budi": Facts("Budi Martawijaya", "3671011104800004", "081678901235", KARAWACI,
        unit="KEL-CIKOKOL", role="KELURAHAN_OFFICER", where=CIKOKOL),
    "tono": Facts("Tono Syahbandar", "3671010802810022", "081789012346", KARAWACI,
        unit="KEL-CIPONDOH", role="LURAH", where=CIPONDOH),
    "hadi": Facts("Hadi Notonegoro", "3671012105700023", "081890123457", KARAWACI, role="CAMAT", where="36.71.01"),
    "lukas": Facts("Lukas Pattiasina", "3671010309750024", "081901234568", KARAWACI,
        unit="DISKOMINFO", role="PERSONNEL_OFFICER", where="DISKOMINFO"),
    "maria": Facts("Maria Simanjuntak", "3671014907770025", "082112345679", KARAWACI,
        unit="INSPEKTORAT", role="OPD_HEAD", where="INSPEKTORAT"),
    "gita": Facts("Gita Anggraeni", "3671016612840026", "082223456780", KARAWACI,
        unit="DISKOMINFO", role="OPD_ADMIN", where="DISKOMINFO"),
    "yuda": Facts("Yuda Ferdinan", "3671011711860027", "082334567891", KARAWACI,
        unit="DISDUKCAPIL", role="OPD_ADMIN", where="DISDUKCAPIL"),
    "sapto": Facts("Sapto Wirjosumarto", "3671012501740028", "082445678902", KARAWACI, unit="DISKOMINFO"),
    "putri": Facts("Putri Zulaikha", "3671015804950029", "082556789013", KARAWACI, unit="DISKOMINFO", superior="sapto"),
    "nia": Facts("Nia Kusumastuti", "3671016606900006", "082667890124", KARAWACI,
        role="INTEGRATOR", where="DISKOMINFO"),
    "wati": Facts("Wati Rahmadhani", "3671017007820007", "082778901235", KARAWACI, role="DATA_STEWARD"),
    "dewi": Facts("Dewi Lestariningsih", "3671014808880008", "082889012346", KARAWACI,
        role="VERIFIER", where="DISDUKCAPIL"),
    "agus": Facts("Agus Salampessy", "3671010909700009", "082990123457", KARAWACI, role="AUDITOR", where="INSPEKTORAT"),
    "rini": Facts("Rini Astutiningtyas", "3671015110790010", "083112345670", KARAWACI,
        role="BKPSDM_ADMIN", where="BKPSDM"),
    "umar": Facts("Umar Fathurrozi", "3671010404660031", "083334567893", CIKOKOL,
        role="RT_HEAD", where=f"{CIKOKOL}/003/002"),
    "karta": Facts("Karta Sumitrapura", "3671010507640032", "083445678904", CIKOKOL,
        role="RW_HEAD", where=f"{CIKOKOL}/004", house="004/001"),
    "lilis": Facts("Lilis Nurjanah", "3671014309780033", "083556789015", KARAWACI, unit="KEL-CIKOKOL",
        role="LURAH", where=CIKOKOL, post="Lurah Cikokol", by="POST"),
    "salim": Facts("Salim Alatas", "3671011506800034", "083667890126", KARAWACI, unit="KEL-CIKOKOL",
        role="LURAH", where=CIKOKOL, post="Kepala Seksi", by="PLH"),
    "wisnu": Facts("Wisnu Brotoseno", "3671011507810035", "083778901237", KARAWACI, unit="KEL-CIKOKOL",
        post="Kepala Seksi Pelayanan", by="WAS"),
    "dian": Facts("Dian Maharani", "3671015508820036", "083889012348", KARAWACI, unit="KEL-CIPONDOH",
        role="KELURAHAN_OFFICER", where=CIPONDOH, post="Sekretaris Kelurahan", by="POST"),
    "endah": Facts("Endah Palupi", "3671015509830037", "083990123459", KARAWACI, role="DATA_STEWARD"),
    "hesti": Facts("Hesti Koesnadi", "3671015510840038", "085112345681", KARAWACI),
    "fajar": Facts("Fajar Sidiqqi", "3671011511850039", "085223456792", KARAWACI),
    "ilham": Facts("Ilham Batubara", "3671011512860040", "085334567803", KARAWACI),
    "galih": Facts("Galih Rakasiwi", "3671011501870041", "085445678914", KARAWACI),
    "yanti": Facts("Yanti Sulastri", "3671015502860042", "085556789025", KARAWACI,
        role="KELURAHAN_OFFICER", where=CIKOKOL),
    "surya": Facts("Surya Hasanuddin", "3671012902720030", "083223456781", KARAWACI, role="LEADER"),
}  # fmt: skip
APPS = {"contract": CIKOKOL, "bare": None, "scopeless": None}
OWNERS = {"app-own": "DISKOMINFO", "app-other": "DISDUKCAPIL"}
# Accounts without a person: one not verified yet, one from elsewhere. They are nobody's kin and hold no role.
GUESTS = {"putra": "UNVERIFIED", "melati": "OUT_OF_CITY"}
# Where each of them asks to be verified in person.
ASKS_IN = {"putra": CIKOKOL, "melati": CIPONDOH}
# Who has a case, and which officer holds it.
# Who decides when a resident says that they did not ask for help: nobody stands above these officers.
JUDGES = {"agus"}
SERVED_BY = {"ratna": "budi", "joko": "tono"}
