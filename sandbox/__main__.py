"""`python -m sandbox`: the twenty beside a running Ayo, and a page that shows their copies live."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
import signal
import sys
from pathlib import Path

from sandbox import machines, manifest, post, signing
from sandbox.fleet import ROOT, Member, SilentError, keep_alive
from sandbox.kit.behaviour import NORMAL
from sandbox.page.site import Site
from sandbox.registration import Keyring, RegistrationError, follow, register, wait_until_ready
from sandbox.signin import three
from sandbox.signin.front import Front

LOADING_AT_ONCE = 2


def arguments() -> argparse.Namespace:
    env = os.environ
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--first-port", type=int, default=int(env.get("SANDBOX_FIRST_PORT", manifest.FIRST_PORT)))
    parser.add_argument(
        "--sign-in-port", type=int, default=int(env.get("SANDBOX_SIGN_IN_PORT", three.FIRST_PORT)), metavar="FIRST"
    )
    parser.add_argument("--page-port", type=int, default=int(env.get("SANDBOX_PAGE_PORT", "9199")))
    parser.add_argument("--home", type=Path, default=Path(env.get("AYO_HOME") or ROOT / ".ayo"), help="AYO_HOME")
    url = env.get("AYO_URL") or f"http://127.0.0.1:{env.get('PORT', '8000')}"
    parser.add_argument("--ayo-url", default=url)
    parser.add_argument(
        "--person", default=env.get("SANDBOX_PERSON", "Ratna Wulandari"), help="whom the page shows first"
    )
    parser.add_argument(
        "--calm", action="store_true", default=bool(env.get("SANDBOX_CALM")), help="let every application behave"
    )
    parser.add_argument("--alive", type=float, default=float(env.get("SANDBOX_ALIVE_S", "180")), metavar="SECONDS")
    parser.add_argument("--dead", type=float, default=float(env.get("SANDBOX_DEAD_S", "60")), metavar="SECONDS")
    return parser.parse_args()


def members_of(options: argparse.Namespace, keyring: Keyring) -> list[Member]:
    home = options.home.expanduser().resolve()
    return [
        Member(
            module=module,
            app=app,
            port=options.first_port + place,
            home=home / "sandbox" / app.slug,
            inbox=home / "exchange" / app.slug,
            ayo_url=options.ayo_url.rstrip("/"),
            manner={
                "name": NORMAL if options.calm else app.manner,
                "alive_s": options.alive,
                "dead_s": options.dead,
            },
            keys=keyring.keys.get(app.slug, {}),
        )
        for place, (module, app) in enumerate(manifest.apps().items())
    ]


def fronts_of(options: argparse.Namespace) -> list[Front]:
    return [
        Front(sign_in, options.sign_in_port + place, options.ayo_url.rstrip("/"))
        for place, sign_in in enumerate(three.THREE)
    ]


async def run(options: argparse.Namespace) -> None:
    folder = options.home.expanduser().resolve() / "sandbox"
    keyring = Keyring(folder)
    members = members_of(options, keyring)
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    mail = post.of(os.environ, ayo_url=options.ayo_url.rstrip("/"), manners=post.manners(is_calm=options.calm))
    signer = signing.of(os.environ, home=options.home.expanduser().resolve(), is_calm=options.calm)
    site = Site(members, options.page_port, options.person, options.ayo_url, mail)
    site.fronts = fronts_of(options)
    doors = [site.door, *([signer] if signer else []), *(front.door for front in site.fronts)]
    await asyncio.gather(mail.open(), *(door.open() for door in doors))
    print(f"sandbox: twenty applications, their copies at http://127.0.0.1:{site.door.port}/", flush=True)
    work = [
        asyncio.create_task(open_house(members, keyring, folder, site, is_calm=options.calm)),
        asyncio.create_task(open_fronts(site, keyring)),
        asyncio.create_task(watch_parent(stopping)),
    ]
    await stopping.wait()
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)
    for door in doors:
        door.shut()
    mail.shut()
    await asyncio.gather(*(member.stop() for member in members))


async def open_house(members: list[Member], keyring: Keyring, folder: Path, site: Site, *, is_calm: bool) -> None:
    # They listen before Ayo hears of them, so that the first delivery finds an open door.
    await asyncio.gather(*(member.start() for member in members))
    await wait_until_ready(members[0].ayo_url)
    site.stage = "REGISTERING"
    while True:
        try:
            await register(members, keyring, folder)
            break
        except (RegistrationError, ValueError, KeyError) as error:
            print(f"sandbox: Ayo did not take the applications yet: {error}", file=sys.stderr, flush=True)
            await asyncio.sleep(5)
    await asyncio.gather(*(hand_over(member) for member in members))
    site.stage = "LOADING"
    gate = asyncio.Semaphore(LOADING_AT_ONCE)
    loading = asyncio.gather(*(load(member, gate) for member in members))
    guards = [asyncio.create_task(keep_alive(members)), asyncio.create_task(follow(members, keyring))]
    absensi = next(member for member in members if member.app.slug == "absensi")
    try:
        await loading
        site.all_loaded()
        doors = machines.stand_at_the_doors(absensi.ayo_url, absensi.keys["api_key"], is_calm=is_calm)
        guards.append(asyncio.create_task(doors))
        await asyncio.gather(*guards)
    finally:
        for guard in guards:
            guard.cancel()


async def open_fronts(site: Site, keyring: Keyring) -> None:
    """Give the three their sign-in, one after another, once Ayo knows the applications."""
    while site.stage in {"WAITING", "REGISTERING"}:
        await asyncio.sleep(0.2)
    for front in site.fronts:
        await front.introduce(keyring)


async def hand_over(member: Member) -> None:
    """Give an application its keys; one that belonged to another city starts again with nothing."""
    if member.outdated:
        await member.kill()
        shutil.rmtree(member.home, ignore_errors=True)
        member.outdated = False
        await member.start()
    await member.hand(member.keys)


async def load(member: Member, gate: asyncio.Semaphore) -> None:
    """Fill one copy, trying again until Ayo has given everything."""
    while True:
        async with gate:
            with contextlib.suppress(SilentError):
                answer = await member.ask("load", timeout=1800)
                if "error" not in answer:
                    return
                print(f"sandbox: {member.app.slug} could not load: {answer['error']}", file=sys.stderr, flush=True)
        await asyncio.sleep(3)


async def watch_parent(stopping: asyncio.Event) -> None:
    """Whoever started us may be killed; then we go too."""
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(1)
    stopping.set()


if __name__ == "__main__":
    asyncio.run(run(arguments()))
