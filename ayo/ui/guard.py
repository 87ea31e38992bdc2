"""Who may open a page at all: the first line of every view.

Each guard leaves its rule on the view as `access`; a route whose view says nothing fails the tests.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase

from ayo.common.actor import ActorKind, Role
from ayo.common.errors import NotAllowed
from ayo.common.http import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]
AnyView = TypeVar("AnyView", bound=Callable[..., Any])


def declared(rule: str) -> Callable[[AnyView], AnyView]:
    """Say on a view who may use it. A guard does so itself; without a guard this only speaks and holds nobody back."""

    def mark(view: AnyView) -> AnyView:
        view.access = rule  # type: ignore[attr-defined]
        return view

    return mark


def open_to_all(why: str) -> Callable[[AnyView], AnyView]:
    return declared(f"open: {why}")


def signed_in(view: View[P]) -> View[P]:
    """Let people in, send strangers to the sign-in page and back, refuse keys of applications."""

    @wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.actor.is_anonymous:
            return _to_sign_in(request)
        if request.actor.kind is not ActorKind.PERSON:
            raise NotAllowed("Pages are for people; an application uses /api/.")
        return view(request, *args, **kwargs)

    return declared("people: what they see is the view's own question")(cast("View[P]", guarded))


def me(request: Request) -> UUID:
    """Return who is signed in, as a person."""
    if request.actor.person_id is None:
        raise NotAllowed("Pages are for people; an application uses /api/.")
    return request.actor.person_id


def for_roles(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Let in only people who hold one of the roles."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.has(*roles):
                raise NotAllowed("This page belongs to another role.")
            return view(request, *args, **kwargs)

        return declared(f"roles: {' '.join(roles)}")(signed_in(cast("View[P]", guarded)))

    return guard


def _to_sign_in(request: Request) -> HttpResponse:
    """A part of a page cannot show a sign-in form: htmx is told to leave for the whole page."""
    if request.headers.get("HX-Request-Type") == "partial":
        return HttpResponse(status=401, headers={"HX-Redirect": settings.LOGIN_URL})
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return redirect_to_login(back, settings.LOGIN_URL)
