"""Why a file is refused, and where one stands, as people say it."""

from collections.abc import Mapping

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.files.data import FileState

_FAULTS: Mapping[str, Promise] = {
    "empty": later("Berkas ini kosong. Pilih berkas lain."),
    "bad_kind": later("Kirim foto (JPG, PNG, WEBP) atau PDF. Jenis berkas lain tidak dapat diterima."),
    "damaged": later("Berkas ini rusak dan tidak dapat dibuka. Ambil foto atau pindai ulang, lalu kirim lagi."),
    "too_many_pixels": later("Foto ini terlalu besar ukurannya. Perkecil dahulu, lalu kirim lagi."),
    "too_small": later("Foto ini terlalu kecil untuk dibaca."),
    "too_many_pages": later("PDF ini terlalu banyak halamannya. Kirim halaman yang diminta saja."),
    "too_complex": later("PDF ini terlalu rumit. Cetak ke PDF baru, lalu kirim lagi."),
    "locked": later("PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu kirim lagi."),
    "active": later("PDF ini berisi program atau formulir aktif. Cetak ke PDF baru, lalu kirim lagi."),
    "carries_files": later("PDF ini membawa berkas lain di dalamnya. Simpan tanpa lampiran, lalu kirim lagi."),
    "two_in_one": later("Berkas ini bukan PDF biasa. Cetak ke PDF baru, lalu kirim lagi."),
    "malware": later("Pemindai menemukan program berbahaya dalam berkas ini. Berkas tidak disimpan."),
}
_STATES: Mapping[FileState, Promise] = {
    FileState.QUARANTINED: later("Sedang diperiksa pemindai"),
    FileState.KEPT: later("Tersimpan"),
    FileState.REFUSED: later("Ditolak pemindai"),
}


def fault(code: str) -> str:
    """Return why an upload was refused, with what to do about it."""
    if code == "too_large":
        return _("Berkas ini lebih dari %(size)s. Perkecil dahulu, lalu kirim lagi.") % {
            "size": filesizeformat(settings.AYO_UPLOAD_LARGEST)
        }
    return str(_FAULTS.get(code, _FAULTS["damaged"]))


def state(code: str) -> str:
    return str(_STATES[FileState(code)])
