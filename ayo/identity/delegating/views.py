"""Kuasa: who may act for me, for whom I may act, and acting itself, which is begun and ended by hand."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common import clock
from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.identity.assisting import queries as assisting
from ayo.identity.delegating import actions, forms, queries, rules, words
from ayo.identity.delegating.data import DelegationLine, Mandate, Scope
from ayo.registry import facade as registry
from ayo.ui.guard import declared, me, signed_in
from ayo.ui.show import show


@require_safe
@signed_in
def delegations(request: Request) -> HttpResponse:
    mine = me(request)
    context = {
        "given": [_line(one) for one in queries.given_by(mine)],
        "offered": [_line(one) for one in queries.offered_to(mine)],
        "taken": [_line(one) for one in queries.taken_by(mine)],
        "mandates": _mandates(queries.mandates_of(mine)),
    }
    return show(request, "identity/delegations.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delegate(request: Request) -> HttpResponse:
    form = forms.Delegate(request.POST or None, family=registry.grown_family_of(me(request)))
    if form.is_valid():
        try:
            _made, code = actions.delegate(
                delegate_id=form.delegate_id, scopes=form.cleaned_data["scopes"], valid_from=clock.today(),
                valid_to=form.valid_to, actor=request.actor,
            )  # fmt: skip
        except DomainError as error:
            form.add_fault(error)
        else:
            if code:
                return show(request, "identity/delegation_code.html", {"code": code})
            messages.success(request, _("Menunggu jawaban orangnya."))
            return redirect("identity:delegations")
    return show(request, "identity/delegate.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take(request: Request) -> HttpResponse:
    """Enter a code, see what it stands for, take it on."""
    form = forms.WithCode(request.POST or None)
    found = None
    if form.is_valid():
        code = form.cleaned_data["code"]
        found = queries.behind_code(rules.digest_of(code), but=me(request))
        if found is None:
            form.add_error("code", _("Kode ini tidak dikenal, sudah dipakai, atau sudah berakhir."))
        elif request.POST.get("step") == "take":
            actions.accept_by_code(code=code, actor=request.actor)
            messages.success(request, _("Anda kini dapat bertindak untuk %(name)s.") % {"name": found.other})
            return redirect("identity:delegations")
    context = {"form": form, "found": _line(found) if found else None}
    return show(request, "identity/delegation_take.html", context, status=422 if form.is_bound and not found else 200)


@require_POST
@signed_in
def accept(request: Request, delegation_id: UUID) -> HttpResponse:
    actions.accept(delegation_id=delegation_id, actor=request.actor)
    messages.success(request, _("Kuasa diterima."))
    return redirect("identity:delegations")


@require_POST
@signed_in
def end(request: Request, delegation_id: UUID) -> HttpResponse:
    actions.end(delegation_id=delegation_id, actor=request.actor)
    messages.success(request, _("Kuasa sudah berakhir."))
    return redirect("identity:delegations")


@require_http_methods(["GET", "HEAD", "POST"])
@declared("people: each chooses for whom they act, among those who let them")
def acting(request: Request) -> HttpResponseBase:
    """Begin to act for somebody; while acting, this is the first page."""
    if request.actor.on_behalf_of is None:
        return _begin(request)
    if request.actor.is_helping:
        return _helping(request)
    scopes = request.actor.scopes
    context = {
        "name": request.actor.on_behalf_label,
        "may": words.done(scopes),
        "places": [place for scope, place in _places() if scope in scopes],
    }
    return show(request, "identity/acting.html", context)


def _helping(request: Request) -> HttpResponse:
    """An employee who helps goes on with the one thing they may do, or stops."""
    given = request.actor.assistance_id
    context = {
        "name": request.actor.on_behalf_label,
        "until": request.actor.acts_until,
        "places": [{"label": _("Lanjutkan isian"), "url": assisting.acting_url(given), "icon": "edit"}]
        if given
        else [],
        "is_helping": True,
    }
    return show(request, "identity/acting.html", context)


@signed_in
def _begin(request: Request) -> HttpResponse:
    if request.method != "POST":
        return redirect("identity:delegations")
    try:
        whom = UUID(request.POST.get("whom", ""))
    except ValueError:
        raise NotFound("Nobody to act for.") from None
    actions.begin_acting(whom=whom, actor=request.actor)
    request.session[queries.ACTING_FOR] = str(whom)
    return redirect("identity:acting")


@require_POST
@declared("people: whoever acts for another may always stop")
def stop(request: Request) -> HttpResponseBase:
    if request.actor.on_behalf_of is None:
        return _to_delegations(request)
    given = request.actor.assistance_id
    if given is not None:
        del request.session[assisting.ASSISTING]
        return redirect(assisting.acting_url(given) or "portal:home")
    del request.session[queries.ACTING_FOR]
    return redirect("identity:delegations")


@signed_in
def _to_delegations(_request: Request) -> HttpResponse:
    return redirect("identity:delegations")


def _places() -> list[tuple[str, dict[str, str]]]:
    return [
        (Scope.SEE, {"label": _("Data"), "url": reverse("portal:mine"), "icon": "shield"}),
        (Scope.MESSAGES, {"label": _("Kotak masuk"), "url": reverse("notices:inbox"), "icon": "inbox"}),
    ]


def _mandates(found: list[Mandate]) -> list[dict[str, Any]]:
    """Return one row per person, however many grounds there are."""
    rows: dict[UUID, dict[str, Any]] = {}
    for one in found:
        row = rows.setdefault(one.principal_id, {"id": one.principal_id, "name": one.name, "grounds": [], "may": set()})
        row["grounds"].append(str(words.GROUNDS[one.ground]))
        row["may"] |= one.scopes
    return [row | {"grounds": ", ".join(row["grounds"]), "may": words.done(row["may"])} for row in rows.values()]


def _line(one: DelegationLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "other": one.other,
        "may": words.done(one.scopes),
        "first": one.valid_from,
        "last": one.valid_to - timedelta(days=1),
        "is_accepted": one.is_accepted,
        "is_by_code": one.is_by_code,
    }
