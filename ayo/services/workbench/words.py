"""How deeds and buttons are called at an officer's desk; on a resident's page the same deed has other words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ayo.services.data import Action, Deed
from ayo.services.data.desk import For

DEEDS: Mapping[str, Promise] = {
    Deed.SUBMITTED: _("Permohonan masuk"),
    Deed.TAKEN: _("Diambil"),
    Deed.RELEASED: _("Dilepas ke antrean"),
    Deed.STAGE_DONE: _("Tahap selesai"),
    Deed.RETURNED: _("Perbaikan diminta"),
    Deed.RESUBMITTED: _("Pemohon menjawab"),
    Deed.TRANSFERRED: _("Diteruskan"),
    Deed.ESCALATED: _("Naik ke atasan karena lewat janji"),
    Deed.MESSAGE: _("Pesan"),
    Deed.NOTE: _("Catatan dalam"),
    Deed.REJECTED: _("Permohonan ditolak"),
    Deed.CANCELLED: _("Dibatalkan pemohon"),
    Deed.EXPIRED: _("Kedaluwarsa"),
    Deed.CLOSED: _("Urusan selesai"),
    Deed.CONFIRMED: _("Hasil dinyatakan benar"),
    Deed.REOPENED: _("Pemohon minta hasil diperbaiki"),
    Deed.LETTER: _("Surat terbit"),
    Deed.LETTER_REVOKED: _("Surat dicabut"),
    Deed.RATED: _("Pemohon menilai layanan"),
    Deed.ASSIGNED: _("Ditugaskan atasan"),
    Deed.PAPER_ACCEPTED: _("Berkas diterima"),
    Deed.PAPER_REFUSED: _("Berkas ditolak"),
}
TONES: Mapping[str, str] = {
    Deed.STAGE_DONE: "done", Deed.CLOSED: "done", Deed.CONFIRMED: "done", Deed.LETTER: "done", Deed.REJECTED: "bad",
    Deed.LETTER_REVOKED: "bad",
    Deed.ESCALATED: "bad", Deed.RETURNED: "now", Deed.REOPENED: "now",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MainDeed:
    """What the main button of a stage says."""

    label: Promise
    icon: str


MAIN: Mapping[Action, MainDeed] = {
    Action.VERIFY: MainDeed(_("Selesai periksa"), "check"),
    Action.PROCESS: MainDeed(_("Selesai diproses"), "check"),
    Action.DECIDE: MainDeed(_("Setujui"), "check"),
    Action.SIGN: MainDeed(_("Tanda tangani"), "sign"),
    Action.HAND_OVER: MainDeed(_("Serahkan"), "arrow"),
}
USED_FOR: Mapping[For, Promise] = {
    For.FINISH: _("Menyelesaikan tahap"),
    For.ASK: _("Minta perbaikan"),
    For.REJECT: _("Menolak"),
    For.TRANSFER: _("Meneruskan"),
    For.MESSAGE: _("Pesan untuk warga"),
}
REFUSALS: Mapping[str, Promise] = {
    "own_case": _("Ini urusan Anda atau keluarga Anda. Rekan lain yang mengerjakannya."),
    "taken_by_another": _("Rekan lain sudah memegang tahap ini."),
    "changed_meanwhile": _("Kasus ini berubah sejak Anda membukanya."),
    "wrong_state": _("Kasus ini sedang tidak dapat dikerjakan: menunggu jawaban warga, atau sudah selesai."),
    "worked_on_again": _("Kasus ini sedang dikerjakan lagi. Edisi barunya terbit di tahap tanda tangan."),
    "needs_signature": _("Tahap ini selesai dengan menandatangani suratnya."),
    "being_signed": _("Surat ini sedang ditandatangani. Tunggu sebentar, lalu buka lagi kasusnya."),
    "letter_changed": _("Isi surat berubah sejak Anda melihatnya. Periksa lagi, lalu tanda tangani."),
    "wrong_passphrase": _("Passphrase salah. Belum ada yang ditandatangani; ketik lagi dengan teliti."),
    "no_signer": _(
        "Layanan tanda tangan belum mengenal Anda. Minta sertifikat elektronik kepada pengelolanya, lalu coba lagi."
    ),
    "signing_failed": _("Layanan tanda tangan tidak menjawab. Kasusnya tetap di sini; coba lagi beberapa menit lagi."),
    "signing_timeout": _("Layanan tanda tangan terlalu lama menjawab. Kasusnya tetap di sini; coba lagi nanti."),
    "signing_not_connected": _("Layanan tanda tangan belum disambungkan. Beri tahu pengelola aplikasi."),
    "unsound_signature": _(
        "Yang kembali dari layanan tanda tangan bukan surat ini dengan tanda tangan yang sah. "
        "Tidak ada surat yang terbit."
    ),
    "bad_template": _("Surat ini belum dapat dicetak karena templatnya keliru. Beri tahu pengelola layanan."),
    "not_found": _("Pekerjaan ini sudah bukan milik unit Anda."),
    "no_office": _("Tidak ada kantor untuk tahap berikutnya. Beri tahu pengelola layanan."),
    "invalid": _("Lengkapi isian yang ditandai."),
    "not_held": _("Bukan Anda yang memegangnya."),
    "held_already": _("Sudah Anda pegang."),
    "needs_eyes": _("Perlu dilihat satu per satu: ada isian yang beda, baru, atau berkas yang belum diterima."),
    "not_verifying": _("Hanya tahap pemeriksaan yang dapat diselesaikan sekaligus."),
}


def fault(code: str) -> str:
    """Say at a field what is wrong with it."""
    return str(REFUSALS[code] if code in REFUSALS else REFUSALS["invalid"])


def refusal(code: str) -> str:
    """Say why something was not done."""
    return str(REFUSALS.get(code, REFUSALS["wrong_state"]))
