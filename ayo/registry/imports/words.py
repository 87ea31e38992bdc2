"""How the import speaks: fields that columns may hold, steps, outcomes, and why a row cannot be taken."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ayo.registry import words
from ayo.registry.imports import targets

Words = Mapping[str, str | Promise]

_FIELDS: Words = {
    "birth": _("Tempat, tanggal lahir"),
    "family_number": _("Nomor kartu keluarga"),
    "head_nik": _("NIK kepala keluarga"),
    "nik": _("NIK"),
    "organisation": _("Unit kerja (nama atau kode)"),
    "superior_nip": _("NIP atasan"),
    "street": _("Alamat: jalan dan nomor"),
    "rt": _("Alamat: RT"),
    "rw": _("Alamat: RW"),
    "rt_rw": _("Alamat: RT/RW"),
    "kelurahan": _("Alamat: kelurahan"),
    "kecamatan": _("Alamat: kecamatan"),
    "postal_code": _("Alamat: kode pos"),
    "latitude": _("Alamat: lintang"),
    "longitude": _("Alamat: bujur"),
}
_GROUPS: Words = {"own": _("Data utama"), "address": _("Alamat"), "family": _("Keluarga")}
_STATES: Words = {
    "UPLOADED": _("Diunggah"),
    "CHECKING": _("Sedang diperiksa"),
    "PREVIEWED": _("Siap dijalankan"),
    "RUNNING": _("Berjalan"),
    "PAUSED": _("Dijeda"),
    "DONE": _("Selesai"),
    "FAILED": _("Gagal"),
    "CANCELLED": _("Dibatalkan"),
}
_OUTCOMES: Words = {
    "NEW": _("Baru"),
    "CHANGED": _("Berubah"),
    "SAME": _("Sama"),
    "PROPOSED": _("Menjadi usulan"),
    "REJECTED": _("Ditolak"),
}
_HEADINGS: Words = {"row": _("Baris"), "column": _("Kolom"), "reason": _("Alasan")}
_REASONS: Words = {
    "number_rounded": _("Nomor ini disimpan sebagai angka oleh spreadsheet sehingga digit terakhirnya hilang. "
                        "Ubah kolom menjadi teks, lalu isi ulang dari sumbernya."),
    "not_a_date": _("Tulis tanggal seperti 24-11-1990, dengan tahun empat angka."),
    "not_a_choice": _("Kata ini tidak dikenal untuk kolom ini."),
    "unknown_kelurahan": _("Kelurahan ini tidak dikenal. Tulis kode atau namanya, bila perlu dengan kecamatannya."),
    "circle": _("Atasan tidak boleh menjadi bawahan dari orang yang sama. Baris tersimpan tanpa atasan itu."),
    "double_in_file": _("Nomor ini sudah ada di baris sebelumnya; baris pertama yang dipakai."),
    "possible_double": _("Sangat mirip dengan orang yang sudah terdaftar. Periksa, lalu lengkapi NIK-nya."),
    "nik_of_somebody_else": _("NIK ini terdaftar untuk orang dengan nama dan tanggal lahir lain."),
    "nip_of_somebody_else": _("NIP ini terdaftar untuk orang lain."),
    "not_registered": _("Data ini belum terdaftar, dan sumber ini tidak berwenang mendaftarkannya."),
    "unknown_person": _("Orang dengan NIK ini belum terdaftar."),
    "unknown_family": _("Kartu keluarga ini belum terdaftar, dan sumber ini tidak berwenang mendaftarkannya."),
    "unknown_superior": _("Atasan dengan NIP ini belum terdaftar. Baris tersimpan tanpa atasan."),
    "ambiguous_organisation": _("Nama unit kerja ini dipakai lebih dari satu unit. Tulis kodenya."),
    "unknown_organisation": _("Unit kerja ini tidak dikenal. Tulis nama atau kodenya."),
    "ends_before_it_starts": _("Tanggal berhenti lebih awal daripada tanggal mulai."),
    "contradicts_registry": _("Baris ini bertentangan dengan data lain yang sudah terdaftar."),
    "nip_impossible_date": _("Tanggal di dalam NIP tidak mungkin."),
    "nip_bad_sex_digit": _("Angka ke-15 NIP harus 1 atau 2."),
    "nip_bad_serial": _("Tiga angka terakhir NIP tidak mungkin 000."),
    "nip_bad_appointment": _("Angka ke-13 dan ke-14 nomor PPPK paling sedikit 21."),
    "nip_missing": _("NIP belum diisi."),
    "unknown_field": _("Isian ini tidak dikenal."),
    "mapped_twice": _("Isian ini sudah dipilih untuk kolom lain."),
    "no_such_column": _("Kolom ini tidak ada."),
    "missing:nik": _("Pilih kolom NIK, atau kolom nama dan tanggal lahir."),
    "missing:number": _("Pilih kolom nomor kartu keluarga."),
    "missing:nip": _("Pilih kolom NIP."),
    "bad_table": _("Berkas ini tidak dapat dibaca sebagai tabel."),
    "bad_encoding": _("Huruf di berkas ini tidak dapat dibaca. Simpan sebagai CSV UTF-8."),
    "bad_kind": _("Unggah berkas CSV atau XLSX."),
    "too_large": _("Berkas ini terlalu besar."),
    "damaged": _("Berkas ini rusak."),
    "empty": _("Berkas ini kosong."),
    "no_rows": _("Berkas ini hanya berisi judul kolom."),
    "file_gone": _("Berkas asalnya sudah tidak ada."),
    "keeps_failing": _("Impor ini berulang kali terhenti di tempat yang sama."),
}  # fmt: skip


def reason(code: str) -> str:
    return str(_REASONS[code]) if code in _REASONS else words.fault(code)


def field_label(kind: str, name: str) -> str:
    part = name.rpartition(".")[2]
    return str(_FIELDS[part]) if part in _FIELDS else words.field(kind, name)


def group(name: str) -> str:
    return str(_GROUPS[targets.GROUPS.get(name.partition(".")[0], "own")])


def state(code: str) -> str:
    return str(_STATES[code])


def outcome(code: str) -> str:
    return str(_OUTCOMES[code])


def kind(code: str) -> str:
    return str(words.KINDS[code])


def heading(code: str) -> str:
    return str(_HEADINGS[code])
