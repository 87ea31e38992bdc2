"""`ayo bench letters`: a letter printed, signed by the sandbox's service over loopback and judged, one after the other.

The service signs with ECDSA P-256 and stamps the time itself; it runs in a process of its own, as the real one would.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

NIK, PASSPHRASE, TARGET_MS = "3671010000000000", "bench-only", 100.0
TEMPLATES = ("domisili", "sktm", "pengantar-nikah", "keterangan", "izin")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--letters", type=int, default=400)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="ayo-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "ayo.config.settings", "AYO_HOME": folder, "AYO_SECRET_KEY": "bench",
            "AYO_SIGNING_USER": "bench", "AYO_SIGNING_PASSWORD": "bench", "AYO_LOG_LEVEL": "ERROR",
        }  # fmt: skip
        service = serve(Path(folder))
        try:
            measure(chosen.letters)
        finally:
            service.terminate()
            service.wait()


def serve(folder: Path) -> "subprocess.Popen[str]":
    """Start the signing service and point the settings at it."""
    officials = folder / "officials.json"
    official = {"name": "Pejabat Bench", "unit": "Kelurahan Bench", "passphrase": PASSPHRASE}
    officials.write_text(json.dumps({NIK: official}))
    service = subprocess.Popen(
        [sys.executable, "-m", "sandbox.signing", "--port", "0", "--folder", str(folder / "tte"), "--calm",
         "--officials", str(officials)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert service.stdout
    for word in service.stdout.readline().split():
        name, is_set, value = word.partition("=")
        if is_set:
            os.environ[name] = value
    return service


def measure(count: int) -> None:
    import django

    django.setup()
    from ayo.files import facade as files
    from ayo.files.signatures.verifying import anchors
    from ayo.region.facade import pack

    root = pack().folder
    print(f"workload: {count} letters of {len(TEMPLATES)} templates, each printed, signed, stamped and judged")
    assert anchors()
    print(f"limit in this run: {signatures_a_second():,.0f} ECDSA P-256 signatures/s")
    parts: dict[str, list[float]] = {"printed": [], "signed": [], "judged": [], "altogether": []}
    bad = 0
    for number in range(count + 2 * len(TEMPLATES)):
        kind = TEMPLATES[number % len(TEMPLATES)]
        facts = letter(number)
        began = time.perf_counter()
        pictures = {"qr": files.qr(facts["url"])}
        paper = files.printed(root / "letters" / f"{kind}.typ", root=root, facts=facts, pictures=pictures)
        printed = time.perf_counter()
        signed = files.sign(paper.content, nik=NIK, passphrase=PASSPHRASE)
        came = time.perf_counter()
        found = files.signatures_on(signed.content)
        ended = time.perf_counter()
        bad += not (found and found[0].is_good and signed.content.startswith(paper.content))
        if number < 2 * len(TEMPLATES):
            continue  # Templates and keys are loaded once.
        for name, span in (("printed", printed - began), ("signed", came - printed), ("judged", ended - came),
                           ("altogether", ended - began)):  # fmt: skip
            parts[name].append(span * 1000)
    for name, spans in parts.items():
        cuts = statistics.quantiles(spans, n=100)
        print(f"{name:>10}: p50 {cuts[49]:6.1f}  p95 {cuts[94]:6.1f}  p99 {cuts[98]:6.1f} ms")
    print(f"not good: {bad}; target: altogether at most {TARGET_MS:.0f} ms")


def signatures_a_second(seconds: float = 1.0) -> float:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key, count, ends = ec.generate_private_key(ec.SECP256R1()), 0, time.perf_counter() + seconds
    while time.perf_counter() < ends:
        key.sign(b"x" * 64, ec.ECDSA(hashes.SHA256()))
        count += 1
    return count / seconds


def letter(number: int) -> dict[str, Any]:
    """Return what a letter says; no two are alike."""
    said = {
        "name": ("Nama lengkap", f"Warga {number}"), "nik": ("NIK", "3671015203890001"),
        "birth_place": ("Tempat lahir", "Tangerang"), "birth_on": ("Tanggal lahir", "12 Maret 1989"),
        "sex": ("Jenis kelamin", "Perempuan"), "religion": ("Agama", "Islam"), "occupation": ("Pekerjaan", "Guru"),
        "address": ("Alamat tinggal", "Jl. Perintis 14, RT 002/RW 003"), "income": ("Penghasilan", "Rp2.400.000"),
    }  # fmt: skip
    rows = [
        {"name": name, "part": "answer" if name == "income" else "person", "label": label, "value": value}
        for name, (label, value) in said.items()
    ]
    code = f"{number:016d}"
    return {
        "title": "Surat Keterangan", "number": f"400/{number}-BENCH/2026", "edition": 1, "brand": "Ayo",
        "city": "Kota", "city_short": "Kota", "government": "Pemerintah Kota", "code": code,
        "office": {"name": "Kelurahan", "above": "Kecamatan"}, "date": {"year": 2026, "month": 11, "day": 24},
        "signed_on": "24 November 2026", "valid_until": "23 Mei 2027", "purpose": "Bank",
        "signer": {"name": "Pejabat", "post": "Lurah", "nip": "197905092005012001"}, "rows": rows,
        "fields": {row["name"]: row for row in rows}, "legal_basis": ["UU 25/2009"], "is_preview": False,
        "page": "contoh.id/cek", "url": f"https://contoh.id/cek/{code}/",
    }  # fmt: skip


if __name__ == "__main__":
    main()
