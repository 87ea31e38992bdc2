"""What a domain error looks like: one page for people, one problem document (RFC 9457) for programs."""

import sys
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from psycopg_pool import PoolTimeout

from ayo.common.errors import DomainError
from ayo.portal import context
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
        return _page(request, error.status)


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
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
        return _answer(request, _TooLarge("The request is too large."))
    return _answer(request, _Unreadable("The request cannot be read."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not ours: nearly always a page that stood open while somebody signed in or out."""
    if request.path.startswith("/api/"):
        return problem(_Forged("The CSRF token is missing or wrong."))
    told = {"status": 403, "about": "EXPIRED", "back_url": _way_back(request)}
    return show(request, "ui/error.html", told, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, _NoSuchPath("No such resource."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke, without asking anything of what may have broken: no database, no session, no cookie.

    A database that does not answer is no fault of the page: that is a rest, and the answer says when to come back.
    """
    down = isinstance(sys.exc_info()[1], OperationalError | InterfaceError | PoolTimeout)
    status = 503 if down else 500
    if request.path.startswith("/api/"):
        response: HttpResponse = problem(_Resting("Try again later.") if down else _Broken("Something broke."))
    else:
        words = {"status": status, "brand": context.brand()}
        response = HttpResponse(render_to_string("ui/error.html", words, using="jinja2"), status=status)
    if down:
        response.headers["Retry-After"] = "30"
    return response


def _wrong_way(request: HttpRequest, refused: HttpResponseBase) -> HttpResponse:
    """Somebody reloaded or bookmarked the address of a button: say so instead of leaving the browser's own page."""
    page = _page(request, 405)
    page.headers["Allow"] = refused.headers.get("Allow", "POST")
    return page


class _NoSuchPath(DomainError):
    code = "not_found"
    status = 404


class _Unreadable(DomainError):
    code = "bad_request"
    status = 400


class _TooLarge(DomainError):
    code = "too_large"
    status = 413


class _Forged(DomainError):
    code = "bad_csrf_token"
    status = 403


class _Broken(DomainError):
    code = "broken"
    status = 500


class _Resting(DomainError):
    code = "resting"
    status = 503


def _answer(request: HttpRequest, error: DomainError) -> HttpResponse:
    return problem(error) if request.path.startswith("/api/") else _page(request, error.status)


def _way_back(request: HttpRequest) -> str:
    """Return the page of ours that the form stood on, or nothing."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return came_from if ours else ""


def _page(request: HttpRequest, status: int) -> HttpResponse:
    """A part that was asked for again and is not there any more is a reason to open its whole page anew."""
    if request.method == "GET" and request.headers.get("HX-Request-Type") == "partial":
        return HttpResponse(status=status, headers={"HX-Refresh": "true"})
    return show(request, "ui/error.html", {"status": status}, status=status)
