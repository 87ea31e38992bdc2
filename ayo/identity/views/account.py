"""One's own account: its level, what one signs in with, the language one is written to in, and closing it."""

from uuid import UUID

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ayo.common.actor import Level, Right
from ayo.common.errors import Conflict
from ayo.common.http import Request
from ayo.identity import attempts, logins, words
from ayo.identity.joining import actions, forms, reading, ways
from ayo.identity.views.binding import own_account
from ayo.ui.guard import with_account
from ayo.ui.show import show

ADDING = "adding_login"


@never_cache
@require_safe
@with_account(Right.ACCOUNT)
def account(request: Request) -> HttpResponse:
    own = own_account(request)
    level = Level(own.level)
    context = {
        "name": request.actor.label,
        "level": words.level(level),
        "is_verified": level is Level.VERIFIED,
        "opened": words.opened(level),
        "logins": [
            {"line": one, "kind": words.login_kind(one.kind), "icon": words.LOGIN_ICONS[one.kind]}
            for one in reading.logins_of(own)
        ],
        "may_add": bool(ways.offered()),
        "check": reading.waiting_check_of(own.pk),
        "letters_in": own.language,
        "languages": settings.LANGUAGES,
    }
    return show(request, "identity/account.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@with_account(Right.ACCOUNT)
def add(request: Request) -> HttpResponse:
    form = forms.Address(request.POST or None, ways=ways.offered())
    if not form.is_valid():
        return show(request, "identity/login_add.html", {"form": form}, status=422 if form.is_bound else 200)
    kind, value = form.cleaned_data["address"]
    code_id = actions.ask_code(
        kind=kind, address=value, network=attempts.network_of(request),
        language=get_language() or settings.LANGUAGE_CODE, account=own_account(request),
    )  # fmt: skip
    if code_id is None:
        form.add_error(None, _("Dari jaringan ini terlalu banyak kode diminta. Coba lagi satu jam lagi."))
        return show(request, "identity/login_add.html", {"form": form}, status=429)
    request.session[ADDING] = {"code": str(code_id), "hidden": logins.hidden(kind, value)}
    return redirect("identity:login_code")


@never_cache
@require_http_methods(["GET", "POST"])
@with_account(Right.ACCOUNT)
def code(request: Request) -> HttpResponse:
    asked = request.session.get(ADDING)
    if not asked:
        return redirect("identity:login_add")
    form = forms.Typed(request.POST or None)
    if form.is_valid():
        code_id = UUID(asked["code"])
        if actions.prove(code_id=code_id, typed=form.cleaned_data["code"]):
            del request.session[ADDING]
            if actions.add_login(code_id=code_id, account=own_account(request), actor=request.actor):
                messages.success(request, _("Sekarang Anda bisa masuk dengan ini juga."))
            return redirect("identity:account")
        form.add_error("code", _("Kode ini tidak cocok atau sudah lewat waktunya. Periksa lagi, atau minta yang baru."))
    context = {"form": form, "hidden": asked["hidden"]}
    return show(request, "identity/login_code.html", context, status=422 if form.is_bound else 200)


@require_POST
@with_account(Right.ACCOUNT)
def change(request: Request, login_id: UUID) -> HttpResponse:
    """Make a login the first one, or give it up."""
    own = own_account(request)
    if request.POST.get("step") == "first":
        actions.choose_login(login_id=login_id, account=own, actor=request.actor)
        messages.success(request, _("Yang ini sekarang utama."))
        return redirect("identity:account")
    try:
        actions.remove_login(login_id=login_id, account=own, actor=request.actor)
        messages.success(request, _("Dilepas dari akun Anda."))
    except Conflict:
        messages.error(request, _("Yang terakhir tidak bisa dilepas. Tambahkan dulu yang lain."))
    return redirect("identity:account")


@require_POST
@with_account(Right.ACCOUNT)
def language(request: Request) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        actions.set_language(account=own_account(request), language=chosen)
        messages.success(request, _("Bahasa surat untuk Anda disimpan."))
    return redirect("identity:account")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@with_account(Right.ACCOUNT)
def close(request: Request) -> HttpResponse:
    """Say what closing means, and close after the password was given (an account without one needs none)."""
    own = own_account(request)
    form = forms.Close(request.POST if request.method == "POST" else None, account=own)
    if not form.is_valid():
        return show(request, "identity/close.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.close_account(account=own, actor=request.actor)
    auth.logout(request)
    messages.success(request, _("Akun Anda ditutup."))
    return redirect("identity:sign_in")
