"""What makes the house an app on somebody's phone: its card, and the honest page for when there is no network.

The worker keeps nothing but style sheets, scripts, the mark and that page; no page of a person is ever kept.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.portal import context, frame
from ayo.region.facade import pack
from ayo.ui.guard import open_to_all
from ayo.ui.jinja import url

KEPT = ("ui/ayo.css", "ui/app.js", "ui/mark.svg", "ui/mark-192.png")
SHORTCUTS = 4


@open_to_all("the card by which a phone installs the app; with a session it names the reader's own places")
@require_safe
def manifest(request: Request) -> HttpResponse:
    names = pack().names
    body = {
        "id": "/",
        "name": names.brand,
        "short_name": names.brand,
        "description": _("Layanan %(city)s: sekali isi, sampai ke semua.") % {"city": names.city},
        "lang": get_language() or "id",
        "dir": "ltr",
        "categories": ["government", "utilities"],
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f8f7f2",
        "theme_color": "#013744",
        "icons": [
            _icon("ui/mark-192.png", "192x192", "any"),
            _icon("ui/mark-512.png", "512x512", "any"),
            _icon("ui/mark-512.png", "512x512", "maskable"),
        ],
        "shortcuts": list(_shortcuts(request)),
    }
    response = JsonResponse(body, content_type="application/manifest+json")
    patch_cache_control(response, private=True, max_age=3600)
    return response


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    return {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}


def _shortcuts(request: Request) -> Iterable[dict[str, Any]]:
    """The places of the reader's dock; a stranger's phone gets those of a resident."""
    dock = [(item.label, item.url) for item in frame.of(request).dock if item.url != "/"]
    open_to_residents = [(_("Data saya"), url("portal:mine")), (_("Cari"), url("portal:search"))]
    for label, address in (dock or open_to_residents)[:SHORTCUTS]:
        yield {"name": label, "url": address, "icons": [_icon("ui/mark-192.png", "192x192", "any")]}


@open_to_all("the page that says there is no network; it holds nobody's data")
@require_safe
def page(request: Request, language: str) -> HttpResponse:
    """The same page for everybody in one language, so that a phone may keep it; it is told nothing of the request."""
    if language not in dict(settings.LANGUAGES):
        raise NotFound("No such language.")
    with translation.override(language):
        response = HttpResponse(render_to_string("portal/offline.html", {"brand": context.brand()}, using="jinja2"))
    response.headers["Content-Language"] = language
    patch_cache_control(response, public=True, max_age=3600)
    return response


@open_to_all("the script that answers when there is no network")
@require_safe
def worker(request: Request) -> HttpResponse:
    """Served at the root, for a worker answers only below its own address."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response


@lru_cache(maxsize=1)
def _worker() -> str:
    pages = {code: url("portal:offline", code) for code, _name in settings.LANGUAGES}
    files = [*(static(name) for name in KEPT), str(context.brand()["tokens_url"])]
    told = {"version": _version(), "pages": pages, "first": settings.LANGUAGE_CODE, "files": files}
    return f"const KEPT = {json.dumps(told)};\n{_read('ui/worker.js').decode()}"


def _version() -> str:
    """Another word whenever anything that is kept is another."""
    parts = [_read(name) for name in (*KEPT, "ui/worker.js")]
    parts += [
        (Path(__file__).parents[1] / "jinja2/portal/offline.html").read_bytes(),
        context.tokens_version().encode(),
    ]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


def _read(name: str) -> bytes:
    found = finders.find(name)
    if not found:
        raise LookupError(f"no static file {name}")
    return Path(found).read_bytes()
