"""People find what they need in the words they use, slips of the finger included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayo.services.queries import search
from tests.cast import Cast

pytestmark = pytest.mark.django_db

EXPECTED = {
    "surat domisili": "surat-domisili",
    "domisli": "surat-domisili",
    "keterangan tempat tinggal": "surat-domisili",
    "surat keterangan domisil buat bank": "surat-domisili",
    "certificate of residence": "surat-domisili",
    "sktm": "sktm",
    "surat miskin": "sktm",
    "surat tidak mampu buat sekolah": "sktm",
    "ga mampu bayar": "sktm",
    "keterangan tdk mampu": "sktm",
    "mau nikah": "pengantar-nikah",
    "pengantar kua": "pengantar-nikah",
    "n1": "pengantar-nikah",
    "syarat kawin": "pengantar-nikah",
    "surat nikha": "pengantar-nikah",
    "warisan orang tua": "ahli-waris",
    "ahli wariz": "ahli-waris",
    "tabungan almarhum di bank": "ahli-waris",
    "kk": "perubahan-kk",
    "kartu kluarga hilang": "perubahan-kk",
    "pecah kk": "perubahan-kk",
    "akta lahir anak": "akta-kelahiran",
    "akte kelahiran": "akta-kelahiran",
    "bikin akte bayi": "akta-kelahiran",
    "akta kelahirn": "akta-kelahiran",
    "birth certificate": "akta-kelahiran",
    "bapak saya meninggal": "akta-kematian",
    "akte kematian": "akta-kematian",
    "izin usaha": "izin-usaha",
    "buka warung": "izin-usaha",
    "bikin nib": "izin-usaha",
    "ijin usaha umkm": "izin-usaha",
    "pasang spanduk": "izin-reklame",
    "pajak reklme": "izin-reklame",
    "tempat makam": "izin-makam",
    "kuburan": "izin-makam",
    "bansos": "bantuan-sosial",
    "bantuan sembako": "bantuan-sosial",
    "kursi roda": "bantuan-sosial",
    "pindah sekolah anak": "pindah-sekolah",
    "mutasi sisswa": "pindah-sekolah",
    "kartu kuning": "kartu-pencari-kerja",
    "cari kerja": "kartu-pencari-kerja",
    "ak1": "kartu-pencari-kerja",
    "pbb salah nama": "pengantar-pbb",
    "pajak bumi bangunan": "pengantar-pbb",
    "sewa aula gbk": "sewa-ruang",
    "pinjam gedung": "sewa-ruang",
    "land tax": "pengantar-pbb",
}


@pytest.mark.parametrize(("typed", "service"), EXPECTED.items())
def test_everyday_words_find_the_service(city: Cast, typed: str, service: str):
    found = search.found(typed, limit=5)

    assert [offer.code for offer in found.offers][:1] == [service]


@pytest.mark.parametrize("typed", ["", "  ", "?!", "qwxzjv", "asdf zxcv"])
def test_what_nobody_offers_finds_nothing(city: Cast, typed: str):
    assert search.found(typed, limit=5).offers == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("domisli", "domisili"),
        ("surat domisli", "surat domisili"),
        ("kelahirn", "kelahiran"),
        ("reklme", "reklame"),
        ("surat nikha", "surat nikah"),
    ],
)
def test_what_was_perhaps_meant_is_offered(city: Cast, typed: str, meant: str):
    assert search.found(typed, limit=5).meant == meant


def test_words_that_are_known_are_taken_as_they_are(city: Cast):
    assert search.found("surat domisili", limit=5).meant == ""


def test_signs_of_a_query_language_are_only_signs(city: Cast):
    assert search.found("nikah' | !kk & (", limit=5).offers


def test_a_search_costs_four_queries_at_most(city: Cast):
    search.found("domisli", limit=5)

    with CaptureQueriesContext(connection) as queries:
        search.found("akte kelahirn nikha", limit=5)

    assert len(queries) <= 4
