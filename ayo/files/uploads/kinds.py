"""What an upload claims to be by its first bytes; whether it really is, those who read it find out."""

JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
PDF = "application/pdf"
PICTURES = frozenset({JPEG, PNG, WEBP})
PAPERS = frozenset({*PICTURES, PDF})
"""What people have of a paper: a photograph or a PDF."""


def claimed(head: bytes) -> str:
    """Return the media type that the first bytes announce, or nothing."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    return PDF if head.startswith((b"%PDF-1.", b"%PDF-2.")) else ""


ENDINGS = {JPEG: ".jpg", PNG: ".png", PDF: ".pdf"}


def called(name: str, content_type: str) -> str:
    """Return the name with the ending of what the file now is."""
    stem = name.rpartition(".")[0] or name
    return f"{stem}{ENDINGS[content_type]}"
