"""What each notice says. A text never holds a NIK or another person's data beyond the name."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ayo.identity import facade as identity
from ayo.identity.data import CodeFor
from ayo.notices import rules
from ayo.registry import facade as registry
from ayo.ui.filters import day_of_month, moment

_WAS_IT_YOU = _(
    "%(at)s, %(device)s. Bukan Anda? Buka Keamanan akun, keluarkan perangkat yang tidak Anda kenal, ganti kata sandi."
)
TEXTS: Mapping[str, tuple[Promise, Promise]] = {
    "proposal_to_owner": (
        _("%(who)s mengusulkan perubahan data Anda"),
        _("Isian: %(fields)s. Periksa dan putuskan."),
    ),
    "proposal_to_steward": (_("Usulan perubahan data menunggu"), _("%(who)s mengusulkan: %(fields)s.")),
    "proposal_accepted": (_("Usulan Anda diterima"), _("Isian %(fields)s sudah berubah.")),
    "proposal_refused": (_("Usulan Anda ditolak"), _("Alasan: %(reason)s")),
    "data_changed": (_("Data Anda diperbarui"), _("Isian %(fields)s diubah oleh %(who)s.")),
    "delegation_offered": (_("%(who)s ingin memberi Anda kuasa"), _("Sampai %(last)s. Terima atau tolak.")),
    "delegation_accepted": (
        _("%(who)s menerima kuasa Anda"),
        _("Sampai %(last)s, atau kapan saja Anda mau."),
    ),
    "delegation_ended": (_("Kuasa dengan %(who)s berakhir"), _("Tidak ada lagi yang dapat dilakukan dengannya.")),
    "acting_begins": (_("Anda %(kind)s. %(post)s"), _("Mulai %(from)s sampai %(last)s.")),
    "acting_ended": (_("Tugas sebagai %(kind)s. %(post)s berakhir"), _("Peran yang mengikutinya sudah tidak berlaku.")),
    "role_given": (_("Anda mendapat peran %(role)s"), _("Berlaku mulai %(from)s. %(place)s")),
    "role_ended": (_("Peran %(role)s Anda berakhir"), _("Tidak berlaku lagi mulai %(on)s. Alasan: %(reason)s")),
    "delivery_expired": (
        _("Kiriman ke %(app)s tidak sampai selama 7 hari"),
        _("%(count)s kiriman tertahan. Alasan terakhir: %(reason)s"),
    ),
    "app_stalled": (
        _("%(app)s tidak menerima apa pun selama 7 hari"),
        _("Kirimannya menunggu dengan aman. Alasan terakhir: %(reason)s"),
    ),
    "circuit_opened": (
        _("%(app)s tidak terjangkau"),
        _("Kirimannya menunggu dengan aman dan dicoba lagi sendiri. Alasan: %(reason)s"),
    ),
    "carrier_opened": (
        _("%(carrier)s sedang putus"),
        _("Pesan menunggu dengan aman dan berangkat begitu tersambung. Alasan: %(reason)s"),
    ),
    "app_paused": (_("%(app)s berhenti menerima"), _("Aplikasi menjawab bahwa alamatnya sudah tidak ada.")),
    "account_bound": (
        _("Akun Anda terverifikasi"),
        _("Data Anda sekarang terbuka dengan akun ini. Bukan Anda? Beri tahu kantor kelurahan."),
    ),
    "check_asked": (_("Seseorang minta diverifikasi"), _("Ia akan datang membawa KTP dan kartu keluarga.")),
    "check_refused": (_("Verifikasi Anda ditolak"), _("Alasan: %(reason)s")),
    "binding_tried": (
        _("Seseorang mencoba membuat akun atas nama Anda"),
        _("NIK, nomor KK, dan tanggal lahir Anda dipakai. Akun Anda aman. Bukan Anda? Beri tahu kantor kelurahan."),
    ),
    "guard_change_password": (_("Kata sandi akun Anda diganti"), _WAS_IT_YOU),
    "guard_reset_password": (_("Kata sandi akun Anda dipulihkan"), _WAS_IT_YOU),
    "guard_new_device": (_("Akun Anda dibuka di perangkat baru"), _WAS_IT_YOU),
    "guard_totp_activated": (_("Aplikasi kode dipasang di akun Anda"), _WAS_IT_YOU),
    "guard_totp_deactivated": (_("Aplikasi kode dilepas dari akun Anda"), _WAS_IT_YOU),
    "guard_recovery_codes_generated": (_("Kode cadangan akun Anda dibuat baru"), _WAS_IT_YOU),
    "guard_webauthn_added": (_("Kunci sandi ditambahkan ke akun Anda"), _WAS_IT_YOU),
    "guard_webauthn_removed": (_("Kunci sandi dilepas dari akun Anda"), _WAS_IT_YOU),
    "guard_webauthn_copied": (
        _("Kunci sandi yang tersalin ditolak"),
        _(
            "%(at)s, %(device)s. Salinan kunci Anda dipakai untuk masuk. "
            "Lepas kunci itu di Keamanan akun, buat yang baru."
        ),
    ),
    "case_sent": (_("%(service)s: permohonan terkirim"), _("Nomornya %(number)s. Kami kabari tiap kali ada langkah.")),
    "case_returned": (_("%(service)s: petugas menunggu jawaban Anda"), _("No. %(number)s: %(text)s")),
    "case_done": (
        _("%(service)s: hasilnya sudah ada"),
        _("No. %(number)s. Buka, lihat, dan nyatakan benar atau belum."),
    ),
    "case_letter": (
        _("%(service)s: surat Anda sudah ditandatangani"),
        _("No. %(letter)s. Buka untuk mengunduh, lalu nyatakan benar atau belum."),
    ),
    "letter_issued": (_("%(service)s: surat Anda sudah ditandatangani"), _("No. %(letter)s. Buka untuk mengunduh.")),
    "letter_replaced": (
        _("%(service)s: surat Anda terbit ulang"),
        _("No. %(letter)s, edisi %(edition)s. Edisi sebelumnya tidak berlaku lagi; pakai yang baru."),
    ),
    "letter_revoked": (
        _("%(service)s: surat Anda dicabut"),
        _("No. %(letter)s tidak berlaku lagi. Alasan: %(text)s"),
    ),
    "case_rejected": (_("%(service)s: permohonan ditolak"), _("No. %(number)s. Alasan: %(text)s")),
    "case_expired": (
        _("%(service)s: permohonan kedaluwarsa"),
        _("No. %(number)s. Anda boleh memohon lagi kapan saja."),
    ),
    "case_message": (_("%(service)s: pesan dari petugas"), _("%(who)s, no. %(number)s: %(text)s")),
    "case_question": (_("%(service)s: pesan dari pemohon"), _("%(who)s, no. %(number)s: %(text)s")),
    "case_late": (_("%(service)s lewat janji"), _("No. %(number)s di %(office)s seharusnya selesai %(on)s.")),
    "work_to_judge": (
        _("Aktivitas tim Anda menunggu"),
        _("Yang tidak biasa tampil lebih dulu. Tanpa jawaban, atasan di atas Anda yang ditanya."),
    ),
    "work_returned": (_("%(count)s aktivitas dikembalikan"), _("Alasan: %(reason)s Perbaiki lalu kirim lagi.")),
    "work_rejected": (_("%(count)s aktivitas ditolak"), _("Alasan: %(reason)s")),
    "plan_to_agree": (
        _("%(who)s mengirim SKP-nya"),
        _("Setujui, atau kembalikan dengan catatan apa yang perlu diubah."),
    ),
    "plan_agreed": (_("SKP %(year)s Anda disetujui"), _("Hasil kerja dan perilaku itu berlaku sebagai rencana Anda.")),
    "plan_returned": (_("SKP %(year)s Anda dikembalikan"), _("Catatan atasan: %(text)s")),
    "plan_split": (
        _("SKP %(year)s Anda dibagi karena pindah"),
        _("Jabatan baru: %(text)s. Draf untuk sisa tahun sudah siap; periksa lalu kirim."),
    ),
    "feedback_given": (_("Umpan balik untuk kerja Anda"), _("%(text)s")),
    "measure_recorded": (
        _("Catatan kepegawaian Anda bertambah"),
        _("Keputusan %(decree)s tercatat. Buka untuk membaca isinya dan pengaruhnya pada TPP."),
    ),
    "measure_ended": (
        _("Catatan kepegawaian Anda berubah"),
        _("Keputusan %(decree)s diakhiri atau dibatalkan. Buka untuk membaca alasannya."),
    ),
    "rating_given": (
        _("Penilaian Anda: %(predicate)s"),
        _("%(period)s. Lihat alasannya; Anda boleh berkeberatan sampai %(last)s."),
    ),
    "unit_result_changed": (
        _("Hasil unit yang Anda dukung berubah"),
        _("%(unit)s sekarang menulis: %(text)s. Baca lagi rencana Anda."),
    ),
    "unit_result_ended": (
        _("Hasil unit yang Anda dukung diakhiri"),
        _("%(unit)s tidak lagi merencanakan: %(text)s. Pilih hasil lain saat rencana Anda diubah."),
    ),
    "realised_after_rating": (
        _("%(who)s mengubah realisasi sesudah dinilai"),
        _("%(period)s. Nilainya tetap sampai Anda menilai ulang."),
    ),
    "correction_to_judge": (_("%(who)s minta kehadirannya diperbaiki"), _("Untuk %(on)s. Alasan: %(reason)s")),
    "correction_accepted": (
        _("Kehadiran Anda %(on)s diperbaiki"),
        _("Hari itu dinilai ulang dengan jam yang Anda sebut."),
    ),
    "correction_refused": (_("Koreksi kehadiran %(on)s ditolak"), _("Alasan: %(reason)s")),
    "absence_step": (
        _("%(who)s: %(days)s hari tanpa keterangan tahun ini"),
        _("Menurut PP 94/2021 tahapnya %(step)s. Bicarakan dengannya sebelum memutuskan."),
    ),
    "assistance_asked": (
        _("%(who)s ingin membantu Anda"),
        _("Mengisi %(service)s untuk Anda, %(minutes)s menit. Izinkan atau tolak."),
    ),
    "need_taken": (_("%(who)s akan membantu Anda"), _("%(service)s. Ia menghubungi Anda; kota tidak meminta uang.")),
    "need_expired": (
        _("Belum ada yang membantu: %(service)s"),
        _("Permintaan Anda sudah 14 hari. Minta lagi, atau datang ke kelurahan."),
    ),
    "help_given": (
        _("%(who)s mengirim %(service)s untuk Anda"),
        _("No. %(number)s. Bukan Anda yang meminta? Buka dan katakan kepada kami."),
    ),
    "help_objected": (
        _("Warga berkata tidak minta dibantu"),
        _("%(who)s, %(service)s, no. %(number)s. Periksa dan putuskan."),
    ),
    "help_upheld": (_("Keberatan Anda benar"), _("%(service)s, no. %(number)s: pekerjaan itu tidak dihitung.")),
    "help_dismissed": (
        _("Keberatan Anda sudah diperiksa"),
        _("%(service)s, no. %(number)s: menurut atasan, bantuan itu memang diminta."),
    ),
    "help_counted": (
        _("Bantuan Anda tetap dihitung"),
        _("%(service)s, no. %(number)s: keberatan warga tidak terbukti."),
    ),
    "help_not_counted": (_("Bantuan Anda tidak dihitung"), _("%(service)s, no. %(number)s: keberatan warga benar.")),
    "import_failed": (_("Impor berhenti"), _("%(written)s baris sudah masuk. Buka impornya untuk melihat sebabnya.")),
    "import_finished": (_("Impor selesai"), _("%(written)s baris masuk, %(rejected)s ditolak.")),
}


def said(code: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return title and text in the present language; an unknown code is shown as itself.

    A fact is a text, or the same text by language. Facts hold what people wrote, reasons above all, so a long number in
    them is hidden.
    """
    title, text = TEXTS.get(code, (code, ""))
    words = {name: _in_language(fact) for name, fact in facts.items()}
    if "kind" in facts and "fields" in facts:
        words["fields"] = registry.words.fields(facts["kind"], facts["fields"].split(","))
    if "role" in facts:
        words["role"] = identity.role_label(facts["role"])
    words |= {name: day_of_month(facts[name]) for name in ("from", "on", "last") if name in facts}
    if "agent" in facts:
        words["device"] = identity.device_label(facts["agent"]) or str(_("perangkat yang tidak dikenal"))
        words["at"] = moment(facts["at"])
    return rules.without_numbers(str(title) % words), rules.without_numbers(str(text) % words)


_CODES: Mapping[CodeFor, tuple[Promise, Promise, str]] = {
    CodeFor.REGISTER: (
        _("Kode Anda: %(code)s"),
        _("Isi kode ini untuk membuat akun. Berlaku sepuluh menit. Jangan berikan kepada siapa pun."),
        "identity:join_code",
    ),
    CodeFor.ADD: (
        _("Kode Anda: %(code)s"),
        _("Isi kode ini untuk masuk dengan alamat ini juga. Berlaku sepuluh menit. Jangan berikan kepada siapa pun."),
        "identity:login_code",
    ),
    CodeFor.KNOWN: (
        _("Anda sudah punya akun"),
        _("Seseorang, mungkin Anda, mencoba memakai alamat ini untuk akun baru. Masuklah dengan akun yang sudah ada."),
        "identity:sign_in",
    ),
    CodeFor.SIGN_IN: (
        _("Kode masuk Anda: %(code)s"),
        _(
            "Isi kode ini untuk masuk, di peramban yang memintanya. Berlaku sepuluh menit. "
            "Jangan berikan kepada siapa pun."
        ),
        "identity:code_enter",
    ),
    CodeFor.RESET: (
        _("Kode kata sandi baru: %(code)s"),
        _("Isi kode ini untuk membuat kata sandi baru. Berlaku sepuluh menit. Jangan berikan kepada siapa pun."),
        "identity:reset_code",
    ),
    CodeFor.ASSIST: (
        _("Kode bantuan: %(code)s"),
        _(
            "%(who)s ingin mengisi %(thing)s untuk Anda, %(minutes)s menit. Setuju? Sebutkan kode ini kepadanya. "
            "Bukan Anda yang minta dibantu? Jangan sebutkan kepada siapa pun."
        ),
        "identity:assistances",
    ),
    CodeFor.INVITE: (
        _("Anda diundang membuka akun pegawai"),
        _("Buka tautan ini dalam tujuh hari, lalu isi NIK dan kata sandi baru. Tautannya bekerja sekali saja."),
        "identity:invitation",
    ),
}


def of_code(purpose: CodeFor, code: str, facts: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return title, text and the page to go to of a letter with a code; `facts` name what a code of help is for."""
    title, text, page = _CODES[purpose]
    said = {name: _in_language(fact) for name, fact in facts.items()}
    return str(title) % {"code": code}, str(text) % said if said else str(text), page


def _in_language(fact: Any) -> Any:
    """A fact is a text, or the same text by language."""
    return fact.get(get_language() or settings.LANGUAGE_CODE, "") if isinstance(fact, dict) else fact
