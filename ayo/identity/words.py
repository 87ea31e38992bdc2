"""What the roles are called, and what each person of the demo is there to show."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ayo.common.actor import RIGHTS, ComeBy, Grant, Level, Right, Role
from ayo.identity.data import LoginKind

ROLES: Mapping[Role, Promise] = {
    Role.RESIDENT: pgettext_lazy("role", "Warga"),
    Role.RT_HEAD: _("Ketua RT"),
    Role.RW_HEAD: _("Ketua RW"),
    Role.KELURAHAN_OFFICER: _("Petugas kelurahan"),
    Role.LURAH: _("Lurah"),
    Role.KECAMATAN_OFFICER: _("Petugas kecamatan"),
    Role.CAMAT: _("Camat"),
    Role.OPD_OFFICER: _("Petugas OPD"),
    Role.VERIFIER: _("Verifikator"),
    Role.OPD_HEAD: _("Kepala OPD"),
    Role.OPD_ADMIN: _("Admin OPD"),
    Role.PERSONNEL_OFFICER: _("Pengelola kepegawaian"),
    Role.BKPSDM_ADMIN: _("Admin kepegawaian kota"),
    Role.DATA_STEWARD: _("Walidata"),
    Role.INTEGRATOR: _("Integrator aplikasi"),
    Role.AUDITOR: _("Auditor"),
    Role.LEADER: _("Pimpinan kota"),
    Role.EMPLOYEE: _("Pegawai"),
    Role.TLR_OPERATOR: _("Operator ruang kendali"),
    Role.FIELD_TEAM: _("Tim lapangan"),
    Role.PPID: _("PPID"),
    Role.TRAINER: _("Widyaiswara atau pengajar"),
    Role.TEACHER: _("Guru"),
    Role.SCHOOL_HEAD: _("Kepala sekolah"),
    Role.VENUE_MANAGER: _("Pengelola gedung"),
    Role.TREASURER: _("Bendahara penerimaan"),
}
TASKS: Mapping[Role, Promise] = {
    Role.RESIDENT: _("melihat dan membetulkan datanya sendiri"),
    Role.RT_HEAD: _("melihat nama dan alamat warga RT-nya"),
    Role.RW_HEAD: _("melihat nama dan alamat warga RW-nya"),
    Role.KELURAHAN_OFFICER: _("melayani warga satu kelurahan"),
    Role.LURAH: _("memimpin satu kelurahan"),
    Role.KECAMATAN_OFFICER: _("melayani warga satu kecamatan"),
    Role.CAMAT: _("memimpin satu kecamatan"),
    Role.OPD_OFFICER: _("memutuskan usulan yang datanya dijaga dinasnya"),
    Role.VERIFIER: _("memutuskan usulan yang datanya dijaga dinasnya"),
    Role.OPD_HEAD: _("melihat pegawai unitnya"),
    Role.OPD_ADMIN: _("mengurus aplikasi milik dinasnya"),
    Role.PERSONNEL_OFFICER: _("melihat pegawai unitnya"),
    Role.BKPSDM_ADMIN: _("menjaga data pegawai, mengimpor"),
    Role.DATA_STEWARD: _("menggabungkan data ganda, mengimpor, memutuskan usulan"),
    Role.INTEGRATOR: _("menjaga aplikasi terhubung"),
    Role.AUDITOR: _("memeriksa jejak audit"),
    Role.LEADER: _("melihat susunan pemerintah kota dan bawahan langsungnya"),
}


LEVELS: Mapping[Level, Promise] = {
    Level.VERIFIED: _("Warga terverifikasi"),
    Level.UNVERIFIED: _("Belum diverifikasi"),
    Level.OUT_OF_CITY: _("Dari luar kota"),
}
OPENS: Mapping[Right, Promise] = {
    Right.FIND: _("Mencari layanan dan kantor"),
    Right.INBOX: _("Kotak masuk sendiri"),
    Right.REPORT: _("Menyampaikan laporan"),
    Right.RECORD: _("Melihat dan membetulkan data diri dan keluarga"),
    Right.SIGN_IN_ELSEWHERE: _("Masuk ke aplikasi kota lain dengan akun ini"),
}
"""What people are told about the levels; home and one's own account are everybody's."""


LOGINS: Mapping[LoginKind, Promise] = {
    LoginKind.EMAIL: _("Surel"),
    LoginKind.PHONE: _("Nomor ponsel"),
    LoginKind.NIP: _("NIP, selama menjadi pegawai"),
    LoginKind.NAME: _("Nama masuk"),
}
LOGIN_ICONS: Mapping[LoginKind, str] = {
    LoginKind.EMAIL: "mail",
    LoginKind.PHONE: "phone",
    LoginKind.NIP: "user-check",
    LoginKind.NAME: "me",
}


def login_kind(code: LoginKind) -> str:
    return str(LOGINS[code])


def level(code: Level | None) -> str:
    """Return what a level is called, or nothing for who has no account."""
    return str(LEVELS[code]) if code else ""


def task_of_level(code: Level) -> str:
    """Return what somebody without a person in the registry is in the demo to show."""
    shows = {Level.UNVERIFIED: gettext("membuktikan siapa dirinya"), Level.OUT_OF_CITY: gettext("memakai yang terbuka")}
    return shows.get(code, "")


def opened(code: Level) -> list[tuple[str, bool]]:
    """Return what an account of this level opens and what not, in words."""
    return [(str(said), right in RIGHTS[code]) for right, said in OPENS.items()]


def role(code: str) -> str:
    """Return what people call a role."""
    return str(ROLES.get(Role(code), code))


def task(code: str) -> str:
    """Return what somebody in this role does here, or nothing."""
    return str(TASKS.get(Role(code), ""))


_COME_BY: Mapping[str, Promise] = {
    ComeBy.GRANT: _("diberikan"),
    ComeBy.POST: _("karena jabatan"),
    ComeBy.PLT: _("pelaksana tugas, jabatannya kosong"),
    ComeBy.PLH: _("pelaksana harian, pejabatnya berhalangan"),
}


def come_by(code: str) -> str:
    """Say how somebody came by a role."""
    return str(_COME_BY.get(ComeBy(code), code))


def held_as(grant: Grant) -> str:
    """Name a role the way people do: a post by its title, whoever stands in with plt. or plh. before it."""
    before = {ComeBy.PLT: "Plt. ", ComeBy.PLH: "Plh. "}.get(grant.come_by, "")
    return f"{before}{grant.title or role(grant.role)}"


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
             ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
            ("Linux", "Linux"))  # fmt: skip


def device(agent: str) -> str:
    """Say in people's words what a browser calls itself; nothing when it says nothing that anybody knows."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    if browser and system:
        return gettext("%(browser)s di %(system)s") % {"browser": browser, "system": system}
    return browser or system
