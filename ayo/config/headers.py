"""The response headers that Django does not know, and the rule that a signed-in page is never kept by a cache."""

from collections.abc import Callable
from functools import lru_cache

from csp.constants import HEADER, SELF
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        form_target, has_frames = getattr(response, "form_target", ""), getattr(response, "has_frames", False)
        response.headers.setdefault(HEADER, content_security_policy(form_target, has_frames))
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response.headers and is_personal(request):
            patch_cache_control(response, private=True, no_store=True)
        return response


@lru_cache(maxsize=512)
def content_security_policy(form_target: str, has_frames: bool) -> str:  # noqa: FBT001  the answer says so itself
    """Return the policy of a page; it has no nonce, so it is put into words once.

    A form may lead to our own pages only, and to the one application that a person is on the way to (`form_target`,
    an origin): browsers hold the redirect that follows a form against the policy of the page it stood on. A page with
    `has_frames` shows files of this house in itself; nothing of another house ever.
    """
    more = {"form-action": [form_target]} if form_target else {}
    return str(build_policy(update=more | ({"frame-src": [SELF]} if has_frames else {}) or None))


def is_personal(request: HttpRequest) -> bool:
    """Tell whether the answer may hold somebody's data: they came with a session or with a key."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
