"""Making and ending the keys of an application. What is secret is in the answer to the form and nowhere else."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.exchange import actions, forms, lists
from ayo.exchange.errors import NothingToDo
from ayo.exchange.models import App, Secret
from ayo.exchange.views import detail, sight
from ayo.identity import facade as identity
from ayo.ui.show import show


@sight.for_exchange
@require_POST
def rotate(request: Request, slug: str) -> HttpResponse:
    app = sight.managed(request, slug)
    form = forms.Rotate(request.POST)
    if not form.is_valid():
        return detail.keys_page(request, app, status=422, form=form, rotate=form)
    sort = form.cleaned_data["sort"]
    try:
        with sight.one_at_a_time(app):
            sight.unchanged(request.POST.get(f"seen_{sort}", ""), lists.newest_secret(app, sort) or "")
            made = actions.rotate_secret(app=app, sort=sort, overlap=form.length, actor=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("exchange:keys", slug=app.slug)
    label = _("Kunci publik") if sort == Secret.Sort.ED25519 else _("Rahasia tanda tangan")
    return _once(request, app, label, made)


@sight.for_exchange
@require_POST
def new(request: Request, slug: str) -> HttpResponse:
    app = sight.managed(request, slug)
    form = forms.NewKey(request.POST)
    if not form.is_valid():
        return detail.keys_page(request, app, status=422, form=form, new_key=form)
    given = form.cleaned_data
    try:
        with sight.one_at_a_time(app):
            sight.unchanged(request.POST.get("seen", ""), newest_key(app))
            if overlap := timedelta(hours=int(given["retire"])):
                made = actions.replace_keys(
                    app=app, label=given["label"], scopes=given["scopes"], overlap=overlap, actor=request.actor
                )
            else:
                made = actions.create_key(app=app, label=given["label"], scopes=given["scopes"], actor=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("exchange:keys", slug=app.slug)
    return _once(request, app, _("Kunci API"), made)


@sight.for_exchange
@require_POST
def revoke(request: Request, slug: str, key_id: UUID) -> HttpResponse:
    app = sight.managed(request, slug)
    try:
        actions.revoke_key(app=app, key_id=key_id, actor=request.actor)
    except NotFound as error:
        raise Http404 from error
    except NothingToDo:
        messages.info(request, _("Kunci ini sudah dicabut."))
    else:
        messages.success(request, _("Kunci dicabut dan tidak dapat dipakai lagi."))
    return redirect("exchange:keys", slug=app.slug)


def newest_key(app: App) -> str:
    cards = identity.cards_of(app.pk)
    return str(cards[0].id) if cards else ""


def _once(request: Request, app: App, label: str, made: str) -> HttpResponse:
    context = {"rail": "slim", "app": app, "shown": [(label, made)], "is_new": False}
    return show(request, "exchange/secrets.html", context)
