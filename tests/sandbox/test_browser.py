"""A real browser watches the copies change, in both widths and schemes, with and without scripts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import accessible
from tests.sandbox.factories import RATNA
from tests.sandbox.house import House, open_house

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house"), people=20) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as tool:
        yield tool.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-background-networking"])


def address(house: House) -> str:
    return f"http://127.0.0.1:{house.site.door.port}/?orang={RATNA}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_axe_is_content_and_nothing_scrolls_sideways(house: House, browser: Browser, width: int, scheme: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(address(house))
        page.locator("details summary").first.click()

        assert [found["id"] for found in accessible.violations(page)] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_change_appears_without_a_reload_and_an_open_fold_stays_open(house: House, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda line: trouble.append(line.text))
        page.goto(address(house))
        page.locator("#pbb-p2 summary").click()

        house.change(domicile={**house.ayo.people[RATNA]["domicile"], "street": "Jl. Kali Pasir 3"})

        expect(page.locator("#pbb-p2 [data-fresh] dd").first).to_have_text("Jl. Kali Pasir 3")
        expect(page.locator("#pbb-p2 details")).to_have_attribute("open", "")
        expect(page.locator("h1")).to_have_text("20 dari 20 salinan sama")
        assert trouble == []


def test_the_page_works_without_scripts(house: House, browser: Browser, tmp_path: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address(house))
        page.locator("#rsud summary").click()
        page.get_by_role("button", name="Lambat").locator("visible=true").click()

        expect(page.locator("#rsud [data-part=tags-rsud]")).to_contain_text("Lambat")
