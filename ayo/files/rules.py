"""What a file is, judged by its first bytes and never by its name."""

import re

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
LARGEST_UNPACKED = 600_000_000
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CUT = 3  # The head may end within a character of up to four bytes.


def kind_of(head: bytes) -> str:
    """Return the media type of CSV or XLSX content, or nothing for anything else."""
    if head.startswith(b"PK\x03\x04"):
        return XLSX if b"[Content_Types].xml" in head or b"xl/" in head or b"_rels/" in head else ""
    if not head.strip() or _CONTROL.search(head):
        return ""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - _CUT:
                continue
        return CSV
    return ""


def safe_name(name: str) -> str:
    """Return the name for display: without folders and control characters, long digit runs (a NIK) hidden."""
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(letter for letter in last if letter.isprintable())
    return re.sub(r"\d{10,}", "…", printable)[:200] or "berkas"
