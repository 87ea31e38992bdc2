"""Coming in and going out."""

from collections.abc import Iterable

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import auth
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ayo.common.actor import Level, Role
from ayo.common.http import Request
from ayo.identity import actions, attempts, forms, passkeys, queries, words
from ayo.identity.adapter import AccountAdapter
from ayo.identity.attempts import Door
from ayo.identity.data import DemoPerson
from ayo.identity.models import Account
from ayo.identity.oidc import landing
from ayo.ui.guard import open_to_all
from ayo.ui.show import show


@open_to_all("the door itself")
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: Request) -> HttpResponse:
    if request.method == "GET":
        if not request.actor.is_anonymous and "again" not in request.GET:
            return redirect(way_on(request))
        return _page(request, forms.SignIn(), status=200)

    form = forms.SignIn(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    login = form.cleaned_data["login"]
    whose = attempts.whose(queries.account_called(login), login)
    wait = attempts.seconds_to_wait(request, Door.PASSWORD, whose)
    if wait:
        form.add_error(None, attempts.said(wait))
        refused = _page(request, form, status=429)
        refused["Retry-After"] = str(wait)
        return refused

    account = authenticate(request, username=login, password=form.cleaned_data["password"])
    if not isinstance(account, Account):
        attempts.failed(request, Door.PASSWORD, whose)
        form.add_error(None, _("Nama masuk dan kata sandi tidak cocok. Periksa keduanya."))
        return _page(request, form, status=422)
    attempts.succeeded(request, Door.PASSWORD, whose)
    # Whoever set up a second step is asked for it before they are let in.
    entering = Login(user=account, email_verification="none", redirect_url=way_on(request))
    response: HttpResponse = perform_password_login(request, {"username": login}, entering)
    return response


@open_to_all("the door of a demo city; it opens for invented people only")
@never_cache
@require_POST
def sign_in_as(request: Request) -> HttpResponse:
    """Enter as one of the cast, which exists in a demo city only."""
    account = queries.demo_account(request.POST.get("account", ""))
    if account is None:
        return redirect("identity:sign_in")
    AccountAdapter(request).login(request, account)
    return redirect(way_on(request))


@open_to_all("whoever is in may leave")
@require_POST
def sign_out(request: Request) -> HttpResponse:
    if not request.actor.is_anonymous:
        actions.note_sign_out(actor=request.actor)
    auth.logout(request)
    return redirect("identity:sign_in")


def refused(request: Request, faults: Iterable[str]) -> HttpResponse:
    """Show the door again, with what was wrong about another way in than the password."""
    form = forms.SignIn({})
    form.errors.clear()
    for fault in faults:
        form.add_error(None, fault)
    return _page(request, form, status=422)


def way_on(request: HttpRequest) -> str:
    """Return where somebody was going, if that is in this house."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"


def _page(request: Request, form: forms.SignIn, *, status: int) -> HttpResponse:
    onward = way_on(request)
    context = {
        "form": form,
        "next": "" if onward == "/" else onward,
        "has_passkeys": bool(passkeys.rp_id()),
        "passkeys_at": passkeys.elsewhere(request.get_host()),
        "people": [_who(person) for person in queries.demo_people()],
    }
    response = show(request, "identity/sign_in.html", context, status=status)
    response.form_target = landing.origin_of(onward)  # type: ignore[attr-defined]
    return response


def _who(person: DemoPerson) -> dict[str, object]:
    if person.level is not Level.VERIFIED:
        line = f"{words.level(person.level)}: {words.task_of_level(person.level)}"
        return {"account": person.account_id, "name": person.name, "line": line}
    role = person.roles[0] if person.roles else Role.RESIDENT
    called = person.title or words.role(role)
    line = f"{called}: {words.task(role)}" if words.task(role) else f"{called}, {person.post}"
    return {"account": person.account_id, "name": person.name, "line": line}
