"""What the acts of the audit log are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: Mapping[str, Promise] = {
    "registry.read_person": _("Membuka data"),
    "registry.open_person": _("Membuka ringkasan data"),
    "registry.find_person": _("Mencari dengan NIK"),
    "registry.export_person": _("Mengunduh data"),
    "registry.register_person": _("Mendaftarkan"),
    "registry.register_family": _("Mendaftarkan kartu keluarga"),
    "registry.register_employee": _("Mendaftarkan pegawai"),
    "registry.register_organisation": _("Mendaftarkan organisasi"),
    "registry.change_person": _("Mengubah data"),
    "registry.change_person_later": _("Mengubah data mulai tanggal nanti"),
    "registry.change_family": _("Mengubah kartu keluarga"),
    "registry.change_employee": _("Mengubah data pegawai"),
    "registry.change_organisation": _("Mengubah organisasi"),
    "registry.due_person": _("Nilai yang dijadwalkan mulai berlaku"),
    "registry.propose": _("Mengusulkan perubahan"),
    "registry.accept_proposal": _("Menerima usulan"),
    "registry.refuse_proposal": _("Menolak usulan"),
    "registry.withdraw_proposal": _("Menarik usulan"),
    "registry.merge_persons": _("Menggabungkan data ganda"),
    "registry.unmerge_persons": _("Membatalkan penggabungan"),
    "registry.change_family_later": _("Mengubah kartu keluarga mulai tanggal nanti"),
    "registry.change_employee_later": _("Mengubah data pegawai mulai tanggal nanti"),
    "registry.change_organisation_later": _("Mengubah organisasi mulai tanggal nanti"),
    "registry.due_family": _("Nilai yang dijadwalkan mulai berlaku"),
    "registry.due_employee": _("Nilai yang dijadwalkan mulai berlaku"),
    "registry.due_organisation": _("Nilai yang dijadwalkan mulai berlaku"),
    "registry.create_import": _("Mengunggah berkas impor"),
    "registry.map_import": _("Mencocokkan kolom impor"),
    "registry.check_import": _("Memeriksa berkas impor"),
    "registry.preview_import": _("Selesai memeriksa berkas impor"),
    "registry.start_import": _("Menjalankan impor"),
    "registry.pause_import": _("Menjeda impor"),
    "registry.resume_import": _("Melanjutkan impor"),
    "registry.cancel_import": _("Membatalkan impor"),
    "registry.fail_import": _("Impor gagal"),
    "registry.finish_import": _("Impor selesai"),
    "registry.read_import_rejects": _("Mengunduh baris impor yang ditolak"),
    "notices.choose": _("Memilih cara dikabari"),
    "identity.sign_in": _("Masuk"),
    "identity.sign_out": _("Keluar"),
    "identity.change_password": _("Mengganti kata sandi"),
    "identity.totp_activated": _("Memasang aplikasi kode"),
    "identity.totp_deactivated": _("Melepas aplikasi kode"),
    "identity.recovery_codes_generated": _("Membuat kode cadangan"),
    "identity.webauthn_added": _("Menambah kunci sandi"),
    "identity.webauthn_removed": _("Melepas kunci sandi"),
    "identity.webauthn_copied": _("Menolak kunci sandi yang tersalin"),
    "identity.new_device": _("Masuk dari perangkat baru"),
    "identity.end_session": _("Mengeluarkan perangkat"),
    "identity.create_client": _("Mendaftarkan masuk lewat Ayo"),
    "identity.rotate_client": _("Mengganti rahasia masuk lewat Ayo"),
    "identity.remove_client": _("Mencabut masuk lewat Ayo"),
    "identity.end_tokens": _("Mengakhiri izin masuk yang disalahgunakan"),
    "identity.make_signing_key": _("Membuat kunci tanda tangan"),
    "identity.open_account": _("Membuka akun"),
    "identity.grant_role": _("Memberi peran"),
    "identity.add_login": _("Menambah surel atau nomor untuk masuk"),
    "identity.remove_login": _("Melepas surel atau nomor untuk masuk"),
    "identity.choose_login": _("Memilih nama masuk utama"),
    "identity.bind_account": _("Memverifikasi akun"),
    "identity.fail_to_bind": _("Verifikasi akun tidak cocok"),
    "identity.close_account": _("Menutup akun"),
    "identity.end_role": _("Mengakhiri peran"),
    "identity.create_key": _("Membuat kunci aplikasi"),
    "identity.retire_key": _("Mengakhiri kunci aplikasi"),
    "identity.revoke_key": _("Mencabut kunci aplikasi"),
    "exchange.add_app": _("Menghubungkan aplikasi"),
    "exchange.update_app": _("Mengubah aplikasi terhubung"),
    "exchange.set_contract": _("Menetapkan perjanjian data"),
    "exchange.rotate_secret": _("Mengganti kunci tanda tangan"),
    "exchange.pause": _("Menjeda kiriman"),
    "exchange.resume": _("Melanjutkan kiriman"),
    "exchange.replay": _("Mengirim ulang catatan"),
    "exchange.send_test": _("Mengirim uji coba"),
    "exchange.reconcile": _("Meminta rekonsiliasi"),
    "exchange.reconciled": _("Rekonsiliasi selesai"),
    "exchange.expire": _("Kiriman kedaluwarsa"),
    "exchange.stall": _("Aplikasi berhenti menerima"),
    "exchange.retry_parked": _("Mencoba lagi kiriman tertahan"),
    "exchange.discard_parked": _("Menghentikan kiriman tertahan"),
    "services.add_version": _("Menambah versi layanan"),
    "services.end_version": _("Mengakhiri versi layanan"),
    "services.begin_draft": _("Memulai isian"),
    "services.discard_draft": _("Membuang isian"),
    "services.restore_draft": _("Mengambil lagi isian"),
    "services.rated": _("Menilai layanan"),
    "services.submitted": _("Mengirim permohonan"),
    "services.taken": _("Mengambil pekerjaan"),
    "services.released": _("Mengembalikan pekerjaan"),
    "services.stage_done": _("Menyelesaikan tahap"),
    "services.returned": _("Meminta perbaikan"),
    "services.resubmitted": _("Menjawab permintaan perbaikan"),
    "services.transferred": _("Meneruskan ke unit lain"),
    "services.escalated": _("Menaikkan yang terlambat"),
    "services.message": _("Menulis pesan urusan"),
    "services.note": _("Menulis catatan dalam"),
    "services.rejected": _("Menolak permohonan"),
    "services.cancelled": _("Membatalkan permohonan"),
    "services.confirmed": _("Menyatakan hasil benar"),
    "services.reopened": _("Membuka lagi urusan"),
    "files.store": _("Menyimpan berkas"),
    "files.remove": _("Menghapus berkas"),
    "files.release": _("Melepas berkas dari karantina"),
    "files.refuse": _("Menolak berkas berbahaya"),
    "audit.read": _("Membaca jejak audit"),
    "audit.export": _("Mengunduh jejak audit"),
    "audit.verify": _("Memeriksa rantai audit"),
}
KINDS: Mapping[str, Promise] = {
    "PERSON": _("orang"),
    "APP": _("aplikasi"),
    "SYSTEM": _("sistem"),
    "NOBODY": _("tanpa masuk"),
}
SUBJECTS: Mapping[str, Promise] = {
    "person": _("Orang"),
    "family": _("Kartu keluarga"),
    "employee": _("Pegawai"),
    "organisation": _("Organisasi"),
    "proposal": _("Usulan"),
    "app": _("Aplikasi"),
    "audit": _("Jejak audit"),
    "account": _("Akun"),
    "import": _("Impor"),
    "file": _("Berkas"),
    "service": _("Layanan"),
    "draft": _("Isian"),
    "case": _("Urusan"),
}


def said(act: str) -> str:
    """Return an act in words; one that has none yet is shown by its code."""
    return str(ACTS.get(act, act))


def kind(actor_kind: str) -> str:
    return str(KINDS.get(actor_kind, actor_kind))


def subject(subject_kind: str) -> str:
    return str(SUBJECTS.get(subject_kind, subject_kind))


def is_read(act: str) -> bool:
    return act.startswith(("registry.read", "registry.open", "registry.find", "registry.export"))
