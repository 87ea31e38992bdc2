"""Who gets past the door of these pages. To everybody else an application does not exist."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ayo.common.errors import Conflict, NotFound
from ayo.common.http import Request
from ayo.exchange import access, queries
from ayo.exchange.models import App
from ayo.ui.guard import declared, signed_in

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]


def for_exchange(view: View[P]) -> View[P]:
    """Let in those who look after applications; nothing of these pages is kept by browsers or proxies."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not access.may_look(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return declared("roles: who looks after applications")(never_cache(signed_in(guarded)))


def visible(request: Request, slug: str) -> App:
    try:
        return queries.app_for(request.actor, slug)
    except NotFound as error:
        raise Http404 from error


def managed(request: Request, slug: str) -> App:
    app = visible(request, slug)
    if not access.may_manage(request.actor, app):
        raise Http404
    return app


@contextmanager
def one_at_a_time(app: App) -> Iterator[None]:
    """Let decisions about one application follow each other, so that a form sent twice sees what the first one did."""
    with transaction.atomic():
        App.objects.select_for_update().get(pk=app.pk)
        yield


def unchanged(seen: object, now: object) -> None:
    """Stop a form that was written on something that has changed since, or that was already sent."""
    if str(seen) != str(now):
        raise Conflict(_("Ini sudah dikerjakan, atau keadaannya berubah sejak halaman dibuka. Periksa lagi."))
