"""How fields, values and faults are said to people; codes and field names never reach a page by themselves."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.common import clock
from ayo.common.jsons import Json
from ayo.region.data import neighbourhood
from ayo.region.facade import pack
from ayo.registry.data import ASSURANCE, Kind
from ayo.ui import filters

Words = Mapping[str, str | Promise]

KINDS: Words = {
    Kind.PERSON: later("Orang"),
    Kind.FAMILY: later("Kartu keluarga"),
    Kind.EMPLOYEE: later("Pegawai"),
    Kind.ORGANISATION: later("Organisasi"),
}
FIELDS: Mapping[str, Words] = {
    Kind.PERSON: {
        "nik": later("NIK"),
        "name": later("Nama lengkap"),
        "front_title": later("Gelar di depan nama"),
        "back_title": later("Gelar di belakang nama"),
        "sex": later("Jenis kelamin"),
        "birth_place": later("Tempat lahir"),
        "birth_on": later("Tanggal lahir"),
        "religion": later("Agama"),
        "marital_status": later("Status perkawinan"),
        "occupation": later("Pekerjaan"),
        "phone": later("Nomor ponsel"),
        "email": later("Surel"),
        "domicile": later("Alamat tinggal"),
        ASSURANCE: later("Cara identitas dibuktikan dan cara masuk"),
        "family_id": later("Kartu keluarga"),
        "family_role": later("Hubungan dalam keluarga"),
        "life_state": later("Keadaan hidup"),
    },
    Kind.FAMILY: {
        "number": later("Nomor kartu keluarga"),
        "head_id": later("Kepala keluarga"),
        "address": later("Alamat kartu keluarga"),
    },
    Kind.EMPLOYEE: {
        "person_id": later("Orang"),
        "nip": later("NIP"),
        "status": later("Status kepegawaian"),
        "post": later("Jabatan"),
        "grade": later("Golongan"),
        "job_class": later("Kelas jabatan"),
        "organisation_id": later("Unit kerja"),
        "superior_id": later("Atasan"),
        "started_on": later("Mulai bertugas"),
        "ended_on": later("Berhenti"),
    },
    Kind.ORGANISATION: {
        "code": later("Kode"),
        "name": later("Nama"),
        "short_name": later("Nama singkat"),
        "kind": later("Jenis"),
        "parent_id": later("Induk"),
        "siasn_code": later("Kode unit SIASN"),
        "area": later("Wilayah"),
        "valid_from": later("Berdiri sejak"),
        "valid_to": later("Berakhir"),
    },
}
PARTS: Words = {
    "kelurahan": later("kelurahan"),
    "rw": later("RW"),
    "rt": later("RT"),
    "street": later("jalan"),
    "postal_code": later("kode pos"),
    "latitude": later("titik di peta"),
    "longitude": later("titik di peta"),
}
VALUES: Mapping[str, Words] = {
    "sex": {"MALE": later("Laki-laki"), "FEMALE": later("Perempuan")},
    "marital_status": {
        "SINGLE": later("Belum kawin"),
        "MARRIED": later("Kawin"),
        "DIVORCED": later("Cerai hidup"),
        "WIDOWED": later("Cerai mati"),
    },
    "family_role": {
        "HEAD": later("Kepala keluarga"),
        "SPOUSE": later("Suami/istri"),
        "CHILD": later("Anak"),
        "PARENT": later("Orang tua"),
        "OTHER": later("Lainnya"),
    },
    "life_state": {"ALIVE": later("Hidup"), "DECEASED": later("Meninggal")},
}
FAULTS: Words = {
    "missing": later("Isian ini belum diisi."),
    "too_long": later("Terlalu panjang."),
    "not_text": later("Tulis dengan huruf."),
    "control_character": later("Ada huruf yang tidak terbaca. Ketik ulang."),
    "not_a_choice": later("Pilih salah satu dari daftar."),
    "not_a_name": later("Nama ditulis dengan huruf, tanpa angka."),
    "not_a_date": later("Tulis tanggal seperti 24/11/1990."),
    "in_the_future": later("Tanggal ini belum tiba."),
    "too_long_ago": later("Tanggal ini terlalu lama berlalu."),
    "not_a_phone": later("Nomor ini tidak dapat dihubungi. Contoh: 0812 3456 7890."),
    "not_an_email": later("Alamat surel ini tidak lengkap. Contoh: nama@contoh.id."),
    "not_an_address": later("Alamat ini belum lengkap."),
    "unknown_kelurahan": later("Pilih kelurahan dari daftar."),
    "missing_street": later("Tulis nama jalan dan nomor rumah."),
    "bad_postal_code": later("Kode pos terdiri dari lima angka."),
    "bad_rt_rw": later("RT dan RW paling banyak tiga angka."),
    "bad_point": later("Titik di peta perlu lintang dan bujur, misalnya −6,178 dan 106,630."),
    "nik_not_16_digits": later("NIK terdiri dari 16 angka."),
    "nik_bad_province": later("Dua angka pertama NIK bukan kode provinsi."),
    "nik_bad_regency": later("Angka ketiga dan keempat NIK bukan kode kabupaten atau kota."),
    "nik_bad_serial": later("Empat angka terakhir NIK tidak mungkin 0000."),
    "nik_impossible_date": later("Angka ketujuh sampai ke-12 NIK bukan tanggal lahir."),
    "family_not_16_digits": later("Nomor kartu keluarga terdiri dari 16 angka."),
    "family_impossible_date": later("Angka ketujuh sampai ke-12 bukan tanggal terbit."),
    "family_bad_serial": later("Empat angka terakhir tidak mungkin 0000."),
    "taken": later("Nomor ini sudah milik data lain."),
    "unknown": later("Data yang dirujuk tidak ada."),
    "unknown_person": later("Orang ini belum terdaftar."),
    "unknown_organisation": later("Organisasi ini tidak dikenal."),
    "unknown_employee": later("Pegawai ini tidak dikenal."),
    "circle": later("Atasan tidak boleh menjadi bawahan dari orang yang sama."),
    "bad_job_class": later("Kelas jabatan antara 1 dan 17."),
    "not_a_number": later("Tulis dengan angka."),
    "nip_other_birth_date": later("Delapan angka pertama NIP tidak sama dengan tanggal lahir."),
    "nip_other_sex": later("Angka jenis kelamin di NIP tidak cocok."),
    "nip_not_18_digits": later("NIP terdiri dari 18 angka."),
}
REASONS: Words = {
    "nik": later("NIK sama"),
    "same_name": later("nama sama"),
    "similar_name": later("nama mirip"),
    "same_birth_date": later("tanggal lahir sama"),
    "other_birth_date": later("tanggal lahir berbeda"),
    "birth_date_slip": later("tanggal lahir berbeda satu bagian"),
    "other_birth_place": later("tempat lahir berbeda"),
    "other_name": later("nama berbeda"),
    "day_and_month_swapped": later("hari dan bulan lahir tertukar"),
    "other_sex": later("jenis kelamin berbeda"),
    "same_phone": later("nomor ponsel sama"),
    "same_email": later("surel sama"),
    "same_birth_place": later("tempat lahir sama"),
    "same_neighbourhood": later("RT dan RW sama"),
    "same_kelurahan": later("kelurahan sama"),
}


def field(kind: str, name: str) -> str:
    """Return the label of a field; a dotted path into an address names the part too."""
    whole, _dot, part = name.partition(".")
    label = str(FIELDS[kind].get(whole, whole))
    return f"{label} ({PARTS.get(part, part)})" if part else label


def fields(kind: str, names: Any) -> str:
    """Return labels as one enumeration; parts of one address are said together."""
    grouped: dict[str, list[str]] = {}
    for name in names:
        whole, _dot, part = str(name).partition(".")
        grouped.setdefault(whole, []).extend([str(PARTS.get(part, part))] if part else [])
    said = []
    for whole, parts in grouped.items():
        label = str(FIELDS[kind].get(whole, whole)).lower() if whole not in _CAPITALS else str(FIELDS[kind][whole])
        unique = ", ".join(dict.fromkeys(parts))
        said.append(f"{label} ({unique})" if unique else label)
    return ", ".join(said)


def fault(code: str) -> str:
    return str(FAULTS.get(code, _("Nilai ini tidak dapat dipakai.")))


def source(code: str) -> str:
    return pack().label("sources", code, get_language() or "id")


def authority(kind: str, name: str) -> str:
    """Return who has the last word on a field."""
    return source(pack().authority_on(clock.today())[kind][name])


def area(code: str) -> str:
    """Return the name of an area; a neighbourhood is named with the kelurahan it lies in."""
    whole, rw, rt = neighbourhood(code)
    found = pack().areas.get(whole)
    name = found.name if found else whole
    if not rw:
        return name
    return f"RT {rt}/RW {rw}, {name}" if rt else f"RW {rw}, {name}"


def address(value: Json) -> str:
    """Return an address the way it stands on an envelope."""
    if not isinstance(value, Mapping) or not value.get("kelurahan"):
        return ""
    code = str(value["kelurahan"])
    rt, rw = value.get("rt") or "", value.get("rw") or ""
    path = pack().areas.path(code)
    parts = [
        str(value.get("street") or ""),
        f"RT {rt}/RW {rw}" if rt or rw else "",
        f"Kel. {area(code)}",
        f"Kec. {path[-2].name}" if len(path) > 1 else "",
        str(value.get("postal_code") or ""),
    ]
    return ", ".join(part for part in parts if part)


def value(kind: str, name: str, given: Json, names: Mapping[str, str]) -> str:
    """Return a value as people read it; `names` says what the ids in it are called."""
    if given in (None, ""):
        return ""
    if name in {"domicile", "address"}:
        return address(given)
    if name.endswith("_id"):
        return names.get(str(given), _("ada"))
    if name.endswith("_on") or name.startswith("valid_"):
        return filters.day_of_month(str(given))
    language = get_language() or "id"
    if name == "status":
        return pack().label("statuses", str(given), language)
    if (kind, name) == (Kind.ORGANISATION, "kind"):
        return pack().label("organisation_kinds", str(given), language)
    if name == "area":
        return area(str(given))
    if name == "phone":
        return phone(str(given))
    return str(VALUES.get(name, {}).get(str(given), given))


def phone(number: str) -> str:
    """Return +6281234567890 the way it is dialled: 0812 3456 7890."""
    prefix = pack().phone_prefix
    local = "0" + number.removeprefix(prefix) if number.startswith(prefix) else number
    return " ".join(part for part in (local[:4], local[4:8], local[8:]) if part)


_CAPITALS = {"nik", "nip"}
