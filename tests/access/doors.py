"""Which work each address belongs to, and whom it is about: the oracle's sentences laid on addresses."""

from tests.access import acting, offices, oracle, plans
from tests.access.people import GUESTS, JUDGES, PEOPLE, SERVED_BY

LOOKS_AFTER = {"INTEGRATOR", "AUDITOR", "OPD_ADMIN"}
DOORS = {
    "peran/beri/<SlugConverter:code>/": {"LURAH"},
    "peran/": set(offices.GIVES),
    "pegawai/undangan/": {"BKPSDM_ADMIN", "PERSONNEL_OFFICER"},
    "jabatan/baru/": {"BKPSDM_ADMIN"},
    "jabatan/": {"BKPSDM_ADMIN", "PERSONNEL_OFFICER"},
    "tetangga/": {"RT_HEAD", "RW_HEAD"},
    "verifikasi/": {"KELURAHAN_OFFICER", "LURAH", "CAMAT", "VERIFIER"},
    "audit/": {"AUDITOR"},
    "kepegawaian/tpp/<UUIDConverter:run_id>/unit/": {"BKPSDM_ADMIN"},
    "kepegawaian/tpp/<UUIDConverter:run_id>/pegawai/": {"BKPSDM_ADMIN"},
    "kepegawaian/tpp/<UUIDConverter:run_id>/tanpa-slip/": {"BKPSDM_ADMIN"},
    "kepegawaian/tpp/<UUIDConverter:run_id>/selisih/": {"BKPSDM_ADMIN"},
    "kepegawaian/tpp/<UUIDConverter:run_id>/unduh/": {"BKPSDM_ADMIN", "TREASURER"},
    "kepegawaian/tpp/tabel/usul/": {"BKPSDM_ADMIN"},
    "kepegawaian/tpp/mulai/": {"BKPSDM_ADMIN"},
    "kepegawaian/tpp/": {"BKPSDM_ADMIN", "LEADER", "TREASURER"},
    "kepegawaian/skp/": {"BKPSDM_ADMIN"},
    "impor/": {"DATA_STEWARD", "BKPSDM_ADMIN"},
    "metrics": set(),
    "warga/<UUIDConverter:person_id>/wali/": {"VERIFIER"},
    "warga/<UUIDConverter:person_id>/gabung/": {"DATA_STEWARD"},
    "aplikasi/baru/": {"INTEGRATOR"},
    "saluran-kabar/": {"INTEGRATOR"},
    "aplikasi/<SlugConverter:slug>/kontrak/ubah/": {"INTEGRATOR"},
    "aplikasi/": LOOKS_AFTER,
    "layanan/redundansi/": {"OPD_ADMIN", "INTEGRATOR", "LEADER", "DATA_STEWARD"},
    "kebutuhan/": oracle.HELPS,
    "meja-kerja/unit/<UUIDConverter:task_id>/tugaskan/": oracle.LEADS,
    "meja-kerja/unit/": oracle.LEADS | {"LEADER"},
    "meja-kerja/": oracle.AT_DESK,
    "kasus/<UUIDConverter:case_id>/alasan/": oracle.SAYS_WHY,
    "kasus/<UUIDConverter:case_id>/berkas/": oracle.AT_DESK,
    "kasus/<UUIDConverter:case_id>/surat/<UUIDConverter:letter_id>/cabut/": oracle.LEADS,
    # The letters of this world are signed by a lurah; nobody signs in their place but who acts as one.
    "kasus/<UUIDConverter:case_id>/surat/<UUIDConverter:letter_id>/ulang/": {"LURAH"},
    "kasus/<UUIDConverter:case_id>/surat/": oracle.AT_DESK,
    "kasus/<UUIDConverter:case_id>/": oracle.AT_DESK | oracle.SAYS_WHY,
    "kasus/": oracle.AT_DESK - {"RT_HEAD", "RW_HEAD"},
}
# Plans are for whom the city employs.
UNITS = ("kinerja/tim/hasil/", "kinerja/tim/predikat/")
PLANS = ("kinerja/skp/", "kinerja/tim/skp/", "kinerja/tim/nilai/")
SATISFACTION = ("layanan/kepuasan/", "layanan/<SlugConverter:service>/kepuasan/")
# What an account opens before the city knows whose it is: itself, its inbox, finding pages and offices, being verified.
TO_GUESTS = ("cari/", "pengaturan/", "kotak-masuk/", "akun/", "saya/perangkat/", "saya/kata-sandi/", "saya/pengaman/")
NOT_TO_GUESTS = ("kotak-masuk/pengaturan/", "akun/verifikasi/selesai/")
OPEN = (
    "health/",
    "masuk/",
    "keluar/",
    "daftar/",
    "lupa-kata-sandi/",
    "undangan/",
    ".well-known/",
    "oidc/",
    "bantuan/",
    "cek/",
    "wilayah/",
    "manifest",
    "luring",
    "ui/",
    "api/",
    *SATISFACTION,
)
# The catalogue is for everybody; what begins behind it is not.
OPEN_PAGES = {"layanan/", "layanan/<SlugConverter:service>/"}


def may_go(who: str, address: str) -> bool:
    """What belongs to one kind of work is closed to all others, and everything of the house to strangers."""
    is_open = _is_open(address) and not address.startswith(("api/registry/", "api/exchange/", "api/services/cases"))
    if who in acting.ACTING:
        return acting.may_go(who, address) or is_open
    if who in GUESTS:
        inside = address == "" or address.startswith(TO_GUESTS) and not address.startswith(NOT_TO_GUESTS)
        return inside or is_open
    role = PEOPLE[who].role if who in PEOPLE else ""
    if address == "peran/beri/<SlugConverter:code>/" and who in PEOPLE and PEOPLE[who].by == "PLH":
        return False
    if address == "warga/":
        return role in oracle.LOOKS_UP
    if address == "bantu/":
        return role in oracle.HELPS
    if address == "kinerja/" or address.startswith("kinerja/tpp/"):
        return oracle.has_work(who)
    if address.startswith(PLANS):
        return who in PEOPLE and PEOPLE[who].unit != ""
    if address == "kinerja/hukuman/saya/":
        return oracle.has_work(who)
    if address.startswith(UNITS):
        # The leader of the city is no employee, and leads it.
        return oracle.is_employed(who) or role == "LEADER"
    if address.startswith(("kinerja/cuti/", "kinerja/hukuman/")):
        return role in {"BKPSDM_ADMIN", "PERSONNEL_OFFICER"}
    for begins, allowed in DOORS.items():
        if address.startswith(begins):
            return role in allowed
    if address.startswith("kinerja/"):
        return oracle.is_employed(who)
    if address.startswith("api/exchange"):
        return who == "contract" or (who == "bare" and address.endswith("events"))
    if address.startswith("api/services/cases"):
        return who in PEOPLE
    if address.startswith("api/performance/"):
        # No key in the world has the scope.
        return False
    if address.startswith("api/registry/"):
        kind = address.split("/")[2]
        return who in PEOPLE or (who == "contract" and kind == "persons")
    return _is_open(address) or who in PEOPLE


def _is_open(address: str) -> bool:
    return address in OPEN_PAGES or address.startswith(OPEN)


OWN = (
    "filter_id", "phrase_id", "activity_id", "template_id", "case_id", "draft_id", "event_id", "notice_id", "link",
)  # fmt: skip


def reaches(who: str, address: str, whom: str) -> bool:
    """Whether what an address is about may be opened at all: a person, a letter, an application, an import."""
    if who in acting.ACTING:
        return acting.reaches(who, address, whom)
    if address.startswith("pegawai/undangan/<"):
        # Everybody in the world has an account, so nobody is left to be invited.
        return False
    if address == "saya/untuk/":
        return acting.COULD.get(who) == whom
    if address == "tetangga/":
        return may_go(who, address) and offices.is_neighbour(who, whom)
    if address.startswith(UNITS) and "organisation_id" in address:
        return plans.keeps(who, "DISKOMINFO")
    if "plan_id" in address or address.startswith("kinerja/tim/nilai/"):
        return plans.reaches(who, address, whom)
    if "measure_id" in address:
        return may_go(who, address) and who != whom and oracle.sees_post(who, whom)
    if "run_id" in address:
        return may_go(who, address) and ("employee_id" not in address or whom == "putri")
    if "person_id" in address or "/persons" in address or address in {"warga/", "cari/"}:
        return may_go(who, address) and oracle.sees(who, whom)
    if "proposal_id" in address or address == "usulan/terima/":
        return oracle.sees_proposal(who, whom)
    if "family_id" in address:
        return oracle.sees_family(who, whom)
    if "employee_id" in address or "/employees" in address:
        return oracle.sees_post(who, whom)
    return _reaches_work(who, address, whom)


def _reaches_work(who: str, address: str, whom: str) -> bool:
    """The rest: what somebody works on or looks after, and what is only one's own."""
    if "check_id" in address:
        return may_go(who, address) and oracle.verifies(who, whom)
    if "slug" in address:
        return may_go(who, address) and oracle.looks_after(who, whom, address)
    if "import_id" in address:
        return who == whom or PEOPLE[who].role == "DATA_STEWARD" if may_go(who, address) else False
    if "need_id" in address or "help_id" in address or "assistance_id" in address:
        return may_go(who, address) and _helping(who, address, whom)
    if "delegation_id" in address:
        return whom == who
    if "post_id" in address or "acting_id" in address:
        return who in PEOPLE and PEOPLE[who].role == "BKPSDM_ADMIN"
    if "grant_id" in address:
        return may_go(who, address) and offices.gives(who, whom)
    if "tanda-terima" in address:
        return who == whom or oracle.hears_of(who, whom)
    if address.startswith("kasus/<"):
        says_why = who in PEOPLE and PEOPLE[who].role in oracle.SAYS_WHY
        return may_go(who, address) and (says_why or oracle.has_at_desk(who, whom))
    if "task_id" in address:
        return may_go(who, address) and oracle.has_at_desk(who, whom)
    return who == whom if any(own in address for own in OWN) else may_go(who, address)


def _helping(who: str, address: str, whom: str) -> bool:
    """The resident and the officer who helps each have their pages; a need may be taken by whoever works nearby."""
    if address.endswith("ambil/"):
        return oracle.may_take_need(who, whom)
    if address == "bantu/<UUIDConverter:help_id>/keberatan/":
        return who in JUDGES
    if address.endswith("akhiri/"):
        return who == whom or SERVED_BY.get(whom) == who
    if address.startswith(("kebutuhan/", "bantu/")):
        return SERVED_BY.get(whom) == who
    return who == whom


def is_told(who: str, address: str, whom: str, what: str) -> bool:
    """Some work shows who acted without showing them: an auditor's log, a superior's own team on the office's page."""
    if address.startswith("audit/") and who in PEOPLE and PEOPLE[who].role == "AUDITOR":
        return what in {"name", "id"}
    if address == "kinerja/tim/" and who in PEOPLE and PEOPLE[whom].superior == who:
        return what == "name"
    if who in acting.ACTING:
        return what == "name" and acting.helps(who, whom)
    if address.startswith("kepegawaian/tpp/") and may_go(who, address) and whom == "rini":
        # Who began, checked, approved and paid a month is said on its page.
        return what == "name"
    if address.endswith("keberatan/") and who in JUDGES:
        return what == "name" and whom in {*SERVED_BY, *SERVED_BY.values()}
    if address.startswith("saya/kuasa/") and acting.COULD.get(who) == whom:
        return what in {"name", "id"}
    if address == "tetangga/" and offices.is_neighbour(who, whom):
        return what == "name"
    if address.startswith(PLANS) and who in PEOPLE and whom in (PEOPLE[who].superior, who):
        return what == "name"
    if address.startswith(UNITS) and plans.is_of_unit(who, whom):
        return what == "name"
    if address.startswith("kinerja/tim/") and PEOPLE[whom].superior == who:
        return what == "name"
    if address.startswith("peran/") and offices.gives(who, whom):
        return what == "name"
    if address.startswith("aplikasi/tanda-terima/") and oracle.hears_of(who, whom):
        return what == "id"
    if who in PEOPLE and PEOPLE[who].superior == whom and address.startswith("saya/"):
        return what == "name"
    if address.startswith(("meja-kerja/", "kasus/")) and oracle.are_colleagues(who, whom):
        # Who holds what is known in an office; whoever leads it chooses among its people.
        return what == "name" or (what == "id" and address == "meja-kerja/unit/")
    if address.startswith(("urusan/", "minta-bantuan/", "saya/bantuan/", "saya/akses/", "saya/unduh/")):
        # Who serves somebody is named to them, as is whoever asked to help them.
        return what == "name" and (SERVED_BY.get(who) == whom or acting.helps(whom, who))
    if address.startswith("api/registry/employees"):
        return what == "id" and oracle.sees_post(who, whom)
    return what == "name" and address.startswith("organisasi/") and oracle.sees_post(who, whom)
