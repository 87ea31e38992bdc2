"""The real web server of a benchmark's house, and signed-in people who press reload."""

import asyncio
import http.client
import re
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bench._house import House


@contextmanager
def served(house: House, *, workers: int = 2) -> Iterator[int]:
    """Run `ayo web` as `make run` does; yield its port."""
    import os

    port = _free_port()
    environment = {**os.environ, "AYO_POOLED": "1", "AYO_COLLECTED": "1", "PORT": str(port)}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL}
    subprocess.run([sys.executable, "-m", "ayo", "prepare", "--no-demo"], check=True, **quiet)
    command = [sys.executable, "-m", "ayo", "web", "--workers", str(workers)]
    process = subprocess.Popen(command, **quiet)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def signed_in(port: int, name: str) -> str:
    """Sign in as one of the cast with the click of the demo; return the Cookie header."""
    cookies: dict[str, str] = {}
    page = ask(port, "GET", "/masuk/", cookies)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    person = re.search(r'value="([0-9a-f-]{36})"[^>]*>(?:(?!</form>).)*?' + name, page, re.DOTALL)
    if token is None or person is None:
        raise RuntimeError(f"{name} is not on the sign-in page")
    field = re.search(r'name="(\w+)"[^>]*value="' + person.group(1), page)
    form = {"csrfmiddlewaretoken": token.group(1), field.group(1) if field else "account": person.group(1)}
    ask(port, "POST", "/masuk/contoh/", cookies, urllib.parse.urlencode(form))
    if "ayo_session" not in cookies:
        raise RuntimeError("signing in gave no session")
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def load(port: int, path: str, cookie: str, *, at_once: int = 32, seconds: float = 8.0) -> list[float]:
    """Ask for a page over and over on so many connections; return the milliseconds of each good answer."""
    import uvloop

    return uvloop.run(_load(f"http://127.0.0.1:{port}{path}", cookie, at_once, seconds))


def offered(port: int, path: str, cookie: str, *, rate: float, at_once: int = 32, seconds: float = 8.0) -> list[float]:
    """Ask for a page so often a second, whatever the answers take; return the milliseconds since each was due.

    Who finds every connection busy waits, and that wait counts.
    """
    import uvloop

    return uvloop.run(_offered(f"http://127.0.0.1:{port}{path}", cookie, rate, at_once, seconds))


async def _offered(url: str, cookie: str, rate: float, at_once: int, seconds: float) -> list[float]:
    from pyreqwest.client import ClientBuilder

    took: list[float] = []
    numbers = iter(range(int(rate * seconds)))
    async with ClientBuilder().no_proxy().timeout(timedelta(seconds=30)).build() as client:
        begins = time.perf_counter()

        async def arrive() -> None:
            for number in numbers:
                due = begins + number / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                response = await client.get(url).header("cookie", cookie).build().send()
                await response.bytes()
                if response.status != 200:
                    raise RuntimeError(f"{url} answered {response.status}")
                took.append((time.perf_counter() - due) * 1000)

        await asyncio.gather(*(arrive() for _ in range(at_once)))
    return took


async def _load(url: str, cookie: str, at_once: int, seconds: float) -> list[float]:
    from pyreqwest.client import ClientBuilder

    took: list[float] = []
    ends = time.perf_counter() + seconds
    async with ClientBuilder().no_proxy().timeout(timedelta(seconds=30)).build() as client:

        async def reload() -> None:
            while time.perf_counter() < ends:
                begun = time.perf_counter()
                response = await client.get(url).header("cookie", cookie).build().send()
                await response.bytes()
                if response.status != 200:
                    raise RuntimeError(f"{url} answered {response.status}")
                took.append((time.perf_counter() - begun) * 1000)

        await asyncio.gather(*(reload() for _ in range(at_once)))
    return took


def ask(port: int, method: str, path: str, cookies: dict[str, str], body: str = "") -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body or None, headers)
    response = connection.getresponse()
    for header in response.headers.get_all("Set-Cookie") or []:
        name, _, value = header.split(";")[0].partition("=")
        cookies[name] = value
    return response.read().decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.time() + 60
    while time.time() < deadline:
        if process.poll() is not None:
            raise RuntimeError("the web server ended")
        try:
            ask(port, "GET", "/health/live", {})
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the web server does not answer")
