"""Codes that several old applications share, each in its own spelling."""

SEX_LETTER = {"MALE": "L", "FEMALE": "P"}
SEX_WORD = {"MALE": "LAKI-LAKI", "FEMALE": "PEREMPUAN"}
SEX_DIGIT = {"MALE": "1", "FEMALE": "2"}
SEX_MF = {"MALE": "M", "FEMALE": "F"}

MARITAL_WORD = {"SINGLE": "BELUM KAWIN", "MARRIED": "KAWIN", "DIVORCED": "CERAI HIDUP", "WIDOWED": "CERAI MATI"}
MARITAL_TAX = {"SINGLE": "TK", "MARRIED": "K", "DIVORCED": "HB", "WIDOWED": "MT"}

ROLE_WORD = {
    "HEAD": "KEPALA KELUARGA",
    "SPOUSE": "ISTRI/SUAMI",
    "CHILD": "ANAK",
    "PARENT": "ORANG TUA",
    "OTHER": "FAMILI LAIN",
}
ROLE_DIGIT = {"HEAD": "1", "SPOUSE": "2", "CHILD": "4", "PARENT": "7", "OTHER": "9"}

LIFE_WORD = {"ALIVE": "HIDUP", "DECEASED": "MENINGGAL"}
LIFE_FLAG = {"ALIVE": "0", "DECEASED": "1"}

STATUS_WORD = {
    "PNS": "Pegawai Negeri Sipil",
    "CPNS": "Calon PNS",
    "PPPK": "PPPK",
    "PPPK_PARUH_WAKTU": "PPPK Paruh Waktu",
    "NON_ASN": "Tenaga Harian Lepas",
}
CASE_WORD = {
    "SUBMITTED": "Masuk",
    "VERIFYING": "Diperiksa",
    "NEEDS_FIX": "Menunggu warga",
    "PROCESSING": "Dikerjakan",
    "AWAITING_SIGNATURE": "Menunggu tanda tangan",
    "DONE": "Selesai",
    "REJECTED": "Ditolak",
    "CANCELLED": "Dibatalkan",
    "EXPIRED": "Kedaluwarsa",
}
CASE_DIGIT = dict(zip(CASE_WORD, "123456789", strict=True))

STATUS_DIGIT = {"PNS": "1", "CPNS": "2", "PPPK": "3", "PPPK_PARUH_WAKTU": "4", "NON_ASN": "9"}
