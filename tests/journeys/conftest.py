"""A real browser, the real house behind a live server, and a log that moves without a relay."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import actions
from tests import accessible
from tests.cast import LONG_AGO, Cast
from tests.kept import Kept
from tests.services.letters import house
from tests.services.letters.house import SigningHouse

LOOKS = [(320, "light"), (375, "dark"), (1280, "light")]
_SIGNED_IN = ("ratna", "joko", "budi", "wati", "dewi", "agus", "nia", "rini", "sari")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Playwright keeps an event loop in this thread while it lives; Django is told that nobody awaits anything here."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    # Nobody looks at the screen: what a processor would draw in place of a graphics card costs a fifth of each page.
    args = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as tool:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield tool.chromium.launch(executable_path=path, args=args)


@pytest.fixture
def city(browser: Browser, transactional_db: None, people: Kept[Cast]) -> Cast:
    """The cast, each of whom can be entered with one click."""
    cast = people.put_back()
    for name in _SIGNED_IN:
        identity.open_account(login=name, person_id=getattr(cast, name), password="", is_demo=True, actor=SYSTEM)
    return cast


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a browser of its own; a script error or a broken request fails the test."""
    contexts, trouble = [], []

    def opened(*, width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 812},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            locale="id-ID",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("response", lambda answer: trouble.append(answer.url) if answer.status >= 500 else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [line for line in trouble if "Transition" not in line] == []


def enter(page: Page, name: str, *, to: str = "/") -> None:
    """Sign in with the click of the demo and go on to a page."""
    page.goto(f"/masuk/?next={to}")
    page.get_by_role("button", name=re.compile(name)).click()
    page.wait_for_url(f"**{to}")


def look(page: Page, width: int, scheme: str) -> None:
    """Look at a page that is already there through another window, in light or dark."""
    page.set_viewport_size({"width": width, "height": 812})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]


def findings(page: Page) -> list[str]:
    """Return what axe finds, and whether the page scrolls sideways."""
    found = []
    for violation in accessible.violations(page):
        for node in violation["nodes"]:
            if violation["id"] == "target-size" and accessible.stands_free(page, node["target"][0]):
                continue
            found.append(f"{page.url} {violation['id']}: {node['html'][:160]}")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, *([f"{page.url} scrolls sideways by {wide}"] if wide > 0 else [])]


@pytest.fixture(scope="module")
def _tte(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SigningHouse]:
    with house.opened(tmp_path_factory.mktemp("tte")) as opened:
        yield opened


@pytest.fixture
def served(city: Cast, _tte: SigningHouse, settings: Any, tmp_path: Path) -> Cast:
    """The city offers its services, signs electronically, and knows of Ratna what a registry knows."""
    settings.MEDIA_ROOT = tmp_path
    _tte.begin()
    _tte.point(settings)
    settings.AYO_SIGNING_TIMEOUT_S = 10
    actions.settle_catalogue(actor=SYSTEM)
    known = {"birth_place": "Tangerang", "religion": "Islam", "occupation": "Guru"}
    registry.change_record(
        Kind.PERSON, city.ratna, known, valid_from=LONG_AGO, actor=SYSTEM, expected_version=None, note="test"
    )
    return city
