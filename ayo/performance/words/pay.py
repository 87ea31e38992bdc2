"""How the allowance is said to people: codes of the tables, parts of a slip, states of a run, shares."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import floor

from babel import dates
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.performance.data.allowance import Part
from ayo.performance.data.pay import Refusal, RunState, TableState
from ayo.performance.rules.differences import Reason, Why
from ayo.ui.filters import day_of_month, english, number
from ayo.ui.states import State as Look

CRITERIA: Mapping[str, Promise] = {
    "BK": later("Beban kerja"), "PK": later("Prestasi kerja"), "TB": later("Tempat bertugas"),
    "KK": later("Kondisi kerja"), "KP": later("Kelangkaan profesi"), "POL": later("Pertimbangan objektif lainnya"),
}  # fmt: skip
CUTS: Mapping[str, Promise] = {
    "TL1": later("Terlambat 1 sampai 30 menit"), "TL2": later("Terlambat 31 sampai 60 menit"),
    "TL3": later("Terlambat 61 sampai 90 menit"),
    "TL4": later("Terlambat lebih dari 90 menit atau tanpa rekaman masuk"),
    "PSW1": later("Pulang 1 sampai 30 menit lebih cepat"), "PSW2": later("Pulang 31 sampai 60 menit lebih cepat"),
    "PSW3": later("Pulang 61 sampai 90 menit lebih cepat"),
    "PSW4": later("Pulang lebih dari 90 menit lebih cepat atau tanpa rekaman pulang"),
    "TK": later("Tanpa keterangan"), "IZ": later("Izin dengan alasan sah"), "CM": later("Cuti melahirkan"),
    "CS": later("Cuti sakit"), "CAP": later("Cuti karena alasan penting"), "CB": later("Cuti besar"),
    "CLTN": later("Cuti di luar tanggungan negara"),
}  # fmt: skip
INDICES: Mapping[str, Promise] = {
    "IKFD": later("kapasitas fiskal daerah"), "IKK": later("kemahalan konstruksi"),
    "IPPD": later("penyelenggaraan pemerintahan daerah"),
}  # fmt: skip
DEDUCTIONS: Mapping[str, Promise] = {
    "PPH21": later("PPh 21"),
    "BPJS": later("Iuran BPJS Kesehatan"),
    "IWP": later("Iuran IWP"),
}
PUNISHMENTS: Mapping[str, Promise] = {
    "VERBAL": later("Teguran lisan"), "WRITTEN": later("Teguran tertulis"),
    "DISSATISFACTION": later("Pernyataan tidak puas"), "CUT_6": later("Potongan 6 bulan"),
    "CUT_9": later("Potongan 9 bulan"), "CUT_12": later("Potongan 12 bulan"),
}  # fmt: skip
ORIGINS: Mapping[str, tuple[Promise, Promise]] = {
    "STAGE": (later("Layanan warga"), later("terhitung sendiri")),
    "HELP": (later("Bantuan kepada warga"), later("terhitung sendiri")),
    "MANUAL": (later("Kegiatan lain"), later("dicatat, divalidasi atasan")),
}
RUNS: Mapping[RunState, Look] = {
    RunState.FREEZING: Look(later("Membekukan masukan"), "flow", "sync"),
    RunState.CALCULATING: Look(later("Menghitung"), "flow", "sync"),
    RunState.DRAFT: Look(later("Konsep"), "turn", "edit"),
    RunState.CHECKED: Look(later("Sudah diperiksa"), "turn", "eye"),
    RunState.APPROVED: Look(later("Disetujui"), "ok", "check"),
    RunState.PAID: Look(later("Dibayar"), "ok", "money"),
    RunState.FAILED: Look(later("Gagal"), "bad", "alert"),
    RunState.CANCELLED: Look(later("Dibatalkan"), "", "x"),
}
TABLES: Mapping[TableState, Look] = {
    TableState.PROPOSED: Look(later("Diusulkan"), "turn", "edit"),
    TableState.ENACTED: Look(later("Ditetapkan"), "ok", "check"),
    TableState.WITHDRAWN: Look(later("Ditarik"), "", "x"),
}
REFUSALS: Mapping[Refusal, Promise] = {
    Refusal.NOT_ENTITLED: later("Status kepegawaian tidak mendapat TPP"),
    Refusal.NO_CLASS: later("Kelas jabatan belum diisi"),
    Refusal.NO_GROUP: later("Kelas jabatan tidak ada di tabel"),
    Refusal.NOT_IN_TABLES: later("Golongan atau kode kehadiran tidak ada di tabel"),
    Refusal.NO_WORKING_DAYS: later("Tidak ada hari kerja dengan TPP di bulan ini"),
}
FAULTS: Mapping[str, Promise] = {
    "run_exists": later("Bulan ini sudah dihitung. Batalkan dulu, atau buat koreksi bila sudah disetujui."),
    "month_not_over": later("Hanya bulan yang sudah lewat yang dapat dihitung."),
    "wrong_step": later("Hitungan ini sudah berpindah ke langkah lain."),
    "four_eyes": later("Yang menghitung atau memeriksa tidak menyetujui, dan yang menyetujui tidak membayar."),
}  # fmt: skip


def month_name(month: date) -> str:
    """Oktober 2026."""
    return str(dates.format_date(month, "MMMM y", locale="en_GB" if english() else "id"))


def short_month(month: date) -> str:
    """Okt."""
    return str(dates.format_date(month, "MMM", locale="en_GB" if english() else "id"))


def percent(share: Fraction, places: int = 2) -> str:
    """98,2 %: as many decimals as are needed, at most `places`."""
    return f"{decimal(share * 100, places)}\N{NO-BREAK SPACE}%"


def decimal(value: Fraction, places: int = 2) -> str:
    """Return a number with as many decimals as it needs, cut off after `places` of them."""
    scaled = abs(value) * 10**places
    whole = floor(scaled) if scaled.denominator == 1 else floor(scaled + Fraction(1, 2))
    needed = places
    while needed and whole % 10 == 0:
        whole, needed = whole // 10, needed - 1
    text = number(whole // 10**needed)
    if needed:
        text += ("." if english() else ",") + f"{whole % 10**needed:0{needed}d}"
    return f"\N{MINUS SIGN}{text}" if value < 0 else text


def criterion(code: str) -> str:
    return str(CRITERIA.get(code, code))


def cut(code: str) -> str:
    return str(CUTS.get(code, code))


def deduction(code: str) -> str:
    return str(DEDUCTIONS.get(code, code))


def punishment(code: str) -> str:
    return str(PUNISHMENTS.get(code, code))


def basis(text: str) -> tuple[str, bool]:
    """Return a legal basis without its mark, and whether it is confirmed."""
    return text.replace("[k]", "").strip(" ;,"), "[k]" not in text


def fault(code: str) -> str:
    return str(FAULTS.get(code, _("Ini tidak dapat dilakukan sekarang.")))


def decimal_of_millions(amount: int) -> str:
    """5,7: millions with one decimal, for the top of a bar."""
    return number(amount / 1e6, 1)


def refusal(code: str) -> str:
    """Say why somebody has no slip."""
    return str(REFUSALS.get(Refusal(code), code)) if code in Refusal.__members__ else code


def line(part: Part, code: str) -> str:
    """Say what a line of a slip is."""
    if part is Part.CEILING:
        return _("Pagu: %(what)s") % {"what": criterion(code)}
    if part is Part.PRODUCTIVITY:
        return _("Produktivitas")
    said = {Part.DISCIPLINE: cut, Part.PUNISHMENT: punishment, Part.DEDUCTION: deduction}
    return said[part](code)


def why(one: Why) -> str:
    """Say why a slip is another than before."""
    said = {"before": _amount(one.before), "after": _amount(one.after)}
    on = day_of_month(one.on) if one.on else ""
    texts = {
        Reason.TABLES: _("Versi tabel lain"), Reason.PUNISHMENT: _("Hukuman disiplin lain"),
        Reason.POSTS: _("Kelas (hari kerja): %(before)s menjadi %(after)s") % said,
        Reason.GRADE: _("Golongan: %(before)s menjadi %(after)s") % said,
        Reason.MINUTES: _("Menit terhitung: %(before)s menjadi %(after)s") % said,
        Reason.FULL_MINUTES: _("Menit sebulan: %(before)s menjadi %(after)s") % said,
        Reason.CUT_GONE: _("Tidak ada lagi: %(what)s, %(on)s") % {"what": cut(one.before), "on": on},
        Reason.CUT_ADDED: _("Baru: %(what)s, %(on)s") % {"what": cut(one.after), "on": on},
    }  # fmt: skip
    return texts[one.reason]


def _amount(text: str) -> str:
    return number(int(text)) if text.isdecimal() else text or _("tidak ada")


_TABLES: Mapping[str, Promise] = {
    "": later("Umum"), "base": later("Dasar per kelas jabatan, rupiah"), "indices": later("Indeks daerah"),
    "group": later("Kelompok jabatan dan kriteria, persen"), "cuts": later("Potongan kehadiran, persen"),
    "punishments": later("Hukuman disiplin, persen"), "deduction": later("Pajak dan iuran, persen menurut golongan"),
}  # fmt: skip
_LEAVES: Mapping[str, Promise] = {
    "version": later("Nama versi"), "valid_from": later("Berlaku sejak"), "legal_basis": later("Dasar hukum"),
    "productivity": later("Bagian produktivitas, persen"), "basis": later("Dasar potongan (ALL atau DISCIPLINE)"),
    "places": later("Desimal pembulatan persen"), "statuses": later("Status kepegawaian yang mendapat TPP"),
    "unpaid": later("Kode hari tanpa TPP"), "label": later("Nama"), "classes": later("Kelas jabatan"),
}  # fmt: skip
_TABLE_FAULTS: Mapping[str, Promise] = {
    "version_taken": later("Nama versi ini sudah dipakai; pilih nama lain."),
    "in_the_past": later("Paling awal bulan ini; bulan yang lewat dibetulkan dengan koreksi."),
    "not_a_first": later("Tabel mulai berlaku pada tanggal satu."),
    "day_taken": later("Versi lain sudah ditetapkan mulai tanggal ini."),
    "four_eyes": later("Yang mengusulkan tidak menetapkan."),
    "not_weighed": later("Dampaknya masih dihitung; tunggu sebentar."),
    "wrong_step": later("Versi ini sudah ditetapkan atau ditarik."),
}  # fmt: skip


def table(key: str) -> str:
    """Say what a part of the tables is."""
    return str(_TABLES.get(key, key))


def leaf(path: str) -> str:
    """Say what one value of the tables is: `base.8` is class 8, `cuts.TL1` the lateness it stands for."""
    *above, name = path.split(".")
    if not above:
        return str(_LEAVES.get(name, name))
    said = {"base": _("Kelas %(n)s") % {"n": name}, "cuts": cut(name), "punishments": punishment(name),
            "indices": str(INDICES.get(name, name))}  # fmt: skip
    if above[0] in said:
        return said[above[0]]
    last = criterion(name) if above[-1] == "criteria" else str(_LEAVES.get(name, name or _("semua")))
    return f"{deduction(above[1])} · {last}"


def table_fault(code: str) -> str:
    """Say why a version cannot be proposed or settled; what the reader of tables says is said as it is."""
    return str(_TABLE_FAULTS.get(code, code))
