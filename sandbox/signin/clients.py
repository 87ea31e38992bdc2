"""Gets the three their sign-in from Ayo's command line, as an integrator would; one that is still good is kept."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from sandbox.fleet import ROOT
from sandbox.registration import Keyring, RegistrationError
from sandbox.signin import relying
from sandbox.signin.three import SignIn


async def client_of(sign_in: SignIn, own_url: str, keyring: Keyring) -> tuple[str, str]:
    """Return id and secret of the application's client, made anew only where none fits. Raises RegistrationError."""
    listed = {one["client_id"]: one for one in (await ayo("oidc", "client", "list"))["clients"]}
    held = keyring.keys.get(name_of(sign_in), {})
    if fits(listed.get(held.get("client_id", "")), sign_in, own_url):
        return held["client_id"], held["client_secret"]
    for client_id, one in listed.items():
        if client_id == held.get("client_id") or relying.callback(own_url) in one["redirect_uris"]:
            await ayo("oidc", "client", "remove", client_id)
    made = await ayo("oidc", "client", "create", *wishes(sign_in, own_url))
    kept = {"client_id": made["client_id"], "client_secret": made["client_secret"] or ""}
    keyring.keys[name_of(sign_in)] = kept
    keyring.save()
    return kept["client_id"], kept["client_secret"]


def name_of(sign_in: SignIn) -> str:
    """Its place in the file of keys, beside what the application's deliveries need."""
    return f"{sign_in.slug}/sign-in"


def fits(listed: dict[str, Any] | None, sign_in: SignIn, own_url: str) -> bool:
    return listed is not None and (
        listed["redirect_uris"] == [relying.callback(own_url)]
        and set(listed["scopes"]) == set(sign_in.scopes)
        and listed["public"] == sign_in.is_public
    )


def wishes(sign_in: SignIn, own_url: str) -> list[str]:
    words = ["--app", sign_in.slug, "--redirect-uri", relying.callback(own_url)]
    words += ["--post-logout-uri", relying.after(own_url)]
    for scope in sign_in.scopes:
        words += ["--scope", scope]
    return [*words, *(["--public"] if sign_in.is_public else []), *(["--ask"] if sign_in.asks_consent else [])]


async def ayo(*words: str) -> Any:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ayo", *words, "--json",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, errors = await process.communicate()
    if process.returncode != 0:
        raise RegistrationError((errors or output).decode(errors="replace").strip())
    return json.loads(output)
