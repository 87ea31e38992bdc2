"""The pages of one's own account: where one is signed in, signing out from afar, another password."""

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common.actor import Right
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.identity import actions, attempts, forms, passkeys, queries, words
from ayo.identity.attempts import Door
from ayo.identity.data import OpenSession
from ayo.identity.guards import actions as guards
from ayo.identity.guards import forms as guarding
from ayo.identity.guards import reading
from ayo.ui.guard import with_account
from ayo.ui.show import show


@never_cache
@require_safe
@with_account(Right.ACCOUNT)
def devices(request: Request) -> HttpResponse:
    """Show at a glance how one's account is guarded, and where it is open."""
    account = queries.account_of_session(request.session)
    if account is None:
        raise NotFound("No such account.")
    open_sessions = queries.sessions_of(request.actor.id, this=request.session.session_key)
    guarded = reading.guards_of(account)
    context = {
        "guards": guarded,
        "step": guarded.next_step,
        "guards_others": len(request.actor.grants) > 1,
        "can_hold_passkeys": bool(passkeys.rp_id()),
        "passkeys_at": passkeys.elsewhere(request.get_host()),
        "devices": [_row(one) for one in open_sessions],
        "others": len(open_sessions) - 1,
        "sign_ins": reading.sign_ins_of(account),
    }
    return show(request, "identity/devices.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_account(Right.ACCOUNT)
def rename(request: Request, passkey_id: int) -> HttpResponse:
    """Call one's own passkey something else."""
    account = queries.account_of_session(request.session)
    found = reading.guards_of(account).passkeys if account else ()
    key = next((one for one in found if one.id == passkey_id), None)
    if account is None or key is None:
        raise NotFound("No such passkey.")
    form = guarding.KeyName(request.POST or None, initial={"name": key.name})
    if not form.is_valid():
        context = {"form": form, "key": key}
        return show(request, "identity/passkey_name.html", context, status=422 if form.is_bound else 200)
    guards.rename_passkey(account=account, passkey_id=passkey_id, name=form.cleaned_data["name"], actor=request.actor)
    messages.success(request, _("Nama kunci diganti."))
    return redirect("identity:devices")


@require_POST
@with_account(Right.ACCOUNT)
def end(request: Request) -> HttpResponse:
    """Sign out one device, or (without a mark) all others."""
    actions.end_sessions(mark=request.POST.get("mark", ""), keep=request.session.session_key, actor=request.actor)
    return redirect("identity:devices")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@with_account(Right.ACCOUNT)
def password(request: Request) -> HttpResponse:
    """Change the password; every other device is signed out by it."""
    account = queries.account_of_session(request.session)
    if account is None or not account.has_usable_password():
        return show(request, "identity/password.html", {"form": None})
    form = forms.NewPassword(account, request.POST or None)
    if request.method == "GET":
        return show(request, "identity/password.html", {"form": form})
    wait = attempts.seconds_to_wait(request, Door.PASSWORD, account.pk.hex)
    if wait:
        form.add_error("old_password", attempts.said(wait))
        return show(request, "identity/password.html", {"form": form}, status=429)
    if not form.is_valid():
        if form.has_error("old_password", "password_incorrect"):
            attempts.failed(request, Door.PASSWORD, account.pk.hex)
        return show(request, "identity/password.html", {"form": form}, status=422)
    actions.change_password(
        account=account,
        password=form.cleaned_data["new_password1"],
        agent=request.headers.get("User-Agent", ""),
        actor=request.actor,
    )
    # Django's own helper would look the user up again, by a session that knows the old password.
    request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    request.session.cycle_key()
    messages.success(request, _("Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan."))
    return redirect("identity:devices")


def _row(one: OpenSession) -> dict[str, object]:
    return {"mark": one.mark, "name": words.device(one.agent) or _("Perangkat lain"), "began_at": one.began_at,
            "is_this": one.is_this}  # fmt: skip
