"""The words by which people look for things, beside the names on the pages."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.common import clock
from ayo.portal import likeness
from ayo.registry import facade as registry
from ayo.registry.data import Kind, PersonLine

ALSO: Mapping[str, Promise] = {
    "phone": later("telepon hp handphone whatsapp wa kontak"),
    "email": later("email e-mail surat elektronik kontak"),
    "domicile": later("rumah pindah domisili rt rw kelurahan kecamatan jalan"),
    "nik": later("ktp nomor induk kependudukan"),
    "name": later("nama ejaan ktp"),
    "birth_on": later("lahir umur ulang tahun"),
    "birth_place": later("lahir kota kelahiran"),
    "marital_status": later("nikah kawin cerai suami istri"),
    "religion": later("agama kepercayaan"),
    "occupation": later("kerja profesi"),
}
PAGES: Mapping[str, Promise] = {
    "shield": later("profil akun kartu keluarga kk anak aplikasi privasi"),
    "inbox": later("pesan kabar pemberitahuan notifikasi"),
    "edit": later("perbaikan perubahan persetujuan"),
    "help": later("bantuan aksesibilitas cara tanya"),
    "building": later("opd dinas kantor unit kelurahan kecamatan"),
    "people": later("penduduk warga orang nik"),
    "up": later("unggah csv xlsx excel"),
    "plug": later("integrasi kontrak kiriman webhook"),
    "history": later("log catatan rantai"),
}
MORE: tuple[tuple[Promise, str, Promise], ...] = (
    (later("Siapa membaca data saya"), "portal:reads", later("jejak akses privasi")),
    (later("Unduh data saya"), "portal:export", later("ekspor salinan unduhan")),
    (later("Kabar perubahan"), "portal:receipts", later("tanda terima sampai aplikasi")),
    (later("Pengaturan"), "portal:settings", later("bahasa tema tampilan huruf keamanan kabar akun")),
    (later("Pernyataan aksesibilitas"), "portal:accessibility", later("difabel tunanetra pembaca layar wcag")),
    (later("Privasi"), "portal:privacy", later("data pribadi pdp hak rahasia")),
)


def matches(words: str, *texts: str) -> bool:
    """Tell whether every word asked for begins a word of the texts, a slip of the finger allowed."""
    return likeness.all_known(words, " ".join(texts))


def person_row(line: PersonLine) -> dict[str, Any]:
    """Return a person as one row of a list."""
    age, place = _born(line), place_of(line)
    return {
        "label": line.name,
        "url": reverse("portal:person", args=[line.id]),
        "hint": " · ".join(part for part in (age, place) if part),
        "icon": "user-check" if line.is_employee else "me",
        "age": age,
        "place": place,
        "sex": registry.words.value(Kind.PERSON, "sex", line.sex, {}),
        "is_employee": line.is_employee,
    }


def place_of(line: PersonLine) -> str:
    if not line.kelurahan:
        return _("alamat belum ada")
    house = f", RT {line.rt}/RW {line.rw}" if line.rt or line.rw else ""
    return f"{registry.words.area(line.kelurahan)}{house}"


def _born(line: PersonLine) -> str:
    if line.birth_on is None:
        return ""
    today = clock.today()
    years = today.year - line.birth_on.year - ((today.month, today.day) < (line.birth_on.month, line.birth_on.day))
    return _("%(years)s tahun") % {"years": years} if line.is_alive else _("meninggal")
