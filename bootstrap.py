#!/usr/bin/env python3
"""From a fresh clone to a working environment, with nothing but some Python on the machine.

It finds Python 3.11 or newer, makes `.venv`, installs exactly what the lock names, makes the command `ayo`, compiles
the catalogues and, for the tests, brings a Chromium. Doing it again costs nothing: only a changed lock is installed
anew. The Python that runs this file may be an old one, so nothing here needs more than 3.7.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "ayo-installed.json"
LOCKS = {"base": ROOT / "requirements" / "base.txt", "dev": ROOT / "requirements" / "dev.txt"}
STRICTLY = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

ELSEWHERE = ("/usr/bin/python3", "/usr/local/bin/python3")
CLEARLY = 0.85
ROUNDS = 4
CALCULATION = """
import time
class Shelf:
    def __init__(self): self.known = {"a": 1}
    def get(self, key): return self.known.get(key)
def count(shelf, to):
    total = 0
    for number in range(to):
        total += shelf.get("a") + len({"k": "%s-%d" % ("x", number)}["k"])
        if isinstance(total, int): total -= 1
    return total
def once():
    began = time.process_time()
    count(Shelf(), 50000)
    return time.process_time() - began
print(min(once() for _ in range(9)))
"""


class Trouble(Exception):
    """Something the person has to do; the message says what."""


def main() -> None:
    options = argparse.ArgumentParser(description="Make the environment that Ayo runs in.")
    options.add_argument("--dev", action="store_true", help="with the tools for tests and checks")
    options.add_argument("--browser", action="store_true", help="with a Chromium for the tests that need one")
    options.add_argument("--compile", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    try:
        if asked.compile:
            return compile_catalogues(stale_catalogues())
        # Two commands may start at once in one clone; the kernel drops the lock with its holder.
        lock = os.open(str(ROOT / "requirements"), os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_environment()
        install("dev" if asked.dev else "base")
        make_command()
        if stale_catalogues():
            run(PYTHON, __file__, "--compile")
        if asked.browser:
            bring_browser()
            bring_verifier()
    except Trouble as trouble:
        sys.exit(f"Error: {trouble}")


def make_environment() -> None:
    if works(PYTHON):
        return
    python = find_python()
    shutil.rmtree(str(VENV), ignore_errors=True)
    say(f"Making .venv with {python or 'a Python that uv finds'} …")
    if python and not has_venv(python) and not shutil.which("uv"):
        bring_venv(python)
    if python and has_venv(python):
        run(python, "-m", "venv", VENV)
    else:
        run("uv", "venv", "--quiet", "--python", python or ">=3.11", VENV)


def find_python() -> str:
    """Return a Python of 3.11 or newer by running each candidate: a name on the PATH may be a shim with nothing behind.

    An empty answer leaves the search to uv.
    """
    names = [sys.executable, "python3", *(f"python3.{minor}" for minor in range(11, 20)), "python"]
    kept = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python3"), reverse=True)
    found: dict[str, str] = {}
    for candidate in [*names, *ELSEWHERE, *map(str, kept)]:
        path = shutil.which(candidate) if candidate else None
        if path and os.path.realpath(path) not in found and works(path):
            found[os.path.realpath(path)] = path
    if found:
        return quickest(list(found.values()))
    if shutil.which("uv"):
        return ""
    raise Trouble(
        "Ayo needs Python 3.11 or newer and found none. On Debian or Ubuntu: apt-get install python3 python3-venv"
    )


def quickest(pythons: list[str]) -> str:
    """Return the first of these, or one that calculates clearly faster and can make environments at once.

    A Python that somebody compiled by hand often lacks the optimisation by profile that distributions build with: the
    same page then takes half as long again.
    """
    first = pythons[0]
    ready = [python for python in pythons[1:] if has_venv(python)]
    if not ready:
        return first
    took = dict.fromkeys([first, *ready], float("inf"))
    # In turns, since whatever else the machine does meanwhile should slow all of them alike.
    for python in list(took) * ROUNDS:
        took[python] = min(took[python], pace(python))
    best = min(ready, key=lambda python: took[python])
    return best if took[best] < CLEARLY * took[first] else first


def pace(python: str) -> float:
    """Return the seconds a small calculation takes at best; one that does not tell is slower than all others."""
    try:
        return float(output(python, "-c", CALCULATION))
    except ValueError:
        return float("inf")


def works(python: str | Path) -> bool:
    return succeeds(python, "-c", "import sys, ssl, zlib; sys.exit(sys.version_info < (3, 11))")


def has_venv(python: str) -> bool:
    return succeeds(python, "-c", "import ensurepip, venv")


def bring_venv(python: str) -> None:
    """Debian keeps `venv` in a package of its own."""
    version = output(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
    if not apt_install(f"python{version}-venv"):
        raise Trouble(f"{python} cannot make environments. Run: sudo apt-get install python{version}-venv")


def install(kind: str) -> None:
    """Install what the lock names, unless this very lock is installed already. The dev lock holds the base lock."""
    wanted = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in LOCKS.items()}
    present = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if present.get(kind) == wanted[kind]:
        return
    lock = LOCKS[kind]
    say(f"Installing the packages of {lock.relative_to(ROOT)} (about a minute the first time) …")
    with_uv = ["uv", "pip", "install", "--quiet", "--python", PYTHON, *STRICTLY, "-r", lock]
    quietly = ["--quiet", "--disable-pip-version-check", "--no-input"]
    with_pip = [PYTHON, "-m", "pip", "install", *quietly, *STRICTLY, "-r", lock]
    # uv does not read pip's settings: where only pip knows the way to the packages, pip goes.
    if not (shutil.which("uv") and succeeds(*with_uv)):
        if not succeeds(PYTHON, "-m", "pip", "--version"):
            run(PYTHON, "-m", "ensurepip")
        run(*with_pip)
    done = wanted if kind == "dev" else {"base": wanted["base"]}
    STAMP.write_text(json.dumps(done))


def make_command() -> None:
    """Make `import ayo` and the command `ayo` work in the environment, from any folder."""
    for site in VENV.glob("lib/python3*/site-packages"):
        write(site / "ayo.pth", f"{ROOT}\n", 0o644)
    write(VENV / "bin" / "ayo", f"#!{PYTHON}\nfrom ayo.config.cli import main\n\nmain()\n", 0o755)


def stale_catalogues() -> list[Path]:
    found = [*ROOT.glob("ayo/*/locale/*/LC_MESSAGES/*.po"), *ROOT.glob("regions/*/locale/*/LC_MESSAGES/*.po")]
    return [source for source in found if not is_fresh(source)]


def is_fresh(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime


def compile_catalogues(sources: list[Path]) -> None:
    """Compile with Babel, which only the environment has; a catalogue with a fault stops everything."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    for source in sources:
        try:
            with source.open("rb") as file:
                catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError) as error:
            raise Trouble(f"{source.relative_to(ROOT)}: {error}") from error
        unfinished = source.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(source.with_suffix(".mo"))


def browser() -> str:
    """Return the Chromium to test with: AYO_CHROMIUM, the machine's own, or the one Playwright keeps; else nothing."""
    named = [os.environ.get("AYO_CHROMIUM", ""), *BROWSERS]
    for candidate in filter(None, map(shutil.which, filter(None, named))):
        if succeeds(candidate, "--version"):
            return candidate
    script = "from playwright.sync_api import sync_playwright as p\nwith p() as a: print(a.chromium.executable_path)"
    path = output(PYTHON, "-c", script)
    return path if path and Path(path).exists() else ""


def bring_browser() -> None:
    if browser():
        return
    say("Bringing a Chromium for the tests …")
    if apt_install("chromium") and browser():
        return
    if succeeds(PYTHON, "-m", "playwright", "install", "chromium") and browser():
        return
    raise Trouble(
        "the tests need a Chromium, and none could be installed. "
        "Run: sudo apt-get install chromium (or name one in AYO_CHROMIUM)"
    )


def bring_verifier() -> None:
    """Bring a foreign judge of signed letters; where none can be installed its tests say that they were left out."""
    if not shutil.which("pdfsig") and not apt_install("poppler-utils"):
        say("No pdfsig here: the tests that have letters judged by it are left out (package poppler-utils).")


def apt_install(package: str) -> bool:
    """Install a Debian package when we are root on such a machine; tell whether that worked."""
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    return any(
        subprocess.run(words, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0
        for attempt in (1, 2)
        if attempt == 1 or succeeds("apt-get", "update", "-qq")
    )


def write(path: Path, text: str, mode: int) -> None:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
        path.chmod(mode)


def run(*command: str | Path) -> None:
    words = [str(word) for word in command]
    if subprocess.run(words, check=False).returncode:
        raise Trouble(f"this failed, for the reason above: {' '.join(words)}")


def succeeds(*command: str | Path) -> bool:
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def output(*command: str | Path) -> str:
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return ""
    return done.stdout.decode().strip()


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
