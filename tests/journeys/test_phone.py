"""The house on a phone: it fits every window and every eye, weighs little, and says so when there is no network."""

import gzip
import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.cast import Cast
from tests.journeys.conftest import enter, look
from tests.portal import factories

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

WIDTHS = (320, 375, 768, 1280)
PATHS = {
    "Ratna": ("/", "/pengaturan/", "/cari/", "/bantuan/", "/bantuan/privasi/", "/luring/id/"),
    "Wati": ("/", "/warga/"),
}
FIRST_LOAD = 60_000
# What does not fit its box is cut off where the box hides it; what scrolls by itself is meant to.
CUT_OFF = """() => [...document.querySelectorAll('main *, .rail *, .dock *, .top *, .bottom *')].filter(one => {
  const look = getComputedStyle(one);
  const hides = /hidden|clip/.test(look.overflowX) && one.clientWidth > 1;
  const isCut = hides && look.clipPath === 'none' && one.scrollWidth > one.clientWidth + 1;
  return isCut && !one.matches('.hero') && one.innerText?.trim();
}).map(one => one.outerHTML.slice(0, 120))"""
# Of a hero the picture is meant to run out of its box, the words are not.
BESIDE = """() => [...document.querySelectorAll('h1, h2, h3, p, a, button, b, li')].filter(one => {
  const place = one.getBoundingClientRect();
  const isSeen = one.checkVisibility() && place.width > 1 && getComputedStyle(one).clipPath === 'none';
  return isSeen && place.right > innerWidth + 1 && !one.closest('.chips[data-scroll], .tabs');
}).map(one => one.outerHTML.slice(0, 120))"""
# A thumb needs 44 pixels; small buttons and chips inside a card keep 36.
TOO_SMALL = """() => [...document.querySelectorAll('.button, .tap, .chip, .dock a, .rail nav a, .life a')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height + .5 <
    (one.matches('.chip, [data-size=s], .case .button') ? 36 : 44))
  .map(one => `${one.getBoundingClientRect().height} ${one.outerHTML.slice(0, 120)}`)"""


@pytest.mark.parametrize("name", PATHS)
def test_every_page_fits_every_window_also_with_letters_twice_as_large(city: Cast, open_page: Open, name: str):
    factories.change(city, "budi", {"email": "ratna@contoh.id"}, whom="ratna")
    factories.change(city, "ratna", {"name": "Ratna Dewi Kencanawungu"})
    page, found = open_page(width=320), []
    enter(page, name)

    for path in PATHS[name]:
        page.goto(path)
        for size in ("100%", "200%"):
            page.evaluate("size => document.documentElement.style.fontSize = size", size)
            for width in WIDTHS:
                look(page, width, "light")
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                found += [f"{path} {width} {size}: scrolls sideways by {wide}"] if wide > 0 else []
                found += [f"{path} {width} {size}: cut off: {one}" for one in page.evaluate(CUT_OFF)]
                found += [f"{path} {width} {size}: beside the window: {one}" for one in page.evaluate(BESIDE)]
                found += [f"{path} {width} {size}: too small: {one}" for one in page.evaluate(TOO_SMALL)]

    assert found == [], "\n".join(found)


def test_the_first_load_of_a_signed_in_home_stays_small(city: Cast, open_page: Open):
    """Everything a cold browser asks for, compressed as the house sends it."""
    page = open_page(width=375)
    answers: list[Response] = []
    enter(page, "Wati", to="/bantuan/")
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("response", lambda one: answers.append(one))
    page.goto("/")
    page.wait_for_load_state("networkidle")

    sizes = {one.url: sent(one) for one in answers if one.status == 200}

    assert any(url.endswith("ayo.css") for url in sizes) and any(url.endswith("/") for url in sizes)
    assert sum(sizes.values()) < FIRST_LOAD, json.dumps(sizes, indent=1)


def sent(answer: Response) -> int:
    body = answer.body()
    return len(body) if answer.url.endswith(".png") else len(gzip.compress(body))


def test_without_a_network_an_honest_page_stands_there_and_nobodys_data(city: Cast, open_page: Open):
    page = open_page(width=375)
    enter(page, "Ratna", to="/saya/")
    page.evaluate("navigator.serviceWorker.ready.then(ready => ready.active.state)")
    page.goto("/saya/")
    page.context.set_offline(True)

    page.goto("/saya/akses/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Halaman ini belum dapat dibuka")
    assert "Ratna" not in page.content()

    kept = page.evaluate(KEPT)
    assert [one for one in kept if one["url"].startswith("/luring/") and one["url"] != "/luring/bahasa"]
    assert [one["url"] for one in kept if not one["url"].startswith(("/static/ui/", "/luring/", "/wilayah/"))] == []
    assert [one["url"] for one in kept if "Ratna" in one["text"] or "csrf" in one["text"].lower()] == []

    page.context.set_offline(False)
    page.get_by_role("link", name="Coba lagi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Siapa membaca data saya")


def test_without_a_network_the_page_speaks_the_language_of_the_last_one(city: Cast, open_page: Open):
    page = open_page(width=375)
    enter(page, "Ratna")
    page.evaluate("navigator.serviceWorker.ready.then(ready => ready.active.state)")
    page.goto("/pengaturan/")
    page.get_by_role("button", name="English").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")
    page.goto("/bantuan/")
    page.context.set_offline(True)

    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_have_text("This page cannot be opened yet")


def test_a_new_version_takes_over_and_the_old_one_is_cleared_away(city: Cast, open_page: Open):
    page = open_page(width=375)
    page.goto("/bantuan/")
    page.evaluate("navigator.serviceWorker.ready.then(ready => ready.active.state)")
    page.evaluate("caches.open('ayo-of-last-year')")

    page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.unregister())")
    page.reload()
    page.evaluate("navigator.serviceWorker.ready.then(ready => ready.active.state)")

    page.wait_for_function("caches.keys().then(names => names.length === 1 && names[0] !== 'ayo-of-last-year')")


KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      found.push({ url: new URL(request.url).pathname, text: await answer.text() });
    }
  }
  return found;
}"""
