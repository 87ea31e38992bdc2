"""What people call the things that the city holds, in both languages: the dictionary of the redundancy meter."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

Phrase = tuple[str, ...]

CALLED: Mapping[str, tuple[str, ...]] = {
    "person.name": ("nama", "name", "siapa nama"),
    "person.nik": ("nik", "nomor ktp", "nomor induk kependudukan", "nomor identitas", "id number", "identity number"),
    "person.birth_place": ("tempat lahir", "kota lahir", "place of birth", "birth place"),
    "person.birth_on": (
        *("tanggal lahir", "tempat tanggal lahir", "ttl", "umur", "usia", "berapa umur", "date of birth", "birth date"),
        *("birthday", "age", "birth on", "born on"),
    ),
    "person.sex": ("jenis kelamin", "kelamin", "laki laki atau perempuan", "sex", "gender", "male or female"),
    "person.religion": ("agama", "religion"),
    "person.marital_status": (
        *("status perkawinan", "status pernikahan", "status kawin", "status nikah", "sudah menikah", "marital status"),
        "are you married",
    ),
    "person.occupation": ("pekerjaan", "profesi", "mata pencaharian", "occupation", "profession", "job"),
    "person.phone": ("telepon", "nomor telepon", "phone", "phone number", "mobile", "mobile number"),
    "person.email": ("surel", "email", "e mail", "alamat surel", "alamat email", "email address"),
    "person.address": (
        *("alamat", "alamat rumah", "alamat tinggal", "tempat tinggal", "domisili", "alamat domisili", "rt", "rw"),
        *("tinggal di mana", "rt rw", "kelurahan", "kecamatan", "kode pos", "address", "home address", "where live"),
        *("domicile", "postal code"),
    ),
    "family.number": ("nomor kk", "kk", "nomor kartu keluarga", "family card number", "number family card"),
    "family.head_id": ("kepala keluarga", "nama kepala keluarga", "head family", "head household"),
    "family.members": (
        *("anggota keluarga", "jumlah anggota keluarga", "susunan keluarga", "daftar keluarga", "jumlah tanggungan"),
        *("family members", "number family members", "household members", "dependants"),
    ),
    "employee.nip": ("nip", "nomor pegawai", "employee number"),
    "employee.post": ("jabatan", "position"),
    "employee.grade": ("pangkat", "golongan", "pangkat golongan", "civil service grade"),
    "employee.unit": ("unit kerja", "instansi", "perangkat daerah", "work unit"),
}
PROVED: Mapping[str, tuple[str, ...]] = {
    "person.nik": ("ktp", "ktp el", "e ktp", "kartu tanda penduduk", "kartu identitas", "identity card", "id card"),
    "family.number": ("kk", "kartu keluarga", "family card"),
    "person.address": (
        *("bukti alamat", "bukti domisili", "surat domisili", "keterangan domisili", "keterangan tempat tinggal"),
        *("proof of address", "proof of residence", "certificate of residence"),
    ),
    "employee.nip": ("kartu pegawai", "karpeg", "sk pegawai", "employee card"),
    "tax.bill": ("sppt", "pbb terakhir", "tagihan pbb", "tax bill"),
    "": ("fotokopi", "fotocopy", "foto copy", "photocopy"),
}
"""Papers that prove no more than what the city holds, by the concept; a copy of anything proves nothing new."""

_COURTESY = (
    "anda saya kamu pemohon warga lengkap sekarang ini saat mohon isi isikan tuliskan masukkan "
    "your you my the of do a an is are applicant applicants s full current present which please enter write"
)
_OWN = frozenset(_COURTESY.split())
_ALIKE = {
    "no": "nomor", "nomer": "nomor", "tgl": "tanggal", "hp": "telepon", "ponsel": "telepon", "handphone": "telepon",
    "telp": "telepon", "telpon": "telepon", "wa": "telepon", "whatsapp": "telepon", "almt": "alamat",
    "cellphone": "mobile",
}  # fmt: skip
_AS_ON_CARD = re.compile(r"\b(sesuai|menurut|seperti|di|pada|as on|as in)\s+(ktp|kk|kartu keluarga|id card|card)\b")


def plain(text: str, also: Collection[str] = ()) -> Phrase:
    """Return the words that carry the meaning: without courtesy, without whose it is, spellings made one."""
    lowered = _AS_ON_CARD.sub(" ", text.casefold().replace("_", " "))
    words = re.findall(r"[^\W_]+", lowered)
    kept = (_ALIKE.get(word, word) for word in words if word not in _OWN and word not in also)
    return tuple(word for word, _same in groupby(kept))


def held_as(texts: Sequence[str], also: Collection[str]) -> str:
    """Return the concept that one of these texts asks for, or nothing; `also` are words that say whose it is."""
    return next((_CONCEPTS[words] for text in texts if (words := plain(text, also)) in _CONCEPTS), "")


def proved_by(texts: Sequence[str]) -> str | None:
    """Return the concept that a paper of this name proves, empty for any copy, None when it proves something else."""
    for text in texts:
        words = plain(text)
        for phrase, concept in _PAPERS.items():
            if contains(words, phrase):
                return concept
    return None


def contains(words: Phrase, part: Phrase) -> bool:
    """Tell whether the words of the part stand in the text, side by side."""
    return any(words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1))


def _phrases(given: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Phrase, str]]:
    for concept, phrases in given.items():
        for phrase in phrases:
            yield plain(phrase), concept


_CONCEPTS = dict(_phrases(CALLED))
_PAPERS = dict(_phrases(PROVED))
