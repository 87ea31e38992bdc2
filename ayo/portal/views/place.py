"""What belongs to the place itself: help, the region's colours, and the card by which a phone installs the app."""

from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ayo.common.http import Request
from ayo.region.facade import pack
from ayo.ui.guard import open_to_all
from ayo.ui.show import show

YEAR = 365 * 24 * 3600


@open_to_all("help is for whoever needs it")
@require_safe
def help_page(request: Request) -> HttpResponse:
    return show(request, "portal/help.html", {"names": pack().names})


@open_to_all("colours of the region")
@require_safe
def tokens(request: Request) -> HttpResponse:
    """The address carries a word of the content, so a browser may keep the answer."""
    response = HttpResponse(pack().tokens_css.read_bytes(), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


@open_to_all("the card by which a phone installs the app")
@require_safe
def manifest(request: Request) -> HttpResponse:
    names = pack().names
    icons = [
        {"src": static(f"ui/mark-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
    ]
    body = {
        "name": names.brand,
        "short_name": names.brand,
        "description": _("Layanan %(city)s: sekali isi, sampai ke semua.") % {"city": names.city},
        "lang": get_language() or "id",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f8f7f2",
        "theme_color": "#013744",
        "icons": [
            *icons,
            {"src": static("ui/mark-full.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "maskable"},
        ],
        "shortcuts": [{"name": _("Data saya"), "url": reverse("portal:mine")}],
    }
    response = JsonResponse(body, content_type="application/manifest+json")
    patch_cache_control(response, public=True, max_age=3600)
    return response
