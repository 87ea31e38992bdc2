"""Opening an account, one thing per page. What was answered so far lies in the session, and the code proves it.

Whether an address has an account already shows on no page: its owner is told by letter.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ayo.common.http import Request
from ayo.identity import attempts, logins
from ayo.identity.adapter import AccountAdapter
from ayo.identity.joining import actions, forms, ways
from ayo.region.facade import pack
from ayo.ui.guard import open_to_all
from ayo.ui.show import show

JOINING = "joining"
_page: Callable[..., Any] = require_http_methods(["GET", "POST"])


@open_to_all("how one becomes somebody here")
@never_cache
@_page
def where(request: Request) -> HttpResponse:
    if not request.actor.is_anonymous:
        return redirect("portal:home")
    form = forms.Where(request.POST or None)
    if not form.is_valid():
        return _show(request, "where", form, city=pack().names.city, has_ways=bool(ways.offered()))
    request.session[JOINING] = {"where": form.cleaned_data["where"]}
    return redirect("identity:join_address")


@open_to_all("how one becomes somebody here")
@never_cache
@_page
def address(request: Request) -> HttpResponse:
    so_far = _so_far(request, "where")
    if so_far is None:
        return redirect("identity:join")
    form = forms.Address(request.POST or None, ways=ways.offered())
    if not form.is_valid():
        return _show(request, "address", form)
    kind, value = form.cleaned_data["address"]
    return _send(request, {"where": so_far["where"], "kind": kind, "address": value})


@open_to_all("how one becomes somebody here")
@never_cache
@_page
def code(request: Request) -> HttpResponse:
    so_far = _so_far(request, "code")
    if so_far is None:
        return redirect("identity:join")
    if "again" in request.POST:
        return _send(request, so_far)
    form = forms.Typed(request.POST or None)
    if form.is_valid():
        if actions.prove(code_id=UUID(so_far["code"]), typed=form.cleaned_data["code"]):
            request.session[JOINING] = so_far | {"is_proved": True}
            return redirect("identity:join_password" if so_far["where"] == forms.CITY else "identity:join_name")
        form.add_error("code", _("Kode ini tidak cocok atau sudah lewat waktunya. Periksa lagi, atau minta yang baru."))
    return _show(request, "code", form, hidden=logins.hidden(so_far["kind"], so_far["address"]))


@open_to_all("how one becomes somebody here")
@never_cache
@_page
def name(request: Request) -> HttpResponse:
    so_far = _so_far(request, "is_proved")
    if so_far is None:
        return redirect("identity:join")
    form = forms.Name(request.POST or None)
    if not form.is_valid():
        return _show(request, "name", form)
    request.session[JOINING] = so_far | {"name": form.cleaned_data["name"]}
    return redirect("identity:join_password")


@open_to_all("how one becomes somebody here")
@sensitive_post_parameters("password")
@never_cache
@_page
def password(request: Request) -> HttpResponse:
    so_far = _so_far(request, "is_proved")
    if so_far is None:
        return redirect("identity:join")
    form = forms.Password(request.POST or None, login=so_far["address"])
    if not form.is_valid():
        return _show(request, "password", form, login=so_far["address"])
    account = actions.open_guest(
        code_id=UUID(so_far["code"]),
        level=forms.LEVEL_OF[so_far["where"]],
        name=so_far.get("name", ""),
        password=form.cleaned_data["password"],
        language=get_language() or settings.LANGUAGE_CODE,
    )
    del request.session[JOINING]
    if account is None:
        return redirect("identity:join")
    AccountAdapter(request).login(request, account)
    return redirect("identity:verify" if so_far["where"] != forms.ELSEWHERE else "portal:home")


def _send(request: Request, so_far: dict[str, Any]) -> HttpResponse:
    code_id = actions.ask_code(
        kind=so_far["kind"], address=so_far["address"], network=attempts.network_of(request),
        language=get_language() or settings.LANGUAGE_CODE, account=None,
    )  # fmt: skip
    if code_id is None:
        form = forms.Address({"address": so_far["address"]}, ways=ways.offered())
        form.add_error(None, _("Dari jaringan ini terlalu banyak kode diminta. Coba lagi satu jam lagi."))
        return _show(request, "address", form, status=429)
    request.session[JOINING] = so_far | {"code": str(code_id)}
    return redirect("identity:join_code")


def _so_far(request: Request, needed: str) -> dict[str, Any] | None:
    """Return what was answered before, or None when a page is opened out of turn."""
    found = request.session.get(JOINING, {})
    return found if needed in found and request.actor.is_anonymous else None


def _show(request: Request, page: str, form: Form, *, status: int = 0, **more: Any) -> HttpResponse:
    context = {"form": form, "page": page, **more}
    return show(request, f"identity/join_{page}.html", context, status=status or (422 if form.is_bound else 200))
