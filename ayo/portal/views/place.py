"""The region's own colours, as a style sheet."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ayo.common.http import Request
from ayo.region.facade import pack
from ayo.ui.guard import open_to_all

YEAR = 365 * 24 * 3600


@open_to_all("colours of the region")
@require_safe
def tokens(request: Request) -> HttpResponse:
    """The address carries a word of the content, so a browser may keep the answer."""
    response = HttpResponse(pack().tokens_css.read_bytes(), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response
