"""Writing the next version of a contract: tick or paste, look at what changes, sign."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ayo.common import clock
from ayo.common.errors import DomainError
from ayo.common.http import Request
from ayo.exchange import access, actions, forms, kinds, queries, terms, words
from ayo.exchange.actions.contracts import parsed
from ayo.exchange.data import ContractCard
from ayo.exchange.models import App
from ayo.exchange.views import changes, detail, sight
from ayo.ui.show import show


@sight.for_exchange
@require_http_methods(["GET", "POST"])
def edit(request: Request, slug: str) -> HttpResponse:
    app = sight.visible(request, slug)
    if not access.may_sign(request.actor):
        raise Http404
    newest = _newest(app)
    if request.method == "GET":
        initial = forms.contract_initial(newest) or {"valid_from": clock.today()}
        return _form_page(request, app, forms.Contract(initial=initial), forms.ContractText(), 200)
    step = request.POST.get("step", "check")
    if step == "sign":
        return _sign(request, app, newest)
    if step == "text":
        return _check_text(request, app, newest)
    if step == "back":
        written = terms.card(version=0, **parsed(_terms(request)))
        return _form_page(
            request, app, forms.Contract(initial=forms.contract_initial(written)), forms.ContractText(), 200
        )
    form = forms.Contract(request.POST)
    if not form.is_valid():
        return _form_page(request, app, form, forms.ContractText(), 422)
    return _check_page(request, app, newest, form.terms())


def _check_text(request: Request, app: App, newest: ContractCard | None) -> HttpResponse:
    text = forms.ContractText(request.POST)
    if text.is_valid():
        try:
            return _check_page(request, app, newest, text.cleaned_data["text"])
        except DomainError as error:
            for place, fault in (error.fields or {"": str(error)}).items():
                text.add_error("text", f"{place}: {words.fault(fault)}" if place else fault)
    empty = forms.Contract(initial=forms.contract_initial(newest) or {"valid_from": clock.today()})
    return _form_page(request, app, empty, text, 422)


def _sign(request: Request, app: App, newest: ContractCard | None) -> HttpResponse:
    given = _terms(request)
    try:
        with sight.one_at_a_time(app):
            sight.unchanged(request.POST.get("seen"), _version(_newest(app)))
            card = actions.set_contract(app=app, terms=given, actor=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kontrak versi %(version)s ditandatangani.") % {"version": card.version})
    return redirect("exchange:contract", slug=app.slug)


def _terms(request: Request) -> dict[str, Any]:
    """Return the terms that the page of changes carried along; anything else was not written by that page."""
    try:
        given = json.loads(request.POST.get("terms", ""))
    except ValueError as error:
        raise Http404 from error
    if not isinstance(given, dict):
        raise Http404
    return given


def _check_page(request: Request, app: App, newest: ContractCard | None, given: dict[str, Any]) -> HttpResponse:
    """Show what would change; raises Invalid when the terms are not well formed."""
    values = parsed(given)
    wanted = terms.card(version=_version(newest) + 1, **values)
    text = json.dumps({**given, "app": app.slug}, ensure_ascii=False, default=str)
    context = detail.frame(
        request, app, "contract",
        changes=changes.between(newest, wanted),
        wanted=wanted,
        newest=newest,
        today=clock.today(),
        terms=text,
        seen=_version(newest),
    )  # fmt: skip
    return show(request, "exchange/contract_check.html", context)


def _form_page(request: Request, app: App, form: forms.Contract, text: forms.ContractText, status: int) -> HttpResponse:
    blocks = [
        {
            "kind": kind,
            "label": kinds.label(kind),
            "groups": kinds.groups_label(kind) if kinds.groups(kind) else "",
            "ticked": set(form[f"{kind}_fields"].value() or ()),
            "fields": [(name, kinds.field(kind, name)) for name in forms.grantable(kind)],
        }
        for kind in kinds.codes()
    ]
    context = detail.frame(request, app, "contract", form=form, text=text, blocks=blocks, sensitive=kinds.is_sensitive)
    if text.is_bound:
        context["form"], context["ticks"] = text, form
    return show(request, "exchange/contract_edit.html", {"ticks": form, **context}, status=status)


def _newest(app: App) -> ContractCard | None:
    return next(iter(queries.contracts_of(app)), None)


def _version(card: ContractCard | None) -> int:
    return card.version if card else 0
