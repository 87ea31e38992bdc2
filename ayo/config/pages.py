"""What a domain error looks like: one page for people, one problem document (RFC 9457) for programs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from ayo.common.errors import DomainError
from ayo.ui.show import show


class DomainErrorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not request.path.startswith("/api/"):
            return _wrong_way(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        if request.path.startswith("/api/"):
            return problem(error)
        # The message is for programs and logs; the page has its own words for each kind of refusal.
        return _page(request, error.status, "")


def problem(error: DomainError) -> JsonResponse:
    body: dict[str, object] = {
        "type": f"/errors/{error.code}",
        "title": error.message,
        "status": error.status,
        "code": error.code,
    }
    if error.fields:
        body["errors"] = [{"field": name, "code": code} for name, code in sorted(error.fields.items())]
    candidates = getattr(error, "candidates", ())
    if candidates:
        body["candidates"] = [
            {"person_id": str(one.person_id), "score": one.score, "reasons": list(one.reasons)} for one in candidates
        ]
    return JsonResponse(body, status=error.status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, _("Permintaan ini tidak dapat dibaca."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, _("Halaman ini bukan untuk Anda."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(_NoSuchPath("No such resource."))
    return _page(request, 404, _("Halaman ini tidak ada, atau bukan untuk Anda."))


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500, _("Ada yang salah di pihak kami."))


def _wrong_way(request: HttpRequest, refused: HttpResponseBase) -> HttpResponse:
    """Somebody reloaded or bookmarked the address of a button: say so instead of leaving the browser's own page."""
    page = _page(request, 405, "")
    page.headers["Allow"] = refused.headers.get("Allow", "POST")
    return page


class _NoSuchPath(DomainError):
    code = "not_found"
    status = 404


def _page(request: HttpRequest, status: int, message: str) -> HttpResponse:
    return show(request, "ui/error.html", {"status": status, "message": message}, status=status)
