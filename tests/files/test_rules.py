"""What a file is, by its bytes; what it is called, without harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ayo.files import rules


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"NIK;Nama\r\n", rules.CSV),
        ("Nama;Zoë\r\n".encode("cp1252"), rules.CSV),
        ("\ufeffNama;Zoë".encode(), rules.CSV),
        (("é" * 2_000 + "a").encode()[:4_000 - 1], rules.CSV),
        (b"PK\x03\x04....[Content_Types].xml", rules.XLSX),
        (b"PK\x03\x04....xl/workbook.xml", rules.XLSX),
        (b"PK\x03\x04....word/document", ""),
        (b"%PDF-1.7\n\x00\x01", ""),
        (b"\x81\x8d\x8f" + b"a" * 20, ""),
        ("NIK".encode("utf-16"), ""),
        (b"", ""),
        (b" \r\n", ""),
        (b"a\x7fb", ""),
    ],
)  # fmt: skip
def test_a_file_is_judged_by_its_first_bytes(head, kind):
    assert rules.kind_of(head) == kind


@given(some.binary(max_size=300))
def test_any_bytes_have_a_kind_or_none(head):
    assert rules.kind_of(head) in {rules.CSV, rules.XLSX, ""}


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/passwd", "passwd"), ("C:\\Data\\warga.csv", "warga.csv"), ("a\x00b\n.csv", "ab.csv"), ("", "berkas"),
     ("KK 3671010101100001.xlsx", "KK ….xlsx"), ("x" * 300, "x" * 200)],
)  # fmt: skip
def test_a_name_is_shown_without_folders_control_characters_and_numbers(name, safe):
    assert rules.safe_name(name) == safe


@given(some.text())
def test_no_name_keeps_a_long_number(name):
    import re

    assert not re.search(r"\d{10,}", rules.safe_name(name))
