"""The pretended signing service: `python -m sandbox.signing --help`; beside a demo city it opens by itself.

Whoever works for the demo city is registered with it, all with the same passphrase.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from sandbox.fleet import ROOT
from sandbox.kit.http import Door
from sandbox.tte.authority import Authority
from sandbox.tte.service import MANNERS, PASSPHRASE, WELL, Official, SigningService

PORT = 9195
FOLDER = "sandbox/signing"
HERE = {"127.0.0.1", "localhost"}


def of(env: Mapping[str, str], *, home: Path, is_calm: bool) -> Door | None:
    """Return a door for the service where Ayo was told to have its letters signed there."""
    address = urlsplit(env.get("AYO_SIGNING_URL", ""))
    port = int(env.get("SANDBOX_SIGNING_PORT", PORT))
    if address.hostname not in HERE or address.port != port or not env.get("AYO_SIGNING_PASSWORD"):
        return None
    made = SigningService(
        authority=Authority(home / FOLDER),
        user=env.get("AYO_SIGNING_USER", ""),
        password=env["AYO_SIGNING_PASSWORD"],
        officials=lambda: employees(env.get("AYO_SIGNING_HINT") or PASSPHRASE),
        manners=itertools.cycle((WELL,) if is_calm else MANNERS),
    )
    return Door(made.handle, port)


def employees(passphrase: str) -> dict[str, Official]:
    """Ask Ayo's command line who works for the demo city."""
    done = subprocess.run(
        [sys.executable, "-m", "ayo", "demo", "signers", "--json"], cwd=ROOT, capture_output=True, check=False
    )
    if done.returncode:
        print(f"signing: {done.stderr.decode(errors='replace').strip()}", file=sys.stderr, flush=True)
        return {}
    found = json.loads(done.stdout)["signers"]
    return {one["nik"]: Official(one["name"], one["unit"], passphrase) for one in found}


def from_file(path: Path) -> dict[str, Official]:
    """Read officials by NIK: `{"…": {"name": …, "unit": …, "passphrase": …}}`."""
    return {nik: Official(**one) for nik, one in json.loads(path.read_text(encoding="utf-8")).items()}


async def run(options: argparse.Namespace) -> None:
    env = os.environ
    made = SigningService(
        authority=Authority(options.folder),
        user=env.get("AYO_SIGNING_USER", ""),
        password=env["AYO_SIGNING_PASSWORD"],
        officials=(lambda: from_file(options.officials)) if options.officials else lambda: employees(PASSPHRASE),
        manners=itertools.cycle((WELL,) if options.calm else MANNERS),
    )
    door = Door(made.handle, options.port)
    await door.open()
    print(
        f"signing: AYO_SIGNING_URL=http://127.0.0.1:{door.port} AYO_SIGNING_ANCHORS={made.authority.anchor}", flush=True
    )
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    await stopping.wait()
    door.shut()


def main() -> None:
    home = Path(os.environ.get("AYO_HOME") or ROOT / ".ayo").expanduser().resolve()
    parser = argparse.ArgumentParser(prog="python -m sandbox.signing", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--folder", type=Path, default=home / FOLDER, help="where the root's key and certificate are")
    parser.add_argument("--officials", type=Path, help="JSON file of officials by NIK, instead of the demo's employees")
    parser.add_argument("--calm", action="store_true", help="no delays and no faults")
    options = parser.parse_args()
    if not os.environ.get("AYO_SIGNING_PASSWORD"):
        parser.error("AYO_SIGNING_USER and AYO_SIGNING_PASSWORD are needed")
    asyncio.run(run(options))


if __name__ == "__main__":
    main()
