"""QR codes as SVG."""

import io

import segno


def qr(text: str) -> str:
    """Return a code that survives a fold or a coffee stain (level M), without a margin."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    return out.getvalue().decode("ascii")
