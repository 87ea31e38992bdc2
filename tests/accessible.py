"""What axe says about a page that a browser shows."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Nobody here asks what is well: each passed node would be written out with its selector and sent over.
_ONLY = ["violations"]
_SCRIPT = Axe().axe_script


def violations(page: Page) -> list[dict[str, Any]]:
    return _run(page, "document", {"runOnly": RULES, "resultTypes": _ONLY})


def stands_free(page: Page, selector: str) -> bool:
    """A target under the sticky dock is free once it is scrolled into view."""
    page.evaluate("selector => document.querySelector(selector).scrollIntoView({block: 'center'})", selector)
    only = {"runOnly": {"type": "rule", "values": ["target-size"]}, "resultTypes": _ONLY}
    return not _run(page, selector, only)


def _run(page: Page, context: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """The script is brought into a document once; it stays there when the page is looked at through another window."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    run = "([where, how]) => axe.run(where == 'document' ? document : where, how).then(found => found.violations)"
    found: list[dict[str, Any]] = page.evaluate(run, [context, options])
    return found
