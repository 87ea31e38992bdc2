"""Which column is which: the words that people and systems of the government write above their columns."""

import re
from collections.abc import Mapping, Sequence

from ayo.registry.data import Kind
from ayo.registry.imports import cells

_ADDRESS: Mapping[str, tuple[str, ...]] = {
    "street": ("alamat", "alamatlengkap", "alamatdomisili", "alamatrumah", "jalan", "street", "address", "alamatktp"),
    "rt": ("rt", "nort", "nomorrt"),
    "rw": ("rw", "norw", "nomorrw"),
    "rt_rw": ("rtrw", "nortrw"),
    "kelurahan": (
        "kelurahan", "kel", "desakelurahan", "kelurahandesa", "desa", "namakelurahan", "namakel", "kodekelurahan",
        "kodewilayah", "keldesa", "village",
    ),
    "kecamatan": ("kecamatan", "kec", "namakecamatan", "namakec", "district"),
    "postal_code": ("kodepos", "pos", "postalcode", "zip"),
    "latitude": ("lintang", "latitude", "lat", "koordinaty"),
    "longitude": ("bujur", "longitude", "lon", "long", "lng", "koordinatx"),
}  # fmt: skip

KNOWN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    Kind.PERSON: {
        "nik": ("nik", "nonik", "nomorinduk", "nomorindukkependudukan", "noktp", "nomorktp", "nikktp", "noidentitas"),
        "name": ("nama", "namalengkap", "namawarga", "namapenduduk", "namalgkp", "name", "fullname", "namapegawai"),
        "front_title": ("gelardepan", "gelardpn", "fronttitle"),
        "back_title": ("gelarbelakang", "gelarblk", "backtitle", "gelar"),
        "sex": ("lp", "jeniskelamin", "jk", "kelamin", "jenkel", "jnskelamin", "sex", "gender", "jnsklmin"),
        "birth": ("tempattanggallahir", "tempattgllahir", "ttl", "tempatdantanggallahir", "tmptgllahir"),
        "birth_place": ("tempatlahir", "tmplahir", "tmptlahir", "tempatlhr", "tmptlhr", "birthplace", "placeofbirth"),
        "birth_on": ("tanggallahir", "tgllahir", "tgllhr", "birthdate", "dateofbirth", "dob", "birthon"),
        "religion": ("agama", "religion"),
        "marital_status": ("statusperkawinan", "statuskawin", "statkwn", "statusnikah", "maritalstatus", "stskawin"),
        "occupation": ("pekerjaan", "jenispekerjaan", "jenispkrjn", "jnspkrjn", "occupation", "job"),
        "phone": (
            "nohp", "hp", "notelp", "notelepon", "telepon", "telp", "nomorhp", "nomortelepon", "nowa", "whatsapp", "wa",
            "phone", "mobile", "handphone", "nohandphone",
        ),
        "email": ("email", "surel", "alamatemail", "emailpribadi", "alamatsurel"),
        "family_number": ("nokk", "nomorkk", "kk", "nokartukeluarga", "nomorkartukeluarga", "familynumber"),
        "family_role": (
            "shdk", "hubungankeluarga", "hubungandalamkeluarga", "statushubungandalamkeluarga", "stathbkel", "hubkel",
            "statushubungankeluarga", "familyrole", "shdrt",
        ),
        "life_state": ("statushidup", "keadaan", "hidupmeninggal", "lifestate"),
        **{f"domicile.{part}": words for part, words in _ADDRESS.items()},
    },
    Kind.FAMILY: {
        "number": ("nokk", "nomorkk", "kk", "nokartukeluarga", "nomorkartukeluarga", "familynumber", "number"),
        "head_nik": ("nikkepalakeluarga", "nikkk", "nikkepala", "nikkepkel", "nik", "headnik"),
        **{f"address.{part}": words for part, words in _ADDRESS.items()},
    },
    Kind.EMPLOYEE: {
        "nip": ("nip", "nipbaru", "nipnippk", "nonip", "nomorindukpegawai", "nipnipppk", "nipppk", "employeenumber"),
        "nik": ("nik", "nonik", "nikktp", "noktp"),
        "status": ("statuspegawai", "status", "statuskepegawaian", "jenispegawai", "kedudukan", "jenisasn"),
        "post": ("jabatan", "namajabatan", "jabatannama", "post", "position", "jabatansekarang"),
        "grade": ("golongan", "gol", "golru", "golonganruang", "golakhir", "pangkatgolongan", "grade", "golruang"),
        "job_class": ("kelasjabatan", "kelas", "kelasjab", "jobclass", "grading"),
        "organisation": (
            "unitkerja", "opd", "perangkatdaerah", "skpd", "unitorganisasi", "instansi", "unor", "unornama",
            "namaunitkerja", "kodeopd", "kodeunitkerja", "organisation", "unorid", "satuankerja", "satker",
        ),
        "superior_nip": ("nipatasan", "nipatasanlangsung", "atasan", "superiornip", "nippejabatpenilai"),
        "started_on": ("tmt", "tmtjabatan", "mulai", "tanggalmulai", "tmtcpns", "tmtpengangkatan", "startedon"),
        "ended_on": ("tanggalberhenti", "tmtpensiun", "berakhir", "tanggalselesai", "endedon", "tmtberhenti"),
    },
}  # fmt: skip

_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_LETTERS = re.compile(r"[^a-z]+")
_WIDTH = 120


def plain(header: str) -> str:
    """Return the letters of a header without what stands in brackets: `No. KK (16 angka)` is `nokk`."""
    return _NOT_LETTERS.sub("", _BRACKETS.sub("", header.casefold()))


def suggested(kind: str, header_texts: Sequence[str]) -> dict[int, str]:
    """Return the field for each column whose header is understood; a field is given to one column only."""
    by_word = {word: name for name, words in KNOWN[kind].items() for word in (*words, plain(name.replace(".", "")))}
    found: dict[int, str] = {}
    for index, header in enumerate(header_texts):
        name = by_word.get(plain(header), "")
        if name and name not in found.values():
            found[index] = name
    return found


def find_row(kind: str, rows: Sequence[Sequence[object]]) -> int:
    """Return the index of the row that looks most like headers; titles often stand above it."""
    understood = [len(suggested(kind, texts(row))) for row in rows]
    best = max(understood, default=0)
    if best >= 2:
        return understood.index(best)
    return next((index for index, row in enumerate(rows) if any(texts(row))), 0)


def texts(row: Sequence[object]) -> list[str]:
    return [cells.text(cell)[:_WIDTH] for cell in row]  # type: ignore[arg-type]
