"""Ways in without the password: a code that is sent, to come in or to set another password.

What was asked lies in the session, so a code is good in the browser that asked for it and nowhere else. No page tells
whether an account exists: its owner is written to, and nobody else learns of it.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ayo.common.http import Request
from ayo.identity import attempts, forms, queries
from ayo.identity.attempts import Door
from ayo.identity.data import CodeFor
from ayo.identity.guards import actions
from ayo.identity.joining import actions as joining
from ayo.identity.joining import ways
from ayo.identity.joining.forms import Typed
from ayo.identity.oidc import landing
from ayo.identity.views import entering
from ayo.ui.guard import open_to_all
from ayo.ui.show import show

ASKED = "way_in"
_page: Callable[..., Any] = require_http_methods(["GET", "POST"])
_CODE_PAGE = {CodeFor.SIGN_IN: "identity:code_enter", CodeFor.RESET: "identity:reset_code"}


@open_to_all("the door, opened with a code")
@never_cache
@_page
def ask(request: Request) -> HttpResponse:
    return _ask(request, CodeFor.SIGN_IN)


@open_to_all("the door of whoever forgot the password")
@never_cache
@_page
def forgot(request: Request) -> HttpResponse:
    return _ask(request, CodeFor.RESET)


@open_to_all("the door, opened with a code")
@never_cache
@_page
def enter(request: Request) -> HttpResponse:
    """Let somebody in who knows the code; whoever set up a second step is asked for it all the same."""
    asked = _asked(request, CodeFor.SIGN_IN)
    if asked is None:
        return redirect("identity:code_ask")
    form, status = _typed(request, asked)
    if status == 302:
        del request.session[ASKED]
        account = actions.come_in_by_code(code_id=UUID(asked["code"]))
        if account is None:
            return redirect("identity:code_ask")
        record_authentication(request, account, method="code")
        onward: HttpResponse = perform_login(
            request, Login(user=account, email_verification="none", redirect_url=asked["next"])
        )
        return onward
    return _show(request, "identity/way_in_code.html", form, asked, status)


@open_to_all("the door of whoever forgot the password")
@never_cache
@_page
def prove(request: Request) -> HttpResponse:
    asked = _asked(request, CodeFor.RESET)
    if asked is None:
        return redirect("identity:reset")
    form, status = _typed(request, asked)
    if status == 302:
        request.session[ASKED] = {**asked, "is_proved": True}
        return redirect("identity:reset_password")
    return _show(request, "identity/way_in_code.html", form, asked, status)


@open_to_all("the door of whoever forgot the password, once they have shown the code")
@sensitive_post_parameters()
@never_cache
@_page
def renew(request: Request) -> HttpResponse:
    """Set another password; coming in is the next step, with everything that is asked there."""
    asked = _asked(request, CodeFor.RESET)
    account = queries.account_of_code(UUID(asked["code"])) if asked and asked.get("is_proved") else None
    if asked is None or account is None:
        return redirect("identity:reset")
    form = forms.RenewedPassword(account, request.POST or None)
    if not form.is_valid():
        return _show(request, "identity/reset_password.html", form, asked, 422 if form.is_bound else 200)
    del request.session[ASKED]
    done = actions.reset_password(
        code_id=UUID(asked["code"]),
        password=form.cleaned_data["new_password1"],
        agent=request.headers.get("User-Agent", ""),
    )
    if done is None:
        return redirect("identity:reset")
    messages.success(request, _("Kata sandi sudah diganti. Masuklah dengan yang baru."))
    return redirect("identity:sign_in")


def _ask(request: Request, purpose: CodeFor) -> HttpResponse:
    form = forms.Forgotten(request.POST or None)
    asked = {"purpose": purpose.value, "next": entering.way_on(request)}
    if not form.is_valid():
        return _show(request, "identity/way_in_ask.html", form, asked, 422 if form.is_bound else 200)
    login = form.cleaned_data["login"]
    _send(request, {**asked, "login": login})
    return redirect(_CODE_PAGE[purpose])


def _send(request: Request, asked: dict[str, Any]) -> None:
    whose = attempts.whose(queries.account_called(asked["login"]), asked["login"])
    code = actions.ask_way_in(
        purpose=CodeFor(asked["purpose"]),
        login=asked["login"],
        place=attempts.place_of(request, whose),
        network=attempts.network_of(request),
        language=get_language() or "id",
    )
    request.session[ASKED] = {**asked, "code": str(code), "whose": whose}


def _typed(request: Request, asked: dict[str, Any]) -> tuple[Form, int]:
    """Return the form and how to answer: 302 stands for the right code."""
    if "again" in request.POST:
        _send(request, {name: asked[name] for name in ("purpose", "next", "login")})
        return Typed(), 200
    form = Typed(request.POST or None)
    if not form.is_valid():
        return form, 422 if form.is_bound else 200
    wait = attempts.seconds_to_wait(request, Door.CODE, asked["whose"])
    if wait:
        form.add_error("code", attempts.said(wait))
        return form, 429
    if joining.prove(code_id=UUID(asked["code"]), typed=form.cleaned_data["code"]):
        attempts.succeeded(request, Door.CODE, asked["whose"])
        return form, 302
    attempts.failed(request, Door.CODE, asked["whose"])
    form.add_error("code", _("Kode ini tidak cocok atau sudah lewat waktunya. Periksa lagi, atau minta yang baru."))
    return form, 422


def _asked(request: Request, purpose: CodeFor) -> dict[str, Any] | None:
    found = request.session.get(ASKED)
    return found if isinstance(found, dict) and found.get("purpose") == purpose and "code" in found else None


def _show(request: Request, template: str, form: Form, asked: Mapping[str, Any], status: int) -> HttpResponse:
    context = {
        "form": form,
        "is_reset": asked["purpose"] == CodeFor.RESET,
        "login": asked.get("login", ""),
        "next": "" if asked["next"] == "/" else asked["next"],
        "has_ways": bool(ways.offered()),
    }
    response = show(request, template, context, status=status)
    response.form_target = landing.origin_of(asked["next"])  # type: ignore[attr-defined]
    return response
