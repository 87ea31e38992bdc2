"""A real browser looks at every part: no axe finding, no sideways scroll, and the small script does its work."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests import accessible

pytestmark = pytest.mark.browser

PAGES = ["/ui/", "/ui/?rail=slim", "/sample/", "/plain/", "/error/404/"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as tool:
        yield tool.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-background-networking"])


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = getattr(request, "param", (1280, "light"))
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce", locale="id-ID"
    )
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda line: trouble.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    # A 404 or 422 page is meant to be one; a page change that overtakes another cancels its transition.
    # The test's own small server now and then resets a kept connection, which the browser mends by asking again.
    meant = ("status of 4", "ViewTransition", "net::ERR_CONNECTION_RESET")
    assert [line for line in trouble if not any(word in line for word in meant)] == []


def findings(page: Page) -> list[str]:
    """What axe finds, after bringing each target that a sticky bar covered into view."""
    found = []
    for violation in accessible.violations(page):
        for node in violation["nodes"]:
            if violation["id"] == "target-size" and accessible.stands_free(page, node["target"][0]):
                continue
            found.append(f"{violation['id']}: {node['html'][:160]}")
    return found


@pytest.mark.parametrize("page", [(375, "light"), (375, "dark"), (1280, "light"), (1280, "dark")], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, address: str, path: str):
    page.goto(address + path)

    assert findings(page) == []


@pytest.mark.parametrize("page", [(320, "light")], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(page: Page, address: str, path: str):
    page.goto(address + path)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_after_a_refusal_the_focus_is_on_the_summary(page: Page, address: str):
    page.goto(address + "/sample/")
    page.locator("form:has(#id_name)").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Kirim").click()

    assert page.title().startswith("Galat:")
    assert page.evaluate("document.activeElement.className") == "errors"


def test_the_theme_changes_under_the_finger_and_stays(page: Page, address: str):
    page.goto(address + "/sample/")
    page.get_by_role("button", name="Bahasa dan tampilan").click()
    with page.expect_response("**/ui/pilihan/"):
        page.get_by_role("button", name="Gelap").click()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_a_dialog_opens_takes_the_focus_and_closes(page: Page, address: str):
    page.goto(address + "/ui/")
    page.get_by_role("button", name="Buka dialog").click()
    dialog = page.locator("dialog#contoh")

    assert dialog.evaluate("dialog => dialog.matches(':modal')")
    assert findings(page) == []
    dialog.get_by_role("button", name="Periksa lagi").click()
    assert not dialog.evaluate("dialog => dialog.open")


def test_a_form_is_sent_once_however_often_its_button_is_pressed(page: Page, address: str):
    sent = []

    def take(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(status=200, content_type="text/html", body="<title>Terkirim</title>")

    page.goto(address + "/sample/")
    page.fill("#id_name", "Ratna")
    page.route("**/sample/", take)
    page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('form:has(#id_name) button').click()")
    page.wait_for_url("**/sample/", wait_until="load")
    page.get_by_text("Contoh").wait_for(state="detached")

    assert sent == ["POST"]


def test_a_notice_can_be_put_away(page: Page, address: str):
    page.goto(address + "/sample/?say=1")
    notice = page.get_by_role("status").get_by_text("Tersimpan")
    assert notice.is_visible()

    page.get_by_role("button", name="Tutup").click()

    assert notice.count() == 0


def test_a_chosen_file_is_named(page: Page, address: str):
    page.goto(address + "/ui/")
    page.set_input_files("#berkas", {"name": "pegawai.csv", "mimeType": "text/csv", "buffer": b"nip"})

    assert page.locator("label[for=berkas]").inner_text().startswith("pegawai.csv")


def test_htmx_swaps_the_part_and_the_notice_under_the_security_policy(page: Page, address: str):
    page.goto(address + "/sample/")
    page.evaluate("document.querySelector('h1').dataset.kept = 'yes'")
    with page.expect_response("**/sample/?say=1") as answer:
        page.get_by_role("link", name="Muat daftar").click()

    page.get_by_role("status").get_by_text("Tersimpan").wait_for()
    assert answer.value.request.headers["hx-request-type"] == "partial"
    assert page.evaluate("document.querySelector('h1').dataset.kept") == "yes"
    assert page.locator("#list li").count() == 2
    assert page.locator("#notices").count() == 1
