"""Being verified: by the numbers on one's cards, and where they do not match, by an officer who sees the cards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ayo.common.actor import Right
from ayo.common.http import Request
from ayo.identity import queries
from ayo.identity.data import Binding
from ayo.identity.joining import actions, forms, reading
from ayo.identity.models import Account
from ayo.ui.guard import signed_in, with_account
from ayo.ui.show import show


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@with_account(Right.ACCOUNT)
def verify(request: Request) -> HttpResponse:
    if request.actor.may(Right.RECORD):
        return redirect("identity:account")
    account = own_account(request)
    form = forms.Cards(request.POST or None)
    context = {
        "form": form,
        "check": reading.waiting_check_of(account.pk),
        "refusal": reading.refusal_of(account.pk),
    }
    if not form.is_valid():
        return show(request, "identity/verify.html", context, status=422 if form.is_bound else 200)
    outcome = actions.bind_by_cards(
        account=account, nik=form.cleaned_data["nik"], family_number=form.cleaned_data["family"],
        born=form.cleaned_data["born"], actor=request.actor,
    )  # fmt: skip
    if outcome is Binding.BOUND:
        messages.success(request, _("Akun Anda terverifikasi. Selamat datang."))
        return redirect("identity:verified")
    if outcome is Binding.TAKEN:
        return show(request, "identity/verify_taken.html", {})
    form.add_error(None, _REFUSED[outcome]())
    return show(request, "identity/verify.html", context, status=429 if outcome is Binding.TOO_OFTEN else 422)


_REFUSED = {
    Binding.NO: lambda: _("Isian ini tidak cocok dengan catatan kota. Periksa lagi, atau minta diperiksa petugas."),
    Binding.TOO_OFTEN: lambda: _("Sudah terlalu sering dicoba. Coba lagi besok, atau minta diperiksa petugas."),
}


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def verified(request: Request) -> HttpResponse:
    """Ask once whether what was proved shall be the person's own contact everywhere; nothing is taken silently."""
    account = own_account(request)
    if request.method == "POST":
        if "yes" in request.POST and actions.give_contact(account=account, actor=request.actor):
            messages.success(request, _("Kontak Anda disimpan dan diteruskan ke aplikasi yang memerlukannya."))
        return redirect("portal:home")
    other = reading.contacts_unlike_registry(account)
    if not other:
        return redirect("portal:home")
    return show(request, "identity/verified.html", {"contacts": other})


def own_account(request: Request) -> Account:
    """Return the account of this session; the guard has let somebody in, so there is one."""
    account = queries.account_of_session(request.session)
    assert account is not None  # noqa: S101
    return account
