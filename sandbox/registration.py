"""Introduces the twenty to Ayo through its command line, as an integrator would, and keeps what it hands back."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from sandbox import manifest
from sandbox.fleet import ROOT, Member


class RegistrationError(Exception):
    """`ayo app add` did not do what it was asked."""


def ready(ayo_url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{ayo_url}/health/ready", timeout=5) as response:
            return int(response.status) == 200
    except (OSError, urllib.error.URLError):
        return False


async def wait_until_ready(ayo_url: str) -> None:
    while not await asyncio.to_thread(ready, ayo_url):
        await asyncio.sleep(0.5)


class Keyring:
    """Secrets and keys by application, readable by their owner only."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "keys.json"
        self.keys: dict[str, dict[str, str]] = {}
        self.read()

    def read(self) -> None:
        if self.path.exists():
            self.keys = json.loads(self.path.read_text(encoding="utf-8"))

    @property
    def stamp(self) -> tuple[int, int] | None:
        """What changes whenever the file does."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    def complete(self, slug: str) -> bool:
        return {"secret", "api_key"} <= self.keys.get(slug, {}).keys()

    def save(self) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(self.keys, indent=2), encoding="utf-8")
        fresh.replace(self.path)


async def register(members: list[Member], keyring: Keyring, folder: Path) -> None:
    """Add or update all applications; a known one keeps its keys, one whose keys we lost gets new ones."""
    told = await add(manifest.manifest(members[0].port), folder / "manifest.json")
    keyring.read()
    lost = [entry["slug"] for entry in told if take(entry, members, keyring)]
    if lost:
        whole = manifest.manifest(members[0].port)
        whole["apps"] = [entry for entry in whole["apps"] if entry["slug"] in lost]
        for entry in await add(whole, folder / "manifest-rotate.json", "--rotate"):
            take(entry, members, keyring)
    keyring.save()
    for member in members:
        member.keys = keyring.keys[member.app.slug]


async def follow(members: list[Member], keyring: Keyring) -> None:
    """Hand on what an operator changes in the file while everything runs, such as a rotated secret."""
    seen = keyring.stamp
    while True:
        await asyncio.sleep(1)
        if keyring.stamp == seen:
            continue
        seen = keyring.stamp
        # An editor may not have finished writing; then the file changes once more.
        with contextlib.suppress(OSError, ValueError):
            keyring.read()
        for member in members:
            slug = member.app.slug
            if keyring.complete(slug) and keyring.keys[slug] != member.keys:
                await member.hand(keyring.keys[slug])
                print(f"sandbox: {slug} has new keys", flush=True)


def take(entry: dict[str, Any], members: list[Member], keyring: Keyring) -> bool:
    """Keep what Ayo handed out; tell whether something is still missing."""
    slug = entry["slug"]
    held = keyring.keys.setdefault(slug, {})
    if held.get("id") not in {None, entry["id"]}:
        # Another Ayo than last time: what the copies hold belongs to a city that is gone.
        held.clear()
        for member in members:
            member.outdated = member.outdated or member.app.slug == slug
    held.update({name: entry[name] for name in ("id", "secret", "public_key", "api_key") if entry.get(name)})
    return not keyring.complete(slug)


async def add(whole: dict[str, Any], path: Path, *flags: str) -> list[dict[str, Any]]:
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "ayo", "app", "add", "--manifest", str(path), "--json", *flags]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    output, errors = await process.communicate()
    if process.returncode != 0:
        raise RegistrationError(errors.decode(errors="replace").strip() or output.decode(errors="replace").strip())
    answer: list[dict[str, Any]] = json.loads(output)["apps"]
    return answer
