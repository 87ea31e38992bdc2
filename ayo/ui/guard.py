"""Who may open a page at all: the first line of every view.

Each guard leaves its rule on the view as `access`; a route whose view says nothing fails the tests.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from ayo.common.actor import ActorKind, Right, Role
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


def with_account(right: Right) -> Callable[[View[P]], View[P]]:
    """Let in people whose level has the right; strangers go to the sign-in page, others to how one is verified.

    Keys of applications are refused.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.actor.is_anonymous:
                return _to_sign_in(request)
            if isinstance(request.actor, SimpleLazyObject):
                # Until now a promise; who came is asked a hundred times a page, and each time through it.
                request.actor = copy(request.actor)
            if request.actor.kind is not ActorKind.PERSON:
                raise NotAllowed("Pages are for people; an application uses /api/.")
            if request.actor.on_behalf_of is not None:
                # What is one's own stays closed while one acts for another; there is a page that leads back.
                return _instead(request, settings.ACTING_URL)
            if not request.actor.may(right):
                return _instead(request, settings.VERIFY_URL)
            return view(request, *args, **kwargs)

        return declared(f"accounts that may {right}: what they see is the view's own question")(
            cast("View[P]", guarded)
        )

    return guard


def signed_in(view: View[P]) -> View[P]:
    """Let in people whom the registry knows: the rule of every page that does not say otherwise."""
    guarded = with_account(Right.RECORD)(view)
    return declared("people: what they see is the view's own question")(guarded)


def oneself_or_for_another(right: Right, scope: str) -> Callable[[View[P]], View[P]]:
    """Let in people for their own affairs, and whoever acts for another within this scope."""

    def guard(view: View[P]) -> View[P]:
        for_oneself = with_account(right)(view)

        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.actor.acts_within(scope):
                return view(request, *args, **kwargs)
            return for_oneself(request, *args, **kwargs)

        return declared(f"people: their own affairs, or those of whom they act for within {scope}")(
            cast("View[P]", guarded)
        )

    return guard


def me(request: Request) -> UUID:
    """Return whose affairs these are: the person who is signed in, or the one they act for."""
    if request.actor.stands_for is None:
        raise NotAllowed("Pages are for people; an application uses /api/.")
    return request.actor.stands_for


def for_roles(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Let in only people who hold one of the roles."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.has(*roles):
                raise NotAllowed("This page belongs to another role.")
            return view(request, *args, **kwargs)

        # Being verified would not help somebody who holds no role: all of them get the same refusal.
        return declared(f"roles: {' '.join(roles)}")(with_account(Right.HOME)(cast("View[P]", guarded)))

    return guard


def _to_sign_in(request: Request) -> HttpResponse:
    """A part of a page cannot show a sign-in form: htmx is told to leave for the whole page."""
    if _is_part(request):
        return HttpResponse(status=401, headers={"HX-Redirect": settings.LOGIN_URL})
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return redirect_to_login(back, settings.LOGIN_URL)


def _instead(request: Request, address: str) -> HttpResponse:
    if _is_part(request):
        return HttpResponse(status=403, headers={"HX-Redirect": address})
    return redirect(address)


def _is_part(request: Request) -> bool:
    return request.headers.get("HX-Request-Type") == "partial"
