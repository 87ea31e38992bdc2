"""Undangan pegawai: who has no account yet, sending a link, taking it back; and the page that the link leads to."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ayo.common.errors import DomainError, NotFound
from ayo.common.http import Request
from ayo.identity import logins
from ayo.identity.adapter import AccountAdapter
from ayo.identity.inviting import actions, forms, queries
from ayo.ui.guard import for_roles, open_to_all
from ayo.ui.show import show


@never_cache
@sensitive_post_parameters("nip")
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*queries.INVITERS)
def board(request: Request) -> HttpResponse:
    """List who has no account; a number to look for is posted, so that it stands in no address."""
    form = forms.Find(request.POST or None)
    nip = form.cleaned_data["nip"].replace(" ", "") if form.is_valid() else ""
    rows = queries.uninvited(request.actor, nip=nip)
    return show(request, "identity/invitations.html", {"rows": rows, "form": form, "nip": nip, "most": queries.AT_ONCE})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*queries.INVITERS)
def invite(request: Request, person_id: UUID) -> HttpResponse:
    line = queries.one(request.actor, person_id)
    if line is None:
        raise NotFound("No such employee without an account.")
    if request.POST.get("step") == "withdraw":
        actions.withdraw(person_id=person_id, actor=request.actor)
        messages.success(request, _("Undangan dibatalkan; tautannya tidak membuka apa-apa lagi."))
        return redirect("identity:invite", person_id)
    form = forms.Invite(request.POST or None)
    if form.is_valid():
        try:
            where = actions.invite(
                person_id=person_id, to=form.cleaned_data["address"], language=settings.LANGUAGE_CODE,
                actor=request.actor,
            )  # fmt: skip
        except DomainError as error:
            form.add_fault(error)
        else:
            messages.success(request, _("Undangan dikirim ke %(where)s.") % {"where": where})
            return redirect("identity:invitations")
    known = logins.hidden(*logins.written(line.contact)) if line.contact else ""
    context = {"one": line, "known": known, "form": form}
    return show(request, "identity/invite.html", context, status=422 if form.is_bound else 200)


@open_to_all("whoever holds an invitation; without the NIK of the person it opens nothing")
@never_cache
@sensitive_post_parameters("nik", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: Request, token: str) -> HttpResponse:
    """Show the same page for a link that is dead, spent, withdrawn or made up."""
    invited = queries.open_by(token)
    if invited is None or not request.actor.is_anonymous:
        dead = {"signed_in": not request.actor.is_anonymous}
        return show(request, "identity/invitation_dead.html", dead, status=404)
    form = forms.Accept(request.POST or None, login=invited.address)
    if form.is_valid():
        try:
            account = actions.accept(
                token=token, nik=form.cleaned_data["nik"], password=form.cleaned_data["password"],
                language=get_language() or settings.LANGUAGE_CODE,
            )  # fmt: skip
        except DomainError as error:
            form.add_fault(error)
        else:
            if account is not None:
                AccountAdapter(request).login(request, account)
                return redirect("portal:home")
            form.add_error(
                "nik", _("NIK ini tidak cocok dengan undangannya, atau sudah terlalu sering dicoba hari ini.")
            )
    context = {"form": form, "login": invited.address, "hidden": logins.hidden(invited.kind, invited.address)}
    return show(request, "identity/invitation.html", context, status=422 if form.is_bound else 200)
