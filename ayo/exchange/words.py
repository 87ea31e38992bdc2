"""How modes, states, kinds of attempts and refusals are said on the exchange's pages."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.exchange import faults
from ayo.exchange.data import AppHealth, Health, Mode, Reach
from ayo.exchange.faults import Fault
from ayo.registry import facade as registry
from ayo.ui.states import STATES, State

Words = Mapping[str, str | Promise]

MODES: Words = {
    Mode.BATCH: later("kiriman kumpulan"),
    Mode.SINGLE: later("kiriman satuan"),
    Mode.BINARY: later("kiriman biner"),
    Mode.PULL: later("tarikan"),
    Mode.FILE: later("berkas"),
}
MODE_HINTS: Words = {
    Mode.BATCH: later("Ayo mengirim sampai 100 kejadian dalam satu permintaan. Pilihan terbaik."),
    Mode.SINGLE: later("Satu kejadian setiap permintaan, sebagai CloudEvents terstruktur."),
    Mode.BINARY: later("Satu kejadian setiap permintaan; keterangannya di kepala permintaan."),
    Mode.PULL: later("Aplikasi mengambil sendiri dengan kunci API; Ayo tidak perlu menjangkaunya."),
    Mode.FILE: later("Ayo menulis berkas ke map aplikasi menurut jadwal."),
}
SCOPES: Words = {
    "persons:read": later("Membaca orang"),
    "persons:write": later("Mengusulkan atau mengubah orang"),
    "families:read": later("Membaca kartu keluarga"),
    "families:write": later("Mengusulkan atau mengubah kartu keluarga"),
    "employees:read": later("Membaca pegawai"),
    "employees:write": later("Mengusulkan atau mengubah pegawai"),
    "organisations:read": later("Membaca organisasi"),
    "organisations:write": later("Mengusulkan atau mengubah organisasi"),
    "cases:read": later("Membaca urusan warga"),
    "cases:write": later("Mengirim urusan warga"),
    "attendance:write": later("Mengirim catatan kehadiran"),
    "events:read": later("Menarik kejadian"),
    "snapshot:read": later("Mengambil salinan awal"),
}
ATTEMPTS: Words = {
    "LIVE": later("Kiriman"),
    "RETRY": later("Coba lagi"),
    "REPLAY": later("Kirim ulang"),
    "RESEND": later("Pembetulan selisih"),
    "TEST": later("Uji coba"),
    "PULL": later("Tarikan"),
    "FILE": later("Berkas"),
}
OPS: Words = {
    "upsert": later("isi baru"),
    "withdraw": later("ditarik dari aplikasi"),
    "merge": later("digabung"),
    "unmerge": later("dipisahkan"),
    "test": later("uji coba"),
}
PARKED: Mapping[str, tuple[str | Promise, str, str]] = {
    "PARKED": (later("Tertahan"), "turn", "clock"),
    "BEHIND": (later("Menunggu giliran"), "flow", "clock"),
    "REFUSED": (later("Ditolak penerima"), "bad", "x"),
    "EXPIRED": (later("Kedaluwarsa"), "bad", "clock"),
    "DELIVERED": (later("Sampai"), "ok", "check"),
    "OUTSIDE": (later("Di luar kontrak"), "", "lock"),
    "DISCARDED": (later("Dihentikan petugas"), "", "x"),
}
REACHES: Mapping[Reach, tuple[str | Promise, str, str]] = {
    Reach.REACHED: (later("Sampai"), "ok", "check"),
    Reach.PENDING: (later("Dalam perjalanan"), "flow", "clock"),
    Reach.PARKED: (later("Tertahan"), "turn", "clock"),
    Reach.REFUSED: (later("Ditolak penerima"), "bad", "x"),
    Reach.EXPIRED: (later("Kedaluwarsa"), "bad", "clock"),
    Reach.DISCARDED: (later("Dihentikan petugas"), "", "x"),
    Reach.OUTSIDE: (later("Di luar kontrak"), "", "lock"),
    Reach.WAITING_FOR_PULL: (later("Menunggu ditarik"), "flow", "down"),
    Reach.IN_FILE: (later("Di berkas, belum dibaca"), "flow", "doc"),
    Reach.PAUSED: (later("Dijeda"), "", "pause"),
}
DRIFTS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "MISSING": (later("Tidak ada di aplikasi"), later("Ayo mengirim isinya.")),
    "EXTRA": (later("Tidak boleh ada di aplikasi"), later("Ayo meminta aplikasi membuangnya.")),
    "DIFFERENT": (later("Isinya berbeda"), later("Ayo mengirim isi yang benar.")),
}
RUNS: Mapping[str, tuple[str | Promise, str, str]] = {
    "RUNNING": (later("Membandingkan"), "flow", "sync"),
    "DONE": (later("Selesai"), "ok", "check"),
    "FAILED": (later("Tidak dapat dibandingkan"), "bad", "alert"),
}
GROUPS: Words = {
    "RESIDENT": later("Warga"),
    "EMPLOYEE": later("Pegawai"),
    "CHILD": later("Anak"),
    "FAMILY_HEAD": later("Kepala keluarga"),
}
SENSITIVE: Mapping[str, frozenset[str]] = {
    "person": frozenset({
        "nik", "birth_on", "birth_place", "religion", "phone", "email", "family_id", "domicile", "domicile.street",
        "domicile.latitude", "domicile.longitude",
    }),
    "family": frozenset({"number", "address", "address.street", "address.latitude", "address.longitude"}),
    "employee": frozenset({"nip"}),
    "organisation": frozenset(),
}  # fmt: skip
_STATES: Mapping[Health, State] = {
    Health.GOOD: STATES["HEALTHY"],
    Health.LATE: STATES["SLOW"],
    Health.DOWN: STATES["CUT"],
    Health.PAUSED: STATES["PAUSED"],
    Health.NO_CONTRACT: State(later("Tanpa kontrak"), "", "doc"),
}
TROUBLES: Words = {
    Fault.SAID: "%(detail)s",
    Fault.HTTP: "HTTP %(detail)s",
    Fault.REDIRECT: later("HTTP %(detail)s: pengalihan tidak diikuti"),
    Fault.GONE: later("aplikasi menjawab %(detail)s: alamatnya sudah tidak ada"),
    Fault.NO_CONNECTION: later("tidak tersambung: %(detail)s"),
    Fault.NO_ANSWER: later("tidak menjawab dalam %(detail)s detik"),
    Fault.CUT_OFF: later("sambungan terputus: %(detail)s"),
    Fault.FILE_NOT_WRITTEN: later("berkas tidak dapat ditulis: %(detail)s"),
    Fault.BAD_LETTERS: later("alamat memuat huruf yang tidak diperbolehkan"),
    Fault.NOT_HTTP: later("hanya http dan https"),
    Fault.INCOMPLETE_ADDRESS: later("alamat tidak lengkap atau memuat kata sandi"),
    Fault.BAD_PORT: later("nomor port tidak sah"),
    Fault.BAD_HOST: later("nama host tidak sah"),
    Fault.UNKNOWN_HOST: later("nama host tidak ditemukan"),
    Fault.INNER_ADDRESS: later("alamat di jaringan dalam; izinkan dengan AYO_OUTBOUND_ALLOW bila memang dimaksud"),
    Fault.UNFIT_PORT: later("port ini bukan port layanan web"),
    Fault.NOT_IN_CONTRACT: later("kontrak tidak memuat jenis data ini"),
    Fault.DIGEST_NOT_JSON: later("jawaban digest bukan JSON"),
    Fault.DIGEST_UNREADABLE: later("jawaban digest tidak dapat dibaca"),
    Fault.TOO_FAR_BEHIND: later("aplikasi masih terlalu jauh tertinggal untuk dibandingkan"),
}
_POINT: Words = {"latitude": later("lintang"), "longitude": later("bujur")}
_FAULTS: Words = {
    "required": later("Isian ini belum diisi."),
    "taken": later("Nama pendek ini sudah dipakai aplikasi lain."),
    "unknown": later("Pilih salah satu dari daftar."),
    "out_of_range": later("Nomor urut ini belum ada di catatan."),
    "before valid_from": later("Tanggal akhir mendahului tanggal mulai."),
    "a date like 2026-01-31 is required": later("Tulis tanggal seperti 2026-01-31."),
    "a list with at least one grant is required": later("Pilih sedikitnya satu isian."),
    "a list is required": later("Tulis sebagai daftar JSON."),
}
_FAULTS_ABOUT: Words = {
    "unknown: ": later("Isian tidak dikenal: %(what)s."),
    "not an area code: ": later("Bukan kode wilayah: %(what)s."),
    "kind must be one of ": later("Jenisnya salah satu dari %(what)s."),
}


def field(kind: str, name: str) -> str:
    """Return the label of a field that a contract can name; the two halves of a point are told apart."""
    whole, _dot, part = name.partition(".")
    if part in _POINT:
        return f"{registry.words.field(kind, whole)} ({_POINT[part]})"
    return registry.words.field(kind, name)


def is_sensitive(kind: str, name: str) -> bool:
    """Tell whether a field identifies or exposes a person more than its purpose usually needs."""
    return name in SENSITIVE[kind]


def state(line: AppHealth) -> State:
    """Return the one word, colour and icon for how an application is doing."""
    if line.health is not Health.TROUBLED:
        return _STATES[line.health]
    if line.parked or line.refused:
        return STATES["HELD"]
    if line.last_error:
        return State(_("Tersendat"), "turn", "alert")
    return State(_("Berbeda"), "turn", "alert")


def fault(code: str) -> str:
    """Return a refusal of an action as people read it; what it does not know stays in its own words."""
    for beginning, text in _FAULTS_ABOUT.items():
        if code.startswith(beginning):
            return str(text) % {"what": code.removeprefix(beginning)}
    if "granted twice" in code:
        return _("Satu jenis hanya boleh disebut sekali.")
    return str(_FAULTS.get(code, TROUBLES.get(code, code)))


def trouble(kept: str) -> str:
    """Return why something failed in the reader's language; words of an application, or of old, stay as they are."""
    code, detail = faults.parted(kept)
    return str(TROUBLES[code]) % {"detail": detail}


def trouble_in_each(kept: str) -> dict[str, str]:
    """Return why something failed in every language of the house, for a text that is read later, elsewhere."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = trouble(kept)
    return said
