"""Connecting an application, and changing how one is reached."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ayo.common.errors import DomainError
from ayo.common.http import Request
from ayo.exchange import access, actions, forms, queries, words
from ayo.exchange.data import Mode
from ayo.exchange.views import detail, sight
from ayo.registry import facade as registry
from ayo.ui.show import show


@sight.for_exchange
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """The answer to the form is the one page that ever shows the secrets; it is not kept anywhere."""
    if not access.may_add(request.actor):
        raise Http404
    form = forms.Connect(request.POST or None, owners=registry.organisation_choices())
    if form.is_valid():
        try:
            made = actions.add_app(**form.cleaned_data, contract=None, actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            app = queries.app_for(request.actor, made.slug)
            shown = [(_("Rahasia tanda tangan"), made.secret), (_("Kunci API"), made.api_key)]
            context = {"rail": "slim", "app": app, "shown": [one for one in shown if one[1]], "is_new": True}
            return show(request, "exchange/secrets.html", context)
    context = {"rail": "slim", "form": form, "hints": _hints(), "app": None}
    return show(request, "exchange/connect.html", context, status=422 if form.is_bound else 200)


@sight.for_exchange
@require_http_methods(["GET", "POST"])
def edit(request: Request, slug: str) -> HttpResponse:
    app = sight.managed(request, slug)
    owners = registry.organisation_choices()
    if not access.may_add(request.actor):
        # Whose an application is, is decided by the integrators.
        owners = [(app.owner.code, app.owner.name)]
    present = {name: getattr(app, name) for name in ("name", "description", "mode", "endpoint", "digest_url")}
    present |= {"owner_code": app.owner.code, "schedule_seconds": app.schedule_seconds or 3600}
    form = forms.Settings(request.POST or None, initial=present, owners=owners)
    if form.is_valid():
        try:
            changed = actions.update_app(app=app, values=form.cleaned_data, actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            text = _("Perubahan disimpan.") if changed else _("Tidak ada yang berubah.")
            messages.success(request, text)
            return redirect("exchange:app", slug=app.slug)
    context = detail.frame(request, app, "app", form=form, hints=_hints())
    return show(request, "exchange/connect.html", context, status=422 if form.is_bound else 200)


def _hints() -> dict[str, str]:
    return {mode.value: str(words.MODE_HINTS[mode]) for mode in Mode}
