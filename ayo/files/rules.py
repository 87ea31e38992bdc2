"""What a file is, judged by its first bytes and never by its name."""

import re

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


def kind_of(head: bytes) -> str:
    """Return the media type of CSV or XLSX content, or nothing for anything else."""
    if head.startswith(b"PK\x03\x04"):
        return XLSX if b"[Content_Types].xml" in head or b"xl/" in head or b"_rels/" in head else ""
    if not head.strip() or b"\x00" in head:
        return ""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            head[: len(head) - 3].decode(encoding)
        except UnicodeDecodeError:
            continue
        return CSV
    return ""


def safe_name(name: str) -> str:
    """Return the name for display: without folders and control characters, long digit runs (a NIK) hidden."""
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(letter for letter in last if letter.isprintable())
    return re.sub(r"\d{10,}", "…", printable)[:200] or "berkas"
