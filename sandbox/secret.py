"""Puts a rotated secret where its application finds it, as an operator would; it comes on standard input.

`python -m ayo app rotate pbb-p2 --json | python -m sandbox.secret`, or `python -m sandbox.secret pbb-p2` to paste it.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from pathlib import Path

from standardwebhooks import Webhook

from sandbox.fleet import ROOT
from sandbox.registration import Keyring


def asked(slug: str | None) -> tuple[str, str]:
    """Return application and secret: what `ayo app rotate --json` printed, or a secret alone."""
    text = getpass.getpass("Secret: ") if sys.stdin.isatty() else sys.stdin.read().strip()
    if not text.startswith("{"):
        return slug or "", text
    told = json.loads(text)
    return slug or told.get("slug", ""), told.get("secret", "")


def keep(keyring: Keyring, slug: str, secret: str) -> None:
    """Write the secret to the keyring. Raises ValueError when there is no such application, or it is no secret."""
    if slug not in keyring.keys:
        raise ValueError(f"no application {slug!r} here")
    if not secret.startswith("whsec_"):
        raise ValueError("a secret begins with whsec_")
    Webhook(secret)
    keyring.keys[slug]["secret"] = secret
    keyring.save()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.secret", description=__doc__)
    parser.add_argument("slug", nargs="?", help="the application, if only its secret is given")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("AYO_HOME") or ROOT / ".ayo"), help="AYO_HOME")
    options = parser.parse_args()
    try:
        slug, secret = asked(options.slug)
        keep(Keyring(options.home.expanduser().resolve() / "sandbox"), slug, secret)
    except ValueError as error:
        parser.error(str(error))
    print(f"{slug} has its new secret.")


if __name__ == "__main__":
    main()
